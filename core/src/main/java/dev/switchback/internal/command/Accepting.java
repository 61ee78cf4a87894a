package dev.switchback.internal.command;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFactory;
import dev.switchback.Verification;
import dev.switchback.Verification.State;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.run.RunContext;
import dev.switchback.internal.select.ChangeDetection;
import dev.switchback.internal.store.SchemaHistory;
import java.util.Map;

/** Records the steps that the class of an applied migration asks for now, in place of the old. */
record Accepting(
    MigrationName name, Map<MigrationName, MigrationClass> available, MigrationFactory factory) {

  /** Returns how the class differs from the old record. Records nothing if it does not differ. */
  Verification.Entry in(RunContext context, String reason) {
    SchemaHistory history = new SchemaHistory(context.tables());
    requireApplied(history.overview());
    SchemaHistory.RecordedForm recorded = history.formOf(name);
    ChangeDetection detection = new ChangeDetection(available, factory);
    Verification.Entry compared = detection.of(name, recorded);
    if (compared.state() != State.UNCHANGED) {
      record(recorded, detection, context, reason);
    }
    return compared;
  }

  private void requireApplied(SchemaHistory.Overview overview) {
    if (overview.unfinished().contains(name)) {
      throw refused("it is unfinished", "Complete it first");
    }
    if (overview.replaced().containsKey(name)) {
      throw refused(
          "'" + overview.replaced().get(name) + "' replaces it",
          "Its class is not compared any more");
    }
    if (!overview.applied().contains(name)) {
      throw refused("it is not recorded as applied", "'up' applies it");
    }
    if (!available.containsKey(name)) {
      throw refused(
          "it has no class",
          "Restore the class, or give its new name to 'rename'. If it is gone for good, use"
              + " 'forget'");
    }
  }

  private void record(
      SchemaHistory.RecordedForm recorded,
      ChangeDetection detection,
      RunContext context,
      String reason) {
    String before = recorded.fingerprint();
    if (before != null && !OperationLog.isKnown(before)) {
      throw refused("its steps were recorded by a later version of Switchback", "Use that version");
    }
    OperationLog now =
        detection
            .formNow(name)
            .orElseThrow(
                () ->
                    refused(
                        "the steps of its class cannot be read without a database",
                        "They are not compared, so that there is nothing to accept"));
    HistoryWrite.in(context, (history, gate) -> history.accept(name, now, reason, gate));
    Log.LOG.warn("Accepted '{}' as its class is now. {}", name, reason);
  }

  private ConfigurationException refused(String what, String remedy) {
    return new ConfigurationException(
        "Migration '%s' cannot be accepted – %s. Nothing was changed. %s."
            .formatted(name, what, remedy));
  }
}
