package dev.switchback.internal.command;

import dev.switchback.DatabaseException;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.run.RunContext;
import dev.switchback.internal.store.Gate;
import dev.switchback.internal.store.SchemaHistory;
import java.sql.SQLException;

/** A change of the schema history, in a transaction of its own. */
@FunctionalInterface
interface HistoryWrite {

  void to(SchemaHistory history, Gate gate) throws SQLException;

  /** Carries out a change, or changes nothing. */
  static void in(RunContext context, HistoryWrite write) {
    SchemaHistory history = new SchemaHistory(context.tables());
    try {
      context
          .session()
          .inTransaction(
              () -> {
                write.to(history, context.lock().gate());
                return true;
              });
    } catch (SQLException e) {
      throw new DatabaseException(
          "The schema history cannot be written. Nothing was changed. Cause: "
              + Redaction.firstLine(e),
          e);
    }
  }
}
