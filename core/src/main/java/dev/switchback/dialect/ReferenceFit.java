package dev.switchback.dialect;

import dev.switchback.operation.AddConstraint;
import dev.switchback.schema.Constraint;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rejects a foreign key that the server would reject, with the columns and their types. Uncertain
 * cases are left to the server.
 */
final class ReferenceFit {

  private final String database;
  private final CatalogMapping mapping;
  private final ReferenceRules rules;
  private final AddConstraint operation;
  private final Constraint.ForeignKey key;
  private final KeyCatalog catalog;
  private final String table;
  private final String other;

  /** The catalogue of the referenced table. */
  private final KeyCatalog there;

  ReferenceFit(
      String database,
      CatalogMapping mapping,
      ReferenceRules rules,
      AddConstraint operation,
      Constraint.ForeignKey key,
      KeyCatalog catalog) {
    this.database = database;
    this.mapping = mapping;
    this.rules = rules;
    this.operation = operation;
    this.key = key;
    this.catalog = catalog;
    table = operation.table();
    other = key.referencedTable();
    there = key.referencedSchema().isEmpty() ? catalog : catalog.inSchema(key.referencedSchema());
  }

  void require() {
    boolean isElsewhere = !key.referencedSchema().isEmpty();
    List<String> tables =
        isElsewhere || table.equals(other) ? List.of(table) : List.of(table, other);
    Map<String, Map<String, String>> columns = catalog.keyColumns(tables);
    Map<String, String> own = columns.getOrDefault(table, Map.of());
    Map<String, String> others =
        (isElsewhere ? there.keyColumns(List.of(other)) : columns).getOrDefault(other, Map.of());
    if (own.isEmpty()) {
      return; // the server reports that the table itself does not exist
    }
    if (others.isEmpty()) {
      refuseMissingTable();
      return;
    }
    Optional<Map<String, String>> from = found(table, own, key.columns(), catalog);
    Optional<Map<String, String>> to = found(other, others, key.referencedColumns(), there);
    if (from.isEmpty() || to.isEmpty()) {
      return;
    }
    List<String> types = List.copyOf(from.get().values());
    List<String> referenced = List.copyOf(to.get().values());
    for (int i = 0; i < types.size(); i++) {
      requireTypes(i, types.get(i), referenced.get(i));
    }
    boolean isReferable = rules.isReferable(other, List.copyOf(to.get().keySet()), there);
    if (!isReferable && !isAcceptedView()) {
      throw refused(
          "refer from %s of '%s' to %s of '%s', because %s"
              .formatted(
                  names(key.columns()),
                  table,
                  names(key.referencedColumns()),
                  other,
                  rules.noKey(key.referencedColumns().size() > 1)),
          "Add a primary key or a unique constraint there first.");
    }
  }

  /**
   * Returns the columns as the catalogue shows them, with their types. Rejects one that does not
   * exist. Empty if the catalogue may hide columns.
   */
  private Optional<Map<String, String>> found(
      String of, Map<String, String> columns, List<String> written, KeyCatalog its) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : written) {
      String shown = mapping.nameInCatalog(of, name);
      Optional<Map.Entry<String, String>> column =
          columns.entrySet().stream()
              .filter(each -> each.getKey().equalsIgnoreCase(shown))
              .max(Comparator.comparing(each -> each.getKey().equals(shown)));
      if (column.isEmpty()) {
        if (!its.showsColumnsOf(of) || isAcceptedView()) {
          return Optional.empty();
        }
        throw missing("'" + of + "' has no column '" + name + "'", "Add it before this step");
      }
      all.put(column.get().getKey(), column.get().getValue());
    }
    return Optional.of(all);
  }

  private void refuseMissingTable() {
    if (!isAcceptedView() && there.isMissing(other) && catalog.requiresReferencedTable()) {
      throw missing(
          "there is no table '%s' in %s"
              .formatted(
                  other,
                  key.referencedSchema().isEmpty()
                      ? "the current schema"
                      : "schema '" + key.referencedSchema() + "'"),
          "Create it before this step");
    }
  }

  /** Rejects a view. Returns true if this session accepts a foreign key to a view. */
  private boolean isAcceptedView() {
    boolean isView = there.hasView(other, false) || there.hasView(other, true);
    if (isView && catalog.requiresReferencedTable()) {
      throw missing("'" + other + "' is a view", "Refer to a table");
    }
    return isView;
  }

  private IllegalArgumentException missing(String why, String remedy) {
    return new IllegalArgumentException(
        operation.describe() + " – " + why + ". Nothing was sent. " + remedy);
  }

  private void requireTypes(int index, String ownType, String otherType) {
    String type = rules.completed(ownType, () -> catalog.collationOf(table));
    String referenced = rules.completed(otherType, () -> there.collationOf(other));
    boolean isKnown = !type.equals(KeyCatalog.UNKNOWN) && !referenced.equals(KeyCatalog.UNKNOWN);
    if (!isKnown || rules.mayRefer(type, referenced) || isAcceptedView()) {
      return;
    }
    throw refused(
        "refer from '%s' of '%s', which is %s, to '%s' of '%s', which is %s"
            .formatted(
                key.columns().get(index),
                table,
                rules.inWords(type),
                key.referencedColumns().get(index),
                other,
                rules.inWords(referenced)),
        rules.remedy(referenced));
  }

  private UnsupportedByDialectException refused(String what, String remedy) {
    return new UnsupportedByDialectException(database, what, "Nothing was sent. " + remedy);
  }

  private static String names(List<String> columns) {
    return columns.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }
}
