package dev.switchback.postgresql;

import dev.switchback.dialect.CatalogQuery;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the invalid indexes that an interrupted {@code REINDEX CONCURRENTLY} leaves: {@code
 * ix_ccnew} and {@code ix_ccold}. No query uses them, but every write updates them. The server
 * never removes them, and each repetition can add another one.
 */
record InterruptedReindex(Connection connection) {

  private static final Pattern REINDEX =
      Pattern.compile(
          "(?is)\\s*REINDEX\\b\\s*(\\([^)]*\\))?\\s*(TABLE|INDEX|SCHEMA|DATABASE|SYSTEM)\\b"
              + "\\s*(CONCURRENTLY\\b)?\\s*([^;]*?)\\s*;?\\s*");

  /** Selects the tables of a kind of {@code REINDEX}, each with its toast table. */
  private static final String DROPS =
      """
      WITH reindexed AS (
        SELECT CASE WHEN t.relkind IN ('i', 'I')
          THEN (SELECT x.indrelid FROM pg_catalog.pg_index x WHERE x.indexrelid = t.oid)
          ELSE t.oid END AS oid
        FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
        WHERE %s),
      tables AS (
        SELECT oid FROM reindexed
        UNION SELECT p.relid FROM reindexed
          CROSS JOIN LATERAL pg_catalog.pg_partition_tree(oid::regclass) AS p)
      SELECT 'DROP INDEX CONCURRENTLY ' || quote_ident(n.nspname) || '.' || quote_ident(i.relname)
      FROM pg_catalog.pg_index x
      JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
      WHERE NOT x.indisvalid AND i.relname ~ '_cc(new|old)[0-9]*$'
        AND x.indrelid IN (SELECT oid FROM tables UNION SELECT c.reltoastrelid
          FROM tables JOIN pg_catalog.pg_class c ON c.oid = tables.oid)
      ORDER BY 1\
      """;

  /** Returns the statements that drop what {@code sql} left. Empty if it is another statement. */
  List<String> drops(String sql) {
    Matcher reindex = REINDEX.matcher(sql);
    if (!reindex.matches() || !isConcurrent(reindex)) {
      return List.of();
    }
    String name = reindex.group(4);
    return switch (reindex.group(2).toUpperCase(Locale.ROOT)) {
      case "TABLE", "INDEX" ->
          CatalogQuery.strings(connection, DROPS.formatted("t.oid = to_regclass(?)"), name);
      case "SCHEMA" ->
          CatalogQuery.strings(connection, DROPS.formatted("n.oid = to_regnamespace(?)"), name);
      default -> CatalogQuery.strings(connection, DROPS.formatted("n.nspname !~ '^pg_'"));
    };
  }

  private static boolean isConcurrent(Matcher reindex) {
    return reindex.group(3) != null
        || String.valueOf(reindex.group(1)).toLowerCase(Locale.ROOT).contains("concurrently");
  }
}
