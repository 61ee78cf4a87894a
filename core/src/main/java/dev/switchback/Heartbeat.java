package dev.switchback;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The signs of life of a run, over a connection and a thread of its own. Where there have been none
 * for too long, or the lease is another's, it cuts the connection that migrates: that ends a thread
 * that hangs in a dead network too.
 */
final class Heartbeat implements AutoCloseable {

  /** So often in the time after which the run would be taken for dead. */
  private static final int BEATS = 10;

  /** In milliseconds; it may need a connection that only the end of the run sets free. */
  private static final long LONGEST_WAIT = 1_000;

  private final Database database;
  private final Function<Session, Lease> leaseOf;
  private final String owner;
  private final long fence;
  private final Duration staleAfter;
  private final Connection migrating;
  private final @Nullable String stalling;
  private final Thread thread;
  private final Thread watchdog;
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Session session;
  private volatile boolean lost;
  private volatile long lastBeat = System.nanoTime();

  /**
   * @param leaseOf the lease as a session sees it
   * @param migrating the connection to cut when the lease is lost
   * @param stalling where the database holds up signs of life for as long as it changes a schema,
   *     the session that migrates; else null
   */
  Heartbeat(
      Database database,
      Function<Session, Lease> leaseOf,
      String owner,
      long fence,
      Duration staleAfter,
      Connection migrating,
      @Nullable String stalling) {
    this.database = database;
    this.leaseOf = leaseOf;
    this.owner = owner;
    this.fence = fence;
    this.staleAfter = staleAfter;
    this.migrating = migrating;
    this.stalling = stalling;
    thread = daemon(this::beatUntilClosed, "switchback-heartbeat");
    watchdog = daemon(this::watchUntilClosed, "switchback-watchdog");
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins. */
  void start() {
    lastBeat = System.nanoTime();
    thread.start();
    watchdog.start();
  }

  /**
   * Whether there is a sign of life, for which it waits a moment. A pool that has no connection for
   * it keeps nobody waiting longer: the run goes without.
   */
  boolean isSeen() {
    try {
      return first.await(LONGEST_WAIT, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Begins, and gives the first sign of life at once.
   *
   * @throws SwitchbackException if there is no connection to be had
   */
  void startForSure() throws SQLException {
    try {
      lost = !beat();
      first.countDown();
    } catch (SQLException | RuntimeException e) {
      letGo();
      throw e;
    }
    start();
  }

  private Session open() {
    Session opened = database.open();
    try {
      opened
          .connection()
          .setNetworkTimeout(Runnable::run, Math.toIntExact(staleAfter.toMillis() / 3 + 1));
    } catch (SQLException | RuntimeException e) {
      Migrator.LOG.debug("The heartbeat has no time limit: {}", Secrets.firstLine(e));
    }
    return opened;
  }

  private void beatUntilClosed() {
    while (!lost && closed.getCount() > 0) {
      try {
        lost = !beat();
        lastBeat = System.nanoTime();
        first.countDown();
      } catch (SQLException | RuntimeException e) {
        Migrator.LOG.debug("No heartbeat: {}", Secrets.firstLine(e));
        letGo();
      }
      if (isClosedIn(staleAfter.dividedBy(BEATS))) {
        break;
      }
    }
    letGo();
  }

  /**
   * In a thread of its own, because the other one may hang in a dead network. A run of which there
   * was never a sign is let alone: others do not wait for one.
   */
  private void watchUntilClosed() {
    while (!isClosedIn(staleAfter.dividedBy(BEATS))) {
      boolean isLate = System.nanoTime() - lastBeat > staleAfter.dividedBy(2).toNanos();
      if (isLate && !lost && isAtWork()) {
        lastBeat = System.nanoTime(); // nobody else can give a sign either, or take over
      } else if (lost || (isLate && first.getCount() == 0)) {
        lost = true;
        Migrator.LOG.warn("This run has lost its lock, or its way to the database, and ends.");
        Session.abort(migrating, new SQLException("the lock is lost"));
        return;
      }
    }
  }

  /** Whether the server is at work on what was sent, as it says over a new connection, in time. */
  private boolean isAtWork() {
    String migratingSession = stalling;
    if (migratingSession == null) {
      return false;
    }
    FutureTask<Boolean> question =
        new FutureTask<>(
            () -> {
              try (Session asking = open()) {
                return asking.dialect().isAtWork(asking.connection(), migratingSession);
              }
            });
    daemon(question, "switchback-watchdog-asking").start();
    try {
      return question.get(staleAfter.dividedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Not by an interrupt, which would close an H2 database in the middle of a write. */
  private boolean isClosedIn(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true; // nobody does; if somebody does, he wants the thread to end
    }
  }

  private boolean beat() throws SQLException {
    Session open = session;
    if (open == null) {
      open = open();
      session = open;
      if (closed.getCount() == 0) {
        return true;
      }
    }
    return leaseOf.apply(open).beat(owner, fence);
  }

  /** Whether the run must not go on. */
  boolean isLost() {
    return lost;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(LONGEST_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void letGo() {
    Session open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
