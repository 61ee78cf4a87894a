package dev.switchback.internal.command;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.MigrationFactory;
import dev.switchback.Verification;
import dev.switchback.Verification.State;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.fingerprint.FingerprintRecorder;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.run.RunContext;
import dev.switchback.internal.select.ChangeDetection;
import dev.switchback.internal.store.SchemaHistory;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records the steps that the class of an applied migration asks for now, in place of the old. */
record Accepting(
    MigrationName name, Map<MigrationName, MigrationClass> available, MigrationFactory factory) {

  /** Returns how the class differs from the old record. Records nothing if it does not differ. */
  Verification.Entry in(RunContext context, String reason) {
    SchemaHistory history = new SchemaHistory(context.tables());
    requireApplied(history.overview());
    SchemaHistory.RecordedForm recorded = history.forms().get(name);
    Verification.Entry compared =
        new ChangeDetection(available, factory)
            .of(name, recorded == null ? new SchemaHistory.RecordedForm(null, null) : recorded);
    if (compared.state() != State.UNCHANGED) {
      record(history, recorded, context, reason);
    }
    return compared;
  }

  private void requireApplied(SchemaHistory.Overview overview) {
    if (overview.unfinished().contains(name)) {
      throw refused("it is unfinished", "Complete it first");
    }
    if (!overview.applied().contains(name)) {
      throw refused("it is not recorded as applied", "'up' applies it");
    }
    if (!available.containsKey(name)) {
      throw refused("it has no class", "Restore the class, or give its new name to 'rename'");
    }
  }

  private void record(
      SchemaHistory history,
      SchemaHistory.@Nullable RecordedForm recorded,
      RunContext context,
      String reason) {
    String before = recorded == null ? null : recorded.fingerprint();
    if (before != null && !OperationLog.isKnown(before)) {
      throw refused("its steps were recorded by a later version of Switchback", "Use that version");
    }
    OperationLog now =
        form()
            .orElseThrow(
                () ->
                    refused(
                        "the steps of its class cannot be read without a database",
                        "They are not compared, so that there is nothing to accept"));
    try {
      context
          .session()
          .inTransaction(
              () -> {
                history.accept(name, now, reason, context.lock().gate());
                Log.LOG.warn("Accepted '{}' as its class is now. {}", name, reason);
                return true;
              });
    } catch (SQLException e) {
      throw new DatabaseException(
          "The schema history cannot be written. Nothing was changed. Cause: "
              + Redaction.firstLine(e),
          e);
    }
  }

  private Optional<OperationLog> form() {
    return FingerprintRecorder.formOf(
        Objects.requireNonNull(available.get(name)).instantiate(factory));
  }

  private ConfigurationException refused(String what, String remedy) {
    return new ConfigurationException(
        "Migration '%s' cannot be accepted – %s. Nothing was changed. %s."
            .formatted(name, what, remedy));
  }
}
