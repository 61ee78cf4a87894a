package dev.switchback.internal.lock;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.Topology;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.store.LeaseTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The other run, which holds the lock. Describes it, and ends its session if it is stale. */
final class OtherRun {

  private final LockRequest request;
  private final LockControl locks;
  private final LockName name;
  private final LeaseTable lease;
  private final LeaseMonitor watch;

  /** The connection that tries to take the advisory lock. */
  private final Connection waiting;

  /** The lease whose sessions were ended last. {@code holderThen} held the advisory lock then. */
  private LeaseTable.@Nullable State ended;

  private Optional<String> holderThen = Optional.empty();
  private boolean isHidden;

  OtherRun(LockRequest request, Connection waiting, LeaseTable lease, LeaseMonitor watch) {
    this.request = request;
    this.waiting = waiting;
    this.lease = lease;
    this.watch = watch;
    locks = request.locks();
    name = request.name();
  }

  /** Returns whether the database user cannot see the session that holds the advisory lock. */
  boolean isHidden() {
    return isHidden;
  }

  /**
   * Describes the lock holder: its process from the lease, and the session that holds the advisory
   * lock if the server shows it.
   */
  String describe() throws SQLException {
    Optional<LeaseTable.State> found = watch.observe();
    if (found.isEmpty()) {
      return "its process is not known, because the server blocks the query";
    }
    LeaseTable.State seen = found.get();
    Optional<String> locked =
        request.topology().hasSessionLock() ? locks.lockHolder(waiting, name) : Optional.empty();
    String process = who(seen) + (seen.owner() == null ? "" : ", " + watch.age());
    return locked.map(text -> process + "; " + text).orElse(process);
  }

  private static String who(LeaseTable.State seen) {
    return seen.owner() == null || seen.info() == null ? "its process is not known" : seen.info();
  }

  /**
   * Ends the session of a run that holds the lock without a heartbeat. Its process was stopped, or
   * its network is dead.
   */
  void end(LeaseTable.State seen) {
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
    Connection migrating = request.session().connection();
    boolean isNamed = !seen.sessions().isEmpty() && !seen.equals(ended);
    ended = seen;
    if (isNamed) {
      locks.endLockHolder(migrating, name, seen.sessions());
      holderThen = locks.lockHolder(waiting, name);
      return;
    }
    if (request.topology() == Topology.SEPARATE_SESSION) {
      Optional<String> found = locks.findLockHolder(migrating, waiting, name);
      isHidden = found.isEmpty();
      if (found.isPresent() && lease.read().equals(seen)) {
        locks.endLockHolder(migrating, name, List.of(found.get()));
      }
      return;
    }
    Optional<String> holderNow = locks.lockHolder(waiting, name);
    if (seen.sessions().isEmpty() || holderNow.equals(holderThen)) {
      locks.endLockHolder(migrating, name, List.of());
    }
    holderThen = holderNow;
  }
}
