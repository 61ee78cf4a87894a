package dev.switchback.schema;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a back-fill, in {@code db.backfill("users", b -> …)}: the columns to set, the
 * rows, and the size of a batch. Not thread-safe.
 *
 * <pre>{@code
 * db.backfill("users", b -> b
 *     .setSql("name", "lower(email)")
 *     .where(whereSql("name IS NULL"))
 *     .batchesOf(10_000));
 * }</pre>
 */
public final class BackfillDefinition {

  private static final int DEFAULT_BATCH = 5_000;

  private final List<Assignment> set = new ArrayList<>();
  private @Nullable Condition condition;
  private int batchSize = DEFAULT_BATCH;
  private Duration pause = Duration.ZERO;

  /** Creates an empty definition. */
  public BackfillDefinition() {
    // each method adds to it
  }

  /** Sets a column to a value, which is stored as a value of a {@link Row}. */
  public BackfillDefinition set(String column, @Nullable Object value) {
    return add(Assignment.of(column, value));
  }

  /**
   * Sets a column to an expression in the database's own SQL: {@code setSql("name",
   * "lower(email)")}. Values for question marks are bound, or values by name: see {@link Params}.
   */
  public BackfillDefinition setSql(String column, String sql, @Nullable Object... parameters) {
    return add(Assignment.ofSql(column, sql, parameters));
  }

  private BackfillDefinition add(Assignment next) {
    Check.that(
        set.stream().noneMatch(each -> each.column().equals(next.column())),
        "backfill – the column '%s' is set twice",
        next.column());
    set.add(next);
    return this;
  }

  /** Changes only rows that match {@code condition}. Without it, every row is changed. */
  public BackfillDefinition where(Condition condition) {
    Check.that(this.condition == null, "backfill – it has two conditions: join them by and(…)");
    this.condition = condition;
    return this;
  }

  /**
   * Sets how many rows of the table a batch passes at most, whether they match the condition or
   * not: 5,000 by default. A batch is a transaction: its rows stay locked until it is committed.
   * The keys of one batch are in memory.
   */
  public BackfillDefinition batchesOf(int rows) {
    Check.that(rows > 0, "backfill – a batch of %d rows is empty: pass at least 1", rows);
    batchSize = rows;
    return this;
  }

  /** Waits between two batches, so that other sessions get their turn. No transaction is open. */
  public BackfillDefinition pause(Duration pause) {
    Check.that(!pause.isNegative(), "backfill – the pause is negative: %s", pause);
    this.pause = pause;
    return this;
  }

  /** Returns the assignments, in order. */
  public List<Assignment> assignments() {
    Check.that(!set.isEmpty(), "backfill – it sets no column: write set(…) or setSql(…)");
    return List.copyOf(set);
  }

  /** Returns the condition. */
  public Condition condition() {
    return Optional.ofNullable(condition).orElseGet(Condition::everyRow);
  }

  /** Returns how many rows a batch passes. */
  public int batchSize() {
    return batchSize;
  }

  /** Returns how long to wait between two batches. */
  public Duration pause() {
    return pause;
  }
}
