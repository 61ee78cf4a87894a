package dev.switchback.internal.lock;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.LockLostException;
import dev.switchback.LockTimeoutException;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Fence;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.Topology;
import dev.switchback.internal.base.ClosedDataSourceException;
import dev.switchback.internal.base.HostName;
import dev.switchback.internal.base.LockLoss;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Remedy;
import dev.switchback.internal.base.RunOptions;
import dev.switchback.internal.base.SelfDeadlockException;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.events.ListenerChain;
import dev.switchback.internal.store.Gate;
import dev.switchback.internal.store.LeaseTable;
import dev.switchback.internal.store.MetadataTable;
import dev.switchback.internal.store.MetadataTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run at a time migrate a schema. Combines an advisory lock, a lease and a fencing token.
 * The advisory lock ends with its session, so that it needs no cleanup. The {@link LeaseTable}
 * shows that a run is dead or stopped although its session lives. The {@link Gate} rejects writes
 * of a run that was overtaken. See docs/locking.md.
 */
public final class RunLock implements AutoCloseable {

  private static final long FIRST_PAUSE = 50;

  /** The maximum pause between attempts. A twentieth of {@code leaseTimeout} applies if less. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** The wait before the first notice. By then, a run that has just begun has written its lease. */
  private static final Duration FIRST_NOTICE = Duration.ofMillis(500);

  private static final Duration BETWEEN_NOTICES = Duration.ofSeconds(10);

  /** The wait before the session of a closed connection is ended. Usually it ends sooner. */
  private static final Duration SLOW_END = Duration.ofSeconds(1);

  private final Database database;
  private final Session session;
  private final MetadataTables tables;
  private final LockName name;
  private final RunOptions settings;
  private final ListenerChain listeners;
  private final Predicate<MetadataTables> moot;
  private final Dialect dialect;
  private final LeaseTable lease;
  private final String me = UUID.randomUUID().toString();
  private final long begin = System.nanoTime();
  private final long patientSince;
  private Duration noticeAfter = FIRST_NOTICE;

  /** The connection that holds the advisory lock: the one that migrates, or a separate one. */
  private Connection holder;

  private final LeaseMonitor watch;
  private final List<String> sessions = new CopyOnWriteArrayList<>();

  /** The lease whose sessions were ended last. {@code holderThen} held the advisory lock then. */
  private LeaseTable.@Nullable State ended;

  private Optional<String> holderThen = Optional.empty();

  /** Whether the database user cannot see the session that holds the advisory lock. */
  private boolean isHidden;

  private final SelfDeadlockMonitor ownLocks;
  private boolean hasKey;

  /** Whether the previous run did not release the lock. */
  private boolean tookOver;

  private @Nullable Heartbeat heartbeat;

  private @Nullable Gate gate;

  private @Nullable LockLostException lostForGood;

  private RunLock(
      Session session,
      Database database,
      MetadataTables tables,
      LockName name,
      RunOptions settings,
      ListenerChain listeners,
      Predicate<MetadataTables> moot,
      long patientSince,
      Connection holder) {
    this.session = session;
    this.database = database;
    this.tables = tables;
    this.name = name;
    this.settings = settings;
    this.listeners = listeners;
    this.moot = moot;
    this.patientSince = patientSince;
    this.holder = holder;
    dialect = session.dialect();
    lease = new LeaseTable(tables.lock());
    watch = new LeaseMonitor(settings.leaseTimeout());
    ownLocks = new SelfDeadlockMonitor(dialect, settings.statementLockTimeout());
  }

  /**
   * Acquires the lock. Waits if another run holds it.
   *
   * @param moot returns whether other processes have completed the work meanwhile
   * @param patientSince when the run began to wait, first for other threads, as {@link
   *     System#nanoTime}
   * @return empty if other processes have completed the work, so that no lock is needed
   * @throws LockTimeoutException if {@code migrationLockTimeout} has elapsed
   */
  public static Optional<RunLock> acquire(
      Session session,
      Database database,
      MetadataTables tables,
      LockName name,
      RunOptions settings,
      ListenerChain listeners,
      Predicate<MetadataTables> moot,
      long patientSince) {
    Connection holder =
        session.dialect().locks().topology() == Topology.SEPARATE_SESSION
            ? beside(session, database)
            : session.connection();
    RunLock lock =
        new RunLock(
            session, database, tables, name, settings, listeners, moot, patientSince, holder);
    try {
      if (lock.acquire()) {
        return Optional.of(lock);
      }
      lock.close();
      return Optional.empty();
    } catch (SQLException e) {
      lock.close();
      throw new DatabaseException(
          "The run cannot take the lock. Nothing was run. %s. Cause: %s"
              .formatted(
                  Remedy.of(e, session.dialect(), "Fix the cause, and run again"),
                  Redaction.firstLine(e)),
          e);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static Connection beside(Session session, Database database) {
    try {
      return database.connect();
    } catch (DatabaseException e) {
      if (session.isLost()) {
        throw e; // the session is lost: the size of the pool is not the cause
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DatabaseException(
          "%s keeps the lock in a second connection, and the data source provided none. Nothing was"
                  .formatted(session.dialect().name())
              + " run. Give its pool two connections or more for each run. Cause: "
              + Redaction.firstLine(cause),
          cause);
    }
  }

  private boolean acquire() throws SQLException {
    Log.LOG.debug("Reached {} as {}", dialect.name(), dialect.locks().topology());
    Optional<Long> fence = takeLease();
    if (fence.isEmpty()) {
      return false;
    }
    Gate taken = new Gate(tables.lock(), new Fence(tables.lock().qualified(), fence.get()));
    gate = taken;
    Heartbeat beats = startHeartbeat(fence.get());
    boolean isRaised = taken.raise(session); // meanwhile the first heartbeat is sent
    if (!beats.isSeen()) {
      lease.expectNoBeats(me, fence.get());
    }
    for (long pause = FIRST_PAUSE; !isRaised; pause = longer(pause)) {
      requirePatience();
      sleep(pause);
      isRaised = taken.raise(session);
    }
    if (tookOver && dialect.locks().topology() == Topology.MULTI_PRIMARY) {
      sleepFor(longestPause()); // writes already past the gate reach all servers in some ms
    }
    return true;
  }

  private Optional<Long> takeLease() throws SQLException {
    boolean hasSessionLock = dialect.locks().topology().hasSessionLock();
    sessions.addAll(askSessions());
    requireTwo();
    for (long pause = FIRST_PAUSE; ; pause = longer(pause)) {
      boolean isBeside = dialect.locks().topology() == Topology.SEPARATE_SESSION;
      if (hasSessionLock && !isBeside && !hasKey) {
        hasKey = dialect.locks().tryLock(holder, name);
      }
      Optional<LeaseTable.State> seen = look();
      if (isBeside) {
        hasKey =
            dialect.locks().tryLock(holder, name); // after the read: no other run had it in between
      }
      Optional<Long> fence =
          seen.isPresent() ? takeIfFree(seen.get(), hasSessionLock) : Optional.empty();
      if (fence.isPresent() || (hasSessionLock && isMoot())) {
        return fence;
      }
      requirePatience();
      sleep(pause);
      requireOpenWhileWaiting();
    }
  }

  private void requireOpenWhileWaiting() {
    if (database.isClosed()) {
      throw new DatabaseException(
          "The data source was closed while this run waited for another process that is migrating"
              + " this database. Nothing was run here. Run again with an open data source.",
          closed());
    }
  }

  /**
   * Returns whether other processes have completed the work. Returns false if that cannot be read;
   * the lock holder reports that error.
   */
  private boolean isMoot() {
    long begin = System.nanoTime();
    try {
      return moot.test(tables);
    } catch (DatabaseException e) {
      Log.LOG.debug("The pending migrations cannot be read: {}", e.getMessage());
      return false;
    } finally {
      if (System.nanoTime() - begin > settings.leaseTimeout().dividedBy(6).toNanos()) {
        watch.forget(); // the same delay may have blocked heartbeats
      }
    }
  }

  /**
   * Reads the lease. Returns empty if the server blocks the read, which says nothing about the
   * other run.
   */
  private Optional<LeaseTable.State> look() throws SQLException {
    long begin = System.nanoTime();
    try {
      LeaseTable.State seen = lease.read();
      if (System.nanoTime() - begin > settings.leaseTimeout().dividedBy(3).toNanos()) {
        watch.forget();
      }
      watch.see(seen);
      return Optional.of(seen);
    } catch (SQLException e) {
      if (!dialect.errors().isLockWait(e)) {
        throw e;
      }
      watch.forget();
      return Optional.empty();
    }
  }

  private Optional<Long> takeIfFree(LeaseTable.State seen, boolean hasSessionLock)
      throws SQLException {
    if (hasKey || (!hasSessionLock && (seen.owner() == null || watch.isStale()))) {
      Optional<Long> fence = take(seen);
      tookOver = fence.isPresent() && seen.owner() != null;
      return fence;
    }
    if (hasSessionLock && watch.isStale()) {
      endHolder(seen);
    }
    return Optional.empty();
  }

  /**
   * Takes the lease. If two runs take it at once on two servers of a cluster, one of them gets an
   * error.
   */
  private Optional<Long> take(LeaseTable.State seen) throws SQLException {
    try {
      return lease.take(seen, me, LeaseTable.State.info(process(), sessions));
    } catch (SQLException e) {
      if (MetadataTable.isVictim(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    return "process " + self.pid() + " on " + HostName.get();
  }

  private List<String> askSessions() throws SQLException {
    String migrating = dialect.locks().sessionId(session.connection());
    return holder == session.connection()
        ? List.of(migrating)
        : List.of(migrating, dialect.locks().sessionId(holder));
  }

  /**
   * Continues over another connection, after the pool has closed the one that migrated. The
   * advisory lock has ended with that session, so it is taken again. The lease must still belong to
   * this run.
   *
   * @return whether the run can continue; if not, it has lost its connection, and perhaps its lock
   */
  public boolean goOnOverAnother(String schema) {
    try {
      Connection other = database.connect();
      String before = sessions.get(0);
      boolean hadKey = hasKey && holder == session.connection();
      session.goOnOver(other, schema, settings);
      sessions.set(0, dialect.locks().sessionId(other));
      if (dialect.locks().topology() != Topology.SEPARATE_SESSION) {
        holder = other;
        hasKey = hadKey && takeAgain(before);
      }
      if (hadKey && !hasKey) {
        lostForGood = LockLoss.closedByPool();
      } else if (!lease.rename(
          me, gate().fence().number(), LeaseTable.State.info(process(), sessions))) {
        lostForGood = LockLoss.takenOver();
      }
      if (heartbeat != null) {
        heartbeat.migratesOver(other);
      }
      Log.LOG.debug("The pool closed the connection; the run continues over another one");
      return lostForGood == null;
    } catch (SQLException | RuntimeException e) {
      Log.LOG.debug("The run cannot continue over another connection: {}", Redaction.firstLine(e));
      return false;
    }
  }

  /**
   * Takes the advisory lock again. The server may need a moment to notice the end of the previous
   * session. If it takes longer, that session is ended.
   */
  private boolean takeAgain(String before) throws SQLException {
    long begin = System.nanoTime();
    while (!dialect.locks().tryLock(holder, name)) {
      long waited = System.nanoTime() - begin;
      if (waited > settings.leaseTimeout().dividedBy(3).toNanos()) {
        return false;
      }
      if (waited > SLOW_END.toNanos()) {
        dialect.locks().endLockHolder(holder, name, List.of(before));
      }
      sleep(FIRST_PAUSE);
    }
    return true;
  }

  private void requireTwo() throws SQLException {
    if (dialect.locks().topology() == Topology.SEPARATE_SESSION) {
      dialect.locks().requireShared(holder);
    }
    if (dialect.locks().topology() == Topology.SEPARATE_SESSION
        && new HashSet<>(sessions).size() == 1) {
      throw new ConfigurationException(
          "%s keeps the lock in a second connection, and the data source returned the same one"
                  .formatted(dialect.name())
              + " twice. Nothing was run. Give the migrator a data source that opens a connection"
              + " for each call.");
    }
  }

  /**
   * Returns whether the connection belongs to this run. Compares session ids where an id is
   * constant for the life of a connection.
   */
  private boolean isOfRun(Connection connection) throws SQLException {
    return connection == session.connection()
        || connection == holder
        || (dialect.locks().topology().hasSessionLock()
            && sessions.contains(dialect.locks().sessionId(connection)));
  }

  /**
   * Ends the session of a run that holds the lock without a heartbeat. Its process was stopped, or
   * its network is dead.
   */
  private void endHolder(LeaseTable.State seen) {
    Log.LOG.warn(
        "Another run ({}) holds the lock and has sent no heartbeat for {} s. This run ends its"
            + " session",
        who(seen),
        watch.silence().toSeconds());
    try {
      endSession(seen);
    } catch (SQLException | CatalogException e) {
      Log.LOG.warn("Its session cannot be ended: {}", Redaction.firstLine(e));
    }
    watch.forget();
  }

  /**
   * Ends the sessions that the lease names. If that did not help, or the lease names none, ends the
   * session that holds the advisory lock: its process has stopped between taking that lock and
   * taking the lease.
   */
  private void endSession(LeaseTable.State seen) throws SQLException {
    boolean isNamed = !seen.sessions().isEmpty() && !seen.equals(ended);
    ended = seen;
    if (isNamed) {
      dialect.locks().endLockHolder(session.connection(), name, seen.sessions());
      holderThen = dialect.locks().lockHolder(holder, name);
      return;
    }
    if (dialect.locks().topology() == Topology.SEPARATE_SESSION) {
      Optional<String> found = dialect.locks().findLockHolder(session.connection(), holder, name);
      isHidden = found.isEmpty();
      if (found.isPresent() && lease.read().equals(seen)) {
        dialect.locks().endLockHolder(session.connection(), name, List.of(found.get()));
      }
      return;
    }
    Optional<String> holderNow = dialect.locks().lockHolder(holder, name);
    if (seen.sessions().isEmpty() || holderNow.equals(holderThen)) {
      dialect.locks().endLockHolder(session.connection(), name, List.of());
    }
    holderThen = holderNow;
  }

  private Heartbeat startHeartbeat(long fence) throws SQLException {
    Heartbeat beats =
        new Heartbeat(
            database,
            beside -> new LeaseTable(tables.seenBy(beside).lock()),
            me,
            fence,
            settings.leaseTimeout(),
            session.connection(),
            this::isOfRun,
            dialect.locks().topology().stopsForSchemaStatements() ? sessions.get(0) : null,
            ownLocks,
            this::sessionId);
    heartbeat = beats;
    if (dialect.locks().topology().hasSessionLock()) {
      beats.start();
    } else {
      beats.startForSure(); // without a heartbeat, other runs would treat this run as stale
    }
    return beats;
  }

  private void requirePatience() throws SQLException {
    Duration inAll = Duration.ofNanos(System.nanoTime() - patientSince);
    if (inAll.compareTo(settings.migrationLockTimeout()) >= 0) {
      throw new LockTimeoutException(
          "Another process is migrating this database (%s). This run waited %d s for it."
                  .formatted(heldBy(), settings.migrationLockTimeout().toSeconds())
              + " Nothing was run here. "
              + (isHidden
                  ? "%s shows the session of the lock holder only to an administrator. If that process has"
                          .formatted(dialect.name())
                      + " stopped, run again as an administrator, or end that process."
                  : "Run again when it is done, or set a longer migrationLockTimeout(…)."));
    }
    Duration waited = Duration.ofNanos(System.nanoTime() - begin);
    if (waited.compareTo(noticeAfter) >= 0) {
      notice(waited);
    }
  }

  /**
   * Reports that the run is waiting. The first notice is only for listeners, which may show it and
   * remove it again.
   */
  private void notice(Duration waited) throws SQLException {
    boolean isFirst = noticeAfter.equals(FIRST_NOTICE);
    noticeAfter = isFirst ? BETWEEN_NOTICES : noticeAfter.plus(BETWEEN_NOTICES);
    if (isFirst && !listeners.isHeard()) {
      return;
    }
    String holder = heldBy();
    if (!isFirst) {
      Log.LOG.info(
          "Waiting for another process that migrates this database ({}), {} s so far",
          holder,
          waited.toSeconds());
    }
    listeners.waitingForLock(holder, waited);
  }

  /**
   * Describes the lock holder: its process from the lease, and the session that holds the advisory
   * lock if the server shows it.
   */
  private String heldBy() throws SQLException {
    Optional<LeaseTable.State> found = look();
    if (found.isEmpty()) {
      return "its process is not known, because the server blocks the query";
    }
    LeaseTable.State seen = found.get();
    Optional<String> locked =
        dialect.locks().topology().hasSessionLock()
            ? dialect.locks().lockHolder(holder, name)
            : Optional.empty();
    String process = who(seen) + (seen.owner() == null ? "" : ", " + watch.age());
    return locked.map(text -> process + "; " + text).orElse(process);
  }

  private static String who(LeaseTable.State seen) {
    return seen.owner() == null || seen.info() == null ? "its process is not known" : seen.info();
  }

  /** Returns the next pause. It stays short enough to notice a stopped heartbeat in time. */
  private long longer(long pause) {
    return Math.min(pause * 2, longestPause());
  }

  private long longestPause() {
    long twentieth = settings.leaseTimeout().dividedBy(20).toMillis();
    return Math.max(FIRST_PAUSE, Math.min(twentieth, LONGEST_PAUSE.toMillis()));
  }

  /** Sleeps for half to one and a half of {@code millis}, so that waiting runs drift apart. */
  private static void sleep(long millis) {
    sleepFor(millis / 2 + ThreadLocalRandom.current().nextLong(millis));
  }

  private static void sleepFor(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SwitchbackException(
          "Interrupted while another process was migrating this database. Nothing was run here.",
          e);
    }
  }

  /** Returns the gate that each write of the run passes. */
  public Gate gate() {
    if (gate == null) {
      throw new IllegalStateException("the lock is not held");
    }
    return gate;
  }

  /** Returns the server's identifier of the session that migrates. */
  public String sessionId() {
    return sessions.get(0);
  }

  /** Returns whether a session sees the lease of this run, and so the same database. */
  public boolean isSeenBy(Session beside) throws SQLException {
    return me.equals(new LeaseTable(tables.seenBy(beside).lock()).read().owner());
  }

  /** Returns whether the data source hands out one connection to every caller. */
  public boolean sharesConnection() {
    return heartbeat != null && heartbeat.sharesConnection();
  }

  /** Sets the supplier of the steps in the open transaction of the run. */
  public void holds(Supplier<List<Step>> steps) {
    ownLocks.watch(steps);
  }

  /** Returns the reason why the migration must end, if it waits for a lock of its own run. */
  public Optional<SelfDeadlockException> ownLock() {
    return heartbeat == null ? Optional.empty() : heartbeat.ownLock();
  }

  /** Stops a run whose data source was closed, before it sends anything more. */
  public void requireOpen() {
    requireNoOwnLock();
    if (database.isClosed() || (session.isCut() && database.isRefused())) {
      throw closed();
    }
  }

  /**
   * Stops the run if its data source and its connection were closed. While the connection is open,
   * the run can finish what it has begun.
   */
  public void requireConnection() {
    requireNoOwnLock();
    if (database.isClosed() ? session.isCutByNow() : session.isCut() && database.isRefused()) {
      throw closed();
    }
  }

  private void requireNoOwnLock() {
    Optional<SelfDeadlockException> wait = ownLock();
    if (wait.isPresent()) {
      throw wait.get();
    }
  }

  /** Returns the reason why the run must end, if its data source is known to be closed. */
  public Optional<ClosedDataSourceException> closing() {
    return database.isClosed() ? Optional.of(closed()) : Optional.empty();
  }

  private ClosedDataSourceException closed() {
    if (!session.isCutByNow()) {
      return ClosedDataSourceException.givingBack();
    }
    return dialect.locks().topology().hasSessionLock()
        ? ClosedDataSourceException.endedSession()
        : ClosedDataSourceException.leavingLease(settings.leaseTimeout());
  }

  /** Returns the reason why this run must end, if it has lost its lock. */
  public Optional<LockLostException> loss() {
    if (lostForGood != null) {
      return Optional.of(lostForGood);
    }
    return heartbeat == null ? Optional.empty() : heartbeat.loss();
  }

  /**
   * Releases the lock. If that fails, cuts the session, which releases it too. Never hides the
   * error of the run itself.
   */
  @Override
  public void close() {
    boolean isInterrupted = Thread.interrupted(); // interrupts close the files of an H2 database
    try {
      giveBack();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveBack() {
    if (heartbeat != null) {
      heartbeat.close();
    }
    if (session.isStoreLost()) {
      ownConnections().forEach(session::closeWithThis);
      return;
    }
    try {
      if (gate != null && !session.isCut()) {
        session.putInOrder(); // the session may be read-only
        lease.release(me, gate.fence().number());
      }
      boolean isFree = holder == session.connection() ? session.isCut() : holder.isClosed();
      if (hasKey && !isFree) {
        dialect.locks().unlock(holder, name);
      }
    } catch (SQLException | RuntimeException e) { // a pool may throw anything
      Log.LOG.debug("The lock was not released separately: {}", Redaction.firstLine(e));
      Session.abort(session.connection(), e);
      Session.abort(holder, e);
    }
    ownConnections().forEach(RunLock::close);
  }

  /** Returns the connections of the lock other than the session's. */
  private List<Connection> ownConnections() {
    List<Connection> own = new ArrayList<>();
    if (holder != session.connection()) {
      own.add(holder);
    }
    Connection shared = heartbeat == null ? null : heartbeat.sharedOrNull();
    if (shared != null) {
      own.add(shared);
    }
    return own;
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      Log.LOG.debug("A connection was not closed cleanly: {}", Redaction.firstLine(e));
    }
  }
}
