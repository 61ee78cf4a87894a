package dev.switchback.internal.lock;

import dev.switchback.DatabaseException;
import dev.switchback.LockTimeoutException;
import dev.switchback.dialect.Topology;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Remedy;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.store.LeaseTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Acquires a {@link RunLock}. Waits if another run holds it, and takes over from a stale run. */
public final class LockAcquisition {

  private final LockRequest request;
  private final RunLock lock;
  private final boolean hasSessionLock;
  private final boolean isSeparate;
  private final LeaseMonitor watch;
  private final OtherRun other;
  private final WaitingNotice notice;

  /** Whether the previous run did not release the lock. */
  private boolean tookOver;

  private LockAcquisition(LockRequest request, RunLock lock, Connection holder) {
    this.request = request;
    this.lock = lock;
    hasSessionLock = request.topology().hasSessionLock();
    isSeparate = request.topology() == Topology.SEPARATE_SESSION;
    LeaseTable lease = new LeaseTable(request.tables().lock());
    watch = new LeaseMonitor(lease, request.dialect().errors(), request.settings().leaseTimeout());
    other = new OtherRun(request, holder, lease, watch);
    notice = new WaitingNotice(request, other);
  }

  /**
   * Acquires the lock.
   *
   * @return empty if other processes have completed the work, so that no lock is needed
   * @throws LockTimeoutException if {@code migrationLockTimeout} has elapsed
   */
  public static Optional<RunLock> of(LockRequest request) {
    Session session = request.session();
    Connection holder =
        request.topology() == Topology.SEPARATE_SESSION
            ? separate(session, request.database())
            : session.connection();
    RunLock lock = new RunLock(request, holder);
    try {
      if (new LockAcquisition(request, lock, holder).acquire()) {
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

  private static Connection separate(Session session, Database database) {
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
    Log.LOG.debug("Reached {} as {}", request.dialect().name(), request.topology());
    Optional<Long> fence = takeLease();
    if (fence.isEmpty()) {
      return false;
    }
    boolean isRaised = lock.begin(fence.get());
    Pause pause = pause();
    while (!isRaised) {
      notice.requirePatience();
      pause.take();
      isRaised = lock.gate().raise(request.session());
    }
    if (tookOver && request.topology() == Topology.MULTI_PRIMARY) {
      pause.takeLongest(); // writes already past the gate reach all servers in some ms
    }
    return true;
  }

  private Pause pause() {
    return new Pause(request.settings().leaseTimeout());
  }

  private Optional<Long> takeLease() throws SQLException {
    lock.identify();
    Pause pause = pause();
    while (true) {
      if (hasSessionLock && !isSeparate && !lock.hasKey()) {
        lock.tryKey();
      }
      Optional<LeaseTable.State> seen = watch.observe();
      if (isSeparate) {
        lock.tryKey(); // after the read: no other run had it in between
      }
      Optional<Long> fence = seen.isPresent() ? takeIfFree(seen.get()) : Optional.empty();
      if (fence.isPresent() || (hasSessionLock && isMoot())) {
        return fence;
      }
      notice.requirePatience();
      pause.take();
      requireOpen();
    }
  }

  private void requireOpen() {
    lock.closing()
        .ifPresent(
            closed -> {
              throw new DatabaseException(
                  "The data source was closed while this run waited for another process that is"
                      + " migrating this database. Nothing was run here. Run again with an open"
                      + " data source.",
                  closed);
            });
  }

  /**
   * Returns whether other processes have completed the work. Returns false if that cannot be read;
   * the lock holder reports that error.
   */
  private boolean isMoot() {
    long begin = System.nanoTime();
    try {
      return request.moot().test(request.tables());
    } catch (DatabaseException e) {
      Log.LOG.debug("The pending migrations cannot be read: {}", e.getMessage());
      return false;
    } finally {
      if (System.nanoTime() - begin > request.settings().leaseTimeout().dividedBy(6).toNanos()) {
        watch.forget(); // the same delay may have blocked heartbeats
      }
    }
  }

  private Optional<Long> takeIfFree(LeaseTable.State seen) throws SQLException {
    if (lock.hasKey() || (!hasSessionLock && (seen.owner() == null || watch.isStale()))) {
      Optional<Long> fence = lock.take(seen);
      tookOver = fence.isPresent() && seen.owner() != null;
      return fence;
    }
    if (hasSessionLock && watch.isStale()) {
      other.end(seen);
    }
    return Optional.empty();
  }
}
