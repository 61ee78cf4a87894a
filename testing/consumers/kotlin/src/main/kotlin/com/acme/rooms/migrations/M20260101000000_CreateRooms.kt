package com.acme.rooms.migrations

import dev.switchback.Migration
import dev.switchback.QueryInterface
import dev.switchback.schema.DataTypes.integer
import dev.switchback.schema.DataTypes.string

class M20260101000000_CreateRooms : Migration {

  override fun up(db: QueryInterface) {
    db.createTable("rooms") {
      it.column("id", integer().autoIncrement().primaryKey())
      it.column("name", string(100).notNull())
    }
  }

  override fun down(db: QueryInterface) {
    db.dropTable("rooms")
  }
}
