package dev.switchback.operation;

import dev.switchback.schema.Row;
import java.util.List;
import java.util.Optional;

/**
 * An operation on the rows of a table. It is part of the transaction on every database, unless it
 * is executed {@link #inBatches}.
 */
public sealed interface DataOperation extends TableOperation
    permits BulkInsert, InsertNumbered, BulkUpdate, BulkDelete, Upsert, Backfill, CopyIn {

  /** Returns the rows that it contains. Empty if it changes existing rows only. */
  List<Row> rows();

  /** Returns whether it may change or delete existing rows. */
  boolean changesExisting();

  /** Returns the number of rows that it contains; 0 if it changes existing rows. */
  default int rowCount() {
    return rows().size();
  }

  /** Returns whether its result is the number that the database gave to each row. */
  default boolean returnsNumbers() {
    return false;
  }

  /** Returns the operation itself if it is executed in batches, and each of them is committed. */
  default Optional<Backfill> inBatches() {
    return Optional.empty();
  }

  /**
   * Returns the operation itself if its rows are those of a file, which is read while they are
   * sent.
   */
  default Optional<CopyIn> copied() {
    return Optional.empty();
  }

  /** Calls the method of {@code visitor} for this operation. */
  <R> R accept(Visitor<R> visitor);

  @Override
  default <R> R accept(Operation.Visitor<R> visitor) {
    return accept((Visitor<R>) visitor);
  }

  @Override
  default <R> R acceptKind(KindVisitor<R> visitor) {
    return visitor.data(this);
  }

  @Override
  default Repetition repetition() {
    return Repetition.HARMFUL;
  }

  @Override
  default boolean isDefinition() {
    return false;
  }

  /** One method for each operation of this kind. */
  interface Visitor<R> {
    R bulkInsert(BulkInsert operation);

    R insertNumbered(InsertNumbered operation);

    R bulkUpdate(BulkUpdate operation);

    R bulkDelete(BulkDelete operation);

    R upsert(Upsert operation);

    R backfill(Backfill operation);

    R copyIn(CopyIn operation);
  }
}
