package it.migrations;

import static dev.switchback.schema.DataTypes.string;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

public final class M20250102000000_AddTopic implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.addColumn("rooms", "topic", string(200).nullable());
  }

  @Override
  public void down(QueryInterface db) {
    db.removeColumn("rooms", "topic");
  }
}
