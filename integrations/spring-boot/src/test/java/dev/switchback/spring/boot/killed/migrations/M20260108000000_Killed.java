package dev.switchback.spring.boot.killed.migrations;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

public final class M20260108000000_Killed implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().autoIncrement().primaryKey());
          t.column("name", string(50).notNull());
        });
    db.bulkInsert("rooms", row("name", "before"));
    db.addColumn("rooms", "topic", string(50).nullable());
    db.bulkInsert("rooms", row("name", "after"));
    db.addColumn("rooms", "seats", integer().nullable());
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("rooms");
  }
}
