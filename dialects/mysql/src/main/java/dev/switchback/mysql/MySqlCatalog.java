package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.ConstraintKind;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The catalogue of the current database.
 *
 * @param hasColumnChecks whether the server calls the checks of a column by the column's name, such
 *     as the one of each JSON column; nobody can drop these as constraints
 */
record MySqlCatalog(Connection connection, MySqlSchema schema, boolean hasColumnChecks)
    implements Catalog {

  /** The catalogue of a MySQL server. */
  MySqlCatalog(Connection connection) {
    this(connection, new MySqlSchema(connection), false);
  }

  /** Some servers show how many digits to show of a number; TINYINT(1) alone means something. */
  private static final Pattern DISPLAY_WIDTH =
      Pattern.compile("^(?!tinyint\\(1\\)$)((?:tiny|small|medium|big)?int)\\(\\d+\\)");

  @Override
  public boolean hasTable(String table) {
    return !CatalogQuery.strings(
            connection,
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
                + " AND TABLE_NAME = ? AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')",
            table)
        .isEmpty();
  }

  @Override
  public Map<String, String> columns(String table) {
    Map<String, String> columns =
        CatalogQuery.pairs(
            connection,
            "SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS"
                + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION",
            table);
    columns.replaceAll((name, type) -> withoutDisplayWidth(type));
    return columns;
  }

  static String withoutDisplayWidth(String type) {
    return DISPLAY_WIDTH.matcher(type).replaceFirst("$1");
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    return CatalogQuery.groups(
        connection,
        "SELECT CONSTRAINT_NAME, COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE"
            + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?"
            + " ORDER BY CONSTRAINT_NAME, ORDINAL_POSITION",
        table);
  }

  @Override
  public List<String> foreignKeys(String table, String column) {
    return CatalogQuery.strings(
        connection,
        "SELECT CONSTRAINT_NAME FROM information_schema.KEY_COLUMN_USAGE"
            + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND COLUMN_NAME = ?"
            + " AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY 1",
        table,
        column);
  }

  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    String all =
        "SELECT CONSTRAINT_NAME, CONSTRAINT_TYPE FROM information_schema.TABLE_CONSTRAINTS"
            + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?";
    if (!hasColumnChecks) {
      return CatalogQuery.constraintKinds(connection, all + " ORDER BY 1", table);
    }
    return CatalogQuery.constraintKinds(
        connection,
        all
            + " AND CONSTRAINT_TYPE <> 'CHECK' UNION ALL"
            + " SELECT CONSTRAINT_NAME, 'CHECK' FROM information_schema.CHECK_CONSTRAINTS"
            + " WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = ? AND LEVEL = 'Table'"
            + " ORDER BY 1",
        table,
        table);
  }

  /**
   * An index may cover the beginning of a text alone; in MySQL, also an expression. One of places
   * is shown as if it covered the first bytes of each.
   */
  @Override
  public List<CatalogIndex> indexes(String table) {
    return CatalogQuery.indexes(
        connection,
        """
        SELECT INDEX_NAME,
          CONCAT(COALESCE(COLUMN_NAME, '(expression)'),
            COALESCE(CONCAT('(', IF(INDEX_TYPE = 'SPATIAL', NULL, SUB_PART), ')'), ''),
            IF(COLLATION = 'D', ' DESC', '')),
          NON_UNIQUE = 0, TRUE, IF(INDEX_TYPE IN ('FULLTEXT', 'SPATIAL'), INDEX_TYPE, '')
        FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?
        ORDER BY INDEX_NAME, SEQ_IN_INDEX\
        """,
        table);
  }

  @Override
  public List<String> sharedIndexes(String table, String column) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT INDEX_NAME FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?
        GROUP BY INDEX_NAME
        HAVING COUNT(*) > 1 AND MAX(CASE WHEN COLUMN_NAME = ? THEN 1 ELSE 0 END) = 1
        ORDER BY 1\
        """,
        table,
        column);
  }

  /** An enumeration is written at its column here, and is no type of its own. */
  @Override
  public List<String> columnsOwningEnumTypes(String table) {
    return List.of();
  }

  @Override
  public List<String> enumValues(String table, String column) {
    String type = columns(table).getOrDefault(column, "");
    return type.startsWith("enum(") ? EnumType.values(type) : List.of();
  }

  /**
   * Its {@code definition} in the words of {@code SHOW CREATE TABLE}, which has everything; the
   * views of the schema write down some defaults so that they cannot be read back.
   */
  @Override
  public Map<String, String> attributes(String table, String column) {
    if (!columns(table).containsKey(column)) {
      return Map.of();
    }
    String create =
        CatalogQuery.pairs(connection, "SHOW CREATE TABLE " + quoted(table))
            .values()
            .iterator()
            .next();
    return Map.of("definition", Words.definition(create, column));
  }

  private static String quoted(String table) {
    return "`" + table.replace("`", "``") + "`";
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    return CatalogQuery.pairs(
        connection,
        "SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE"
            + " WHERE REFERENCED_TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME = ?"
            + " AND TABLE_NAME <> REFERENCED_TABLE_NAME ORDER BY 1",
        table);
  }

  @Override
  public boolean hasRows(String table) {
    return hasTable(table)
        && !CatalogQuery.strings(connection, "SELECT 1 FROM " + quoted(table) + " LIMIT 1")
            .isEmpty();
  }

  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    return !CatalogQuery.strings(
            connection,
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()"
                + " AND TABLE_NAME = ? AND TABLE_TYPE = 'VIEW'",
            view)
        .isEmpty();
  }

  @Override
  public boolean hasSchema(String name) {
    return !CatalogQuery.strings(
            connection,
            "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?",
            name)
        .isEmpty();
  }
}
