package dev.switchback.examples.kotlin.migrations

import dev.switchback.QueryInterface
import dev.switchback.ReversibleMigration
import dev.switchback.schema.DataTypes.string

class M20260102000000_AddTopicToRooms : ReversibleMigration {

  override fun change(db: QueryInterface) {
    db.addColumn("rooms", "topic", string(200).nullable())
  }
}
