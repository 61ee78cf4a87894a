package dev.switchback.internal.select;

import dev.switchback.Direction;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.UnfinishedSteps;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.store.Journal;
import dev.switchback.internal.store.StepProgress;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The unfinished migrations. A run executes them before all others. */
public final class UnfinishedMigrations {

  private final Set<MigrationName> names;
  private final Journal journal;

  public UnfinishedMigrations(Set<MigrationName> names, Journal journal) {
    this.names = new TreeSet<>(names);
    this.journal = journal;
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  public boolean contains(MigrationName name) {
    return names.contains(name);
  }

  /** Returns an order in which unfinished migrations come first. */
  Comparator<MigrationName> before(Comparator<MigrationName> order) {
    return names.isEmpty()
        ? order
        : Comparator.<MigrationName, Boolean>comparing(name -> !contains(name))
            .thenComparing(order);
  }

  /**
   * Refuses a run that would skip an unfinished migration. Later migrations may depend on what it
   * has left.
   */
  public void requireContinued(
      Direction direction, List<MigrationName> selected, Collection<MigrationName> available) {
    if (names.isEmpty()) {
      return;
    }
    Map<MigrationName, List<Journal.Entry>> entries = journal.all();
    for (MigrationName name : names) {
      boolean isPassedOver = !selected.contains(name) || !available.contains(name);
      UnfinishedSteps steps = StepProgress.stepsOf(entries.getOrDefault(name, List.of()));
      boolean isMerelyPending = steps.isReverted() && direction == Direction.UP;
      if (isPassedOver && !isMerelyPending) {
        throw passedOver(name, direction, available.contains(name), steps);
      }
    }
  }

  /** Refuses a redo that could not apply these migrations again, because they have no class. */
  void requireApplicable(Collection<MigrationName> available) {
    for (MigrationName name : names) {
      if (!available.contains(name)) {
        UnfinishedSteps steps = StepProgress.stepsOf(journal.all().getOrDefault(name, List.of()));
        throw passedOver(name, Direction.UP, false, steps);
      }
    }
  }

  /** Returns these migrations without {@code others}. */
  UnfinishedMigrations without(Collection<MigrationName> others) {
    Set<MigrationName> rest = new TreeSet<>(names);
    rest.removeAll(others);
    return new UnfinishedMigrations(rest, journal);
  }

  /** Returns the migrations that a redo has reverted and not applied again. */
  RedoMarks redoMarks() {
    return names.isEmpty() ? RedoMarks.NONE : RedoMarks.of(journal.all());
  }

  /** Returns other migrations, with the same journal. */
  UnfinishedMigrations of(Set<MigrationName> others) {
    return new UnfinishedMigrations(others, journal);
  }

  /** Returns these migrations and {@code others}. */
  UnfinishedMigrations and(Set<MigrationName> others) {
    Set<MigrationName> all = new TreeSet<>(names);
    all.addAll(others);
    return new UnfinishedMigrations(all, journal);
  }

  /** Returns how many of them are applied. Those are being reverted. */
  int countOf(Set<MigrationName> applied) {
    return Math.toIntExact(names.stream().filter(applied::contains).count());
  }

  private UnfinishedMigrationException passedOver(
      MigrationName name, Direction direction, boolean hasClass, UnfinishedSteps steps) {
    String wrongWay =
        steps.direction() == direction
            ? ", and this run would skip it"
            : ", and this run is '" + direction + "'";
    return new UnfinishedMigrationException(
        name.value(),
        "is unfinished (%s)%s.\nNothing was run. %s.\n%s"
            .formatted(
                steps.direction(),
                hasClass ? wrongWay : ", and there is no class of this name",
                steps,
                steps.isReverted()
                    ? remedyForReverted(name, hasClass)
                    : remedy(name, steps.direction(), hasClass)));
  }

  private static String remedy(MigrationName name, Direction direction, boolean hasClass) {
    return "%s clean up its remaining changes by hand, and run 'resolve %s --abandon --reason TEXT'."
        .formatted(
            hasClass
                ? "Run '" + direction + "' to complete it. Or"
                : "Restore the class, and run '" + direction + "'. Or",
            name);
  }

  private static String remedyForReverted(MigrationName name, boolean hasClass) {
    return "%s. Or leave it reverted: run 'resolve %s --abandon --reason TEXT'."
        .formatted(
            hasClass
                ? "Run 'redo' or 'up' to apply it"
                : "Restore the class, and run 'redo' or 'up'",
            name);
  }
}
