package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogQuery;
import java.sql.Connection;
import java.util.List;

/** The catalogue of the current schema, which is the first one of the search path that exists. */
record PostgreSqlCatalog(Connection connection) implements Catalog {

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

  @Override
  public List<String> indexes(String table) {
    return CatalogQuery.strings(
        connection,
        "SELECT indexname FROM pg_catalog.pg_indexes"
            + " WHERE schemaname = current_schema() AND tablename = ? ORDER BY 1",
        table);
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
}
