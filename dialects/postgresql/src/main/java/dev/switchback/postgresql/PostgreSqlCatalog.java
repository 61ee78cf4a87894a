package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.Dependants;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.dialect.TableSize;
import dev.switchback.schema.TableOption;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The catalogue of the current schema: the first schema of the search path that exists. */
record PostgreSqlCatalog(Connection connection) implements Catalog {

  private static final Pattern QUOTED_NEEDLESSLY = Pattern.compile("^\"([a-z_][a-z0-9_]*)\"");

  @Override
  public boolean hasTable(String table) {
    return !CatalogQuery.strings(
            connection,
            """
            SELECT t.relname FROM pg_catalog.pg_class t
            WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ? AND t.relkind IN ('r', 'p')\
            """,
            table)
        .isEmpty();
  }

  @Override
  public Map<String, String> columns(String table) {
    return columns(List.of(table)).getOrDefault(table, Map.of());
  }

  /**
   * Reads the columns with their types. An enum type of this schema is shown with its values, also
   * as the element type of an array. With quote_all_identifiers, the server quotes the names of
   * types such as "text" and "bytea". This method removes the quotes.
   */
  @Override
  public Map<String, Map<String, String>> columns(List<String> tables) {
    Map<String, Map<String, String>> columns =
        CatalogQuery.pairsByGroup(
            connection,
            """
            SELECT t.relname, a.attname,
              CASE WHEN y.typtype = 'e' AND y.typnamespace = t.relnamespace
                THEN y.typname || ' ENUM(' || (
                  SELECT string_agg('''' || replace(e.enumlabel, '''', '''''') || '''', ', '
                    ORDER BY e.enumsortorder)
                  FROM pg_catalog.pg_enum e WHERE e.enumtypid = y.oid) || ')'
                  || CASE WHEN y.oid = a.atttypid THEN '' ELSE '[]' END
                ELSE pg_catalog.format_type(a.atttypid, a.atttypmod) END
            FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
            JOIN pg_catalog.pg_type c ON c.oid = a.atttypid
            JOIN pg_catalog.pg_type y
              ON y.oid = CASE c.typcategory WHEN 'A' THEN c.typelem ELSE c.oid END
            WHERE t.relnamespace = quote_ident(current_schema())::regnamespace
              AND t.relname IN (%s) AND t.relkind IN ('r', 'p')
              AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY t.relname, a.attnum\
            """
                .formatted(marks(tables)),
            tables);
    columns
        .values()
        .forEach(
            types ->
                types.replaceAll(
                    (column, type) -> QUOTED_NEEDLESSLY.matcher(type).replaceFirst("$1")));
    return columns;
  }

  private static String marks(List<String> parameters) {
    return String.join(", ", Collections.nCopies(parameters.size(), "?"));
  }

  @Override
  public Map<String, List<String>> constraints(String table) {
    return constraints(List.of(table)).getOrDefault(table, Map.of());
  }

  @Override
  public Map<String, Map<String, List<String>>> constraints(List<String> tables) {
    return CatalogQuery.groupsByGroup(
        connection,
        """
        SELECT t.relname, c.conname, a.attname FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
        CROSS JOIN unnest(c.conkey) WITH ORDINALITY AS k (attnum, no)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
        WHERE c.contype IN ('p', 'u', 'f')
          AND t.relnamespace = quote_ident(current_schema())::regnamespace
          AND t.relname IN (%s)
        ORDER BY t.relname, c.conname, k.no\
        """
            .formatted(marks(tables)),
        tables);
  }

  /**
   * Reads the constraints that {@code showConstraints} shows. Constraint triggers are left out: no
   * operation can remove them.
   */
  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    return CatalogQuery.constraintKinds(
        connection,
        """
        SELECT c.conname, CASE c.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE'
          WHEN 'f' THEN 'FOREIGN KEY' WHEN 'x' THEN 'EXCLUSION' WHEN 'n' THEN 'NOT NULL'
          ELSE 'CHECK' END
        FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
        WHERE (c.contype IN ('p', 'u', 'f', 'c', 'x')
            OR c.contype = 'n' AND c.conname !~ '_not_null[0-9]*$') AND t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ?
        ORDER BY 1\
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
        JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (k.conkey)
        WHERE k.contype = 'f' AND t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ? AND a.attname = ?
        ORDER BY 1\
        """,
        table,
        column);
  }

  /**
   * Reads the indexes. A column is followed by its collation, operator class and order if they are
   * not the default. NULLS NOT DISTINCT, and its column in the catalogue, exist since version 15. A
   * concurrent build that failed leaves an index that is not valid, or not even ready.
   */
  @Override
  public List<CatalogIndex> indexes(String table) {
    return CatalogQuery.indexes(
        connection,
        """
        SELECT i.relname,
          coalesce(a.attname, '(expression)')
            || CASE WHEN x.indcollation[k.no - 1] <> a.attcollation
              THEN coalesce(' COLLATE ' || l.collname, '') ELSE '' END
            || CASE WHEN o.opcdefault THEN '' ELSE coalesce(' ' || o.opcname, '') END
            || CASE x.indoption[k.no - 1] & 3 WHEN 1 THEN ' DESC NULLS LAST'
              WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END,
          x.indisunique, x.indisvalid AND x.indisready,
          concat_ws(' ', 'USING ' || nullif(m.amname, 'btree'),
            'INCLUDE (' || (SELECT string_agg(b.attname, ', ' ORDER BY s.no)
              FROM generate_series(x.indnkeyatts, x.indnatts - 1) AS s (no)
              JOIN pg_catalog.pg_attribute b
                ON b.attrelid = t.oid AND b.attnum = x.indkey[s.no]) || ')',
            CASE WHEN (to_jsonb(x) ->> 'indnullsnotdistinct')::boolean
              THEN 'NULLS NOT DISTINCT' END,
            CASE WHEN x.indpred IS NOT NULL THEN 'WHERE' END,
            CASE WHEN NOT x.indimmediate THEN 'DEFERRABLE' END)
        FROM pg_catalog.pg_index x
        JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
        JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
        CROSS JOIN LATERAL generate_series(1, x.indnkeyatts) AS k (no)
        LEFT JOIN pg_catalog.pg_attribute a
          ON a.attrelid = t.oid AND a.attnum = x.indkey[k.no - 1] AND a.attnum > 0
        JOIN pg_catalog.pg_am m ON m.oid = i.relam
        LEFT JOIN pg_catalog.pg_collation l ON l.oid = x.indcollation[k.no - 1]
        LEFT JOIN pg_catalog.pg_opclass o ON o.oid = x.indclass[k.no - 1]
        WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ?
        ORDER BY i.relname, k.no\
        """,
        table);
  }

  @Override
  public List<String> columnsRefusingNull(String table) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT a.attname FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
        WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ?
          AND t.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull\
        """,
        table);
  }

  /**
   * Reads the columns that foreign keys set to NULL. Since version 15, {@code ON DELETE SET NULL}
   * may name some of the columns.
   */
  @Override
  public Map<String, List<String>> keysSettingNull(String table) {
    return CatalogQuery.groups(
        connection,
        """
        SELECT c.conname, a.attname FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_class t ON t.oid = c.conrelid
        JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (c.conkey)
        WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ?
          AND c.contype = 'f' AND (c.confupdtype = 'n' OR c.confdeltype = 'n' AND (
            coalesce(jsonb_typeof(to_jsonb(c) -> 'confdelsetcols'), 'null') = 'null'
            OR to_jsonb(c) -> 'confdelsetcols' @> to_jsonb(a.attnum)))
        ORDER BY 1\
        """,
        table);
  }

  /**
   * Reads the indexes that use the column together with others. pg_depend has the columns of
   * expressions and conditions. An index whose other columns are only in its condition is dropped
   * with its key column, so it is left out.
   */
  @Override
  public List<String> sharedIndexes(String table, String column) {
    return CatalogQuery.strings(
        connection,
        """
        WITH removed AS (
          SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute a
          JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
          WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ? AND a.attname = ?
            AND NOT a.attisdropped),
        used AS (
          SELECT i.relname AS name, k.attnum, true AS is_key FROM pg_catalog.pg_index x
          JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
          CROSS JOIN unnest(x.indkey::int2[]) AS k (attnum)
          WHERE x.indrelid = (SELECT attrelid FROM removed) AND k.attnum <> 0
          UNION
          SELECT i.relname, d.refobjsubid, x.indexprs IS NOT NULL FROM pg_catalog.pg_index x
          JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
          JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass
            AND d.objid = x.indexrelid AND d.refclassid = 'pg_catalog.pg_class'::regclass
            AND d.refobjid = x.indrelid AND d.refobjsubid > 0
          WHERE x.indrelid = (SELECT attrelid FROM removed)
          UNION
          SELECT c.conname, k.attnum, true FROM pg_catalog.pg_constraint c
          CROSS JOIN unnest(c.conkey) AS k (attnum)
          WHERE c.conrelid = (SELECT attrelid FROM removed))
        SELECT name FROM used GROUP BY name
        HAVING bool_or(attnum = (SELECT attnum FROM removed))
          AND bool_or(is_key AND attnum <> (SELECT attnum FROM removed))
        ORDER BY 1\
        """,
        table,
        column);
  }

  @Override
  public List<String> columnsOwningEnumTypes(String table) {
    return new EnumCatalog(connection).columnsOwning(table);
  }

  @Override
  public List<String> enumDependants(String table, String column) {
    return new EnumCatalog(connection).dependants(table, column);
  }

  @Override
  public List<String> enumValues(String table, String column) {
    return new EnumCatalog(connection).values(table, column);
  }

  @Override
  public Optional<List<String>> enumType(String type) {
    return new EnumCatalog(connection).type(type);
  }

  @Override
  public List<String> usesOfEnumType(String type) {
    return new EnumCatalog(connection).uses(type);
  }

  /**
   * Reads the {@code type}, the {@code default}, the kind of {@code identity}, and the {@code
   * collation} if it is not the default of the type. Also reads the {@code sequence} that a {@code
   * serial} column owns.
   */
  @Override
  public Map<String, String> attributes(String table, String column) {
    return CatalogQuery.pairs(
        connection,
        """
        SELECT v.key, v.value FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
        JOIN pg_catalog.pg_type y ON y.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
          AND a.attgenerated = ''
        LEFT JOIN pg_catalog.pg_collation c ON c.oid = a.attcollation
          AND a.attcollation <> y.typcollation
        LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = c.collnamespace
        CROSS JOIN LATERAL (VALUES
          ('type', pg_catalog.format_type(a.atttypid, a.atttypmod)),
          ('default', pg_catalog.pg_get_expr(d.adbin, d.adrelid)),
          ('generated', nullif(a.attgenerated::text, '')),
          ('identity', nullif(a.attidentity::text, '')),
          ('collation', quote_ident(cn.nspname) || '.' || quote_ident(c.collname)),
          ('sequence', (SELECT p.objid::regclass::text FROM pg_catalog.pg_depend p
            JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid
            WHERE p.classid = 'pg_catalog.pg_class'::regclass AND p.deptype = 'a'
              AND p.refclassid = 'pg_catalog.pg_class'::regclass AND p.refobjid = t.oid
              AND p.refobjsubid = a.attnum ORDER BY 1 FETCH FIRST ROW ONLY))
        ) AS v (key, value)
        WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ? AND a.attname = ?
          AND t.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
          AND v.value IS NOT NULL\
        """,
        table,
        column);
  }

  /**
   * Returns whether a validated check proves without a scan that {@code column} has no NULL. The
   * check contains the condition alone or joined by AND.
   */
  boolean isProvedNotNull(String table, String column) {
    return !CatalogQuery.strings(
            connection,
            """
            SELECT a.attname FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
            WHERE t.relnamespace = quote_ident(current_schema())::regnamespace
              AND t.relname = ? AND a.attname = ? AND NOT a.attisdropped
              AND EXISTS (SELECT 1 FROM pg_catalog.pg_constraint c
                CROSS JOIN LATERAL (SELECT pg_catalog.pg_get_expr(c.conbin, c.conrelid) AS text,
                  '(' || quote_ident(a.attname) || ' IS NOT NULL)' AS proof) AS e
                WHERE c.conrelid = t.oid AND c.contype = 'c' AND c.convalidated
                  AND (e.text = e.proof OR (e.text !~ ' OR |NOT \\(|CASE'
                    AND (starts_with(e.text, '(' || e.proof || ' AND ')
                      OR strpos(e.text, ' AND ' || e.proof) > 0))))\
            """,
            table,
            column)
        .isEmpty();
  }

  /** Reads the triggers whose functions fail afterwards. The server itself protects views. */
  @Override
  public List<String> brokenBy(Dependants taken) {
    return new TriggerFunctions(connection).brokenBy(taken);
  }

  @Override
  public List<String> lostWith(String table, Optional<String> columnOrEmpty) {
    return new Unrestored(connection).with(table, columnOrEmpty);
  }

  @Override
  public List<TableOption> absentOptions(String table, List<TableOption> options) {
    return FoundOptions.of(connection, table).absent(options);
  }

  @Override
  public List<TableOption> currentOptions(String table, List<TableOption> options) {
    return FoundOptions.of(connection, table).inPlaceOf(options);
  }

  @Override
  public List<TableOption> lostOptions(String table, List<TableOption> options) {
    return FoundOptions.of(connection, table).lost(options);
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    return CatalogQuery.pairs(
        connection,
        """
        SELECT k.conname, f.relname FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class f ON f.oid = k.conrelid
        JOIN pg_catalog.pg_class t ON t.oid = k.confrelid
        WHERE k.contype = 'f' AND t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ?
          AND f.oid <> t.oid
        ORDER BY 1\
        """,
        table);
  }

  /**
   * Reads the columns that are numbered by an identity, or by a default that calls a sequence, as
   * {@code serial} does.
   */
  @Override
  public Map<String, NumberedColumn> numberedColumns(String table) {
    return CatalogQuery.numberedColumns(
        connection,
        """
        SELECT a.attname, CASE WHEN s.seqrelid::regclass::text ~ '[".]'
            THEN s.seqrelid::regclass::text
            ELSE '"' || s.seqrelid::regclass::text || '"' END,
          CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END,
          CASE WHEN s.seqincrement > 0 THEN s.seqmax ELSE s.seqmin END, s.seqincrement < 0,
          a.attidentity = 'a'
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class t ON t.oid = a.attrelid
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        JOIN pg_catalog.pg_depend p
          ON (a.attidentity <> '' AND p.classid = 'pg_catalog.pg_class'::regclass
            AND p.refclassid = 'pg_catalog.pg_class'::regclass AND p.refobjid = t.oid
            AND p.refobjsubid = a.attnum AND p.deptype = 'i')
          OR (a.attgenerated = '' AND p.classid = 'pg_catalog.pg_attrdef'::regclass
            AND p.objid = d.oid AND p.refclassid = 'pg_catalog.pg_class'::regclass)
        JOIN pg_catalog.pg_sequence s ON s.seqrelid
          = CASE WHEN p.deptype = 'i' THEN p.objid ELSE p.refobjid END
        WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ?
          AND t.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped\
        """,
        table);
  }

  /** Reads the size of a table. Empty before the first ANALYZE. */
  @Override
  public Optional<TableSize> size(String table) {
    return CatalogQuery.size(
        connection,
        """
        SELECT c.reltuples::bigint, pg_total_relation_size(c.oid) FROM pg_class c
        WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relname = ? AND c.reltuples >= 0 AND (c.reltuples > 0 OR c.relpages > 0)\
        """,
        table);
  }

  @Override
  public boolean hasRows(String table) {
    return hasTable(table)
        && !CatalogQuery.strings(
                connection,
                "SELECT 1 FROM \"" + table.replace("\"", "\"\"") + "\" FETCH FIRST ROW ONLY")
            .isEmpty();
  }

  @Override
  public boolean hasView(String view, boolean isMaterialized) {
    return !CatalogQuery.strings(
            connection,
            """
            SELECT t.relname FROM pg_catalog.pg_class t
            WHERE t.relnamespace = quote_ident(current_schema())::regnamespace AND t.relname = ? AND t.relkind::text = ?\
            """,
            view,
            isMaterialized ? "m" : "v")
        .isEmpty();
  }

  /** Reads the names of relations, which include the indexes of keys, and sequences. */
  @Override
  public List<String> takenNames(List<String> names) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT t.relname FROM pg_catalog.pg_class t
        WHERE t.relnamespace = quote_ident(current_schema())::regnamespace
          AND t.relname IN (%s) ORDER BY 1\
        """
            .formatted(String.join(", ", Collections.nCopies(names.size(), "?"))),
        names.toArray(String[]::new));
  }

  /**
   * Reads the schemas of the search path that contain the name. Left out are pg_catalog and the
   * schema of temporary tables, which the server searches first.
   */
  @Override
  public List<String> schemasWith(String name) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT CASE WHEN p.name = current_schema() THEN '' ELSE p.name END
        FROM unnest(current_schemas(false)) WITH ORDINALITY AS p (name, no)
        JOIN pg_catalog.pg_namespace n ON n.nspname = p.name
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
        WHERE c.relname = ? AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
        ORDER BY p.no\
        """,
        name);
  }

  @Override
  public Optional<String> image(SchemaObject object) {
    return new PostgreSqlImage(connection).of(object);
  }

  @Override
  public boolean hasSchema(String schema) {
    return !CatalogQuery.strings(
            connection, "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ?", schema)
        .isEmpty();
  }

  @Override
  public SchemaReader schema() {
    return new PostgreSqlSchema(connection);
  }
}
