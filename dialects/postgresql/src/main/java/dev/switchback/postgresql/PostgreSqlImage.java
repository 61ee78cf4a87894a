package dev.switchback.postgresql;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.Probe;
import dev.switchback.dialect.SchemaObject;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the definition of an object that may be created outside a transaction. A name without a
 * schema means the object that the search path finds.
 */
record PostgreSqlImage(Connection connection) {

  Optional<String> of(SchemaObject object) {
    List<String> rows =
        switch (object.kind()) {
          case INDEX -> index(object);
          case TYPE -> type(object);
          case DATABASE ->
              CatalogQuery.strings(
                  connection,
                  "SELECT datname FROM pg_catalog.pg_database WHERE datname = ?",
                  folded(object.name()));
          case TABLESPACE ->
              CatalogQuery.strings(
                  connection,
                  "SELECT spcname FROM pg_catalog.pg_tablespace WHERE spcname = ?",
                  folded(object.name()));
          default -> List.of();
        };
    return rows.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", rows));
  }

  private static String folded(String spelled) {
    return SchemaObject.isQuoted(spelled)
        ? SchemaObject.unquoted(spelled)
        : spelled.toLowerCase(Locale.ROOT);
  }

  /** Reads the definition of an index. An index is in the schema of its table. */
  private List<String> index(SchemaObject object) {
    List<String> owner = object.table().isEmpty() ? object.path() : object.table();
    return CatalogQuery.strings(
        connection,
        """
        SELECT CASE WHEN x.indisvalid AND x.indisready
          THEN pg_catalog.pg_get_indexdef(i.oid) ELSE ? END
        FROM pg_catalog.pg_index x
        JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
        WHERE i.relname = ? AND CASE WHEN ? = '' THEN pg_catalog.pg_table_is_visible(i.oid)
          ELSE n.nspname = ? END\
        """,
        Probe.UNFINISHED,
        folded(object.name()),
        schemaOf(owner),
        schemaOf(owner));
  }

  private static String schemaOf(List<String> path) {
    return path.size() == 2 ? folded(path.get(0)) : "";
  }

  private List<String> type(SchemaObject object) {
    return CatalogQuery.strings(
        connection,
        """
        SELECT coalesce(string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder), '')
        FROM pg_catalog.pg_type y
        JOIN pg_catalog.pg_namespace n ON n.oid = y.typnamespace
        LEFT JOIN pg_catalog.pg_enum e ON e.enumtypid = y.oid
        WHERE y.typname = ? AND CASE WHEN ? = '' THEN pg_catalog.pg_type_is_visible(y.oid)
          ELSE n.nspname = ? END
        GROUP BY y.oid\
        """,
        folded(object.name()),
        schemaOf(object.path()),
        schemaOf(object.path()));
  }
}
