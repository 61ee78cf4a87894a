package dev.switchback.operation;

/** Changes one table that is there, or its rows, and nothing outside of it. */
public interface TableOperation {

  /** The name of the table. */
  String table();
}
