package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.Operation;
import dev.switchback.operation.SetNumbering;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders the change of a column: one statement with the whole definition of the column. */
final class ModifyColumn {

  private final MySqlSql sql;
  private final String sqlMode;
  private final ChangeColumn operation;
  private final ColumnChange change;
  private final Catalog catalog;

  ModifyColumn(MySqlSql sql, String sqlMode, ChangeColumn operation, Catalog catalog) {
    this.sql = sql;
    this.sqlMode = sqlMode;
    this.operation = operation;
    this.change = operation.change();
    this.catalog = catalog;
  }

  SqlStatement statement() {
    String definition = definition();
    refuseLossyRows(definition);
    ColumnWords words = new ColumnWords(definition);
    change
        .retyped(operation.column())
        .ifPresent(
            column -> {
              words.type(
                  column.definition().type().accept(sql.types()), isText(change.typeOrNull()));
              words.expressDefault(hasLongDefault(change.typeOrNull()));
            });
    change(words);
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
            + sql.quote(operation.table())
            + " MODIFY COLUMN "
            + sql.quote(operation.column())
            + " "
            + words);
  }

  /**
   * Returns the statement that numbers a column, or stops that. Refuses a row with the number 0,
   * which the server would replace.
   */
  static SqlStatement numbering(MySqlSql sql, SetNumbering operation, Catalog catalog) {
    String table = sql.quote(operation.table());
    String column = sql.quote(operation.column());
    if (operation.isNumbered()
        && catalog instanceof MySqlCatalog database
        && database.hasRow(table, column + " = 0")) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – a row has the number 0, and the server would give it another one. Nothing was"
              + " sent. Change that row first");
    }
    String definition =
        catalog
            .attributes(operation.table(), operation.column())
            .getOrDefault("definition", "INTEGER NOT NULL");
    ColumnWords words = new ColumnWords(definition);
    words.numbered(operation.isNumbered());
    return SqlStatement.of("ALTER TABLE " + table + " MODIFY COLUMN " + column + " " + words);
  }

  /** Refuses rows whose values the server would alter without an error. */
  private void refuseLossyRows(String definition) {
    DataType after = change.typeOrNull();
    if (after != null && catalog instanceof MySqlCatalog database) {
      LossyConversion.of(definition, after, sql.quote(operation.column()))
          .filter(lossy -> database.hasRow(sql.quote(operation.table()), lossy))
          .ifPresent(
              lossy -> {
                throw new IllegalArgumentException(
                    "%s – a value in this column does not fit the type, and the server would change it. Nothing was sent. Change the rows first: those with %s"
                        .formatted(operation.describe(), lossy));
              });
    }
  }

  private void change(ColumnWords words) {
    if (change.collationOrNull() != null) {
      words.collation(sql.quote(change.collationOrNull()));
    }
    switch (change.nullability()) {
      case NULLABLE -> {
        refuseIgnored(
            catalog
                .constraints(operation.table())
                .getOrDefault("PRIMARY", List.of())
                .contains(operation.column()),
            "it belongs to the primary key, which refuses NULL");
        words.nullable();
      }
      case NOT_NULL -> words.notNull();
      case UNSPECIFIED -> {}
    }
    if (change.dropsDefault()) {
      refuseIgnored(
          words.isNumbered(), "AUTO_INCREMENT is not a default: the server would keep it");
      refuseIgnored(words.isGenerated(), "its values are generated: the server would keep that");
      words.defaultValue("");
    }
    if (change.defaultOrNull() instanceof DefaultValue.Generated generated) {
      requireGeneration(words, generated);
      sql.newClause(operation, catalog).map(String::strip).ifPresent(words::generation);
    } else {
      sql.newClause(operation, catalog).map(String::strip).ifPresent(words::defaultValue);
    }
    if (change.dropsComment()) {
      words.comment("");
    }
    if (change.commentOrNull() != null) {
      words.comment(sql.columnComment(change.commentOrNull()).strip());
    }
  }

  /** Refuses a change that MariaDB ignores although it reports success. */
  private void refuseIgnored(boolean isIgnored, String reason) {
    if (isIgnored) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe() + ", because " + reason,
          "Nothing was sent. Leave it out, or change the column by execute(\"ALTER TABLE …\").");
    }
  }

  /**
   * Refuses another kind of generation: the server would compute all values of the column again.
   */
  private void requireGeneration(ColumnWords words, DefaultValue.Generated generated) {
    if (!words.isGeneratedAs(generated.isVirtual())) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe()
              + ", because the column is not generated in this way, and its values would be lost",
          "Nothing was sent. Remove the column, and add it with generatedAs(…).");
    }
  }

  /** Returns whether the type takes a default only as an expression. */
  private static boolean hasLongDefault(@Nullable DataType type) {
    return type instanceof DataType.Text || type instanceof DataType.Json;
  }

  private static boolean isText(@Nullable DataType type) {
    return type instanceof DataType.Varchar
        || type instanceof DataType.Text
        || type instanceof DataType.FixedString
        || type instanceof DataType.Enumeration;
  }

  private String definition() {
    String definition = catalog.attributes(operation.table(), operation.column()).get("definition");
    if (definition == null) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no such column in the current schema");
    }
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
