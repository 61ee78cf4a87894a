package dev.switchback.dialect;

import dev.switchback.operation.Operation;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rejects a rename of what does not exist, or to a name that is taken. */
final class RenameChecks {

  /** The kinds of constraints whose index has the name of the constraint. */
  static final Set<ConstraintKind> WITH_INDEX =
      EnumSet.of(ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE, ConstraintKind.EXCLUSION);

  private final CatalogMapping mapping;
  private final Catalog catalog;

  RenameChecks(CatalogMapping mapping, Catalog catalog) {
    this.mapping = mapping;
    this.catalog = catalog;
  }

  /** Rejects a missing index, the index of a constraint, and a name that is taken. */
  void require(RenameIndex operation, Predicate<CatalogIndex> isOfConstraint) {
    String table = operation.table();
    String before = mapping.nameInCatalog(table, operation.before());
    List<CatalogIndex> all = catalog.indexes(table);
    Optional<CatalogIndex> found = named(before, all);
    if (found.isEmpty()) {
      requireTable(operation, table, all.isEmpty());
      refuse(
          catalog.constraintKinds(table).containsKey(before),
          operation,
          "it is a constraint, and not an index",
          "Write renameConstraint(…)");
      throw missing(operation, "index", all.stream().map(CatalogIndex::name).toList());
    }
    refuse(
        isOfConstraint.test(found.get()),
        operation,
        "it is the index of a constraint",
        "Rename the constraint, by renameConstraint(…)");
    refuseTakenByIndex(operation, mapping.nameInCatalog(table, operation.after()), all);
  }

  /** Returns the kinds of the constraint. Rejects a missing one, and a name that is taken. */
  List<ConstraintKind> require(
      RenameConstraint operation, Predicate<ConstraintKind> hasIndexOfItsName) {
    String table = operation.table();
    Map<String, List<ConstraintKind>> all = catalog.constraintKinds(table);
    String before = mapping.nameInCatalog(table, operation.before());
    String after = mapping.nameInCatalog(table, operation.after());
    List<ConstraintKind> kinds = all.get(before);
    if (kinds == null) {
      requireTable(operation, table, all.isEmpty());
      refuse(
          named(before, catalog.indexes(table)).isPresent(),
          operation,
          "it is an index, and not a constraint",
          "Write renameIndex(…)");
      throw missing(operation, "constraint", all.keySet());
    }
    refuse(
        all.containsKey(after),
        operation,
        "the table has a constraint of the new name",
        "Choose another name");
    if (kinds.stream().anyMatch(hasIndexOfItsName)) {
      refuseTakenByIndex(operation, after, catalog.indexes(table));
    }
    return kinds;
  }

  /** Rejects a view that does not exist, or is of the other kind, and a name that is taken. */
  void require(RenameView operation) {
    String before = operation.before();
    boolean isMaterialized = operation.isMaterialized();
    if (!catalog.hasView(before, isMaterialized)) {
      refuse(
          catalog.hasView(before, !isMaterialized),
          operation,
          isMaterialized ? "it is not materialized" : "it is a materialized view",
          isMaterialized ? "Write renameView(…)" : "Write renameMaterializedView(…)");
      refuse(catalog.hasTable(before), operation, "it is a table", "Write renameTable(…)");
      throw new IllegalArgumentException(
          operation.describe() + " – there is no view of this name in the current schema");
    }
    String after = operation.after();
    refuse(
        catalog.hasTable(after) || catalog.hasView(after, false) || catalog.hasView(after, true),
        operation,
        "there is a table or a view of the new name",
        "Choose another name");
  }

  /** Rejects a name of the table or of a part that is taken. */
  void require(RenameTable operation, List<DefaultNames.Part> parts) {
    String after = operation.after();
    refuse(
        catalog.hasTable(after) || catalog.hasView(after, false) || catalog.hasView(after, true),
        operation,
        "there is a table or a view of the new name",
        "Choose another name");
    Set<String> ofTable = new HashSet<>(catalog.constraintKinds(operation.before()).keySet());
    catalog.indexes(operation.before()).forEach(index -> ofTable.add(index.name()));
    List<String> taken =
        parts.isEmpty()
            ? List.of()
            : catalog.takenNames(parts.stream().map(DefaultNames.Part::plainAfter).toList());
    for (DefaultNames.Part part : parts) {
      String name = mapping.nameInCatalog(operation.before(), part.plainAfter());
      boolean isFree =
          mapping.isSameName(part.before(), name)
              || Stream.concat(ofTable.stream(), taken.stream())
                  .noneMatch(other -> mapping.isSameName(other, name));
      refuse(
          !isFree,
          operation,
          part.describe()
              + " cannot become '"
              + part.plainAfter()
              + "', because that name is taken",
          "Rename what has it first, or leave out withDependants() and rename the parts one by"
              + " one");
    }
  }

  /** Rejects a schema that does not exist, and a name that is taken. */
  void require(RenameSchema operation) {
    if (!catalog.hasSchema(operation.before())) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no schema of this name");
    }
    refuse(
        catalog.hasSchema(operation.after()),
        operation,
        "there is a schema of the new name",
        "Choose another name");
  }

  private void requireTable(Operation operation, String table, boolean isEmpty) {
    if (isEmpty && !catalog.hasTable(table) && !catalog.hasView(table, true)) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no table of this name in the current schema");
    }
  }

  private static Optional<CatalogIndex> named(String name, List<CatalogIndex> indexes) {
    return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
  }

  private static void refuseTakenByIndex(
      Operation operation, String after, List<CatalogIndex> indexes) {
    refuse(
        named(after, indexes).isPresent(),
        operation,
        "the table has an index of the new name",
        "Choose another name");
  }

  private static void refuse(boolean isSo, Operation operation, String problem, String remedy) {
    if (isSo) {
      throw new IllegalArgumentException(
          operation.describe() + " – " + problem + ". Nothing was sent. " + remedy);
    }
  }

  /** Returns the refusal of a part that the table does not have. Names the parts that it has. */
  static IllegalArgumentException missing(
      Operation operation, String noun, Collection<String> others) {
    return new IllegalArgumentException(
        operation.describe()
            + " – there is no "
            + noun
            + " of this name on this table; "
            + (others.isEmpty() ? "it has none" : "it has '" + String.join("', '", others) + "'"));
  }
}
