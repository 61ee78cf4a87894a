package dev.switchback.internal.select;

import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.store.Journal;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The migrations that a redo has reverted, and not applied again.
 *
 * @param areAllReverted whether that redo had nothing else to revert
 */
public record RedoMarks(SortedSet<MigrationName> names, boolean areAllReverted) {

  static final RedoMarks NONE = new RedoMarks(new TreeSet<>(), false);

  static RedoMarks of(Map<MigrationName, List<Journal.Entry>> journal) {
    SortedSet<MigrationName> names = new TreeSet<>();
    boolean areAllReverted = false;
    for (Map.Entry<MigrationName, List<Journal.Entry>> each : journal.entrySet()) {
      Journal.Entry first = each.getValue().get(0);
      if (first.isRedo()) {
        names.add(each.getKey());
        areAllReverted |= first.isDone();
      }
    }
    return new RedoMarks(names, areAllReverted);
  }
}
