package dev.switchback.internal.select;

import dev.switchback.Direction;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.store.Journal;
import dev.switchback.internal.store.MetadataTables;
import dev.switchback.internal.store.SchemaHistory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The work of a redo: the migrations that it still has to revert, and those that an earlier redo
 * has reverted and not applied again.
 */
public record Redo(RunPlan down, RedoMarks marks, UnfinishedMigrations unfinished) {

  /**
   * Determines the work of a redo. Migrations that an earlier redo has reverted count among its
   * {@code steps}.
   */
  public static Redo of(
      int steps,
      EngineConfig setup,
      Map<MigrationName, MigrationClass> available,
      MetadataTables tables) {
    SchemaHistory.Overview overview = new SchemaHistory(tables).overview();
    UnfinishedMigrations unfinished =
        new UnfinishedMigrations(overview.unfinished(), new Journal(tables));
    RedoMarks marks = unfinished.redoMarks();
    int open = marks.areAllReverted() ? 0 : Math.max(steps - marks.names().size(), 0);
    int begun = unfinished.without(marks.names()).countOf(overview.applied());
    TargetRange selection = new TargetRange(Math.max(open, begun), null, TargetRange.Alone.NO);
    Repeatables repeatables = setup.repeatables(Direction.DOWN, selection);
    RunPlan down = setup.choose(Direction.DOWN, selection, available, repeatables, tables);
    return new Redo(down.reverting(marks), marks, unfinished);
  }

  public boolean isNothing() {
    return down.isEmpty() && marks.names().isEmpty();
  }

  /**
   * Refuses a redo before its first statement, if a reverted migration has no class and cannot be
   * applied again.
   */
  public void requireClasses(Set<MigrationName> available) {
    unfinished.of(marks.names()).requireApplicable(available);
  }

  /** Returns the migrations to apply again after {@link #down}. */
  public RunPlan up(Map<MigrationName, MigrationClass> available) {
    SortedSet<MigrationName> again = new TreeSet<>(marks.names());
    again.addAll(down.selected());
    return new RunPlan(
        List.copyOf(again),
        down.repeatables(),
        Set.of(),
        unfinished.and(again),
        OutOfOrderMigrations.NONE,
        List.of(),
        false,
        down.replacements().and(Squashes.ofNew(again, available)));
  }
}
