package dev.switchback.dialect;

import dev.switchback.operation.AlterTable;
import dev.switchback.operation.TableChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders several changes of a table as one {@code ALTER TABLE}. Each change is rendered as if it
 * were alone, and its clause is taken over. What a database writes as a statement of its own, such
 * as a comment, stays before or behind that statement.
 */
final class AlterTableSql {

  private final SqlRendering rendering;
  private final CatalogMapping mapping;
  private final String database;
  private final AlterTable operation;
  private final String beginning;

  /** The statements of a change before its clause, and those behind it. */
  private final List<SqlStatement> before = new ArrayList<>();

  private final List<String> clauses = new ArrayList<>();
  private final List<SqlStatement> behind = new ArrayList<>();

  /**
   * @param table as the rendering writes it
   */
  AlterTableSql(
      SqlRendering rendering,
      CatalogMapping mapping,
      String database,
      AlterTable operation,
      String table) {
    this.rendering = rendering;
    this.mapping = mapping;
    this.database = database;
    this.operation = operation;
    beginning = "ALTER TABLE " + table + " ";
  }

  List<SqlStatement> statements(Catalog catalog) {
    Catalog found = catalog;
    for (TableChange change : operation.changes()) {
      add(change, rendering.render(change, found));
      found = AlteredCatalog.after(change, found, mapping);
    }
    List<SqlStatement> all = new ArrayList<>(before);
    if (!clauses.isEmpty()) {
      all.add(SqlStatement.of(beginning + String.join(", ", clauses)));
    }
    all.addAll(behind);
    return all;
  }

  private void add(TableChange change, List<SqlStatement> statements) {
    List<SqlStatement> others = statements.stream().anyMatch(this::isClause) ? before : behind;
    for (SqlStatement statement : statements) {
      if (isClause(statement)) {
        clauses.add(statement.sql().substring(beginning.length()));
        others = behind;
      } else {
        requireOthersAllowed(change);
        others.add(statement);
      }
    }
  }

  private boolean isClause(SqlStatement statement) {
    return statement.sql().startsWith(beginning);
  }

  /** Refuses a statement beside the one that this database commits by itself. */
  private void requireOthersAllowed(TableChange change) {
    if (!rendering.hasTransactionalDdl()) {
      throw new UnsupportedByDialectException(
          database,
          change.describe() + " within alterTable(…), because it is no part of one ALTER TABLE",
          "Nothing was sent. Write it as a step of its own.");
    }
  }
}
