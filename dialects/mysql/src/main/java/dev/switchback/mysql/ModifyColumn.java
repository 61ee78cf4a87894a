package dev.switchback.mysql;

import dev.switchback.dialect.AlteredCatalog;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders the change of a column: one statement with the whole definition of the column. */
final class ModifyColumn {

  private final MySqlSql sql;
  private final ChangeColumn operation;
  private final ColumnChange change;
  private final Catalog catalog;

  ModifyColumn(MySqlSql sql, ChangeColumn operation, Catalog catalog) {
    this.sql = sql;
    this.operation = operation;
    this.change = operation.change();
    this.catalog = catalog;
  }

  SqlStatement statement() {
    ColumnRewrite rewrite = new ColumnRewrite(sql, operation, operation.column(), catalog);
    String definition = rewrite.definition();
    change.position().flatMap(ColumnPosition::after).ifPresent(this::requireNeighbour);
    refuseLossyRows(definition);
    ColumnWords words = new ColumnWords(definition);
    if (words.isNumbered() && catalog instanceof MySqlCatalog database) {
      sql.requireNumbers(operation, database);
    }
    change
        .retyped(operation.column())
        .ifPresent(
            column -> {
              words.type(
                  column.definition().type().accept(sql.types()), isText(change.typeOrNull()));
              words.expressDefault(hasLongDefault(change.typeOrNull()));
            });
    change(words);
    return rewrite.statement(words, change.position().map(sql::placed).orElse(""));
  }

  /** Refuses a position after a column that the table does not have. */
  private void requireNeighbour(String neighbour) {
    Set<String> columns = catalog.columns(operation.table()).keySet();
    if (!columns.isEmpty() && columns.stream().noneMatch(neighbour::equalsIgnoreCase)) {
      throw new IllegalArgumentException(
          "%s – the table has no column '%s', which it would follow. Nothing was sent. It has '%s'"
              .formatted(operation.describe(), neighbour, String.join("', '", columns)));
    }
  }

  /** Refuses rows whose values the server would alter without an error. */
  private void refuseLossyRows(String definition) {
    DataType after = change.typeOrNull();
    if (after != null && AlteredCatalog.origin(catalog) instanceof MySqlCatalog database) {
      LossyConversion.of(definition, after, sql.quote(operation.column()))
          .filter(lossy -> database.hasRow(sql.object(operation.table()), lossy))
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
    } else if (change.numbering().isEmpty()) { // inserts can supply numbers already
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
}
