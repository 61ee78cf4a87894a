package dev.switchback.examples.kotlin.migrations

import dev.switchback.QueryInterface
import dev.switchback.ReversibleMigration
import dev.switchback.schema.Previous.previousColumn

class M20260104000000_MakeTopicsOptional : ReversibleMigration {

  override fun change(db: QueryInterface) {
    db.changeColumn(
      "rooms",
      "topic",
      { it.nullable().dropDefault() },
      previousColumn { it.notNull().defaultValue("") },
    )
  }
}
