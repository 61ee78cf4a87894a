package dev.switchback;

import java.util.Locale;

/** Another migration tool, and the table in which it records migrations. */
public enum MigrationTool {
  /**
   * Sequelize, table {@code SequelizeMeta}. An entry has the name of a file. Most of these names
   * equal the names of migrations here.
   */
  SEQUELIZE("SequelizeMeta"),

  /** Flyway, table {@code flyway_schema_history}. An entry has the file name of its script. */
  FLYWAY("flyway_schema_history"),

  /**
   * Liquibase, table {@code DATABASECHANGELOG}. An entry has the name {@code FILENAME::ID::AUTHOR}.
   */
  LIQUIBASE("DATABASECHANGELOG");

  private final String table;

  MigrationTool(String table) {
    this.table = table;
  }

  /** Returns the default name of the table. */
  public String table() {
    return table;
  }

  /** Returns the word for it in commands. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
