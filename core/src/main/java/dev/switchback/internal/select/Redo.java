package dev.switchback.internal.select;

import dev.switchback.Direction;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.store.History;
import dev.switchback.internal.store.Journal;
import dev.switchback.internal.store.OwnTables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a redo has to do: the migrations that it still has to revert, and those that an earlier redo
 * has reverted and not applied again.
 */
public record Redo(Choice down, RedoMarks marks, Unfinished unfinished) {

  /** Counts what an earlier redo has reverted among the {@code steps} of this one. */
  public static Redo of(
      int steps, Setup setup, Map<MigrationName, MigrationClass> available, OwnTables tables) {
    History.Overview overview = new History(tables).overview();
    Unfinished unfinished = new Unfinished(overview.unfinished(), new Journal(tables));
    RedoMarks marks = unfinished.redoMarks();
    int open = marks.areAllReverted() ? 0 : Math.max(steps - marks.names().size(), 0);
    int begun = unfinished.without(marks.names()).countOf(overview.applied());
    Selection selection = new Selection(Math.max(open, begun), null);
    Choice down = setup.choose(Direction.DOWN, selection, available, tables);
    return new Redo(down.reverting(marks), marks, unfinished);
  }

  public boolean isNothing() {
    return down.isEmpty() && marks.names().isEmpty();
  }

  /** Refuses it before its first statement, if what was reverted cannot be applied again. */
  public void requireClasses(Set<MigrationName> available) {
    unfinished.of(marks.names()).requireApplicable(available);
  }

  /** All that is to be applied again once {@link #down} is done. */
  public Choice up() {
    SortedSet<MigrationName> again = new TreeSet<>(marks.names());
    again.addAll(down.selected());
    return new Choice(List.copyOf(again), unfinished.and(again), Late.NONE, List.of(), false);
  }
}
