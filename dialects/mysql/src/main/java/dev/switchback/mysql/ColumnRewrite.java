package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.Operation;
import dev.switchback.operation.TableChange;

/**
 * Writes the whole definition of a column again. {@code MODIFY COLUMN} needs that, so a part that
 * the server does not show would be lost.
 */
record ColumnRewrite(MySqlSql sql, TableChange operation, String column, Catalog catalog) {

  /** Returns the present definition. Refuses one that the server does not show completely. */
  String definition() {
    String definition = catalog.attributes(operation.table(), column).get("definition");
    if (definition == null) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no such column in the current schema");
    }
    String sqlMode = sql.settings.sqlMode();
    boolean isAmbiguous =
        sqlMode.contains("NO_FIELD_OPTIONS")
            || (sqlMode.contains("NO_BACKSLASH_ESCAPES") && definition.indexOf('\\') >= 0);
    if (isAmbiguous) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe()
              + " without losing a part of it, because the server does not show all of the column"
              + " under this sql_mode",
          "Nothing was sent. Connect without NO_FIELD_OPTIONS and NO_BACKSLASH_ESCAPES in"
              + " sql_mode, or write execute(\"ALTER TABLE …\")");
    }
    return definition;
  }

  /** Returns the statement for a column that stays where it is. */
  SqlStatement statement(ColumnWords words) {
    return statement(words, "");
  }

  /**
   * Returns the statement. Refuses a definition that contains what the server showed otherwise.
   *
   * @param place the new position, with a leading space; empty if the column stays where it is
   */
  SqlStatement statement(ColumnWords words, String place) {
    if (words.keepsBytes()) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe()
              + " without losing its default, because the server shows bytes there that are not"
              + " text",
          "Nothing was sent. Name the default in the same change, or write execute(\"ALTER TABLE"
              + " …\")");
    }
    if (words.keepsQuestionMark()) {
      throw questionMark(
          sql.database(), operation, "Name the default, or all values, in the same change");
    }
    return SqlStatement.of(
        "ALTER TABLE "
            + sql.object(operation.table())
            + " MODIFY COLUMN "
            + sql.quote(column)
            + " "
            + words
            + place);
  }

  /**
   * Refuses a definition with a question mark: if written again, a character beyond U+FFFF would
   * become a real question mark.
   */
  static UnsupportedByDialectException questionMark(
      String database, Operation operation, String remedy) {
    return new UnsupportedByDialectException(
        database,
        operation.describe()
            + " without losing a part of it, because the server shows a question mark, which may"
            + " stand for a character beyond U+FFFF",
        "Nothing was sent. " + remedy);
  }
}
