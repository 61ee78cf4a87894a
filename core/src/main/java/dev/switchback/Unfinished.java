package dev.switchback;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The migrations that were begun and not finished, which stand before everything else. */
final class Unfinished {

  private final Set<MigrationName> names;
  private final Journal journal;

  Unfinished(Set<MigrationName> names, Journal journal) {
    this.names = new TreeSet<>(names);
    this.journal = journal;
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  boolean contains(MigrationName name) {
    return names.contains(name);
  }

  /** The order of a run: what is unfinished comes first. */
  Comparator<MigrationName> before(Comparator<MigrationName> order) {
    return names.isEmpty()
        ? order
        : Comparator.<MigrationName, Boolean>comparing(name -> !contains(name))
            .thenComparing(order);
  }

  /**
   * Refuses a run that would pass over one of them: what comes after it may rest on what it has
   * left.
   */
  void requireContinued(
      Direction direction, List<MigrationName> selected, Collection<MigrationName> available) {
    if (!names.isEmpty()) {
      journal.all(); // which must be readable before anything is sent
    }
    for (MigrationName name : names) {
      if (!selected.contains(name) || !available.contains(name)) {
        throw passedOver(name, direction, available.contains(name));
      }
    }
  }

  private UnfinishedMigrationException passedOver(
      MigrationName name, Direction direction, boolean hasClass) {
    UnfinishedSteps steps = UnfinishedSteps.of(journal.all().getOrDefault(name, List.of()));
    String wrongWay =
        steps.direction() == direction
            ? ", and this run would pass over it"
            : ", and this run goes " + direction;
    String finish = "Run '" + steps.direction() + "' to finish it, or";
    return new UnfinishedMigrationException(
        name,
        "is unfinished going %s%s.\nNothing was run. %s.\n%s settle by hand what stands, and then 'resolve %s --abandon --reason TEXT'."
            .formatted(
                steps.direction(),
                hasClass ? wrongWay : ", and there is no class of this name",
                steps,
                hasClass ? finish : "Bring the class back, and run '" + steps.direction() + "'; or",
                name));
  }
}
