package dev.switchback;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.Topology;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Keeps two runs on the same history apart. The lock belongs to a session of the server, so that it
 * ends when the process does, and nobody has to clean up.
 */
final class RunLock implements AutoCloseable {

  private static final long FIRST_PAUSE = 50;
  private static final long LONGEST_PAUSE = 1_000;
  private static final Duration BETWEEN_NOTICES = Duration.ofSeconds(10);

  private final Dialect dialect;
  private final LockName name;

  /** The session that has it: the one that migrates, or one beside it. */
  private final Connection holder;

  private final boolean isBeside;

  private RunLock(Session session, Connection holder, LockName name) {
    this.dialect = session.dialect();
    this.name = name;
    this.holder = holder;
    isBeside = holder != session.connection();
  }

  /**
   * Takes the lock, waiting for it if another process has it.
   *
   * @throws LockTimeoutException if that takes longer than {@code patience}
   */
  static RunLock acquire(Session session, Database database, LockName name, Duration patience) {
    Connection holder =
        session.dialect().topology() == Topology.BESIDE
            ? beside(session, database)
            : session.connection();
    RunLock lock = new RunLock(session, holder, name);
    try {
      lock.await(patience);
      return lock;
    } catch (SQLException e) {
      lock.letGo();
      throw new DatabaseException(
          "The lock that keeps two processes apart cannot be taken. Nothing was run. Cause: "
              + Secrets.firstLine(e),
          e);
    } catch (RuntimeException | Error e) {
      lock.letGo();
      throw e;
    }
  }

  private static Connection beside(Session session, Database database) {
    try {
      return database.connect();
    } catch (DatabaseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DatabaseException(
          "%s keeps the lock in a second connection, and the data source gave none. Nothing was"
                  .formatted(session.dialect().name())
              + " run. Let its pool have two connections or more for each run. Cause: "
              + Secrets.firstLine(cause),
          cause);
    }
  }

  private void await(Duration patience) throws SQLException {
    long begin = System.nanoTime();
    long noticeAfter = BETWEEN_NOTICES.toNanos();
    long pause = FIRST_PAUSE;
    while (!dialect.tryLock(holder, name)) {
      long waited = System.nanoTime() - begin;
      if (Duration.ofNanos(waited).compareTo(patience) >= 0) {
        throw new LockTimeoutException(
            "Another process is migrating this database (%s), and %d s of waiting for it are over."
                    .formatted(heldBy(), patience.toSeconds())
                + " Nothing was run here. Run again when it is done, or wait longer by"
                + " lockTimeout(…).");
      }
      if (waited >= noticeAfter) {
        noticeAfter += BETWEEN_NOTICES.toNanos();
        Migrator.LOG.info(
            "Waiting for another process that migrates this database ({}), {} s so far",
            heldBy(),
            Duration.ofNanos(waited).toSeconds());
      }
      sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  private String heldBy() throws SQLException {
    return dialect.lockHolder(holder, name).orElse("its session is not known");
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SwitchbackException(
          "Interrupted while another process was migrating this database. Nothing was run here.",
          e);
    }
  }

  /** Gives it back. Where that fails, the session is cut, which frees it as well. */
  @Override
  public void close() {
    try {
      if (!holder.isClosed()) {
        dialect.unlock(holder, name);
      }
    } catch (SQLException e) {
      Migrator.LOG.debug("The lock was not given back by itself: {}", Secrets.firstLine(e));
      Session.abort(holder, e);
    }
    letGo();
  }

  private void letGo() {
    try {
      if (isBeside) {
        holder.close();
      }
    } catch (SQLException e) {
      Migrator.LOG.debug("A connection was not closed cleanly: {}", Secrets.firstLine(e));
    }
  }
}
