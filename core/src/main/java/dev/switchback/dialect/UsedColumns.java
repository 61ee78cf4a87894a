package dev.switchback.dialect;

import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import java.util.List;

/** Rejects changes of columns that something else uses. */
final class UsedColumns {

  private UsedColumns() {}

  /**
   * Rejects the removal of a column that an index over several columns covers. MySQL silently takes
   * the column out of the index, and PostgreSQL silently drops the index. A unique index then means
   * something else, or is gone. H2 and MariaDB fail.
   */
  static void refuseIfShared(RemoveColumn operation, Catalog catalog) {
    List<String> shared = catalog.sharedIndexes(operation.table(), operation.column());
    if (!shared.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – '"
              + String.join("', '", shared)
              + "' covers other columns too, and would change or disappear silently. Nothing was"
              + " sent. Remove it first: an index by removeIndex, a constraint by"
              + " removeConstraint");
    }
  }

  /** Rejects {@code operation} if the database would refuse it because of {@code uses}. */
  static void refuseIfUsed(String database, Operation operation, List<String> uses, String then) {
    if (!uses.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – "
              + database
              + " refuses it, because the column is used by "
              + String.join(", ", uses)
              + ". Nothing was sent. Remove that first"
              + then);
    }
  }
}
