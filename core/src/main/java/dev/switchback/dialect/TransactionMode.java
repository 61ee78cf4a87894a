package dev.switchback.dialect;

/** How a step gets on with the transaction that it is sent in. */
public enum TransactionMode {
  /** It takes part: it commits and rolls back with the rest. */
  JOINS,

  /** It commits what is open, and then itself as one whole: it is done or it is not. */
  COMMITS,

  /** The server refuses it in a transaction. */
  OUTSIDE,

  /** It cannot be looked into, and may commit what is open, or a part of itself. */
  OPAQUE
}
