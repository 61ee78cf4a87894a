package dev.switchback.operation;

/** An operation on the rows of a table: it takes part in a transaction on every database. */
public sealed interface DataOperation extends TableOperation
    permits BulkInsert, BulkUpdate, BulkDelete, Upsert {

  /** How many rows it brings along; 0 if it works on those that are there. */
  int rowCount();
}
