package dev.switchback.dialect;

/** How a step gets on with the transaction that it is sent in. */
public enum TransactionMode {
  /** It takes part: it commits and rolls back with the rest. */
  TRANSACTIONAL,

  /** It commits what is open, and then itself as one whole: it is done or it is not. */
  IMPLICIT_COMMIT,

  /** The server refuses it in a transaction. */
  NON_TRANSACTIONAL,

  /** It cannot be looked into, and may commit what is open, or a part of itself. */
  OPAQUE
}
