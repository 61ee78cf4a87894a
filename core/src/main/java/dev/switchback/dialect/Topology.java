package dev.switchback.dialect;

/**
 * How the server is reached. This decides what can prove that a run is the only one. An advisory
 * lock of the session is the best proof. In every topology a run locks the gate (see {@link Fence})
 * in the transaction in which it writes.
 */
public enum Topology {
  /**
   * The session that migrates holds the lock. While it can send a statement, no other session can
   * take the lock.
   */
  DIRECT,

  /** A separate session holds the lock. */
  SEPARATE_SESSION,

  /**
   * A cluster in which every server accepts writes. A session lock is valid only on its own server.
   */
  MULTI_PRIMARY,

  /** Each transaction may use another session. No state is kept outside a transaction. */
  TRANSACTION_POOLING;

  /** Returns whether {@link LockControl#tryLock} protects a run. */
  public boolean hasSessionLock() {
    return this == DIRECT || this == SEPARATE_SESSION;
  }

  /**
   * Returns whether a schema statement blocks every write on all servers until it ends. If the
   * statement is ended on one server, that server's schema differs from the others from then on
   * (Galera's "total order isolation", measured on MariaDB 11.8 with Galera 26.4).
   */
  public boolean stopsForSchemaStatements() {
    return this == MULTI_PRIMARY;
  }

  IllegalStateException lacks(String feature) {
    return new IllegalStateException("Topology " + this + " – it has no use for " + feature);
  }
}
