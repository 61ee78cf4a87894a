package dev.switchback;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import java.util.Locale;

/** The table in which another tool has recorded its migrations. */
public enum OtherHistory {
  /** Sequelize's {@code SequelizeMeta}. Its names are those of files, and most are ours too. */
  SEQUELIZE("SequelizeMeta"),

  /** Flyway's {@code flyway_schema_history}. An entry is called by the file of its script. */
  FLYWAY("flyway_schema_history"),

  /** Liquibase's {@code DATABASECHANGELOG}. An entry is called {@code FILENAME::ID::AUTHOR}. */
  LIQUIBASE("DATABASECHANGELOG");

  private final String table;

  OtherHistory(String table) {
    this.table = table;
  }

  /** The usual name of the table. */
  public String table() {
    return table;
  }

  /**
   * Selects the parts of a name, and whether that one succeeded, in the order of the entries. A
   * search path could find the table of another schema.
   */
  String query(Session session, String schema) {
    Catalog catalog = session.dialect().catalog(session.connection());
    Dialect dialect = session.dialect().with(catalog.keptNames(table));
    String place = session.dialect().with(catalog.keptSchema(schema)).quote(schema);
    String in = " FROM " + place + ".";
    String from = in + dialect.quote(table);
    return switch (this) {
      case SEQUELIZE -> "SELECT %1$s, 1%2$s ORDER BY %1$s".formatted(dialect.quote("name"), from);
      case FLYWAY ->
          "SELECT %s, %s%s ORDER BY %s"
              .formatted(
                  dialect.quote("script"),
                  dialect.quote("success"),
                  from,
                  dialect.quote("installed_rank"));
      case LIQUIBASE -> // it quotes none of its names
          "SELECT FILENAME, ID, AUTHOR, CASE EXECTYPE WHEN 'FAILED' THEN 0 ELSE 1 END"
              + in
              + "DATABASECHANGELOG ORDER BY ORDEREXECUTED";
    };
  }

  /** The word for it in commands. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
