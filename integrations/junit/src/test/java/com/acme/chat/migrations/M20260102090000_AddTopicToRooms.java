package com.acme.chat.migrations;

import static dev.switchback.schema.DataTypes.string;

import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;

public final class M20260102090000_AddTopicToRooms implements ReversibleMigration {

  @Override
  public void change(QueryInterface db) {
    db.addColumn("rooms", "topic", string(200).nullable());
    db.addIndex("rooms", "topic");
  }
}
