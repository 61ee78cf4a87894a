package dev.switchback.internal.run;

import dev.switchback.MigrationListener.BatchProgress;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SchemaSwitch;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.internal.base.InterruptedRunException;
import dev.switchback.internal.base.Step;
import dev.switchback.operation.Backfill;
import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Executes a back-fill, one transaction for each batch. */
final class BatchRun {

  /** The transactions of a step in batches. */
  interface Batches {

    /** Commits the intent of the step, unless an earlier run has begun it. */
    void begin(Step step) throws SQLException;

    /** Returns the place of the last batch that is committed. Empty for none. */
    Optional<String> last(Step step);

    /** Returns the exception for a step that now has other values than in the unfinished run. */
    RuntimeException otherValues(Step step);

    /** Stops before a batch if the connection is gone. */
    void requireOpen();

    /** Checks rendered SQL that is about to be sent. */
    void beforeRendered(List<SqlStatement> statements) throws SQLException;

    /**
     * Commits a batch together with its place in the journal.
     *
     * @param place what the next run needs to continue after it; empty for the last batch
     */
    void commit(Step step, Optional<String> place, BatchProgress progress) throws SQLException;

    /** Commits that the step is done, and that no row follows its last batch. */
    void finish(Step step) throws SQLException;
  }

  private final Connection connection;
  private final Dialect dialect;
  private final Batches execution;
  private final StatementExecution sending;
  private final QueryReader reader;

  BatchRun(
      Connection connection,
      Dialect dialect,
      Batches execution,
      StatementExecution sending,
      QueryReader reader) {
    this.connection = connection;
    this.dialect = dialect;
    this.execution = execution;
    this.sending = sending;
    this.reader = reader;
  }

  /**
   * How far a back-fill is.
   *
   * @param values a hash of the author's values
   * @param key the key of the last row that was passed; empty before the first batch
   */
  private record Place(BatchProgress progress, String values, Optional<List<String>> key) {

    /** Returns the place before the first batch. */
    static Place start(String values) {
      return new Place(new BatchProgress(0, 0), values, Optional.empty());
    }

    /** Reads what {@link #text} wrote. */
    static Place of(String text) {
      String[] parts = text.split(" ", 4);
      List<String> key = new ArrayList<>();
      String rest = parts[3];
      for (int from = 0; from < rest.length(); ) {
        int colon = rest.indexOf(':', from);
        int end = colon + 1 + Integer.parseInt(rest.substring(from, colon));
        key.add(rest.substring(colon + 1, end));
        from = end;
      }
      BatchProgress progress =
          new BatchProgress(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
      return new Place(progress, parts[2], Optional.of(key));
    }

    /** Returns the numbers, the hash, and each text of the key after its length. */
    Optional<String> text() {
      return key.map(
          texts ->
              texts.stream()
                  .map(each -> each.length() + ":" + each)
                  .collect(
                      Collectors.joining(
                          "",
                          progress.batches() + " " + progress.rows() + " " + values + " ",
                          "")));
    }

    Place next(Batch batch) {
      return new Place(
          new BatchProgress(progress.batches() + 1, progress.rows() + batch.changed()),
          values,
          batch.last());
    }
  }

  /** Returns a hash of the values. The journal has it only while the migration is unfinished. */
  private static String hash(Backfill backfill) {
    StringBuilder text = new StringBuilder();
    for (Object value : backfill.values()) {
      text.append(value == null ? "" : value.getClass().getSimpleName());
      text.append(Arrays.deepToString(new @Nullable Object[] {value})).append('\n');
    }
    return CanonicalForm.fingerprint(text.toString());
  }

  /** Executes the batches that follow the last one that is committed. */
  void run(Step step, Backfill backfill) throws SQLException {
    Operation operation = step.operation().orElseThrow();
    execution.begin(step);
    String values = hash(backfill);
    Place place = execution.last(step).map(Place::of).orElse(Place.start(values));
    if (!place.values().equals(values)) {
      throw execution.otherValues(step);
    }
    Catalog catalog = KnownCatalog.of(dialect.catalog(connection));
    boolean isLast = false;
    while (!isLast) {
      requireReady();
      Batch batch = changeBatch(operation, backfill, place.key(), catalog);
      isLast = batch.last().isEmpty();
      if (isLast && batch.changed() == 0) {
        execution.finish(step);
        return;
      }
      place = place.next(batch);
      execution.commit(step, isLast ? Optional.empty() : place.text(), place.progress());
      if (!isLast) {
        pause(backfill.pause());
      }
    }
  }

  /**
   * What a batch has done.
   *
   * @param last the key of its last row; empty if no row follows
   * @param changed the number of rows that it changed
   */
  private record Batch(Optional<List<String>> last, long changed) {}

  private void requireReady() {
    if (Thread.interrupted()) { // the flag is set again once the transaction is settled
      throw InterruptedRunException.betweenBatches();
    }
    execution.requireOpen();
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw InterruptedRunException.betweenBatches();
    }
  }

  /** Changes the rows of the next batch, in the schema of the operation. */
  private Batch changeBatch(
      Operation operation, Backfill backfill, Optional<List<String>> after, Catalog catalog)
      throws SQLException {
    Batch[] done = new Batch[1];
    SchemaSwitch.Work work =
        () -> {
          Operation query = placed(operation, backfill.part(new Backfill.LastKey(after)));
          Optional<List<String>> last = key(rendered(query, catalog));
          Operation update = placed(operation, backfill.part(new Backfill.Rows(after, last)));
          done[0] = new Batch(last, change(rendered(update, catalog)));
        };
    if (operation.otherSchema().isPresent()) {
      SchemaSwitch.during(operation.otherSchema().get(), connection, dialect, work);
    } else {
      work.run();
    }
    return done[0];
  }

  /** Returns a part of an operation in the schema of the whole. */
  static Operation placed(Operation operation, Operation part) {
    return operation
        .otherSchema()
        .<Operation>map(schema -> new InSchema(schema, part))
        .orElse(part);
  }

  private SqlStatement rendered(Operation part, Catalog catalog) {
    return dialect.rendering().render(part, catalog).get(0);
  }

  /** Returns the key of the last row of the next batch. Empty if fewer rows follow. */
  private Optional<List<String>> key(SqlStatement query) throws SQLException {
    List<String> key = new ArrayList<>();
    long start = sending.begin(query);
    reader.read(
        query,
        row -> {
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            key.add(row.getString(i));
          }
        });
    sending.end(query, start);
    return key.isEmpty() ? Optional.empty() : Optional.of(key);
  }

  /** Changes the rows of a batch, and returns their number. */
  private long change(SqlStatement update) throws SQLException {
    execution.beforeRendered(List.of(update));
    long start = sending.begin(update);
    long rows = sending.change(update);
    sending.end(update, start);
    return rows;
  }
}
