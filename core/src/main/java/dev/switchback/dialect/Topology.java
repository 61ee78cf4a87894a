package dev.switchback.dialect;

/**
 * How this server is reached, which decides what can prove that a run is the only one. A session's
 * own lock is the best proof. In every topology a run locks the gate, see {@link Fence}, in the
 * transaction that it writes in.
 */
public enum Topology {
  /** The session that migrates holds the lock: while it can send a statement, nobody else can. */
  DIRECT,

  /** A session beside it holds the lock. */
  SEPARATE_SESSION,

  /** A cluster of servers that can all be written to: a session's lock counts on its own alone. */
  MULTI_PRIMARY,

  /** Each transaction may meet another session: there is nothing outside a transaction. */
  TRANSACTION_POOLING;

  /** Whether {@link Dialect#tryLock} means something. */
  public boolean hasSessionLock() {
    return this == DIRECT || this == SEPARATE_SESSION;
  }

  /**
   * Whether a schema statement holds up every write, on all servers, until it is done; and a server
   * on which one is ended has another schema than the others from then on (Galera's "total order
   * isolation", measured on MariaDB 11.8 with Galera 26.4).
   */
  public boolean stopsForSchemaStatements() {
    return this == MULTI_PRIMARY;
  }
}
