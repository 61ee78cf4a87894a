package dev.switchback.internal.select;

import dev.switchback.ConfigurationException;
import dev.switchback.internal.base.MigrationName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The squashes of a run.
 *
 * @param records for each squash, the replaced migrations whose records change with its own: they
 *     are marked with it when it is recorded, and deleted when it is reverted
 * @param inPlace the squashes to record without executing them
 * @param halfWay why the database cannot get a squash, which it has only in part; null if it can
 */
public record Replacements(
    Map<MigrationName, SortedSet<MigrationName>> records,
    Set<MigrationName> inPlace,
    @Nullable String halfWay) {

  static final Replacements NONE = new Replacements(Map.of(), Set.of());

  Replacements(Map<MigrationName, SortedSet<MigrationName>> records, Set<MigrationName> inPlace) {
    this(records, inPlace, null);
  }

  /**
   * Refuses a database that has only some of the migrations of a squash. Before a run holds the
   * lock, another run may be executing the rest of them.
   */
  public void requireWhole() {
    if (halfWay != null) {
      throw new ConfigurationException(halfWay);
    }
  }

  /** Returns the replaced migrations whose records change with that of {@code squash}. */
  public SortedSet<MigrationName> of(MigrationName squash) {
    return records.getOrDefault(squash, Collections.emptySortedSet());
  }

  /** Returns whether a squash is recorded without executing it. */
  public boolean isInPlace(MigrationName name) {
    return inPlace.contains(name);
  }

  /** Returns the squashes to record only, each with the number of migrations that it replaces. */
  public Map<MigrationName, Integer> inPlaceSizes() {
    Map<MigrationName, Integer> sizes = new TreeMap<>();
    inPlace.forEach(squash -> sizes.put(squash, of(squash).size()));
    return sizes;
  }

  /** Returns {@code names} without the migrations that are recorded as replaced in this run. */
  Set<MigrationName> without(Set<MigrationName> names) {
    if (inPlace.isEmpty()) {
      return names;
    }
    Set<MigrationName> rest = new TreeSet<>(names);
    inPlace.forEach(squash -> rest.removeAll(of(squash)));
    return rest;
  }

  /** Returns the migrations that are executed. */
  public List<MigrationName> withoutInPlace(List<MigrationName> selected) {
    return inPlace.isEmpty()
        ? selected
        : selected.stream().filter(name -> !isInPlace(name)).toList();
  }

  /** Returns the squashes of both. */
  Replacements and(Replacements other) {
    Map<MigrationName, SortedSet<MigrationName>> all = new TreeMap<>(records);
    other.records.forEach(
        (squash, names) ->
            all.merge(
                squash,
                names,
                (one, two) -> {
                  SortedSet<MigrationName> both = new TreeSet<>(one);
                  both.addAll(two);
                  return both;
                }));
    Set<MigrationName> inPlaceOfBoth = new TreeSet<>(inPlace);
    inPlaceOfBoth.addAll(other.inPlace);
    return new Replacements(all, inPlaceOfBoth);
  }
}
