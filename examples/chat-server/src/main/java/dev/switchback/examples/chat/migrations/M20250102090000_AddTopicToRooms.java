package dev.switchback.examples.chat.migrations;

import static dev.switchback.schema.DataTypes.*;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

public final class M20250102090000_AddTopicToRooms implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.addColumn("rooms", "topic", string(200).nullable());
    db.addIndex("rooms", "topic");
  }

  @Override
  public void down(QueryInterface db) {
    db.removeColumn("rooms", "topic");
  }
}
