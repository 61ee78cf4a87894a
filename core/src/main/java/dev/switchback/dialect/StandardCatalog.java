package dev.switchback.dialect;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue of the current schema, from the standard's {@code INFORMATION_SCHEMA}. A dialect
 * adds what the standard does not have, such as indexes, and overrides what its database shows
 * differently.
 */
public abstract class StandardCatalog implements Catalog {

  private final Connection connection;

  /** Creates the catalogue of the current schema of {@code connection}. */
  protected StandardCatalog(Connection connection) {
    this.connection = connection;
  }

  /** Returns the connection to query. */
  protected final Connection connection() {
    return connection;
  }

  /** Returns {@code query}, extended so that session settings do not change its result. */
  protected String asked(String query) {
    return query;
  }

  @Override
  public boolean hasTable(String table) {
    return hasTable(table, "'BASE TABLE'");
  }

  /**
   * Returns whether a table of one of {@code types} exists, which are SQL literals with commas
   * between.
   */
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

  /**
   * Returns whether a view of this name exists. Never materialized: the standard has no such views.
   */
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

  /** Returns no size, because the standard does not show it. */
  @Override
  public Optional<TableSize> size(String table) {
    return Optional.empty();
  }

  /** Returns {@code name} quoted for this database. */
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

  /** Returns the view that has a row for each column of an index. */
  protected abstract String indexColumns();

  /**
   * Returns no columns, because an enumeration is written at its column and is not a separate type.
   */
  @Override
  public List<String> columnsOwningEnumTypes(String table) {
    return List.of();
  }

  /** Returns no attributes, because the database keeps by itself what a change does not name. */
  @Override
  public Map<String, String> attributes(String table, String column) {
    return Map.of();
  }
}
