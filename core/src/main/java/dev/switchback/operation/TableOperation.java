package dev.switchback.operation;

/** An operation that changes one existing table, or its rows, and nothing else. */
public sealed interface TableOperation extends Operation permits TableChange, DataOperation {

  /** Returns the name of the table. */
  String table();
}
