package dev.switchback.internal.run;

import dev.switchback.DatabaseException;
import dev.switchback.Migration;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.fingerprint.FingerprintRecorder;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.store.Gate;
import dev.switchback.internal.store.SchemaHistory;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * A squash on a database that has all migrations that it replaces.
 *
 * @param replaced the migrations whose records are marked
 */
record InPlaceSquash(MigrationName name, Set<MigrationName> replaced) {

  /** Records the squash in place of the migrations, in one transaction. Executes nothing. */
  void record(Migration migration, RunContext context) {
    Optional<OperationLog> form = FingerprintRecorder.formOf(migration);
    SchemaHistory history = new SchemaHistory(context.tables());
    Gate gate = context.lock().gate();
    try {
      context
          .session()
          .inTransaction(
              () -> {
                history.addWithoutRun(name, form, reason(), gate);
                history.markReplaced(replaced, name, gate);
                return true;
              });
    } catch (SQLException e) {
      throw new DatabaseException(
          "Squash '%s' – the schema history cannot be written. Its records are as before. Cause: %s"
              .formatted(name, Redaction.firstLine(e)),
          e);
    }
    Log.LOG.info("Recorded '{}' {}, without executing it", name, reason());
  }

  private String reason() {
    return MigrationName.inPlaceOf(replaced.size());
  }
}
