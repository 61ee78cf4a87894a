package dev.switchback.internal.select;

import static java.util.stream.Collectors.joining;

import dev.switchback.ConfigurationException;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.store.SchemaHistory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks whether one migration can be reverted while later migrations stay applied. */
record LoneRevert(MigrationName name, SchemaHistory.Overview overview, ChangeDetection comparison) {

  /**
   * Refuses the revert if a later migration uses one of its tables.
   *
   * @param isChecked whether the user has checked the migrations whose tables are not known
   */
  void require(boolean isChecked) {
    SortedSet<MigrationName> later = new TreeSet<>(overview.applied());
    later.removeIf(other -> other.compareTo(name) <= 0);
    if (later.isEmpty()) {
      return;
    }
    Optional<Set<String>> own = ownTables();
    Map<MigrationName, Set<String>> inTheWay = new TreeMap<>();
    List<MigrationName> unknown = new ArrayList<>(own.isPresent() ? List.of() : List.of(name));
    for (MigrationName other : later) {
      Optional<Set<String>> tables = tables(other);
      if (tables.isEmpty()) {
        unknown.add(other);
      } else if (own.isPresent()) {
        Set<String> common = new TreeSet<>(tables.get());
        common.retainAll(own.get());
        if (!common.isEmpty()) {
          inTheWay.put(other, common);
        }
      }
    }
    requireFree(inTheWay);
    if (!isChecked) {
      requireKnown(unknown, later);
    }
  }

  private void requireFree(Map<MigrationName, Set<String>> inTheWay) {
    if (!inTheWay.isEmpty()) {
      String lines =
          inTheWay.entrySet().stream()
              .map(
                  each ->
                      "\n'%s' uses %s"
                          .formatted(each.getKey(), MigrationName.inWords(each.getValue())))
              .collect(joining());
      throw new ConfigurationException(
          "Migration '%s' – it cannot be reverted alone, because later migrations use its tables:%s\nNothing was run. Revert these first: 'down --to %1$s' reverts everything down to it. Or undo it in a new migration."
              .formatted(name, lines));
    }
  }

  private void requireKnown(List<MigrationName> unknown, Set<MigrationName> later) {
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "Migration '%s' – it is not known whether %s it. The tables of %s are not known: raw SQL, a view, a type, a read, or a class that is missing or has changed. Nothing was run. Check that, and run 'down %1$s --reason TEXT'. Or revert everything down to it: 'down --to %1$s'."
              .formatted(
                  name,
                  later.size() == 1 ? "a later migration needs" : "later migrations need",
                  MigrationName.inWords(unknown)));
    }
  }

  /** Returns the tables of the way up and of the way back. Empty if they are not known. */
  private Optional<Set<String>> ownTables() {
    return tables(name)
        .flatMap(
            there ->
                comparison
                    .formBack(name)
                    .flatMap(OperationLog::tables)
                    .map(
                        back -> {
                          Set<String> both = new HashSet<>(there);
                          both.addAll(back);
                          return both;
                        }));
  }

  private Optional<Set<String>> tables(MigrationName migration) {
    return comparison
        .formAsApplied(migration, overview.fingerprints().get(migration))
        .flatMap(OperationLog::tables);
  }
}
