package dev.switchback.examples.jooq.migrations;

import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.uuid;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** Creates the rooms. */
public final class M20260101000000_CreateRooms implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", uuid().primaryKey().defaultUuid());
          t.column("name", string(80).notNull());
        });
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("rooms");
  }
}
