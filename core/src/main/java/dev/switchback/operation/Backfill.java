package dev.switchback.operation;

import dev.switchback.schema.Assignment;
import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sets columns in the rows that match a condition, in batches by the primary key. Each batch is
 * committed together with its key in the journal, so that every row is changed exactly once.
 *
 * @param batchSize how many rows of the table a batch passes, at most
 * @param pause how long to wait between two batches
 * @param range the rows of one batch; empty for the operation as a whole
 */
public record Backfill(
    String table,
    List<Assignment> set,
    Condition condition,
    int batchSize,
    Duration pause,
    Optional<KeyRange> range)
    implements DataOperation {

  public Backfill {
    set = List.copyOf(set);
  }

  /**
   * The rows of a batch: those that follow one key, up to another one and including it. A key is
   * the text of each of its columns.
   *
   * @param after empty for the first batch
   * @param upTo empty for the last batch
   */
  public record KeyRange(Optional<List<String>> after, Optional<List<String>> upTo) {}

  /** Returns one batch of this operation. */
  public Backfill batch(KeyRange range) {
    return new Backfill(table, set, condition, batchSize, pause, Optional.of(range));
  }

  /** Returns the columns that it sets. */
  public List<String> columns() {
    return set.stream().map(Assignment::column).toList();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.backfill(this);
  }

  @Override
  public List<Row> rows() {
    return List.of();
  }

  @Override
  public boolean changesExisting() {
    return true;
  }

  @Override
  public Optional<Backfill> inBatches() {
    return Optional.of(this);
  }

  @Override
  public String describe() {
    return "backfill of %s in '%s'"
        .formatted(columns().stream().collect(Collectors.joining("', '", "'", "'")), table);
  }
}
