package dev.switchback.internal.lock;

import dev.switchback.DatabaseException;
import dev.switchback.LockHolder;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.Topology;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Remedy;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.store.LeaseTable;
import dev.switchback.internal.store.MetadataTables;
import java.sql.SQLException;
import java.util.Optional;

/** Reads which run holds the lock. Takes no lock, and writes nothing. */
public final class LockReader {

  private LockReader() {}

  /**
   * Returns the run that holds the lock, if there is one.
   *
   * @param session a prepared session
   */
  public static Optional<LockHolder> read(Session session, MetadataTables tables, LockName name) {
    try {
      return session.reading(() -> readNow(session, tables, name));
    } catch (SQLException e) {
      if (session.dialect().errors().isMissingTable(e)) {
        return Optional.empty(); // no run was here yet
      }
      throw new DatabaseException(
          "The lock cannot be read. Nothing was changed. %s. Cause: %s"
              .formatted(
                  Remedy.of(e, session.dialect(), "Fix the cause, and ask again"),
                  Redaction.firstLine(e)),
          e);
    }
  }

  private static Optional<LockHolder> readNow(Session session, MetadataTables tables, LockName name)
      throws SQLException {
    LockControl locks = session.dialect().locks();
    LeaseTable.State lease = new LeaseTable(tables.lock()).read();
    Optional<String> process = lease.process();
    if (locks.topology() != Topology.DIRECT) {
      return process.map(named -> new LockHolder(named, null));
    }
    return locks
        .lockHolder(session.connection(), name)
        .map(locked -> new LockHolder(process.orElse(null), locked));
  }
}
