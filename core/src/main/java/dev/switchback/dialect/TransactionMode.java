package dev.switchback.dialect;

/** How a step behaves in the transaction in which it is sent. */
public enum TransactionMode {
  /** Commits and rolls back with the rest of the transaction. */
  TRANSACTIONAL,

  /** Commits the open transaction, and then itself, atomically. */
  IMPLICIT_COMMIT,

  /** Refused by the server inside a transaction. */
  NON_TRANSACTIONAL,

  /**
   * Is sent outside a transaction because the author asks for it: it may commit parts of itself, so
   * that its effect is unknown if it fails.
   */
  COMMITTING,

  /**
   * Commits the open transaction, and then each of its batches together with its place in the
   * journal.
   */
  BATCHED,

  /** Has an unknown effect, and may commit the open transaction or a part of itself. */
  OPAQUE
}
