package dev.switchback.internal.fingerprint;

import dev.switchback.QueryInterface;
import dev.switchback.schema.Constraint;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The tables that a change has created, in order, and their foreign keys to later ones. */
final class NewTables {

  /** The position of each table in the order of creation. */
  private final Map<String, Integer> places = new HashMap<>();

  /** The columns that the change has added to tables that existed before. */
  private final Map<String, Set<String>> columns = new HashMap<>();

  private final List<Reference> references = new ArrayList<>();

  /** A foreign key to drop before the table that it refers to, and the step that drops it. */
  private record Reference(String table, Constraint key, Consumer<QueryInterface> step) {}

  void add(String table) {
    places.put(table, places.size());
  }

  boolean contains(String table) {
    return places.containsKey(table);
  }

  void addColumn(String table, String column) {
    columns.computeIfAbsent(table, any -> new HashSet<>()).add(column);
  }

  void forgetColumn(String table, String column) {
    columns.getOrDefault(table, new HashSet<>()).remove(column);
  }

  /** Returns whether the change has created the table, or all of these columns. */
  boolean containsColumns(String table, List<String> names) {
    return contains(table) || columns.getOrDefault(table, Set.of()).containsAll(names);
  }

  void rename(String before, String after) {
    Integer place = places.remove(before);
    if (place != null) {
      places.put(after, place);
    }
    references.replaceAll(
        each -> each.table().equals(before) ? new Reference(after, each.key(), each.step()) : each);
  }

  /**
   * Returns whether {@code constraint} of a new table refers to a table that was created after it.
   */
  boolean refersToLater(String table, Constraint constraint) {
    return contains(table)
        && constraint.referencedTables().stream().anyMatch(other -> place(other) > place(table));
  }

  /**
   * Returns the position of a table. A table that existed before the change precedes all others.
   */
  private int place(String table) {
    return places.getOrDefault(table, -1);
  }

  void keep(String table, Constraint key, Consumer<QueryInterface> step) {
    references.add(new Reference(table, key, step));
  }

  /**
   * Removes the foreign keys that the same change has dropped again, and returns them: the undo
   * must not drop them.
   */
  List<Constraint> removed(
      String table, Predicate<Constraint> which, Deque<Consumer<QueryInterface>> back) {
    List<Constraint> keys = new ArrayList<>();
    for (Reference each : List.copyOf(references)) {
      if (each.table().equals(table) && which.test(each.key())) {
        back.remove(each.step());
        references.remove(each);
        keys.add(each.key());
      }
    }
    return keys;
  }
}
