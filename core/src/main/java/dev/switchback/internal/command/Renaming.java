package dev.switchback.internal.command;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFactory;
import dev.switchback.Verification;
import dev.switchback.Verification.State;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.run.RunContext;
import dev.switchback.internal.select.ChangeDetection;
import dev.switchback.internal.store.SchemaHistory;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Renames the record of an applied migration whose class was renamed, so that it is not applied a
 * second time.
 */
record Renaming(
    MigrationName before,
    MigrationName after,
    Map<MigrationName, MigrationClass> available,
    MigrationFactory factory) {

  /** Refuses a new name without a class, and an old name that still has a class. */
  void requireClass() {
    if (!available.containsKey(after)) {
      throw refused("no class has the name '" + after + "'", "Give the current name of the class");
    }
    if (available.containsKey(before)) {
      throw refused("it still has a class of this name", "Rename that class first");
    }
  }

  /** Returns this renaming for another record. */
  Renaming of(MigrationName recorded) {
    return new Renaming(recorded, after, available, factory);
  }

  boolean in(RunContext context, String reason) {
    SchemaHistory history = new SchemaHistory(context.tables());
    SchemaHistory.Overview overview = history.overview();
    if (overview.replaced().containsKey(before)) {
      throw refused(
          "'" + overview.replaced().get(before) + "' replaces it", "Leave its record as it is");
    }
    if (!overview.applied().contains(before)) {
      throw refused("it is not recorded as applied", "'status' shows the applied migrations");
    }
    if (overview.isRecorded(after) || overview.unfinished().contains(after)) {
      throw refused(
          "'" + after + "' is recorded too", "'status' shows the state of each migration");
    }
    if (overview.unfinished().contains(before)) {
      throw refused("it is unfinished", "Complete it under its old name");
    }
    requireSame(history);
    Set<MigrationName> replaced = directlyReplacedBy(before, overview);
    HistoryWrite.in(
        context,
        (to, gate) -> {
          to.rename(before, after, reason, gate);
          to.markReplaced(replaced, after, gate);
        });
    Log.LOG.warn("Renamed '{}' to '{}' in the history. {}", before, after, reason);
    return true;
  }

  private static Set<MigrationName> directlyReplacedBy(
      MigrationName squash, SchemaHistory.Overview overview) {
    Set<MigrationName> names = new TreeSet<>(overview.replaced().keySet());
    names.removeIf(name -> !squash.equals(overview.replaced().get(name)));
    return names;
  }

  private void requireSame(SchemaHistory history) {
    Verification.Entry compared =
        new ChangeDetection(available, factory).of(after, history.formOf(before));
    if (compared.state() == State.CHANGED) {
      throw refused(
          "the steps of '%s' differ from the applied ones:\n%s\n"
              .formatted(after, String.join("\n", compared.differences())),
          "Restore the steps in the class, then rename");
    }
  }

  private ConfigurationException refused(String what, String remedy) {
    return new ConfigurationException(
        "Migration '%s' cannot be renamed – %s%s Nothing was changed. %s."
            .formatted(before, what, what.endsWith("\n") ? "" : ".", remedy)
            .replace("\n ", "\n"));
  }
}
