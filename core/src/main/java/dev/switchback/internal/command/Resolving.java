package dev.switchback.internal.command;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.Resolution;
import dev.switchback.UnfinishedSteps;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.run.RunContext;
import dev.switchback.internal.store.Journal;
import dev.switchback.internal.store.StepProgress;
import java.sql.SQLException;
import java.util.List;

/** Resolves an unfinished migration as the user says, who has checked the database. */
final class Resolving {

  private final RunContext context;
  private final MigrationName name;
  private final Journal journal;

  Resolving(RunContext context, MigrationName name) {
    this.context = context;
    this.name = name;
    journal = new Journal(context.tables());
  }

  UnfinishedSteps as(Resolution resolution, String reason) {
    try {
      List<Journal.Entry> entries = journal.withMark(name);
      requireUnfinished(entries, resolution);
      context
          .session()
          .inTransaction(
              () -> {
                context.lock().gate().requireOpen();
                change(resolution, entries.get(entries.size() - 1).ordinal());
                return true;
              });
      UnfinishedSteps steps = StepProgress.stepsOf(entries);
      Log.LOG.warn("Resolved '{}' as {}: {}. {}", name, resolution, reason, steps);
      return steps;
    } catch (SQLException e) {
      throw new DatabaseException(
          "Migration '%s' – it cannot be resolved. Nothing was changed. Cause: %s"
              .formatted(name, Redaction.firstLine(e)),
          e);
    }
  }

  private void requireUnfinished(List<Journal.Entry> entries, Resolution resolution) {
    if (entries.isEmpty()) {
      throw new ConfigurationException(
          "Migration '%s' – it is not unfinished, so that there is nothing to resolve. Nothing was"
                  .formatted(name)
              + " changed. 'status' shows the state of each migration.");
    }
    boolean needsStep = resolution != Resolution.ABANDON;
    Journal.Entry last = entries.get(entries.size() - 1);
    if (needsStep && (last.isDone() || last.isRedo())) {
      throw new ConfigurationException(
          "Migration '%s' – no step was in flight when its last run ended: %s. Nothing was changed."
                  .formatted(name, StepProgress.stepsOf(entries))
              + " Run '%s' to resume it.".formatted(entries.get(0).direction()));
    }
    if (needsStep && last.batch() != null) {
      throw new ConfigurationException(
          "Migration '%s' – step %d (%s) is not in doubt: the journal has its last batch. Nothing was changed. Run '%s' to resume it after that batch, or give the migration up by 'resolve %1$s --abandon --reason TEXT'."
              .formatted(name, last.ordinal(), last.description(), last.direction()));
    }
  }

  private void change(Resolution resolution, int last) throws SQLException {
    switch (resolution) {
      case APPLIED -> journal.markDone(name, last, context.lock().gate());
      case NOT_APPLIED -> journal.remove(name, last, context.lock().gate());
      case ABANDON -> journal.removeAll(name);
    }
  }
}
