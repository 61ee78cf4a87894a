package com.acme.rooms

import dev.switchback.Migrator
import kotlin.system.exitProcess
import org.h2.jdbcx.JdbcDataSource

fun main() {
  val database = JdbcDataSource().apply { setURL("jdbc:h2:mem:rooms;DB_CLOSE_DELAY=-1") }
  val migrator =
      Migrator.configure().dataSource(database).packages("com.acme.rooms.migrations").build()
  val applied = migrator.up().migrations().size
  println("Kotlin: applied $applied")
  if (applied != 1) exitProcess(1)
}
