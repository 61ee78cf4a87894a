package dev.switchback.internal.run;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.internal.base.InterruptedRunException;
import dev.switchback.operation.CopyIn;
import dev.switchback.operation.Operation;
import dev.switchback.schema.CsvRows;
import dev.switchback.schema.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends the rows of a file in parts, in the transaction of its step. */
final class CopyRun {

  private static final int MOST_ROWS = 1_000;

  private static final int MOST_CHARACTERS = 1_000_000;

  private final Dialect dialect;
  private final BatchRun.Batches execution;
  private final StatementExecution sending;
  private final StatementExecution.Execution rowsSending;
  private final Catalog catalog;

  /**
   * @param rowsSending executes a statement with rows, or one that follows them
   */
  CopyRun(
      Connection connection,
      Dialect dialect,
      BatchRun.Batches execution,
      StatementExecution sending,
      StatementExecution.Execution rowsSending) {
    this.dialect = dialect;
    this.execution = execution;
    this.sending = sending;
    this.rowsSending = rowsSending;
    catalog = KnownCatalog.of(dialect.catalog(connection));
  }

  /** Sends all rows. Refuses a file that is not the one that was checked. */
  void run(Operation operation, CopyIn copy) throws SQLException {
    CopyIn.Reading reading = copy.reading();
    long before = 0;
    try (CsvRows rows = copy.file().rows(copy.columns(), "Rows before it were sent")) {
      List<Row> some = next(rows, reading);
      while (!some.isEmpty()) {
        List<Row> following = next(rows, reading);
        send(operation, copy.part(new CopyIn.Part(before, some, following.isEmpty())));
        before += some.size();
        some = following;
      }
    }
    if (!reading.content().equals(copy.content())) {
      throw new IllegalArgumentException(
          copy.describe()
              + " – the file now has other rows than when it was checked. Its rows were sent. Do"
              + " not change the file during a run");
    }
  }

  private static List<Row> next(CsvRows rows, CopyIn.Reading reading) {
    List<Row> some = new ArrayList<>();
    int characters = 0;
    while (some.size() < MOST_ROWS && characters < MOST_CHARACTERS) {
      Optional<Row> row = reading.next(rows);
      if (row.isEmpty()) {
        break;
      }
      some.add(row.get());
      characters += length(row.get());
    }
    return some;
  }

  private static int length(Row row) {
    return row.columns().stream()
        .mapToInt(column -> row.value(column) instanceof String text ? text.length() : 0)
        .sum();
  }

  private void send(Operation operation, CopyIn part) throws SQLException {
    if (Thread.interrupted()) { // the flag is set again once the transaction is settled
      throw InterruptedRunException.betweenBatches();
    }
    execution.requireOpen();
    List<SqlStatement> statements =
        dialect.rendering().render(BatchRun.placed(operation, part), catalog);
    execution.beforeRendered(statements);
    long before = part.part().map(CopyIn.Part::before).orElse(0L);
    sending.executeAll(part, before, statements, rowsSending);
  }
}
