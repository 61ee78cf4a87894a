package dev.switchback.examples.jooq.migrations;

import static dev.switchback.schema.DataTypes.string;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** Adds the topic, which a room may lack. */
public final class M20260102000000_AddTopicToRooms implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.addColumn("rooms", "topic", string(200).nullable());
  }

  @Override
  public void down(QueryInterface db) {
    db.removeColumn("rooms", "topic");
  }
}
