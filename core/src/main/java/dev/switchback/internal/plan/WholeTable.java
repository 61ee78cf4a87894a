package dev.switchback.internal.plan;

import dev.switchback.operation.Backfill;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.CopyIn;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.InsertNumbered;
import dev.switchback.operation.Upsert;
import java.util.Optional;

/** Returns what to write instead of a statement that changes every row of a table. */
final class WholeTable implements DataOperation.Visitor<Optional<String>> {

  @Override
  public Optional<String> bulkUpdate(BulkUpdate operation) {
    return operation.condition().isEveryRow()
        ? Optional.of(
            "change the rows of '%s' by backfill(…), or in a separate migration"
                .formatted(operation.table()))
        : Optional.empty();
  }

  @Override
  public Optional<String> bulkDelete(BulkDelete operation) {
    return operation.condition().isEveryRow() && operation.limit().isEmpty()
        ? Optional.of(
            "delete the rows of '%s' in a separate migration".formatted(operation.table()))
        : Optional.empty();
  }

  /** Each batch has a transaction of its own. */
  @Override
  public Optional<String> backfill(Backfill operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> bulkInsert(BulkInsert operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> copyIn(CopyIn operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> insertNumbered(InsertNumbered operation) {
    return Optional.empty();
  }

  @Override
  public Optional<String> upsert(Upsert operation) {
    return Optional.empty();
  }
}
