package dev.switchback;

import java.util.Locale;

/** The table in which another tool has recorded its migrations. */
public enum MigrationTool {
  /** Sequelize's {@code SequelizeMeta}. Its names are those of files, and most are ours too. */
  SEQUELIZE("SequelizeMeta"),

  /** Flyway's {@code flyway_schema_history}. An entry is called by the file of its script. */
  FLYWAY("flyway_schema_history"),

  /** Liquibase's {@code DATABASECHANGELOG}. An entry is called {@code FILENAME::ID::AUTHOR}. */
  LIQUIBASE("DATABASECHANGELOG");

  private final String table;

  MigrationTool(String table) {
    this.table = table;
  }

  /** The usual name of the table. */
  public String table() {
    return table;
  }

  /** The word for it in commands. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
