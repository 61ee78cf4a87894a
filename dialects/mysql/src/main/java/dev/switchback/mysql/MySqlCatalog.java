package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogQuery;
import java.sql.Connection;
import java.util.List;

/** The catalogue of the current database. */
record MySqlCatalog(Connection connection) implements Catalog {

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
  public List<String> indexes(String table) {
    return CatalogQuery.strings(
        connection,
        "SELECT DISTINCT INDEX_NAME FROM information_schema.STATISTICS"
            + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? ORDER BY 1",
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
}
