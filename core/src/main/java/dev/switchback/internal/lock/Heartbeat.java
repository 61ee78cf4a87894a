package dev.switchback.internal.lock;

import dev.switchback.ConfigurationException;
import dev.switchback.LockLostException;
import dev.switchback.SwitchbackException;
import dev.switchback.internal.base.LockLoss;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.SelfDeadlockException;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.store.LeaseTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the heartbeats of a run over a separate connection, in a separate thread. A watchdog cuts
 * the connection that migrates if heartbeats have failed for too long, or if another run has taken
 * the lease. That also ends a thread that hangs in a dead network.
 */
final class Heartbeat implements AutoCloseable {

  /** The number of heartbeats in one {@code leaseTimeout}. */
  private static final int BEATS = 10;

  /**
   * The maximum wait for the heartbeat thread, in milliseconds. That thread may need a connection
   * that is only free when the run has ended.
   */
  private static final long LONGEST_WAIT = 1_000;

  private final Database database;
  private final Function<Session, LeaseTable> leaseOf;
  private final String owner;
  private final long fence;
  private final Duration leaseTimeout;
  private volatile Connection migrating;
  private final RunConnections ofRun;
  private final @Nullable String stalling;
  private final SelfDeadlockMonitor ownLocks;
  private final Supplier<String> migratingSession;
  private volatile @Nullable SelfDeadlockException ownLock;
  private final Thread thread;
  private final Thread watchdog;
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * A session that the run's own thread has opened, because the heartbeat thread reaches another
   * database.
   */
  private final AtomicReference<@Nullable Session> offered = new AtomicReference<>();

  private @Nullable Session session;
  private volatile Source source = Source.UNKNOWN;
  private volatile @Nullable Connection shared;
  private volatile boolean isOvertaken;
  private volatile @Nullable Duration silence;
  private volatile String lastError = "";
  private volatile long lastBeat = System.nanoTime();

  /** What the data source hands out to the heartbeat thread. */
  private enum Source {
    UNKNOWN,
    /** A connection that sees the lease. */
    SAME_DATABASE,
    /**
     * A connection that does not see the lease, for example if the thread determines the database.
     */
    OTHER_DATABASE,
    /** The connection of the run. */
    SAME_CONNECTION,
    /** No connection, although the pool is not exhausted. */
    NONE
  }

  /** Recognises the connections of the run. */
  @FunctionalInterface
  interface RunConnections {
    boolean include(Connection connection) throws SQLException;
  }

  /**
   * @param leaseOf returns the lease as a session sees it
   * @param migrating the connection to cut when the lease is lost
   * @param ofRun recognises the run's own connections, which must not be used here
   * @param stalling the session that migrates, if the database blocks heartbeats while it changes a
   *     schema; else null
   * @param ownLocks detects that the migration waits for its own run
   * @param migratingSession supplies the server's identifier of the session that migrates
   */
  Heartbeat(
      Database database,
      Function<Session, LeaseTable> leaseOf,
      String owner,
      long fence,
      Duration leaseTimeout,
      Connection migrating,
      RunConnections ofRun,
      @Nullable String stalling,
      SelfDeadlockMonitor ownLocks,
      Supplier<String> migratingSession) {
    this.database = database;
    this.leaseOf = leaseOf;
    this.owner = owner;
    this.fence = fence;
    this.leaseTimeout = leaseTimeout;
    this.migrating = migrating;
    this.ofRun = ofRun;
    this.stalling = stalling;
    this.ownLocks = ownLocks;
    this.migratingSession = migratingSession;
    thread = daemon(this::beatUntilClosed, "switchback-heartbeat");
    watchdog = daemon(this::watchUntilClosed, "switchback-watchdog");
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts the heartbeat and the watchdog. */
  void start() {
    lastBeat = System.nanoTime();
    thread.start();
    watchdog.start();
  }

  /**
   * Waits briefly for the first heartbeat, and returns whether it was sent. If the pool has no
   * connection for the heartbeat, the run continues without one. If the heartbeat thread reaches
   * another database, as with a data source that reads a ThreadLocal, the calling thread opens the
   * connection.
   */
  boolean isSeen() {
    try {
      boolean isKnown = begun.await(LONGEST_WAIT, TimeUnit.MILLISECONDS);
      if (isKnown && (source == Source.OTHER_DATABASE || source == Source.NONE)) {
        offerSession();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    if (first.getCount() == 0) {
      return true;
    }
    if (source != Source.UNKNOWN) {
      Log.LOG.info(
          "The data source provides no second connection to the same database. This run continues"
              + " without a heartbeat");
    }
    return false;
  }

  private void offerSession() {
    Session opened = null;
    try {
      opened = open();
      if (opened != null && leaseOf.apply(opened).beat(owner, fence)) {
        source = Source.OTHER_DATABASE; // only the threads of the run reach this database
        lastBeat = System.nanoTime();
        offered.set(opened);
        first.countDown();
        return;
      }
    } catch (SQLException | RuntimeException e) {
      Log.LOG.debug("No heartbeat: {}", Redaction.firstLine(e));
    }
    if (opened != null) {
      opened.close();
    }
  }

  /**
   * Sends the first heartbeat at once, then starts the heartbeat and the watchdog.
   *
   * @throws SwitchbackException if the data source hands out no separate connection
   */
  void startForSure() throws SQLException {
    try {
      session = open();
      if (session == null) {
        throw new ConfigurationException(
            "A run through a pooler or on a cluster sends its heartbeat over a second connection,"
                + " and the data source returned the same one twice. Nothing was run. Give the"
                + " migrator a data source that opens a connection for each call.");
      }
      source = Source.SAME_DATABASE;
      isOvertaken = !leaseOf.apply(session).beat(owner, fence);
      first.countDown();
    } catch (SQLException | RuntimeException e) {
      letGo();
      throw e;
    }
    start();
  }

  /** Opens a session. Returns null if the data source hands out the run's own connection again. */
  private @Nullable Session open() throws SQLException {
    Connection connection = database.connect();
    if (ofRun.include(connection)) {
      shared = connection;
      source = Source.SAME_CONNECTION;
      return null;
    }
    Session opened = database.over(connection);
    try {
      opened
          .connection()
          .setNetworkTimeout(Runnable::run, Math.toIntExact(leaseTimeout.toMillis() / 3 + 1));
    } catch (SQLException | RuntimeException e) {
      Log.LOG.debug("The heartbeat has no time limit: {}", Redaction.firstLine(e));
    }
    return opened;
  }

  private void beatUntilClosed() {
    while (!isLost() && source != Source.SAME_CONNECTION && closed.getCount() > 0 && canGoOn()) {
      try {
        beat();
      } catch (SQLException | RuntimeException e) {
        lastError = Redaction.firstLine(e);
        Log.LOG.debug("No heartbeat: {}", lastError);
        if (source == Source.UNKNOWN && !isExhausted(e)) {
          source = Source.NONE;
        }
        letGo();
      }
      begun.countDown();
      if (isClosedIn(leaseTimeout.dividedBy(BEATS))) {
        break;
      }
    }
    letGo();
  }

  /**
   * Returns whether the heartbeat can continue. Releases a session whose connection is cut: its
   * pool would log an error with a stack trace.
   */
  private boolean canGoOn() {
    Session open = session;
    if (open != null && (open.isCut() || (database.isClosed() && open.isCutByNow()))) {
      letGo();
    }
    return session != null || !database.isClosed();
  }

  /** Returns whether the pool had no free connection in time. */
  private static boolean isExhausted(Exception error) {
    return error.getCause() instanceof SQLTransientConnectionException;
  }

  /**
   * Cuts the connection of a run that has lost its lease or the database. The watchdog has a
   * separate thread, because the heartbeat thread may hang in a dead network. It ignores a run that
   * never had a heartbeat, because other runs do not expect one.
   */
  private void watchUntilClosed() {
    while (!isClosedIn(leaseTimeout.dividedBy(BEATS))) {
      boolean isLate = System.nanoTime() - lastBeat > leaseTimeout.dividedBy(2).toNanos();
      if (isLate && !isOvertaken && isAtWork()) {
        lastBeat = System.nanoTime(); // no other run can send a heartbeat or take over either
      } else if (isOvertaken || (isLate && first.getCount() == 0)) {
        silence = Duration.ofNanos(System.nanoTime() - lastBeat);
        if (!database.isClosed()) {
          Log.LOG.warn("This run has lost its lock, or its connection to the database, and ends.");
        }
        Session.abort(migrating, new SQLException("the lock is lost"));
        return;
      }
    }
  }

  /**
   * Returns whether the server is executing the statement of the run. Asks over a new connection,
   * with a time limit.
   */
  private boolean isAtWork() {
    String migratingSession = stalling;
    if (migratingSession == null) {
      return false;
    }
    FutureTask<Boolean> question =
        new FutureTask<>(
            () -> {
              try (Session asking = open()) {
                return asking != null
                    && asking.dialect().locks().isAtWork(asking.connection(), migratingSession);
              }
            });
    daemon(question, "switchback-watchdog-asking").start();
    try {
      return question.get(leaseTimeout.dividedBy(2).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Waits for the pause. Returns whether the heartbeat was closed meanwhile. Closing it does not
   * interrupt the thread, because an interrupt would close an H2 database in the middle of a write.
   */
  private boolean isClosedIn(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true; // Switchback does not interrupt it; if other code does, the thread must end
    }
  }

  private void beat() throws SQLException {
    Session open = sessionOrNull();
    if (open == null || closed.getCount() == 0) {
      return;
    }
    if (leaseOf.apply(open).beat(owner, fence)) {
      source = source == Source.OTHER_DATABASE ? source : Source.SAME_DATABASE;
      lastBeat = System.nanoTime();
      first.countDown();
      endOwnWait(open);
    } else if (first.getCount() == 0) {
      isOvertaken = true;
    } else {
      source = Source.OTHER_DATABASE; // no run takes a lease that was taken only a moment ago
      letGo();
    }
  }

  /** Ends a self-deadlock by cutting the run's connection. The waiting statement then continues. */
  private void endOwnWait(Session beside) throws SQLException {
    Optional<SelfDeadlockException> wait = ownLocks.check(beside, migratingSession.get());
    if (wait.isPresent() && ownLock == null) {
      ownLock = wait.get();
      migrating.abort(Runnable::run);
    }
  }

  /** Returns the reason why the migration must end, if it waits for a lock of its own run. */
  Optional<SelfDeadlockException> ownLock() {
    return Optional.ofNullable(ownLock);
  }

  /**
   * Returns the session of the heartbeat. Opens none if this thread is known to reach another
   * database.
   */
  private @Nullable Session sessionOrNull() throws SQLException {
    if (session == null) {
      session = offered.getAndSet(null);
    }
    if (session == null && source != Source.OTHER_DATABASE) {
      session = open();
    }
    return session;
  }

  /** Replaces the connection that migrates. */
  void migratesOver(Connection other) {
    migrating = other;
  }

  /** Returns whether the run must end. */
  private boolean isLost() {
    return isOvertaken || silence != null;
  }

  /** Returns the reason why the run must end, if it has lost the lease. */
  Optional<LockLostException> loss() {
    Duration since = silence;
    if (isOvertaken) {
      return Optional.of(LockLoss.takenOver());
    }
    return since == null || database.isClosed() // the run reports that itself
        ? Optional.empty()
        : Optional.of(LockLoss.silent(since, lastError));
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(LONGEST_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Session unused = offered.getAndSet(null);
    if (unused != null) {
      unused.close();
    }
  }

  /** Returns whether the data source hands out the run's own connection to every caller. */
  boolean sharesConnection() {
    return source == Source.SAME_CONNECTION;
  }

  /**
   * Returns the run's own connection that was handed out again, or null. It must be closed last.
   */
  @Nullable Connection sharedOrNull() {
    return shared;
  }

  private void letGo() {
    Session open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }
}
