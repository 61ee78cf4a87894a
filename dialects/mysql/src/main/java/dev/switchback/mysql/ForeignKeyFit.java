package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses a foreign key whose columns do not fit the referenced columns. The server refuses it too,
 * but only after it has added a column. Uncertain cases are left to the server.
 */
record ForeignKeyFit(MySqlSql sql, Catalog catalog) {

  private static final String UUID_COLLATION = "ascii_general_ci";

  /** Refuses a foreign key on MyISAM and other engines that silently ignore it. */
  void requireEngine(AddConstraint operation) {
    if (!(operation.constraint() instanceof Constraint.ForeignKey)) {
      return;
    }
    Optional<String> engine = MySqlCatalog.engineWithoutTransactions(catalog, operation.table());
    if (engine.isPresent()) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe() + ", because the engine " + engine.get() + " does not store it",
          "Nothing was sent. Change the engine by execute(\"ALTER TABLE … ENGINE = InnoDB\").");
    }
  }

  void requireAll(String table, List<Column> columns, List<Constraint> constraints) {
    for (Constraint constraint : constraints) {
      if (constraint instanceof Constraint.ForeignKey key && !key.referencedTable().equals(table)) {
        for (int i = 0; i < key.columns().size(); i++) {
          String name = key.columns().get(i);
          String referred = key.referencedColumns().get(i);
          columns.stream()
              .filter(column -> column.name().equals(name))
              .findFirst()
              .ifPresent(column -> require(table, column, key.referencedTable(), referred));
        }
        requireKey(table, key);
      }
    }
  }

  /** Refuses a foreign key to columns that begin no index of the other table. */
  private void requireKey(String table, Constraint.ForeignKey key) {
    String other = key.referencedTable();
    String first = key.referencedColumns().get(0);
    if (!(catalog.of(other) instanceof MySqlCatalog mine)) {
      return;
    }
    boolean beginsIndex =
        mine.indexes(other).stream()
            .map(index -> index.columns().get(0))
            .anyMatch(part -> part.replaceFirst(" DESC$", "").equalsIgnoreCase(first));
    if (!beginsIndex && !mine.typeAndCollation(other, first).isEmpty()) {
      throw new UnsupportedByDialectException(
          sql.database(),
          "refer from '%s' of '%s' to '%s' of '%s', because no key or index of that table begins with it"
              .formatted(key.columns().get(0), table, first, other),
          "Nothing was sent. Add a primary key or a unique constraint there first.");
    }
  }

  private void require(String table, Column column, String otherTable, String other) {
    if (!(catalog.of(otherTable) instanceof MySqlCatalog mine)) {
      return;
    }
    Map<String, String> found = mine.typeAndCollation(otherTable, other);
    if (found.isEmpty()) {
      return;
    }
    Map.Entry<String, String> entry = found.entrySet().iterator().next();
    String otherType = MySqlCatalog.withoutDisplayWidth(entry.getKey());
    String type = sql.typeInCatalog(table, column);
    String collation = collationOf(mine, table, column, type);
    boolean fits =
        sameKind(column, type, otherType)
            && (collation.isEmpty() || collation.equals(entry.getValue()));
    if (!fits) {
      throw new UnsupportedByDialectException(
          sql.database(),
          "refer from '%s' of '%s', which is %s, to '%s' of '%s', which is %s"
              .formatted(
                  column.name(),
                  table,
                  words(type, collation),
                  other,
                  otherTable,
                  words(otherType, entry.getValue())),
          "Nothing was sent. Give both the same type and collation"
              + remedy(otherType, entry.getValue()));
    }
  }

  private static String remedy(String otherType, String collation) {
    return otherType.startsWith("char(") && !collation.isEmpty()
        ? ": fixedString(%s).collate(\"%s\").".formatted(otherType.replaceAll("\\D", ""), collation)
        : ".";
  }

  private static String words(String type, String collation) {
    return collation.isEmpty() ? type : type + " with the collation " + collation;
  }

  /** Returns whether the types fit. Lengths of texts may differ; number types must be equal. */
  private static boolean sameKind(Column column, String type, String otherType) {
    boolean mustBeSame =
        column.definition().type() instanceof DataType.Uuid
            || column.definition().type() instanceof DataType.WholeNumber;
    return !mustBeSame || type.equals(otherType);
  }

  /**
   * Returns the collation of a column, which may be the default of its table. Empty for a column
   * without characters.
   */
  private static String collationOf(
      MySqlCatalog catalog, String table, Column column, String type) {
    if (column.definition().type() instanceof DataType.Uuid) {
      return type.startsWith("char") ? UUID_COLLATION : "";
    }
    boolean isText = type.startsWith("varchar") || type.startsWith("char");
    return column
        .definition()
        .collation()
        .orElseGet(() -> isText ? catalog.collation(table, column.name()) : "");
  }
}
