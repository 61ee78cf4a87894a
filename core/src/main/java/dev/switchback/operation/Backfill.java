package dev.switchback.operation;

import dev.switchback.schema.Assignment;
import dev.switchback.schema.Condition;
import dev.switchback.schema.Params;
import dev.switchback.schema.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sets columns in the rows that match a condition, in batches by the primary key. Each batch is
 * committed together with its key in the journal, so that every row is changed exactly once.
 *
 * @param batchSize how many rows of the table a batch passes, at most
 * @param pause how long to wait between two batches
 * @param part what of one batch is meant; empty for the operation as a whole
 */
public record Backfill(
    String table,
    List<Assignment> set,
    Condition condition,
    int batchSize,
    Duration pause,
    Optional<Part> part)
    implements DataOperation {

  public Backfill {
    set = List.copyOf(set);
  }

  /** A part of a batch. A key is the text of each of its columns. */
  public sealed interface Part {}

  /**
   * The query of the key of the last row of the next batch. It finds no row if fewer rows follow
   * than a batch has.
   *
   * @param after the last key of the batch before; empty for the first batch
   */
  public record LastKey(Optional<List<String>> after) implements Part {}

  /**
   * The change of the rows after one key up to another one.
   *
   * @param after empty for the first batch
   * @param upTo empty for the last batch
   */
  public record Rows(Optional<List<String>> after, Optional<List<String>> upTo) implements Part {}

  /** Returns a part of one batch of this operation. */
  public Backfill part(Part part) {
    return new Backfill(table, set, condition, batchSize, pause, Optional.of(part));
  }

  /**
   * Returns the values of the assignments and of the condition, in order, which the form of the
   * operation does not contain. A value by name follows its name.
   */
  public List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>();
    for (Assignment each : set) {
      if (each instanceof Assignment.Sql raw) {
        raw.parameters().forEach(value -> add(values, value));
      } else {
        add(values, ((Assignment.Value) each).value());
      }
    }
    for (Condition.Part part : condition.parts()) {
      if (part instanceof Condition.Sql raw) {
        raw.parameters().forEach(value -> add(values, value));
      } else if (part instanceof Condition.In in) {
        values.addAll(in.values());
      } else {
        values.add(((Condition.Equal) part).value());
      }
    }
    return values;
  }

  private static void add(List<@Nullable Object> values, @Nullable Object value) {
    if (value instanceof Params named) {
      for (String name : named.names()) {
        values.add(name);
        values.add(named.value(name));
      }
    } else {
      values.add(value);
    }
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
