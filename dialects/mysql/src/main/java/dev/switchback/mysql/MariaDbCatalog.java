package dev.switchback.mysql;

import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.SchemaReader;
import java.sql.Connection;
import java.util.List;
import java.util.Map;

/** The catalogue of the current MariaDB database. Overrides what differs from MySQL. */
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

  @Override
  protected String hiddenIndex() {
    return MariaDbSchema.IGNORED;
  }

  @Override
  protected String namedInSchema() {
    return "('FOREIGN KEY')";
  }

  /** Returns no uses for a rename, because MariaDB renames the column in expressions too. */
  @Override
  public List<String> usesOf(String table, String column, boolean isRenamed) {
    return isRenamed ? List.of() : super.usesOf(table, column, isRenamed);
  }

  /**
   * Searches the definitions, because MariaDB has no table of the tables that a view uses. It opens
   * all views that the user may see: 1,000 of them took 50 ms.
   */
  @Override
  String isViewElsewhere() {
    return "LOCATE(CONCAT('`', SCHEMA(), '`.`', ?, '`'), VIEW_DEFINITION) > 0";
  }

  @Override
  public boolean hasTable(String table) {
    return hasTable(table, "'BASE TABLE', 'SYSTEM VERSIONED'");
  }

  /**
   * Reads the constraints, without the checks of columns, such as that of a JSON column. Such a
   * check has the column's name, and cannot be dropped as a constraint.
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
