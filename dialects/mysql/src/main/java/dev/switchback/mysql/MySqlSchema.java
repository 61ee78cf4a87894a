package dev.switchback.mysql;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.schema.IndexDescription;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes the current database from the {@code information_schema} of MySQL. */
class MySqlSchema extends SchemaReader {

  /** The attribute of an index that queries do not use. */
  static final String INVISIBLE = "IF(IS_VISIBLE = 'NO', 'INVISIBLE', NULL)";

  private final Connection connection;

  MySqlSchema(Connection connection) {
    super(connection);
    this.connection = connection;
  }

  @Override
  protected String asked(String query) {
    return InFull.inMySql(query);
  }

  @Override
  protected String tablesQuery() {
    return """
    SELECT TABLE_NAME AS table_name, TABLE_COMMENT AS table_comment,
      CONCAT_WS(' ', IF(TABLE_TYPE = 'BASE TABLE', NULL, TABLE_TYPE), CONCAT('ENGINE=', ENGINE),
        CONCAT('COLLATE=', TABLE_COLLATION), CREATE_OPTIONS) AS extra
    FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
      {AND TABLE_NAME = ?}\
    """;
  }

  /**
   * Selects the columns. MySQL shows a constant default as a plain value, and marks an expression.
   * For a text or binary default, 8.0.15 shows only the mark.
   */
  @Override
  protected String columnsQuery() {
    return columnsQuery(
        """
        CASE WHEN COLUMN_DEFAULT IS NULL THEN IF(EXTRA LIKE '%DEFAULT_GENERATED%', '(…)', NULL)
          WHEN EXTRA LIKE '%DEFAULT_GENERATED%' OR NUMERIC_PRECISION IS NOT NULL
            OR DATA_TYPE = 'bit' THEN COLUMN_DEFAULT
          ELSE QUOTE(COLUMN_DEFAULT) END\
        """);
  }

  static String columnsQuery(String defaultSql) {
    return """
    SELECT TABLE_NAME AS table_name, COLUMN_NAME AS column_name, COLUMN_TYPE AS column_words,
      IS_NULLABLE = 'YES' AS is_null,
    """
        + defaultSql
        + """
             AS default_sql,
          EXTRA LIKE '%auto_increment%' AS is_counted, GENERATION_EXPRESSION AS generated_sql,
          COLUMN_COMMENT AS column_comment, COLLATION_NAME AS collation_words,
          REPLACE(REPLACE(EXTRA, 'auto_increment', ' '), 'DEFAULT_GENERATED', ' ') AS extra
        FROM information_schema.COLUMNS
        WHERE TABLE_SCHEMA = DATABASE() {AND TABLE_NAME = ?}
        ORDER BY TABLE_NAME, ORDINAL_POSITION\
        """;
  }

  @Override
  protected String typeOf(String words) {
    return MySqlCatalog.withoutDisplayWidth(words);
  }

  /** Returns no query: only the type of a column contains its enum values. */
  @Override
  protected String enumValuesQuery() {
    return "";
  }

  @Override
  protected Map<List<String>, List<String>> enumValues(@Nullable String table) {
    String types =
        "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS"
            + " WHERE TABLE_SCHEMA = DATABASE() AND DATA_TYPE = 'enum'";
    Map<String, Map<String, String>> columns =
        table == null
            ? CatalogQuery.pairsByGroup(connection, asked(types), List.of())
            : CatalogQuery.pairsByGroup(
                connection, asked(types + " AND TABLE_NAME = ?"), List.of(table));
    Map<List<String>, List<String>> values = new HashMap<>();
    columns.forEach(
        (name, ofTable) ->
            ofTable.forEach(
                (column, type) -> values.put(List.of(name, column), EnumType.values(type))));
    return values;
  }

  /** Selects the keys. A foreign key and a unique constraint may have the same name. */
  @Override
  protected String keysQuery() {
    return """
    SELECT k.TABLE_NAME AS table_name, k.CONSTRAINT_NAME AS constraint_name,
      t.CONSTRAINT_TYPE AS kind, k.COLUMN_NAME AS column_name,
      CASE WHEN k.REFERENCED_TABLE_SCHEMA <> k.TABLE_SCHEMA
        THEN CONCAT(k.REFERENCED_TABLE_SCHEMA, '.', k.REFERENCED_TABLE_NAME)
        ELSE k.REFERENCED_TABLE_NAME END AS referenced_table,
      k.REFERENCED_COLUMN_NAME AS referenced_column,
      r.DELETE_RULE AS on_delete, r.UPDATE_RULE AS on_update,
      FALSE AS is_deferrable, FALSE AS is_deferred, NULL AS extra
    FROM information_schema.KEY_COLUMN_USAGE k
    JOIN information_schema.TABLE_CONSTRAINTS t
      ON t.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND t.TABLE_NAME = k.TABLE_NAME
      AND t.CONSTRAINT_NAME = k.CONSTRAINT_NAME
      AND (t.CONSTRAINT_TYPE = 'FOREIGN KEY') = (k.REFERENCED_TABLE_NAME IS NOT NULL)
    LEFT JOIN information_schema.REFERENTIAL_CONSTRAINTS r
      ON r.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND r.TABLE_NAME = t.TABLE_NAME
      AND r.CONSTRAINT_NAME = t.CONSTRAINT_NAME AND t.CONSTRAINT_TYPE = 'FOREIGN KEY'
    WHERE k.TABLE_SCHEMA = DATABASE() {AND k.TABLE_NAME = ?}
      AND t.CONSTRAINT_TYPE IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
    ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION\
    """;
  }

  /**
   * Selects the checks. Before 8.0.16, the server ignored checks, and its catalogue has no view of
   * them.
   */
  @Override
  protected String checksQuery() {
    boolean hasChecks =
        !CatalogQuery.strings(
                connection,
                asked(
                    "SELECT TABLE_NAME FROM information_schema.TABLES"
                        + " WHERE TABLE_SCHEMA = 'information_schema'"
                        + " AND TABLE_NAME = 'CHECK_CONSTRAINTS'"))
            .isEmpty();
    return hasChecks
        ? """
        SELECT t.TABLE_NAME AS table_name, t.CONSTRAINT_NAME AS constraint_name, 'CHECK' AS kind,
          c.CHECK_CLAUSE AS check_sql, IF(t.ENFORCED = 'NO', 'NOT ENFORCED', NULL) AS extra
        FROM information_schema.TABLE_CONSTRAINTS t
        JOIN information_schema.CHECK_CONSTRAINTS c
          ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME
        WHERE t.TABLE_SCHEMA = DATABASE() AND t.CONSTRAINT_TYPE = 'CHECK' {AND t.TABLE_NAME = ?}\
        """
        : "";
  }

  /** Selects the indexes. An index that belongs to a constraint has the name of the constraint. */
  @Override
  protected String indexesQuery() {
    return indexesQuery("CONCAT('(', EXPRESSION, ')')", INVISIBLE);
  }

  static String indexesQuery(String expression, String extra) {
    return """
    SELECT TABLE_NAME AS table_name, INDEX_NAME AS index_name,
      CONCAT(COALESCE(COLUMN_NAME, %s),
          IF(SUB_PART IS NULL, LEFT(' ', 0), CONCAT('(', SUB_PART, ')')),
        IF(COLLATION = 'D', ' DESC', LEFT(' ', 0))) AS key_words,
      FALSE AS is_included, NON_UNIQUE = 0 AS is_unique, TRUE AS is_valid, NULL AS where_sql,
      LOWER(INDEX_TYPE) AS method, INDEX_NAME AS constraint_name,
      CONCAT_WS(' ', %s, INDEX_COMMENT) AS extra
    FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA = DATABASE() {AND TABLE_NAME = ?}
    ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX\
    """
        .formatted(expression, extra);
  }

  /** Adds the parser of a full-text index. One more query for each such index. */
  @Override
  protected IndexDescription complete(String table, IndexDescription index) {
    String parser =
        index.method().equals("fulltext")
            ? TextParsers.of(MySqlCatalog.createTable(connection, table)).get(index.name())
            : null;
    return parser == null
        ? index
        : new IndexDescription(
            index.name(),
            index.key(),
            index.included(),
            index.isUnique(),
            index.isValid(),
            index.whereOrNull(),
            index.method(),
            index.constraintOrNull(),
            ("WITH PARSER " + parser + " " + index.extra()).strip());
  }

  /**
   * Selects the views without the name of the database, so that equal views in two databases
   * compare equal.
   */
  @Override
  protected String viewsQuery() {
    return """
    SELECT TABLE_NAME AS view_name,
      REPLACE(VIEW_DEFINITION, CONCAT('`', DATABASE(), '`.'), LEFT(' ', 0)) AS view_sql,
      FALSE AS is_materialized,
      CONCAT_WS(', ', IF(CHECK_OPTION = 'NONE', NULL, CONCAT('CHECK OPTION ', CHECK_OPTION)),
        CONCAT('SQL SECURITY ', SECURITY_TYPE)) AS extra
    FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() {AND TABLE_NAME = ?}\
    """;
  }

  @Override
  protected String sequencesQuery() {
    return "";
  }
}
