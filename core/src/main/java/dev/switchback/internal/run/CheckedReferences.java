package dev.switchback.internal.run;

import dev.switchback.dialect.Dialect;
import dev.switchback.internal.plan.ReferenceChecks;
import dev.switchback.operation.Operation;
import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The steps whose foreign keys are known to fit. Each step is checked once. */
final class CheckedReferences {

  private final Set<Integer> ordinals = new HashSet<>();

  boolean contains(int ordinal) {
    return ordinals.contains(ordinal);
  }

  void add(int ordinal) {
    ordinals.add(ordinal);
  }

  /**
   * Rejects a foreign key of these steps that the server would reject. Where a failure rolls back
   * the whole migration, it leaves them to the server.
   *
   * @param ordinal the ordinal of the first of the steps
   */
  void require(
      Dialect dialect, Connection connection, int ordinal, List<? extends Operation> steps) {
    if (dialect.rendering().hasTransactionalDdl()) {
      return;
    }
    ReferenceChecks checks = ReferenceChecks.of(dialect, connection);
    int current = ordinal;
    for (Operation step : steps) {
      if (!contains(current) && checks.require(step)) {
        add(current);
      }
      checks.follow(step);
      current++;
    }
  }
}
