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

  /** A session that the run's own thread has opened, because this one's leads elsewhere. */
  private final AtomicReference<@Nullable Session> offered = new AtomicReference<>();

  private @Nullable Session session;
  private volatile Source source = Source.UNKNOWN;
  private volatile @Nullable Connection shared;
  private volatile boolean isOvertaken;
  private volatile @Nullable Duration silence;
  private volatile String lastError = "";
  private volatile long lastBeat = System.nanoTime();

  /** What the data source gives to a thread of its own. */
  private enum Source {
    UNKNOWN,
    /** A connection that sees the lease. */
    SAME_DATABASE,
    /** One that does not, as where the thread decides which database is meant. */
    OTHER_DATABASE,
    /** The connection that the run works with. */
    SAME_CONNECTION,
    /** None, for another reason than that all are in use. */
    NONE
  }

  /** Which connections the run itself works with. */
  @FunctionalInterface
  interface RunConnections {
    boolean include(Connection connection) throws SQLException;
  }

  /**
   * @param leaseOf the lease as a session sees it
   * @param migrating the connection to cut when the lease is lost
   * @param ofRun tells the run's own connections, which must not be used here
   * @param stalling where the database holds up signs of life for as long as it changes a schema,
   *     the session that migrates; else null
   * @param ownLocks sees that the migration waits for its own run
   * @param migratingSession what the server calls the session that migrates
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

  /** Begins. */
  void start() {
    lastBeat = System.nanoTime();
    thread.start();
    watchdog.start();
  }

  /**
   * Whether there is a sign of life, for which it waits a moment. A pool that has no connection for
   * it keeps nobody waiting longer: the run goes without. Where a connection of this thread is
   * another one than that of the heartbeat's own, as with a data source that asks a ThreadLocal, it
   * is opened here.
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
          "The data source gives no second connection to the same database: this run goes without"
              + " signs of life");
    }
    return false;
  }

  private void offerSession() {
    Session opened = null;
    try {
      opened = open();
      if (opened != null && leaseOf.apply(opened).beat(owner, fence)) {
        source = Source.OTHER_DATABASE; // what this thread gets is the run's, and nothing else is
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
   * Begins, and gives the first sign of life at once.
   *
   * @throws SwitchbackException if there is no connection to be had
   */
  void startForSure() throws SQLException {
    try {
      session = open();
      if (session == null) {
        throw new ConfigurationException(
            "A run through a pooler or on a cluster gives its signs of life over a second"
                + " connection, and the data source handed out the same one twice. Nothing was run."
                + " Give the migrator a data source that opens a connection for each call.");
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

  /** None if the data source hands out the run's own connection again. */
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

  /** Not over a connection that is cut: its pool would log an error with its stack trace. */
  private boolean canGoOn() {
    Session open = session;
    if (open != null && (open.isCut() || (database.isClosed() && open.isCutByNow()))) {
      letGo();
    }
    return session != null || !database.isClosed();
  }

  /** Whether a pool had no connection free in time. */
  private static boolean isExhausted(Exception error) {
    return error.getCause() instanceof SQLTransientConnectionException;
  }

  /**
   * In a thread of its own, because the other one may hang in a dead network. A run of which there
   * was never a sign is let alone: others do not wait for one.
   */
  private void watchUntilClosed() {
    while (!isClosedIn(leaseTimeout.dividedBy(BEATS))) {
      boolean isLate = System.nanoTime() - lastBeat > leaseTimeout.dividedBy(2).toNanos();
      if (isLate && !isOvertaken && isAtWork()) {
        lastBeat = System.nanoTime(); // nobody else can give a sign either, or take over
      } else if (isOvertaken || (isLate && first.getCount() == 0)) {
        silence = Duration.ofNanos(System.nanoTime() - lastBeat);
        if (!database.isClosed()) {
          Log.LOG.warn("This run has lost its lock, or its way to the database, and ends.");
        }
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
                return asking != null
                    && asking.dialect().isAtWork(asking.connection(), migratingSession);
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

  /** Not by an interrupt, which would close an H2 database in the middle of a write. */
  private boolean isClosedIn(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true; // nobody does; if somebody does, he wants the thread to end
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
      source = Source.OTHER_DATABASE; // nobody takes a lease in the moment after it was taken
      letGo();
    }
  }

  /** The statement that waits goes on when the session with the lock is over. */
  private void endOwnWait(Session beside) throws SQLException {
    Optional<SelfDeadlockException> wait = ownLocks.look(beside, migratingSession.get());
    if (wait.isPresent() && ownLock == null) {
      ownLock = wait.get();
      migrating.abort(Runnable::run);
    }
  }

  /** Why the migration must not go on, if it has waited for its own run. */
  Optional<SelfDeadlockException> ownLock() {
    return Optional.ofNullable(ownLock);
  }

  /** It is not opened where it is known to lead elsewhere. */
  private @Nullable Session sessionOrNull() throws SQLException {
    if (session == null) {
      session = offered.getAndSet(null);
    }
    if (session == null && source != Source.OTHER_DATABASE) {
      session = open();
    }
    return session;
  }

  /** The run has another connection by now. */
  void migratesOver(Connection other) {
    migrating = other;
  }

  /** Whether the run must not go on. */
  private boolean isLost() {
    return isOvertaken || silence != null;
  }

  /** Why, if it must not. */
  Optional<LockLostException> loss() {
    Duration since = silence;
    if (isOvertaken) {
      return Optional.of(LockLoss.takenOver());
    }
    return since == null || database.isClosed() // which the run says itself
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

  /** Whether the data source hands out the run's own connection to everybody. */
  boolean sharesConnection() {
    return source == Source.SAME_CONNECTION;
  }

  /** The run's own connection, which was handed out once more and is to be closed last. */
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
