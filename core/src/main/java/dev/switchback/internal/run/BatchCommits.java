package dev.switchback.internal.run;

import dev.switchback.MigrationListener.BatchProgress;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.lock.RunLock;
import dev.switchback.internal.store.Journal;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Commits the batches of a migration, each together with its place in the journal. */
final class BatchCommits {

  private static final long SECONDS_BETWEEN_LINES = 10;

  private final Session session;
  private final Journal journal;
  private final RunLock lock;
  private final MigrationName migration;
  private long lastLine = System.nanoTime();

  BatchCommits(Session session, Journal journal, RunLock lock, MigrationName migration) {
    this.session = session;
    this.journal = journal;
    this.lock = lock;
    this.migration = migration;
  }

  /**
   * Commits a batch. The journal then also has how much is done.
   *
   * @param place what the next run needs to continue after it; empty for the last batch
   */
  void commit(Step step, Optional<String> place, BatchProgress progress) throws SQLException {
    String done = described(step, progress);
    if (place.isPresent()) {
      commitIf(journal.markBatch(migration, step.ordinal(), place.get(), done, lock.gate()));
    } else {
      finish(step);
    }
    log(step, done);
  }

  /** Commits that a step is done. */
  void finish(Step step) throws SQLException {
    commitIf(journal.markDone(migration, step.ordinal(), lock.gate()));
  }

  private void commitIf(boolean isInJournal) throws SQLException {
    if (!isInJournal) {
      throw endedByServer();
    }
    session.connection().commit();
  }

  private static String described(Step step, BatchProgress progress) {
    return String.format(
        Locale.ROOT,
        "%s, %,d rows in %,d %s",
        step.description(),
        progress.rows(),
        progress.batches(),
        progress.batches() == 1 ? "batch" : "batches");
  }

  private void log(Step step, String done) {
    long now = System.nanoTime();
    if (now - lastLine > TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_LINES)) {
      lastLine = now;
      Log.LOG.info("'{}' step {} ({})", migration, step.ordinal(), done);
    }
  }

  /** Returns the exception for a step that is no longer in the journal. */
  static SQLException endedByServer() {
    return new SQLException(
        "the server rolled back the transaction, perhaps because of a deadlock");
  }
}
