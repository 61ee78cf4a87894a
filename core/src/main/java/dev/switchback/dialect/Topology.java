package dev.switchback.dialect;

/**
 * How this server is reached, which decides what can prove that a run is the only one. A session's
 * own lock is the best proof; where there is none, the server compares the run's fence number with
 * what it is asked to do.
 */
public enum Topology {
  /** The session that migrates holds the lock: while it can send a statement, nobody else can. */
  DIRECT,

  /** A session beside it holds the lock, and each statement that commits itself is guarded too. */
  BESIDE,

  /** No session's lock counts for all servers: each statement that commits itself is guarded. */
  CLUSTER,

  /**
   * Each transaction may meet another session: no session lock, and nothing outside a transaction.
   */
  POOLED;

  /** Whether {@link Dialect#tryLock} means something. */
  public boolean hasSessionLock() {
    return this == DIRECT || this == BESIDE;
  }

  /** Whether a statement that commits itself goes through {@link Dialect#guard}. */
  public boolean guardsStatements() {
    return this == BESIDE || this == CLUSTER;
  }
}
