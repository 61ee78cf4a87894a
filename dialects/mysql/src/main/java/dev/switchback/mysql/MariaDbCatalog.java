package dev.switchback.mysql;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.SchemaReader;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/** The catalogue of the current database, where MariaDB shows it differently from MySQL. */
final class MariaDbCatalog extends MySqlCatalog {

  MariaDbCatalog(Connection connection) {
    super(connection);
  }

  @Override
  protected String asked(String query) {
    return InFull.inMariaDb(query);
  }

  @Override
  public SchemaReader schema() {
    return new MariaDbSchema(connection());
  }

  /** Expressions follow a column that gets another name. */
  @Override
  public List<String> usesOf(String table, String column, boolean isRenamed) {
    return isRenamed ? List.of() : super.usesOf(table, column, isRenamed);
  }

  @Override
  public boolean hasTable(String table) {
    return hasTable(table, "'BASE TABLE', 'SYSTEM VERSIONED'");
  }

  /**
   * The check of a column, such as the one of each JSON column, is called by the column's name, and
   * nobody can drop it as a constraint.
   */
  @Override
  public Map<String, List<ConstraintKind>> constraintKinds(String table) {
    return CatalogQuery.constraintKinds(
        connection(),
        asked(
            """
            SELECT CONSTRAINT_NAME, CONSTRAINT_TYPE FROM information_schema.TABLE_CONSTRAINTS
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND CONSTRAINT_TYPE <> 'CHECK'
            UNION ALL
            SELECT CONSTRAINT_NAME, 'CHECK' FROM information_schema.CHECK_CONSTRAINTS
            WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = ? AND LEVEL = 'Table'
            ORDER BY 1\
            """),
        table,
        table);
  }
}
