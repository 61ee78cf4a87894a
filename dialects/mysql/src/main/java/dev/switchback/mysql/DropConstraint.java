package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.operation.RemoveConstraint;
import java.util.List;
import java.util.Map;

/** Renders the removal of a constraint. MySQL and MariaDB have a separate clause for each kind. */
final class DropConstraint {

  private final MySqlSql sql;
  private final RemoveConstraint operation;
  private final Catalog catalog;
  private final String name;

  DropConstraint(MySqlSql sql, RemoveConstraint operation, Catalog catalog) {
    this.sql = sql;
    this.operation = operation;
    this.catalog = catalog;
    name = sql.nameInCatalog(operation);
  }

  /** Returns the clause that follows {@code ALTER TABLE} and the name of the table. */
  String clause(List<ConstraintKind> kinds) {
    boolean isAlias = !operation.isPrimaryKey() && !name.equals(operation.name());
    if (kinds.size() > 1 || (isAlias && kindsOfAll().containsKey(operation.name()))) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – the name fits two constraints of this table. Nothing was sent. Drop the right"
              + " one by execute(…)");
    }
    return switch (kinds.get(0)) {
      case PRIMARY_KEY -> " DROP PRIMARY KEY";
      case UNIQUE -> " DROP INDEX " + sql.quote(name);
      case FOREIGN_KEY -> " DROP FOREIGN KEY " + sql.quote(name) + dropIndex();
      case CHECK -> " DROP " + sql.checkWord() + " " + sql.quote(name);
      case EXCLUSION, NOT_NULL -> throw new IllegalStateException("this server does not have it");
    };
  }

  private Map<String, List<ConstraintKind>> kindsOfAll() {
    return catalog.constraintKinds(operation.table());
  }

  /**
   * Drops the index that the server created for the foreign key, and would keep. The index stays if
   * another foreign key needs it.
   */
  private String dropIndex() {
    Map<String, List<String>> constraints = catalog.constraints(operation.table());
    List<String> columns = constraints.getOrDefault(name, List.of());
    boolean isItsOwn = ForeignKeyIndex.isOwn(operation.table(), name, catalog);
    boolean isNeeded =
        kindsOfAll().entrySet().stream()
            .filter(other -> !other.getKey().equals(name))
            .filter(other -> other.getValue().contains(ConstraintKind.FOREIGN_KEY))
            .map(other -> constraints.getOrDefault(other.getKey(), List.of()))
            .anyMatch(others -> beginsWith(columns, others));
    return isItsOwn && !isNeeded ? ", DROP INDEX " + sql.quote(name) : "";
  }

  private static boolean beginsWith(List<String> columns, List<String> others) {
    return others.size() <= columns.size() && columns.subList(0, others.size()).equals(others);
  }
}
