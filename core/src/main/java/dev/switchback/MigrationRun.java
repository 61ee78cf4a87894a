package dev.switchback;

import java.sql.SQLException;
import java.time.Duration;

/**
 * One migration going one way: its steps and its record. In one transaction where the database can
 * roll back schema statements; elsewhere each step by itself, and the record after the last.
 */
final class MigrationRun {

  /** How far it came. */
  enum Phase {
    STEPS,
    RECORD,
    COMMIT
  }

  private final MigrationName name;
  private final Migration migration;
  private final Direction direction;
  private final Session session;
  private final History history;
  private final boolean inTransaction;
  private Phase phase = Phase.STEPS;

  MigrationRun(
      MigrationName name,
      Migration migration,
      Direction direction,
      Session session,
      History history) {
    this.name = name;
    this.migration = migration;
    this.direction = direction;
    this.session = session;
    this.history = history;
    inTransaction = session.dialect().hasTransactionalDdl();
  }

  /**
   * Runs it.
   *
   * @param completed what the same run did before, for the exception
   * @return how long it took
   */
  Duration run(MigrationReport completed) {
    Steps steps = new Steps(session);
    try {
      return run(steps);
    } catch (Throwable e) { // after an Error too, nothing may stay open
      session.rollBack(e);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Throwable cause = steps.failure().orElse(e);
      FailureMessage message =
          new FailureMessage(
              name,
              migration.getClass(),
              direction,
              phase,
              steps,
              session.dialect().name(),
              inTransaction,
              cause);
      throw new MigrationFailedException(
          message.toString(), name.value(), direction, completed, cause);
    }
  }

  private Duration run(Steps steps) throws Exception {
    long start = System.nanoTime();
    if (inTransaction) {
      session.connection().setAutoCommit(false);
    }
    direction.run(migration, steps);
    steps.end();
    phase = Phase.RECORD;
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    history.record(direction, name, duration);
    phase = Phase.COMMIT;
    if (inTransaction) {
      commit();
    }
    return duration;
  }

  private void commit() throws SQLException {
    session.connection().commit();
    session.connection().setAutoCommit(true);
  }
}
