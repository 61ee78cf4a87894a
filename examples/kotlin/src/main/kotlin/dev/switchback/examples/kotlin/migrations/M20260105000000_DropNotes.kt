package dev.switchback.examples.kotlin.migrations

import dev.switchback.QueryInterface
import dev.switchback.ReversibleMigration
import dev.switchback.schema.DataTypes.text
import dev.switchback.schema.DataTypes.uuid
import dev.switchback.schema.Previous.previousTable

class M20260105000000_DropNotes : ReversibleMigration {

  override fun change(db: QueryInterface) {
    db.dropTable("notes", previousTable {
      it.column("room_id", uuid().notNull().references("rooms", "id"))
      it.column("body", text().notNull())
    })
  }
}
