package dev.switchback.internal.run;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.SqlRendering;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.Operation;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Checks once for each table that its rows can be rolled back. */
final class RollbackCheck {

  private final SqlRendering rendering;

  /** Operations on tables of which the server said that their rows can be rolled back. */
  private final Set<String> rolledBack = new HashSet<>();

  /** Tables where the migration acknowledged that rows may stay. */
  private final Set<String> acknowledged = new HashSet<>();

  RollbackCheck(SqlRendering rendering) {
    this.rendering = rendering;
  }

  /** Notes that rows of the operation's table may stay after a failure. */
  void acknowledge(Operation operation) {
    rows(operation).ifPresent(data -> acknowledged.add(keyOf(operation, data)));
  }

  /** Forgets what the server said. */
  void forget() {
    rolledBack.clear();
  }

  /** Fails if rows that the operation changes cannot be rolled back. */
  void require(Operation operation, Catalog catalog) {
    rows(operation)
        .filter(data -> !acknowledged.contains(keyOf(operation, data)))
        .filter(data -> !rolledBack.contains(keyOf(operation, data)))
        .ifPresent(
            data -> {
              rendering.requireRollback(data, catalog);
              rolledBack.add(keyOf(operation, data));
            });
  }

  private static Optional<DataOperation> rows(Operation operation) {
    return operation.bare() instanceof DataOperation data ? Optional.of(data) : Optional.empty();
  }

  private static String keyOf(Operation operation, DataOperation data) {
    return operation.otherSchema().orElse("") + "." + data.table();
  }
}
