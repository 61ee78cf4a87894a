package dev.switchback.postgresql;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.SchemaReader;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Describes the current schema from the catalogue of PostgreSQL. Catalogue columns that are newer
 * than version 13 are read through {@code to_jsonb}, which works without them.
 */
final class PostgreSqlSchema extends SchemaReader {

  /** The settings that change how the server writes an expression, each with its default value. */
  private static final String USUAL =
      """
      (VALUES ('quote_all_identifiers', 'off'), ('standard_conforming_strings', 'on'),
        ('bytea_output', 'hex'), ('IntervalStyle', 'postgres'), ('TimeZone', 'UTC'),
        ('extra_float_digits', '3')) AS u (name, setting)\
      """;

  private final Connection connection;

  PostgreSqlSchema(Connection connection) {
    super(connection);
    this.connection = connection;
  }

  /**
   * Reads with the default settings. One statement finds and sets those that differ; another one
   * restores them.
   */
  @Override
  protected <T> T inUsualWords(Supplier<T> reading) {
    Map<String, String> changed =
        CatalogQuery.pairs(
            connection,
            "SELECT c.name, c.setting FROM (SELECT u.name, u.setting AS usual,"
                + " pg_catalog.current_setting(u.name) AS setting FROM "
                + USUAL
                + " OFFSET 0) AS c WHERE c.setting <> c.usual"
                + " AND pg_catalog.set_config(c.name, c.usual, false) IS NOT NULL");
    try {
      T result = reading.get();
      restore(changed);
      return result;
    } catch (CatalogException e) {
      restoreAfter(e, changed);
      throw e;
    }
  }

  private void restore(Map<String, String> settings) {
    if (!settings.isEmpty()) {
      String sets =
          String.join(
              ", ", Collections.nCopies(settings.size(), "pg_catalog.set_config(?, ?, false)"));
      List<String> parameters = new ArrayList<>();
      settings.forEach((name, setting) -> parameters.addAll(List.of(name, setting)));
      CatalogQuery.strings(connection, "SELECT " + sets, parameters.toArray(new String[0]));
    }
  }

  /**
   * Restores the settings after an error. If the error has aborted the transaction, its rollback
   * restores them.
   */
  private void restoreAfter(CatalogException error, Map<String, String> settings) {
    try {
      restore(settings);
    } catch (CatalogException e) {
      error.addSuppressed(e);
    }
  }

  @Override
  protected String tablesQuery() {
    return """
    SELECT t.relname AS table_name,
      pg_catalog.obj_description(t.oid, 'pg_class') AS table_comment,
      concat_ws(', ',
        CASE t.relpersistence WHEN 'u' THEN 'UNLOGGED' END,
        'PARTITION BY ' || pg_catalog.pg_get_partkeydef(t.oid),
        (SELECT CASE WHEN t.relispartition THEN 'PARTITION OF ' ELSE 'INHERITS ' END
            || string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno)
          FROM pg_catalog.pg_inherits h WHERE h.inhrelid = t.oid),
        pg_catalog.pg_get_expr(t.relpartbound, t.oid),
        'WITH ' || (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
          FROM unnest(t.reloptions) AS o)) AS extra
    FROM pg_catalog.pg_class t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = current_schema() AND t.relkind IN ('r', 'p') {AND t.relname = ?}\
    """;
  }

  /** Shows an enum type of this schema with its values, as {@link PostgreSqlCatalog} does. */
  @Override
  protected String columnsQuery() {
    return """
    SELECT t.relname AS table_name, a.attname AS column_name,
      CASE WHEN w.typtype = 'e' AND w.typnamespace = n.oid
        THEN w.typname || ' ENUM(' || (
          SELECT string_agg('''' || replace(e.enumlabel, '''', '''''') || '''', ', '
            ORDER BY e.enumsortorder)
          FROM pg_catalog.pg_enum e WHERE e.enumtypid = w.oid) || ')'
          || CASE WHEN w.oid = y.oid THEN '' ELSE '[]' END
        ELSE pg_catalog.format_type(a.atttypid, a.atttypmod) END AS column_words,
      NOT a.attnotnull AS is_null,
      CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END
        AS default_sql,
      a.attidentity <> '' OR coalesce(
        a.attgenerated = '' AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%',
        FALSE) AS is_counted,
      CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END
        AS generated_sql,
      pg_catalog.col_description(t.oid, a.attnum) AS column_comment,
      CASE WHEN a.attcollation <> y.typcollation THEN l.collname END AS collation_words,
      concat_ws(', ',
        CASE a.attidentity WHEN 'a' THEN 'GENERATED ALWAYS' END,
        CASE WHEN q.seqstart <> 1 THEN 'START WITH ' || q.seqstart END,
        CASE WHEN q.seqincrement <> 1 THEN 'INCREMENT BY ' || q.seqincrement END,
        CASE a.attgenerated WHEN 's' THEN 'STORED' WHEN 'v' THEN 'VIRTUAL' END,
        CASE WHEN a.attstorage <> y.typstorage THEN 'STORAGE ' || a.attstorage::text END,
        CASE WHEN a.attstattarget >= 0 THEN 'STATISTICS ' || a.attstattarget END,
        'WITH ' || array_to_string(a.attoptions, ', ')) AS extra
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
    JOIN pg_catalog.pg_type w ON w.oid = CASE y.typcategory WHEN 'A' THEN y.typelem ELSE y.oid END
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
    LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
    LEFT JOIN pg_catalog.pg_depend i ON a.attidentity <> '' AND i.deptype = 'i'
      AND i.classid = 'pg_catalog.pg_class'::regclass
      AND i.refclassid = 'pg_catalog.pg_class'::regclass
      AND i.refobjid = t.oid AND i.refobjsubid = a.attnum
    LEFT JOIN pg_catalog.pg_sequence q ON q.seqrelid = i.objid
    WHERE n.nspname = current_schema() AND t.relkind IN ('r', 'p', 'v', 'm')
      AND a.attnum > 0 AND NOT a.attisdropped {AND t.relname = ?}
    ORDER BY t.relname, a.attnum\
    """;
  }

  @Override
  protected String enumValuesQuery() {
    return """
    SELECT t.relname AS table_name, a.attname AS column_name, e.enumlabel AS value
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
    JOIN pg_catalog.pg_enum e ON e.enumtypid IN (y.oid, y.typelem)
    WHERE n.nspname = current_schema() AND t.relkind IN ('r', 'p')
      AND a.attnum > 0 AND NOT a.attisdropped {AND t.relname = ?}
    ORDER BY t.relname, a.attnum, e.enumsortorder\
    """;
  }

  @Override
  protected String keysQuery() {
    return """
    SELECT t.relname AS table_name, c.conname AS constraint_name,
      CASE c.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' ELSE 'FOREIGN KEY' END
        AS kind,
      a.attname AS column_name,
      CASE WHEN o.relnamespace <> n.oid THEN o.relnamespace::regnamespace::text || '.'
        ELSE '' END || o.relname AS referenced_table,
      b.attname AS referenced_column,
      CASE WHEN c.contype = 'f' THEN CASE c.confdeltype WHEN 'r' THEN 'RESTRICT'
        WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT'
        ELSE 'NO ACTION' END END AS on_delete,
      CASE WHEN c.contype = 'f' THEN CASE c.confupdtype WHEN 'r' THEN 'RESTRICT'
        WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'd' THEN 'SET DEFAULT'
        ELSE 'NO ACTION' END END AS on_update,
      c.condeferrable AS is_deferrable, c.condeferred AS is_deferred,
      concat_ws(', ',
        CASE WHEN NOT c.convalidated THEN 'NOT VALID' END,
        CASE c.confmatchtype WHEN 'f' THEN 'MATCH FULL' END,
        CASE to_jsonb(c) ->> 'conenforced' WHEN 'false' THEN 'NOT ENFORCED' END) AS extra
    FROM pg_catalog.pg_constraint c
    JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (own, other, no)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.own
    LEFT JOIN pg_catalog.pg_class o ON o.oid = c.confrelid
    LEFT JOIN pg_catalog.pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.other
    WHERE c.contype IN ('p', 'u', 'f') AND n.nspname = current_schema() {AND t.relname = ?}
    ORDER BY t.relname, c.conname, k.no\
    """;
  }

  /**
   * Selects checks and other constraints. Since version 18 every NOT NULL has a name; names that
   * the server generates are left out.
   */
  @Override
  protected String checksQuery() {
    return """
    SELECT t.relname AS table_name, c.conname AS constraint_name,
      CASE c.contype WHEN 'c' THEN 'CHECK' WHEN 'n' THEN 'NOT NULL' ELSE 'EXCLUSION' END AS kind,
      CASE c.contype WHEN 'c' THEN pg_catalog.pg_get_expr(c.conbin, c.conrelid)
        ELSE pg_catalog.pg_get_constraintdef(c.oid) END AS check_sql,
      concat_ws(', ',
        CASE WHEN NOT c.convalidated THEN 'NOT VALID' END,
        CASE WHEN c.contype = 'c' AND c.connoinherit THEN 'NO INHERIT' END,
        CASE to_jsonb(c) ->> 'conenforced' WHEN 'false' THEN 'NOT ENFORCED' END) AS extra
    FROM pg_catalog.pg_constraint c
    JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    WHERE (c.contype IN ('c', 'x') OR c.contype = 'n' AND c.conname !~ '_not_null[0-9]*$')
      AND n.nspname = current_schema() {AND t.relname = ?}\
    """;
  }

  /**
   * Selects the indexes. {@code pg_get_indexdef} of one column returns only its name or expression.
   * The query adds collation, operator class and order if they are not the default.
   */
  @Override
  protected String indexesQuery() {
    return """
    SELECT t.relname AS table_name, i.relname AS index_name,
      coalesce(a.attname, pg_catalog.pg_get_indexdef(x.indexrelid, k.no, true))
        || CASE WHEN k.no > x.indnkeyatts THEN '' ELSE
          coalesce(' COLLATE ' || quote_ident(l.collname), '')
          || coalesce(' ' || quote_ident(p.opcname), '')
          || CASE x.indoption[k.no - 1] WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN
            ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END END AS key_words,
      k.no > x.indnkeyatts AS is_included, x.indisunique AS is_unique,
      x.indisvalid AND x.indisready AS is_valid,
      pg_catalog.pg_get_expr(x.indpred, x.indrelid) AS where_sql, m.amname AS method,
      (SELECT c.conname FROM pg_catalog.pg_constraint c
        WHERE c.conrelid = x.indrelid AND c.conindid = x.indexrelid AND c.contype IN ('p', 'u', 'x')) AS constraint_name,
      concat_ws(', ',
        CASE to_jsonb(x) ->> 'indnullsnotdistinct' WHEN 'true' THEN 'NULLS NOT DISTINCT' END,
        CASE WHEN x.indisclustered THEN 'CLUSTERED' END,
        CASE WHEN x.indisreplident THEN 'REPLICA IDENTITY' END,
        'WITH ' || array_to_string(i.reloptions, ', ')) AS extra
    FROM pg_catalog.pg_index x
    JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
    JOIN pg_catalog.pg_am m ON m.oid = i.relam
    JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    CROSS JOIN LATERAL generate_series(1, x.indnatts) AS k (no)
    LEFT JOIN pg_catalog.pg_attribute a
      ON a.attrelid = t.oid AND a.attnum = x.indkey[k.no - 1] AND a.attnum > 0
    LEFT JOIN pg_catalog.pg_collation l ON l.oid = x.indcollation[k.no - 1]
      AND l.oid <> coalesce(a.attcollation, 'pg_catalog."default"'::regcollation)
    LEFT JOIN pg_catalog.pg_opclass p ON p.oid = x.indclass[k.no - 1] AND NOT p.opcdefault
    WHERE n.nspname = current_schema() {AND t.relname = ?}
    ORDER BY t.relname, i.relname, k.no\
    """;
  }

  @Override
  protected String viewsQuery() {
    return """
    SELECT t.relname AS view_name, rtrim(pg_catalog.pg_get_viewdef(t.oid), ';') AS view_sql,
      t.relkind = 'm' AS is_materialized,
      'WITH ' || array_to_string(t.reloptions, ', ') AS extra
    FROM pg_catalog.pg_class t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = current_schema() AND t.relkind IN ('v', 'm') {AND t.relname = ?}\
    """;
  }

  @Override
  protected String enumTypesQuery() {
    return """
    SELECT y.typname AS type_name, e.enumlabel AS value
    FROM pg_catalog.pg_type y
    JOIN pg_catalog.pg_namespace n ON n.oid = y.typnamespace
    JOIN pg_catalog.pg_enum e ON e.enumtypid = y.oid
    WHERE n.nspname = current_schema()
    ORDER BY y.typname, e.enumsortorder\
    """;
  }

  /**
   * Selects all sequences, also those of {@code serial} and identity columns, which have names and
   * bounds too.
   */
  @Override
  protected String sequencesQuery() {
    return """
    SELECT t.relname AS sequence_name,
      concat(pg_catalog.format_type(s.seqtypid, NULL), ' START ', s.seqstart,
        ' INCREMENT ', s.seqincrement, ' MIN ', s.seqmin, ' MAX ', s.seqmax,
        ' CYCLE ', s.seqcycle, ' CACHE ', s.seqcache,
        (SELECT CASE d.deptype WHEN 'i' THEN ' IDENTITY OF ' ELSE ' OWNED BY ' END
            || o.relname || '.' || a.attname
          FROM pg_catalog.pg_depend d
          JOIN pg_catalog.pg_class o ON o.oid = d.refobjid
          JOIN pg_catalog.pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = t.oid
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')))
        AS words
    FROM pg_catalog.pg_sequence s
    JOIN pg_catalog.pg_class t ON t.oid = s.seqrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = current_schema()\
    """;
  }
}
