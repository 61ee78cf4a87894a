package dev.switchback.internal.select;

import dev.switchback.Direction;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.store.Journal;
import dev.switchback.internal.store.MetadataTables;
import dev.switchback.internal.store.RedoMark;
import dev.switchback.internal.store.SchemaHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The migrations that a run executes, in this order.
 *
 * @param repeatables the repeatable migrations of the run; those that it executes are selected
 * @param repeated the repeatable migrations that have a record
 * @param late the selected migrations that are out of order
 * @param warnings warnings about the history, a sentence each
 * @param isRedo whether the migrations are reverted in order to be applied again
 * @param replacements what is recorded with the selected squashes
 */
public record RunPlan(
    List<MigrationName> selected,
    Repeatables repeatables,
    Set<MigrationName> repeated,
    UnfinishedMigrations unfinished,
    OutOfOrderMigrations late,
    List<String> warnings,
    boolean isRedo,
    Replacements replacements) {

  /** Selects the migrations of a run, by an overview of the schema history. */
  public static RunPlan of(
      Direction direction,
      TargetRange selection,
      Map<MigrationName, MigrationClass> available,
      Repeatables repeatables,
      MetadataTables tables,
      SchemaHistory.Overview overview) {
    RunPlan choice = quietly(direction, selection, available, repeatables, tables, overview);
    return choice
        .with(ofMissing(choice.missing(available, overview)))
        .with(repeatables.warnings(overview));
  }

  private static RunPlan quietly(
      Direction direction,
      TargetRange selection,
      Map<MigrationName, MigrationClass> available,
      Repeatables repeatables,
      MetadataTables tables,
      SchemaHistory.Overview overview) {
    UnfinishedMigrations unfinished =
        new UnfinishedMigrations(overview.unfinished(), new Journal(tables));
    Squashes squashes = Squashes.of(available, overview);
    Replacements replacements =
        switch (direction) {
          case UP -> squashes.require();
          case DOWN -> Squashes.ofRecorded(overview);
        };
    List<MigrationName> versioned =
        selection.of(
            direction, squashes.running(), overview.applied(), unfinished, squashes.replaced());
    Set<MigrationName> repeated = overview.repeatables().keySet();
    List<MigrationName> selected = both(versioned, repeatables.pending(overview));
    Set<MigrationName> foreign = missing(available.keySet(), overview.unfinished());
    foreign.removeAll(repeatables.names());
    if (selected.isEmpty() && !foreign.isEmpty()) {
      UnfinishedMigrations own = unfinished.without(foreign);
      List<String> warnings = List.of(ofForeign(foreign));
      return new RunPlan(
          selected,
          repeatables,
          repeated,
          own,
          OutOfOrderMigrations.NONE,
          warnings,
          false,
          replacements);
    }
    OutOfOrderMigrations late =
        switch (direction) {
          case UP ->
              OutOfOrderMigrations.of(
                  replacements.withoutInPlace(versioned), overview.applied(), unfinished);
          case DOWN -> OutOfOrderMigrations.NONE;
        };
    return new RunPlan(
        selected, repeatables, repeated, unfinished, late, List.of(), false, replacements);
  }

  private static List<MigrationName> both(List<MigrationName> some, List<MigrationName> more) {
    if (more.isEmpty()) {
      return some;
    }
    List<MigrationName> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  /**
   * Returns whether a run has nothing to do. Makes no warnings, because a waiting run calls it
   * repeatedly.
   */
  public static boolean isNothing(
      Direction direction,
      TargetRange selection,
      Map<MigrationName, MigrationClass> available,
      Repeatables repeatables,
      MetadataTables tables) {
    SchemaHistory.Overview overview = new SchemaHistory(tables).overview(!repeatables.isEmpty());
    return quietly(direction, selection, available, repeatables, tables, overview).isEmpty();
  }

  /**
   * Returns the warning that another version has begun migrations without a class here. They do not
   * stop a version that has nothing to run.
   */
  private static String ofForeign(Set<MigrationName> foreign) {
    return "Unfinished, but without a class here: %s. Another version of the application began %s, and may still run %2$s. This version has nothing to run."
        .formatted(
            MigrationName.inWords(new TreeSet<>(foreign)), foreign.size() == 1 ? "it" : "them");
  }

  /** Returns this plan with more warnings. */
  public RunPlan with(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new RunPlan(
        selected, repeatables, repeated, unfinished, late, List.copyOf(all), isRedo, replacements);
  }

  /** Returns the first migration. There must be one. */
  MigrationName first() {
    return selected.get(0);
  }

  /** Logs the warnings, if no report will contain them. */
  public void logWarnings() {
    warnings.forEach(Log.LOG::warn);
  }

  /**
   * Returns this plan as the way down of a redo, without the migrations that an earlier redo has
   * reverted.
   */
  RunPlan reverting(RedoMarks marks) {
    return new RunPlan(
        selected,
        repeatables,
        repeated,
        unfinished.without(marks.names()),
        late,
        warnings,
        true,
        replacements);
  }

  /** Returns the mark to write when the migration is reverted. Empty if this is not a redo. */
  public Optional<RedoMark> markOf(MigrationName name) {
    boolean isLast = name.equals(selected.get(selected.size() - 1));
    return isRedo ? Optional.of(isLast ? RedoMark.REVERTED : RedoMark.REVERTING) : Optional.empty();
  }

  /** Returns the applied migrations without a class, but for those that this run replaces. */
  Set<MigrationName> missing(
      Map<MigrationName, MigrationClass> available, SchemaHistory.Overview overview) {
    return replacements.without(missing(available.keySet(), overview.applied()));
  }

  public static SortedSet<MigrationName> missing(
      Set<MigrationName> available, Set<MigrationName> applied) {
    SortedSet<MigrationName> missing = new TreeSet<>();
    for (MigrationName name : applied) {
      if (!available.contains(name)) {
        missing.add(name);
      }
    }
    return missing;
  }

  /** Returns the warning that applied migrations have no class, if there are any. */
  public static List<String> ofMissing(Set<MigrationName> missing) {
    return missing.isEmpty()
        ? List.of()
        : List.of(
            "Recorded as applied, but without a class here: %s. They cannot be reverted. If a class is gone for good, run 'forget NAME --reason TEXT': its changes stay in the schema."
                .formatted(MigrationName.inWords(missing)));
  }

  /**
   * Returns whether a run has nothing to do. An unfinished migration counts as work, because only
   * the lock shows whether another run is executing it.
   */
  public boolean isEmpty() {
    return selected.isEmpty() && unfinished.isEmpty();
  }
}
