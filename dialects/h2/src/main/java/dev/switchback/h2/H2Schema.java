package dev.switchback.h2;

import dev.switchback.dialect.SchemaReader;
import java.sql.Connection;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes the current schema from the {@code INFORMATION_SCHEMA} of H2. */
final class H2Schema extends SchemaReader {

  private final H2StoredNames names;

  /**
   * Whether the caller asked for a table by a name in upper case, so that other names are shown in
   * upper case too.
   */
  private boolean isUpper;

  /**
   * The names that two tables share, or two columns of one table: one is folded, the other exact.
   */
  private @Nullable Set<String> doubles;

  H2Schema(Connection connection, H2StoredNames names) {
    super(connection);
    this.names = names;
  }

  @Override
  protected <T> T inUsualWords(Supplier<T> reading) {
    return Rereading.read(reading);
  }

  @Override
  protected String kept(String table) {
    isUpper = H2Names.isUpper(table);
    return names.kept(table);
  }

  @Override
  protected String written(String kept) {
    String written = isUpper ? kept : names.written(kept);
    return written.equals(kept) || doubles().contains(written) ? kept : written;
  }

  @Override
  protected String writtenKey(String words) {
    int end = words.indexOf(' ');
    return end < 0 ? written(words) : written(words.substring(0, end)) + words.substring(end);
  }

  private Set<String> doubles() {
    if (doubles == null) {
      doubles = names.doubles();
    }
    return doubles;
  }

  @Override
  protected String tablesQuery() {
    return """
    SELECT TABLE_NAME AS table_name, REMARKS AS table_comment,
      (SELECT CASE WHEN s.DEFAULT_COLLATION_NAME <> 'OFF'
          THEN 'COLLATE=' || s.DEFAULT_COLLATION_NAME END
        FROM INFORMATION_SCHEMA.SCHEMATA s WHERE s.SCHEMA_NAME = TABLE_SCHEMA) AS extra
    FROM INFORMATION_SCHEMA.TABLES
    WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_TYPE = 'BASE TABLE' {AND TABLE_NAME = ?}\
    """;
  }

  @Override
  protected String columnsQuery() {
    return """
    SELECT TABLE_NAME AS table_name, COLUMN_NAME AS column_name,
      DATA_TYPE_SQL(TABLE_SCHEMA, TABLE_NAME, 'TABLE', DTD_IDENTIFIER) AS column_words,
      IS_NULLABLE = 'YES' AS is_null, COLUMN_DEFAULT AS default_sql,
      IS_IDENTITY = 'YES' AS is_counted, GENERATION_EXPRESSION AS generated_sql,
      REMARKS AS column_comment, NULLIF(COLLATION_NAME, 'OFF') AS collation_words,
      CONCAT_WS(', ',
        CASE IDENTITY_GENERATION WHEN 'ALWAYS' THEN 'GENERATED ALWAYS' END,
        CASE WHEN IDENTITY_START <> 1 THEN 'START WITH ' || IDENTITY_START END,
        CASE WHEN IDENTITY_INCREMENT <> 1 THEN 'INCREMENT BY ' || IDENTITY_INCREMENT END,
        CASE WHEN COLUMN_ON_UPDATE IS NOT NULL THEN 'ON UPDATE ' || COLUMN_ON_UPDATE END,
        CASE WHEN DEFAULT_ON_NULL THEN 'DEFAULT ON NULL' END,
        CASE WHEN NOT IS_VISIBLE THEN 'INVISIBLE' END) AS extra
    FROM INFORMATION_SCHEMA.COLUMNS
    WHERE TABLE_SCHEMA = SCHEMA() {AND TABLE_NAME = ?}
    ORDER BY TABLE_NAME, ORDINAL_POSITION\
    """;
  }

  /** Selects the enum values in order. H2 stores their numbers as texts. */
  @Override
  protected String enumValuesQuery() {
    return """
    SELECT c.TABLE_NAME AS table_name, c.COLUMN_NAME AS column_name, e.VALUE_NAME AS "value"
    FROM INFORMATION_SCHEMA.ENUM_VALUES e
    JOIN INFORMATION_SCHEMA.COLUMNS c ON c.TABLE_SCHEMA = e.OBJECT_SCHEMA
      AND c.TABLE_NAME = e.OBJECT_NAME
      AND c.DTD_IDENTIFIER = TRIM(TRAILING '_' FROM e.ENUM_IDENTIFIER)
    WHERE e.OBJECT_TYPE = 'TABLE' AND c.TABLE_SCHEMA = SCHEMA() {AND c.TABLE_NAME = ?}
    ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION, CAST(e.VALUE_ORDINAL AS INTEGER)\
    """;
  }

  /**
   * Selects the keys. After a rename of a column, H2 still shows the former name in the constraint.
   * The index of the constraint has the present name.
   */
  @Override
  protected String keysQuery() {
    return """
    SELECT t.TABLE_NAME AS table_name, t.CONSTRAINT_NAME AS constraint_name,
      t.CONSTRAINT_TYPE AS kind, COALESCE(s.COLUMN_NAME, i.COLUMN_NAME, u.COLUMN_NAME)
        AS column_name,
      CASE WHEN o.TABLE_SCHEMA <> t.TABLE_SCHEMA THEN o.TABLE_SCHEMA || '.' || o.TABLE_NAME
        ELSE o.TABLE_NAME END AS referenced_table,
      COALESCE(os.COLUMN_NAME, oi.COLUMN_NAME, o.COLUMN_NAME) AS referenced_column,
      r.DELETE_RULE AS on_delete, r.UPDATE_RULE AS on_update,
      t.IS_DEFERRABLE = 'YES' AS is_deferrable, t.INITIALLY_DEFERRED = 'YES' AS is_deferred,
      CONCAT_WS(', ',
        CASE WHEN t.NULLS_DISTINCT <> 'YES' THEN 'NULLS DISTINCT ' || t.NULLS_DISTINCT END,
        CASE WHEN t.ENFORCED <> 'YES' THEN 'NOT ENFORCED' END) AS extra
    FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t
    JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE u
      ON u.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND u.CONSTRAINT_NAME = t.CONSTRAINT_NAME
    LEFT JOIN INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
      ON r.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = t.CONSTRAINT_NAME
    LEFT JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE o
      ON o.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
      AND o.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
      AND o.ORDINAL_POSITION = u.POSITION_IN_UNIQUE_CONSTRAINT
    LEFT JOIN INFORMATION_SCHEMA.INDEX_COLUMNS s
      ON s.INDEX_SCHEMA = t.INDEX_SCHEMA AND s.INDEX_NAME = t.INDEX_NAME
      AND s.COLUMN_NAME = u.COLUMN_NAME
    LEFT JOIN INFORMATION_SCHEMA.INDEX_COLUMNS i
      ON i.INDEX_SCHEMA = t.INDEX_SCHEMA AND i.INDEX_NAME = t.INDEX_NAME
      AND i.ORDINAL_POSITION = u.ORDINAL_POSITION
    LEFT JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS ot
      ON ot.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
      AND ot.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
    LEFT JOIN INFORMATION_SCHEMA.INDEX_COLUMNS os
      ON os.INDEX_SCHEMA = ot.INDEX_SCHEMA AND os.INDEX_NAME = ot.INDEX_NAME
      AND os.COLUMN_NAME = o.COLUMN_NAME
    LEFT JOIN INFORMATION_SCHEMA.INDEX_COLUMNS oi
      ON oi.INDEX_SCHEMA = ot.INDEX_SCHEMA AND oi.INDEX_NAME = ot.INDEX_NAME
      AND oi.ORDINAL_POSITION = u.POSITION_IN_UNIQUE_CONSTRAINT
    WHERE t.TABLE_SCHEMA = SCHEMA() {AND t.TABLE_NAME = ?}
    ORDER BY t.TABLE_NAME, t.CONSTRAINT_NAME, u.ORDINAL_POSITION\
    """;
  }

  @Override
  protected String checksQuery() {
    return """
    SELECT t.TABLE_NAME AS table_name, t.CONSTRAINT_NAME AS constraint_name, 'CHECK' AS kind,
      c.CHECK_CLAUSE AS check_sql,
      CASE WHEN t.ENFORCED <> 'YES' THEN 'NOT ENFORCED' END AS extra
    FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t
    JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS c
      ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME
    WHERE t.TABLE_SCHEMA = SCHEMA() {AND t.TABLE_NAME = ?}\
    """;
  }

  /**
   * Selects the indexes. An index that H2 created by itself belongs to a constraint. A foreign key
   * that was added later may also use a user's index, which then stays an index.
   */
  @Override
  protected String indexesQuery() {
    return """
    SELECT c.TABLE_NAME AS table_name, c.INDEX_NAME AS index_name,
      CONCAT(c.COLUMN_NAME,
        CASE c.ORDERING_SPECIFICATION WHEN 'DESC' THEN ' DESC' END,
        CASE WHEN c.ORDERING_SPECIFICATION = 'ASC' AND c.NULL_ORDERING = 'LAST'
            OR c.ORDERING_SPECIFICATION = 'DESC' AND c.NULL_ORDERING = 'FIRST'
          THEN ' NULLS ' || c.NULL_ORDERING END) AS key_words,
      FALSE AS is_included, c.IS_UNIQUE AS is_unique, TRUE AS is_valid, NULL AS where_sql,
      CASE WHEN i.INDEX_TYPE_NAME LIKE '%SPATIAL%' THEN 'spatial'
        WHEN i.INDEX_TYPE_NAME LIKE '%HASH%' THEN 'hash' ELSE 'btree' END AS method,
      CASE WHEN i.IS_GENERATED THEN (
        SELECT t.CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t
        WHERE t.INDEX_SCHEMA = i.INDEX_SCHEMA AND t.INDEX_NAME = i.INDEX_NAME
        ORDER BY CASE t.CONSTRAINT_TYPE WHEN 'PRIMARY KEY' THEN 1 WHEN 'UNIQUE' THEN 2
          ELSE 3 END, t.CONSTRAINT_NAME
        FETCH FIRST ROW ONLY) END AS constraint_name,
      CASE WHEN i.NULLS_DISTINCT <> 'YES' THEN 'NULLS DISTINCT ' || i.NULLS_DISTINCT END
        AS extra
    FROM INFORMATION_SCHEMA.INDEX_COLUMNS c
    JOIN INFORMATION_SCHEMA.INDEXES i
      ON i.INDEX_SCHEMA = c.INDEX_SCHEMA AND i.INDEX_NAME = c.INDEX_NAME
    WHERE c.TABLE_SCHEMA = SCHEMA() {AND c.TABLE_NAME = ?}
    ORDER BY c.TABLE_NAME, c.INDEX_NAME, c.ORDINAL_POSITION\
    """;
  }

  @Override
  protected String viewsQuery() {
    return """
    SELECT TABLE_NAME AS view_name, VIEW_DEFINITION AS view_sql, FALSE AS is_materialized,
      CASE WHEN CHECK_OPTION <> 'NONE' THEN 'CHECK OPTION ' || CHECK_OPTION END AS extra
    FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_SCHEMA = SCHEMA() {AND TABLE_NAME = ?}\
    """;
  }

  /** Selects the sequences, without those of identity columns, which H2 does not show. */
  @Override
  protected String sequencesQuery() {
    return """
    SELECT SEQUENCE_NAME AS sequence_name,
      CONCAT(DATA_TYPE, ' START ', START_VALUE, ' INCREMENT ', INCREMENT,
        ' MIN ', MINIMUM_VALUE, ' MAX ', MAXIMUM_VALUE, ' CYCLE ', CYCLE_OPTION,
        ' CACHE ', CACHE) AS words
    FROM INFORMATION_SCHEMA.SEQUENCES WHERE SEQUENCE_SCHEMA = SCHEMA()\
    """;
  }
}
