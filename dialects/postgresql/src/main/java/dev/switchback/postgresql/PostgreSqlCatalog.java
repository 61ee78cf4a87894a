package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The catalogue of the current schema, which is the first one of the search path that exists. */
record PostgreSqlCatalog(Connection connection) implements Catalog {

  @Override
  public boolean hasTable(String table) {
    return !CatalogQuery.strings(
            connection,
            """
            SELECT t.relname FROM pg_catalog.pg_class t
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            WHERE n.nspname = current_schema() AND t.relname = ? AND t.relkind IN ('r', 'p')\
            """,
            table)
        .isEmpty();
  }

  /** An enum type of this schema is shown with its values. */
  @Override
  public Map<String, String> columns(String table) {
    return CatalogQuery.pairs(
        connection,
        """
        SELECT a.attname,
          CASE WHEN y.typtype = 'e' AND y.typnamespace = n.oid
            THEN y.typname || ' ENUM(' || (
              SELECT string_agg('''' || replace(e.enumlabel, '''', '''''') || '''', ', '
                ORDER BY e.enumsortorder)
              FROM pg_catalog.pg_enum e WHERE e.enumtypid = y.oid) || ')'
            ELSE pg_catalog.format_type(a.atttypid, a.atttypmod) END
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
        WHERE n.nspname = current_schema() AND t.relname = ? AND t.relkind IN ('r', 'p')
          AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attnum\
        """,
        table);
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    return CatalogQuery.groups(
        connection,
        """
        SELECT c.conname, a.attname FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
        CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (attnum, no)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
        WHERE c.contype IN ('p', 'u', 'f') AND n.nspname = current_schema() AND t.relname = ?
        ORDER BY c.conname, k.no\
        """,
        table);
  }

  @Override
  public List<String> foreignKeys(String table, String column) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT k.conname FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class t ON t.oid = k.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (k.conkey)
        WHERE k.contype = 'f' AND n.nspname = current_schema() AND t.relname = ? AND a.attname = ?
        ORDER BY 1\
        """,
        table,
        column);
  }

  /**
   * A column of the key may be an expression or descend, and the whole index may be for some rows
   * only. A concurrent build that is cut off leaves an index that is not valid, or not even ready.
   */
  @Override
  public List<CatalogIndex> indexes(String table) {
    return CatalogQuery.indexes(
        connection,
        """
        SELECT i.relname,
          coalesce(a.attname, pg_catalog.pg_get_indexdef(x.indexrelid, k.no, true))
            || CASE x.indoption[k.no - 1] & 1 WHEN 1 THEN ' DESC' ELSE '' END
            || coalesce(' WHERE ' || pg_catalog.pg_get_expr(x.indpred, x.indrelid), ''),
          x.indisunique, x.indisvalid AND x.indisready
        FROM pg_catalog.pg_index x
        JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
        JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
        CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) AS k (no)
        LEFT JOIN pg_catalog.pg_attribute a
          ON a.attrelid = t.oid AND a.attnum = x.indkey[k.no - 1] AND a.attnum > 0
        WHERE n.nspname = current_schema() AND t.relname = ?
        ORDER BY i.relname, k.no\
        """,
        table);
  }

  /** An index uses the columns of its expressions and its condition as well: pg_depend has them. */
  @Override
  public List<String> sharedIndexes(String table, String column) {
    return CatalogQuery.strings(
        connection,
        """
        WITH removed AS (
          SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute a
          JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
          JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
          WHERE n.nspname = current_schema() AND t.relname = ? AND a.attname = ?
            AND NOT a.attisdropped),
        used AS (
          SELECT i.relname AS name, k.attnum FROM pg_catalog.pg_index x
          JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
          CROSS JOIN unnest(x.indkey::int2[]) AS k (attnum)
          WHERE x.indrelid = (SELECT attrelid FROM removed) AND k.attnum <> 0
          UNION
          SELECT i.relname, d.refobjsubid FROM pg_catalog.pg_index x
          JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
          JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass
            AND d.objid = x.indexrelid AND d.refclassid = 'pg_catalog.pg_class'::regclass
            AND d.refobjid = x.indrelid AND d.refobjsubid > 0
          WHERE x.indrelid = (SELECT attrelid FROM removed)
          UNION
          SELECT c.conname, k.attnum FROM pg_catalog.pg_constraint c
          CROSS JOIN unnest(c.conkey) AS k (attnum)
          WHERE c.conrelid = (SELECT attrelid FROM removed))
        SELECT name FROM used GROUP BY name
        HAVING count(DISTINCT attnum) > 1 AND bool_or(attnum = (SELECT attnum FROM removed))
        ORDER BY 1\
        """,
        table,
        column);
  }

  @Override
  public List<String> columnsOwningEnumTypes(String table) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT a.attname FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
        JOIN pg_catalog.pg_type y ON y.oid = a.atttypid AND y.typnamespace = n.oid
        WHERE n.nspname = current_schema() AND t.relname = ? AND NOT a.attisdropped
        AND y.typtype = 'e' AND y.typname = 'enum_' || t.relname || '_' || a.attname
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute o
          JOIN pg_catalog.pg_class c ON c.oid = o.attrelid AND c.relkind NOT IN ('i', 'I')
          WHERE NOT o.attisdropped AND o.atttypid IN (y.oid, y.typarray)
          AND NOT (o.attrelid = a.attrelid AND o.attnum = a.attnum))
        ORDER BY a.attnum\
        """,
        table);
  }

  @Override
  public List<String> tables() {
    return new PostgreSqlSchema(connection).tables();
  }

  @Override
  public Optional<TableDescription> describe(String table) {
    return new PostgreSqlSchema(connection).describe(table);
  }

  @Override
  public SchemaSnapshot snapshot() {
    return new PostgreSqlSchema(connection).snapshot();
  }

  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    return !CatalogQuery.strings(
            connection,
            """
            SELECT t.relname FROM pg_catalog.pg_class t
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            WHERE n.nspname = current_schema() AND t.relname = ? AND t.relkind::text = ?\
            """,
            view,
            isMaterialized ? "m" : "v")
        .isEmpty();
  }

  @Override
  public boolean hasSchema(String schema) {
    return !CatalogQuery.strings(
            connection, "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ?", schema)
        .isEmpty();
  }
}
