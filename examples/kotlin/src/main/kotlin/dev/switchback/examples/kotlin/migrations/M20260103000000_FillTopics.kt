package dev.switchback.examples.kotlin.migrations

import dev.switchback.Migration
import dev.switchback.QueryInterface
import dev.switchback.schema.Condition.everyRow
import dev.switchback.schema.Condition.where
import dev.switchback.schema.Row.row

class M20260103000000_FillTopics : Migration {

  override fun up(db: QueryInterface) {
    db.bulkInsert("rooms", row("name", "lobby", "topic", null))
    val silent = db.query("SELECT name FROM rooms WHERE topic IS NULL") { it.getString(1) }
    for (name in silent) {
      db.bulkUpdate("rooms", row("topic", "about $name"), where("name", name))
    }
    db.changeColumn("rooms", "topic") { it.notNull().defaultValue("") }
  }

  override fun down(db: QueryInterface) {
    db.changeColumn("rooms", "topic") { it.nullable().dropDefault() }
    db.bulkDelete("rooms", everyRow())
  }
}
