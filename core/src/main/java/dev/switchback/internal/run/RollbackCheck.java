package dev.switchback.internal.run;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.SqlRendering;
import dev.switchback.operation.DataOperation;
import java.util.HashSet;
import java.util.Set;

/** Checks once for each table that its rows can be rolled back. */
final class RollbackCheck {

  private final SqlRendering rendering;

  /** Tables of which the server said that their rows can be rolled back. */
  private final Set<String> rolledBack = new HashSet<>();

  /** Tables where the migration acknowledged that rows may stay. */
  private final Set<String> acknowledged = new HashSet<>();

  RollbackCheck(SqlRendering rendering) {
    this.rendering = rendering;
  }

  /** Notes that rows of the table may stay after a failure. */
  void acknowledge(String table) {
    acknowledged.add(table);
  }

  /** Forgets what the server said. */
  void forget() {
    rolledBack.clear();
  }

  /** Fails if the rows that the operation changes cannot be rolled back. */
  void require(DataOperation operation, Catalog catalog) {
    String table = operation.table();
    if (!acknowledged.contains(table) && !rolledBack.contains(table)) {
      rendering.requireRollback(operation, catalog);
      rolledBack.add(table);
    }
  }
}
