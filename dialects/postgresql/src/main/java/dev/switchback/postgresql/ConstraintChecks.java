package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.Constraint;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Refuses what the constraints and indexes do not allow that the catalogue shows. */
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
      throw missing(operation, "constraint of this name", all.keySet());
    }
    refuse(
        kinds.contains(ConstraintKind.PRIMARY_KEY)
            || kinds.contains(ConstraintKind.UNIQUE)
            || kinds.contains(ConstraintKind.EXCLUSION),
        operation,
        "its index has checked every row, so that it is always valid",
        "Leave it out");
  }

  /**
   * Refuses an index that cannot become the one of the constraint, or that another index would
   * replace on the way back.
   */
  void requireIndex(AddConstraint operation) {
    Constraint key = operation.constraint();
    String name = key.usedIndex();
    List<CatalogIndex> all = catalog.indexes(operation.table());
    CatalogIndex index =
        all.stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> missing(operation, "index '" + name + "'", names(all)));
    refuse(
        catalog.constraintKinds(operation.table()).containsKey(name),
        operation,
        "index '" + name + "' belongs to a constraint",
        "Name another index");
    refuse(
        !index.isValid(),
        operation,
        "index '" + name + "' is invalid, because its concurrent build has failed",
        "Build it again, by addIndex(…) with concurrently()");
    CatalogIndex expected = new CatalogIndex(name, key.columns(), true, true);
    refuse(
        !index.equals(expected),
        operation,
        "index '%s' is %s, and not %s".formatted(name, words(index), words(expected)),
        "Name a unique index of these columns, without further attributes");
  }

  /** Refuses a view without an index by which the server finds the rows that differ. */
  void requireIndex(RefreshMaterializedView operation) {
    List<CatalogIndex> all = catalog.indexes(operation.view());
    refuse(
        catalog.hasView(operation.view(), true) && all.stream().noneMatch(ConstraintChecks::isKey),
        operation,
        "it has no unique index over columns that covers every row",
        "Add one, by addIndex(view, index(…).unique()), or write refreshMaterializedView(…)");
  }

  private static boolean isKey(CatalogIndex index) {
    return index.isUnique()
        && index.isValid()
        && !index.columns().contains("(expression)")
        && !index.attributes().endsWith("WHERE");
  }

  private static List<String> names(List<CatalogIndex> indexes) {
    return indexes.stream().map(CatalogIndex::name).toList();
  }

  private static String words(CatalogIndex index) {
    return (index.isUnique() ? "a unique index" : "an index")
        + " over "
        + String.join(", ", index.columns())
        + (index.attributes().isEmpty() ? "" : " " + index.attributes());
  }

  private static IllegalArgumentException missing(
      Operation operation, String noun, Collection<String> others) {
    return new IllegalArgumentException(
        operation.describe()
            + " – there is no "
            + noun
            + " on this table; "
            + (others.isEmpty() ? "it has none" : "it has '" + String.join("', '", others) + "'"));
  }

  private static void refuse(boolean isSo, Operation operation, String problem, String remedy) {
    if (isSo) {
      throw new IllegalArgumentException(
          operation.describe() + " – " + problem + ". Nothing was sent. " + remedy);
    }
  }
}
