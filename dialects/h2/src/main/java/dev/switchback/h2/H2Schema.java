package dev.switchback.h2;

import dev.switchback.dialect.CatalogRow;
import dev.switchback.dialect.SchemaReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes the current schema from the {@code INFORMATION_SCHEMA} of H2. */
final class H2Schema extends SchemaReader {

  private final Connection connection;
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

  /** What one reading joins to the rows of its queries. */
  private @Nullable H2Joins joins;

  H2Schema(Connection connection, H2StoredNames names) {
    super(connection);
    this.connection = connection;
    this.names = names;
  }

  @Override
  protected <T> T inUsualWords(Supplier<T> reading) {
    return Rereading.read(
        () -> {
          joins = null;
          return reading.get();
        });
  }

  private H2Joins joins() {
    if (joins == null) {
      joins = new H2Joins(connection);
    }
    return joins;
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

  @Override
  protected String keysQuery() {
    return """
    SELECT TABLE_NAME AS table_name, CONSTRAINT_NAME AS constraint_name, TABLE_SCHEMA,
      CONSTRAINT_TYPE AS kind,
      IS_DEFERRABLE = 'YES' AS is_deferrable, INITIALLY_DEFERRED = 'YES' AS is_deferred,
      CONCAT_WS(', ',
        CASE WHEN NULLS_DISTINCT <> 'YES' THEN 'NULLS DISTINCT ' || NULLS_DISTINCT END,
        CASE WHEN ENFORCED <> 'YES' THEN 'NOT ENFORCED' END) AS extra
    FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
    WHERE TABLE_SCHEMA = SCHEMA() AND CONSTRAINT_TYPE <> 'CHECK' {AND TABLE_NAME = ?}
    ORDER BY TABLE_NAME, CONSTRAINT_NAME\
    """;
  }

  @Override
  protected List<CatalogRow> keys(CatalogRow row) throws SQLException {
    return joins().keys(row);
  }

  @Override
  protected String checksQuery() {
    return """
    SELECT TABLE_NAME AS table_name, CONSTRAINT_NAME AS constraint_name, TABLE_SCHEMA,
      'CHECK' AS kind, CASE WHEN ENFORCED <> 'YES' THEN 'NOT ENFORCED' END AS extra
    FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
    WHERE TABLE_SCHEMA = SCHEMA() AND CONSTRAINT_TYPE = 'CHECK' {AND TABLE_NAME = ?}\
    """;
  }

  @Override
  protected CatalogRow check(CatalogRow row) throws SQLException {
    return joins().check(row);
  }

  @Override
  protected String indexesQuery() {
    return """
    SELECT TABLE_NAME AS table_name, INDEX_NAME AS index_name, INDEX_SCHEMA,
      CONCAT(COLUMN_NAME,
        CASE ORDERING_SPECIFICATION WHEN 'DESC' THEN ' DESC' END,
        CASE WHEN ORDERING_SPECIFICATION = 'ASC' AND NULL_ORDERING = 'LAST'
            OR ORDERING_SPECIFICATION = 'DESC' AND NULL_ORDERING = 'FIRST'
          THEN ' NULLS ' || NULL_ORDERING END) AS key_words,
      FALSE AS is_included, IS_UNIQUE AS is_unique, TRUE AS is_valid, NULL AS where_sql
    FROM INFORMATION_SCHEMA.INDEX_COLUMNS
    WHERE TABLE_SCHEMA = SCHEMA() {AND TABLE_NAME = ?}
    ORDER BY TABLE_NAME, INDEX_NAME, ORDINAL_POSITION\
    """;
  }

  @Override
  protected CatalogRow index(CatalogRow row) throws SQLException {
    return joins().index(row);
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
