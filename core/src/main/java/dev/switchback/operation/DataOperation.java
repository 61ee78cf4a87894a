package dev.switchback.operation;

/** An operation on the rows of a table. It is part of the transaction on every database. */
public sealed interface DataOperation extends TableOperation
    permits BulkInsert, BulkUpdate, BulkDelete, Upsert {

  /** Returns the number of rows that it contains; 0 if it changes existing rows. */
  int rowCount();
}
