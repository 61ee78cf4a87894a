package dev.switchback.internal.fingerprint;

import dev.switchback.QueryInterface;
import dev.switchback.schema.Constraint;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The tables that a change has created, in their order, and their foreign keys to later ones. */
final class NewTables {

  /** The place of each in the order of their creation. */
  private final Map<String, Integer> places = new HashMap<>();

  private final List<Reference> references = new ArrayList<>();

  /** A foreign key that has to go before the table that it refers to, and the step that does it. */
  private record Reference(String table, Constraint key, Consumer<QueryInterface> step) {}

  void add(String table) {
    places.put(table, places.size());
  }

  boolean contains(String table) {
    return places.containsKey(table);
  }

  void rename(String before, String after) {
    Integer place = places.remove(before);
    if (place != null) {
      places.put(after, place);
    }
    references.replaceAll(
        each -> each.table().equals(before) ? new Reference(after, each.key(), each.step()) : each);
  }

  /** Whether {@code constraint} of one of them refers to one that was created after it. */
  boolean refersToLater(String table, Constraint constraint) {
    return contains(table)
        && constraint instanceof Constraint.ForeignKey key
        && place(key.referencedTable()) > place(table);
  }

  /** One that was there before has the place in front of them all. */
  private int place(String table) {
    return places.getOrDefault(table, -1);
  }

  void keep(String table, Constraint key, Consumer<QueryInterface> step) {
    references.add(new Reference(table, key, step));
  }

  /** What the same change has removed again is not there to be removed on the way back. */
  void removed(String table, Predicate<Constraint> which, Deque<Consumer<QueryInterface>> back) {
    for (Reference each : List.copyOf(references)) {
      if (each.table().equals(table) && which.test(each.key())) {
        back.remove(each.step());
        references.remove(each);
      }
    }
  }
}
