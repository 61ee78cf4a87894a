package dev.switchback.examples.kotlin.migrations

import dev.switchback.Migration
import dev.switchback.QueryInterface
import dev.switchback.schema.DataTypes.enumeration
import dev.switchback.schema.DataTypes.string
import dev.switchback.schema.DataTypes.text
import dev.switchback.schema.DataTypes.uuid

class M20260101000000_CreateRooms : Migration {

  override fun up(db: QueryInterface) {
    db.createTable("rooms") {
      it.column("id", uuid().primaryKey().defaultUuid())
      it.column("name", string(80).notNull())
      it.column("kind", enumeration("open", "closed").notNull().defaultValue("open"))
      it.index("name")
    }
    db.createTable("notes") {
      it.column("room_id", uuid().notNull().references("rooms", "id"))
      it.column("body", text().notNull())
    }
  }

  override fun down(db: QueryInterface) {
    db.dropTable("notes")
    db.dropTable("rooms")
  }
}
