package dev.switchback.internal.lock;

import dev.switchback.ConfigurationException;
import dev.switchback.LockLostException;
import dev.switchback.dialect.Fence;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.Topology;
import dev.switchback.internal.base.ClosedDataSourceException;
import dev.switchback.internal.base.HostName;
import dev.switchback.internal.base.LockLoss;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.SelfDeadlockException;
import dev.switchback.internal.base.Step;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.store.Gate;
import dev.switchback.internal.store.LeaseTable;
import dev.switchback.internal.store.MetadataTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one run at a time migrate a schema. Combines an advisory lock, a lease and a fencing token.
 * The advisory lock ends with its session, so that it needs no cleanup. The {@link LeaseTable}
 * shows that a run is dead or stopped although its session lives. The {@link Gate} rejects writes
 * of a run that was overtaken. See docs/locking.md.
 */
public final class RunLock implements AutoCloseable {

  /** The wait before the session of a closed connection is ended. Usually it ends sooner. */
  private static final Duration SLOW_END = Duration.ofSeconds(1);

  private final LockRequest request;
  private final Session session;
  private final LockControl locks;
  private final LeaseTable lease;
  private final String me = UUID.randomUUID().toString();

  /** The connection that holds the advisory lock: the one that migrates, or a separate one. */
  private Connection holder;

  private final List<String> sessions = new CopyOnWriteArrayList<>();

  private final SelfDeadlockMonitor ownLocks;
  private boolean hasKey;

  private @Nullable Heartbeat heartbeat;

  private @Nullable Gate gate;

  private @Nullable LockLostException lostForGood;

  RunLock(LockRequest request, Connection holder) {
    this.request = request;
    this.holder = holder;
    session = request.session();
    locks = request.locks();
    lease = new LeaseTable(request.tables().lock());
    ownLocks =
        new SelfDeadlockMonitor(request.dialect(), request.settings().statementLockTimeout());
  }

  // ---- what LockAcquisition does, step by step

  /** Asks for the sessions of this run. Requires two if the topology needs two. */
  void identify() throws SQLException {
    sessions.addAll(askSessions());
    requireTwo();
  }

  private List<String> askSessions() throws SQLException {
    String migrating = locks.sessionId(session.connection());
    return holder == session.connection()
        ? List.of(migrating)
        : List.of(migrating, locks.sessionId(holder));
  }

  private void requireTwo() throws SQLException {
    if (request.topology() == Topology.SEPARATE_SESSION) {
      locks.requireShared(holder);
    }
    if (request.topology() == Topology.SEPARATE_SESSION && new HashSet<>(sessions).size() == 1) {
      throw new ConfigurationException(
          "%s keeps the lock in a second connection, and the data source returned the same one"
                  .formatted(request.dialect().name())
              + " twice. Nothing was run. Give the migrator a data source that opens a connection"
              + " for each call.");
    }
  }

  /** Tries to take the advisory lock. */
  void tryKey() throws SQLException {
    hasKey = locks.tryLock(holder, request.name());
  }

  /** Returns whether this run holds the advisory lock. */
  boolean hasKey() {
    return hasKey;
  }

  /**
   * Takes the lease. If two runs take it at once on two servers of a cluster, one of them gets an
   * error.
   *
   * @return the fencing token; empty if another run has taken the lease
   */
  Optional<Long> take(LeaseTable.State seen) throws SQLException {
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

  /**
   * Starts the heartbeat, and raises the gate.
   *
   * @return whether the gate is raised; if not, it must be tried again
   */
  boolean begin(long fence) throws SQLException {
    MetadataTable table = request.tables().lock();
    Gate taken = new Gate(table, new Fence(table.qualified(), fence));
    gate = taken;
    Heartbeat beats = startHeartbeat(fence);
    boolean isRaised = taken.raise(session); // meanwhile the first heartbeat is sent
    if (!beats.isSeen()) {
      lease.expectNoBeats(me, fence);
    }
    return isRaised;
  }

  private Heartbeat startHeartbeat(long fence) throws SQLException {
    Heartbeat beats =
        new Heartbeat(
            request.database(),
            beside -> new LeaseTable(request.tables().seenBy(beside).lock()),
            me,
            fence,
            request.settings().leaseTimeout(),
            session.connection(),
            this::isOfRun,
            request.topology().stopsForSchemaStatements() ? sessions.get(0) : null,
            ownLocks,
            this::sessionId);
    heartbeat = beats;
    if (request.topology().hasSessionLock()) {
      beats.start();
    } else {
      beats.startForSure(); // without a heartbeat, other runs would treat this run as stale
    }
    return beats;
  }

  /**
   * Returns whether the connection belongs to this run. Compares session ids where an id is
   * constant for the life of a connection.
   */
  private boolean isOfRun(Connection connection) throws SQLException {
    return connection == session.connection()
        || connection == holder
        || (request.topology().hasSessionLock() && sessions.contains(locks.sessionId(connection)));
  }

  // ---- what the run asks of its lock

  /**
   * Continues over another connection, after the pool has closed the one that migrated. The
   * advisory lock has ended with that session, so it is taken again. The lease must still belong to
   * this run.
   *
   * @return whether the run can continue; if not, it has lost its connection, and perhaps its lock
   */
  public boolean goOnOverAnother(String schema) {
    try {
      Connection other = request.database().connect();
      String before = sessions.get(0);
      boolean hadKey = hasKey && holder == session.connection();
      session.goOnOver(other, schema, request.settings());
      sessions.set(0, locks.sessionId(other));
      if (request.topology() != Topology.SEPARATE_SESSION) {
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
    while (!locks.tryLock(holder, request.name())) {
      long waited = System.nanoTime() - begin;
      if (waited > request.settings().leaseTimeout().dividedBy(3).toNanos()) {
        return false;
      }
      if (waited > SLOW_END.toNanos()) {
        locks.endLockHolder(holder, request.name(), List.of(before));
      }
      Pause.takeFirst();
    }
    return true;
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
    return me.equals(new LeaseTable(request.tables().seenBy(beside).lock()).read().owner());
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
    if (request.database().isClosed() || (session.isCut() && request.database().isRefused())) {
      throw closed();
    }
  }

  /**
   * Stops the run if its data source and its connection were closed. While the connection is open,
   * the run can finish what it has begun.
   */
  public void requireConnection() {
    requireNoOwnLock();
    if (request.database().isClosed()
        ? session.isCutByNow()
        : session.isCut() && request.database().isRefused()) {
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
    return request.database().isClosed() ? Optional.of(closed()) : Optional.empty();
  }

  private ClosedDataSourceException closed() {
    if (!session.isCutByNow()) {
      return ClosedDataSourceException.givingBack();
    }
    return request.topology().hasSessionLock()
        ? ClosedDataSourceException.endedSession()
        : ClosedDataSourceException.leavingLease(request.settings().leaseTimeout());
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
        locks.unlock(holder, request.name());
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
