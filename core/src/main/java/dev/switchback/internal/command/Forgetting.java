package dev.switchback.internal.command;

import dev.switchback.ConfigurationException;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.run.RunContext;
import dev.switchback.internal.store.SchemaHistory;
import java.util.Map;

/** Deletes the entry of an applied migration whose class does not exist any more. */
record Forgetting(MigrationName name, Map<MigrationName, MigrationClass> available) {

  /** Returns the name that was recorded. */
  String in(RunContext context, SchemaHistory.Overview overview, String reason) {
    if (overview.unfinished().contains(name)) {
      throw refused(
          "it is unfinished",
          "Complete it, or clean up its remaining changes by hand and run 'resolve %s --abandon --reason TEXT'"
              .formatted(name));
    }
    if (!overview.isRecorded(name) && !overview.repeatables().containsKey(name)) {
      throw refused("it is not recorded as applied", "'status' shows the applied migrations");
    }
    MigrationClass type = available.get(name);
    if (type != null) {
      throw refused(
          "its class exists: " + type.className(),
          name.isRepeatable()
              ? "Delete the class first, and remove what it made by a migration"
              : "To revert it, run 'down'");
    }
    HistoryWrite.in(context, (history, gate) -> history.remove(name, gate));
    Log.LOG.warn("Deleted '{}' from the schema history. Its changes stay. {}", name, reason);
    return name.value();
  }

  private ConfigurationException refused(String what, String remedy) {
    return new ConfigurationException(
        "Migration '%s' cannot be forgotten – %s. Nothing was changed. %s."
            .formatted(name, what, remedy));
  }
}
