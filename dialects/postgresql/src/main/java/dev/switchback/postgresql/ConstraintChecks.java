package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.operation.Operation;
import dev.switchback.operation.ValidateConstraint;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Refuses what cannot be done to a constraint, or by an index, that the catalogue shows. */
final class ConstraintChecks {

  private final Catalog catalog;

  ConstraintChecks(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Refuses a missing constraint, and one whose index has checked every row. */
  void require(ValidateConstraint operation) {
    Map<String, List<ConstraintKind>> all = catalog.constraintKinds(operation.table());
    List<ConstraintKind> kinds = all.get(operation.name());
    if (kinds == null) {
      throw missing(operation, "constraint", all.keySet());
    }
    refuse(
        kinds.contains(ConstraintKind.PRIMARY_KEY)
            || kinds.contains(ConstraintKind.UNIQUE)
            || kinds.contains(ConstraintKind.EXCLUSION),
        operation,
        "its index has checked every row, so that it is always valid",
        "Leave it out");
  }

  private static IllegalArgumentException missing(
      Operation operation, String noun, Collection<String> others) {
    return new IllegalArgumentException(
        operation.describe()
            + " – there is no "
            + noun
            + " of this name on this table; "
            + (others.isEmpty() ? "it has none" : "it has '" + String.join("', '", others) + "'"));
  }

  private static void refuse(boolean isSo, Operation operation, String problem, String remedy) {
    if (isSo) {
      throw new IllegalArgumentException(
          operation.describe() + " – " + problem + ". Nothing was sent. " + remedy);
    }
  }
}
