package dev.switchback.spring.boot.chat.migrations;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Row.row;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import java.util.UUID;

/** Two tables with the types that entities have most. */
public final class M20250101000000_CreateRooms implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", bigInt().primaryKey().autoIncrement());
          t.column("public_id", uuid().asBinary().notNull().unique());
          t.column("name", string(200).notNull());
          t.column("kind", enumeration("OPEN", "CLOSED").notNull().defaultValue("OPEN"));
          t.column("archived", bool().notNull().defaultValue(false));
          t.column("created_at", timestamp().notNull().defaultNow());
          t.column("monthly_fee", decimal(12, 2));
          t.column("rules", text());
          t.column("picture", binary());
          t.column("settings", json());
        });
    db.createTable(
        "room_members",
        t -> {
          t.column("id", bigInt().primaryKey().autoIncrement());
          t.column("room_id", bigInt().notNull().references("rooms", "id"));
          t.column("user_name", string(100).notNull());
        });
    db.bulkInsert("rooms", row("public_id", new UUID(0, 1), "name", "Lobby"));
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("room_members");
    db.dropTable("rooms");
  }
}
