package com.acme.rooms.migrations;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

public final class M20260101000000_CreateRooms implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().autoIncrement().primaryKey());
          t.column("name", string(100).notNull());
        });
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("rooms");
  }
}
