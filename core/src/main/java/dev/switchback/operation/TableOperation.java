package dev.switchback.operation;

/** An operation that changes one existing table, or its rows, and nothing else. */
public interface TableOperation {

  /** Returns the name of the table. */
  String table();
}
