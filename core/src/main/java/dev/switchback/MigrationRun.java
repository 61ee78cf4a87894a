package dev.switchback;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

  /** What has become of the transaction of a migration that failed. */
  enum Transaction {
    /** There was none around all of it. */
    NONE,
    /** It was rolled back. */
    ROLLED_BACK,
    /** The migration ended it by itself, before it failed. */
    ENDED_INSIDE,
    /** The connection was lost while it was being committed. */
    UNKNOWN
  }

  private final MigrationName name;
  private final Migration migration;
  private final Direction direction;
  private final Session session;
  private final History history;
  private final Steps steps;
  private final boolean inTransaction;
  private Phase phase = Phase.STEPS;
  private @Nullable Savepoint mark;

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
    steps = new Steps(session);
    inTransaction = session.dialect().hasTransactionalDdl();
  }

  /**
   * Runs it.
   *
   * @param completed what the same run did before, for the exception
   * @return how long it took
   */
  Duration run(MigrationReport completed) {
    try {
      return run();
    } catch (Throwable e) { // after an Error too, nothing may stay open
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      Throwable cause = causeOf(e);
      Transaction transaction = end(cause);
      FailureMessage message =
          new FailureMessage(
              name,
              migration.getClass(),
              direction,
              phase,
              steps,
              session.dialect().name(),
              transaction,
              cause);
      throw new MigrationFailedException(
          message.toString(), name.value(), direction, completed, cause);
    } finally {
      steps.end();
      if (steps.hadOpaqueSteps()) {
        session.mayBeChanged();
      }
    }
  }

  private Duration run() throws Exception {
    Connection connection = session.connection();
    long start = System.nanoTime();
    session.putInOrder();
    if (inTransaction) {
      connection.setAutoCommit(false);
      mark = connection.setSavepoint();
    }
    direction.run(migration, steps);
    steps.requireNoFailure();
    phase = Phase.RECORD;
    if (mark != null) {
      connection.releaseSavepoint(mark); // proves that the transaction is the one that began here
    } else {
      connection.setAutoCommit(false); // whatever raw SQL did to it, the record is committed
    }
    Duration duration = Duration.ofNanos(System.nanoTime() - start);
    history.record(direction, name, duration);
    phase = Phase.COMMIT;
    connection.commit();
    connection.setAutoCommit(true);
    return duration;
  }

  /** What the step threw; what the migration made of it stays beside it. */
  private Throwable causeOf(Throwable thrown) {
    Throwable failure = steps.failure().orElse(thrown);
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t == failure) {
        return thrown instanceof SwitchbackException ? failure : thrown;
      }
    }
    failure.addSuppressed(thrown);
    return failure;
  }

  private Transaction end(Throwable cause) {
    if (!inTransaction && phase == Phase.STEPS) {
      session.commitWhatStands(cause);
      return Transaction.NONE;
    }
    boolean lost = session.isLost();
    boolean endedInside = mark != null && phase != Phase.COMMIT && !lost && isOver(mark);
    session.rollBack(cause);
    if (phase == Phase.COMMIT && lost) {
      return Transaction.UNKNOWN;
    }
    if (endedInside) {
      return Transaction.ENDED_INSIDE;
    }
    return inTransaction ? Transaction.ROLLED_BACK : Transaction.NONE;
  }

  /** In its own transaction, there is always a way back to a savepoint. */
  private boolean isOver(Savepoint savepoint) {
    try {
      session.connection().rollback(savepoint);
      return false;
    } catch (SQLException e) {
      return !session.isLost();
    }
  }
}
