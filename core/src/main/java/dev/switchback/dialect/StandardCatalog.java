package dev.switchback.dialect;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of the current schema as standard SQL's {@code INFORMATION_SCHEMA} shows it. A
 * dialect adds what the standard knows nothing of, such as indexes, and overrides what its database
 * shows differently.
 */
public abstract class StandardCatalog implements Catalog {

  private final Connection connection;

  /** The catalogue of the schema that {@code connection} works in. */
  protected StandardCatalog(Connection connection) {
    this.connection = connection;
  }

  /** What to ask over. */
  protected final Connection connection() {
    return connection;
  }

  /** The same query, so that the settings of the session do not change its answer. */
  protected String asked(String query) {
    return query;
  }

  @Override
  public boolean hasTable(String table) {
    return hasTable(table, "'BASE TABLE'");
  }

  /** Whether there is a table of one of these types, texts with commas between. */
  protected final boolean hasTable(String table, String types) {
    return !CatalogQuery.strings(
            connection,
            asked(
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = SCHEMA()"
                    + " AND TABLE_NAME = ? AND TABLE_TYPE IN ("
                    + types
                    + ")"),
            table)
        .isEmpty();
  }

  /** There are none whose rows are kept. */
  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    return hasTable(view, "'VIEW'");
  }

  @Override
  public boolean hasSchema(String schema) {
    return !CatalogQuery.strings(
            connection,
            asked("SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = ?"),
            schema)
        .isEmpty();
  }

  @Override
  public boolean hasRows(String table) {
    return hasTable(table)
        && !CatalogQuery.strings(connection, asked("SELECT 1 FROM " + quote(table) + " LIMIT 1"))
            .isEmpty();
  }

  /** The standard knows nothing of it. */
  @Override
  public Optional<TableSize> size(String table) {
    return Optional.empty();
  }

  /** {@code name} between this database's quotes. */
  protected String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    return CatalogQuery.groups(
        connection,
        asked(
            """
            SELECT CONSTRAINT_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?
            ORDER BY CONSTRAINT_NAME, ORDINAL_POSITION\
            """),
        table);
  }

  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    return CatalogQuery.constraintKinds(
        connection,
        asked(
            """
            SELECT CONSTRAINT_NAME, CONSTRAINT_TYPE FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?
            ORDER BY 1\
            """),
        table);
  }

  @Override
  public List<String> columnsRefusingNull(String table) {
    return CatalogQuery.strings(
        connection,
        asked(
            """
            SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ? AND IS_NULLABLE = 'NO'\
            """),
        table);
  }

  @Override
  public List<String> sharedIndexes(String table, String column) {
    return CatalogQuery.strings(
        connection,
        asked(
            """
            SELECT INDEX_NAME FROM INFORMATION_SCHEMA.%s
            WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?
            GROUP BY INDEX_NAME
            HAVING COUNT(*) > 1 AND MAX(CASE WHEN COLUMN_NAME = ? THEN 1 ELSE 0 END) = 1
            ORDER BY 1\
            """
                .formatted(indexColumns())),
        table,
        column);
  }

  /** The view that has a row for each column of an index. */
  protected abstract String indexColumns();

  /** An enumeration is written at its column, and is no type of its own. */
  @Override
  public List<String> columnsOwningEnumTypes(String table) {
    return List.of();
  }

  /** The database keeps by itself what a change does not name. */
  @Override
  public Map<String, String> attributes(String table, String column) {
    return Map.of();
  }
}
