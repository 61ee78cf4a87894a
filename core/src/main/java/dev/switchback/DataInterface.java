package dev.switchback;

import dev.switchback.operation.Backfill;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.CopyIn;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.InsertNumbered;
import dev.switchback.operation.Operation;
import dev.switchback.operation.Upsert;
import dev.switchback.schema.BackfillDefinition;
import dev.switchback.schema.Condition;
import dev.switchback.schema.CsvFile;
import dev.switchback.schema.Row;
import dev.switchback.schema.UpsertKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations that change rows, and raw SQL. */
public interface DataInterface extends OperationRunner {

  /**
   * Sends one statement in the database's own SQL. A body with semicolons is not split. Values for
   * question marks are bound, or values by name: see {@link dev.switchback.schema.Params}. Without
   * values, question marks and braces are sent unchanged. On MySQL, MariaDB and H2, each of several
   * plain statements in one string is a separate step.
   */
  default void execute(String sql, @Nullable Object... parameters) {
    if (parameters == null) {
      throw new IllegalArgumentException(
          "execute – its parameters are null; for one NULL, cast it: (Object) null");
    }
    run(new ExecuteSql(sql, Arrays.asList(parameters)));
  }

  /**
   * Sends one statement that commits parts of itself, such as {@code CALL} of a procedure with
   * {@code COMMIT}: {@code executeOutsideTransaction("CALL archive_rooms()")}. Values are bound as
   * by {@link #execute}.
   *
   * <p>On every database, the steps before it are committed first, the statement runs outside a
   * transaction, and the steps after it are in another transaction. If it fails, or if the process
   * dies while it is in flight, the run does not know what the statement has committed. The next
   * run then stops and names the step, unless {@link QueryInterface#verifiedBy} was called before
   * it: see {@link Migrator#resolve}. Refused through a pooler of connections.
   *
   * <p>Sent by {@code execute}, such a {@code CALL} fails on PostgreSQL. On MySQL and MariaDB its
   * {@code COMMIT} commits the steps before it, and its {@code ROLLBACK} makes the migration fail.
   */
  default void executeOutsideTransaction(String sql, @Nullable Object... parameters) {
    if (parameters == null) {
      throw new IllegalArgumentException(
          "executeOutsideTransaction – its parameters are null; for one NULL, cast it: (Object)"
              + " null");
    }
    run(ExecuteSql.outside(sql, Arrays.asList(parameters)));
  }

  /**
   * Inserts rows in order: {@code bulkInsert("users", row("id", 1, "name", "Ann"))}. Values are
   * bound. A column that a row does not name gets its default. {@code null} is {@code NULL}.
   */
  default void bulkInsert(String table, Row... rows) {
    run(new BulkInsert(table, List.of(rows)));
  }

  /**
   * Inserts any number of rows in steps of 1,000. At most 1,000 rows are in memory at a time. A
   * resumed migration must supply the same number of rows again. An empty {@code rows} inserts
   * nothing.
   */
  default void bulkInsert(String table, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(new BulkInsert(table, step)));
  }

  /**
   * Inserts the rows of a stream in steps of 1,000, and closes the stream. See {@link
   * #bulkInsert(String, Iterable)}.
   */
  default void bulkInsert(String table, Stream<Row> rows) {
    try (rows) {
      inSteps(rows.iterator(), step -> run(new BulkInsert(table, step)));
    }
  }

  /**
   * Inserts rows in order, and returns the number that the database gave to each: {@code List<Long>
   * ids = insertNumbered("rooms", row("name", "a"), row("name", "b"))}. See {@link
   * #insertNumbered(String, List)}.
   */
  default List<Long> insertNumbered(String table, Row... rows) {
    return insertNumbered(table, List.of(rows));
  }

  /**
   * Inserts at most 1,000 rows in order, and returns the number that the database gave to each. The
   * table has one column that the database numbers, and no row has a value for it. Values are
   * treated as by {@link #bulkInsert(String, Row...)}. Each row is a statement of its own, so the
   * numbers are right with every setting of the server.
   *
   * <p>The call is one step. When a migration is resumed after it, the numbers come from the
   * journal. The fingerprint covers the step, and not what follows it, as after a query. A plan
   * ends where the migration uses a number. A {@link ReversibleMigration} can insert such rows into
   * a table that it creates; what uses their numbers belongs into {@code reversibly(…)}.
   */
  default List<Long> insertNumbered(String table, List<Row> rows) {
    return runNumbered(new InsertNumbered(table, rows));
  }

  /** Executes an {@link InsertNumbered}, and returns the numbers of its rows. */
  List<Long> runNumbered(Operation operation);

  /**
   * Inserts rows, or updates the existing row with the same {@code key}. An update sets the other
   * columns that the row names. The key is a primary key or unique constraint of the table, and
   * each row contains all of its columns.
   *
   * <p>MySQL and MariaDB would also update a row that is equal in another unique key. To prevent
   * this, rows that have columns of another unique key are refused there.
   */
  default void upsert(String table, List<String> key, Row... rows) {
    run(new Upsert(table, key, List.of(rows), Upsert.Existing.UPDATED));
  }

  /**
   * Upserts any number of rows in steps of 1,000; see {@link #bulkInsert(String, Iterable)} and
   * {@link #upsert(String, List, Row...)}.
   */
  default void upsert(String table, List<String> key, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(new Upsert(table, key, step, Upsert.Existing.UPDATED)));
  }

  /**
   * Inserts rows, or updates the existing row with the same key among the rows that the key covers:
   * {@code upsert("users", key("email").where("deleted_at IS NULL"), rows)}. A row that the key
   * does not cover is inserted. The table has a unique index over exactly these columns with a
   * condition that follows from the one of the key. PostgreSQL only; the other databases refuse it
   * before anything is sent. See {@link #upsert(String, List, Row...)}.
   */
  default void upsert(String table, UpsertKey key, Row... rows) {
    run(Upsert.of(table, key, List.of(rows), Upsert.Existing.UPDATED));
  }

  /**
   * Upserts any number of rows in steps of 1,000; see {@link #bulkInsert(String, Iterable)} and
   * {@link #upsert(String, UpsertKey, Row...)}.
   */
  default void upsert(String table, UpsertKey key, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(Upsert.of(table, key, step, Upsert.Existing.UPDATED)));
  }

  /**
   * Inserts the rows whose key does not exist yet among the rows that the key covers; see {@link
   * #insertMissing(String, List, Row...)} and {@link #upsert(String, UpsertKey, Row...)}.
   */
  default void insertMissing(String table, UpsertKey key, Row... rows) {
    run(Upsert.of(table, key, List.of(rows), Upsert.Existing.LEFT));
  }

  /**
   * Inserts the rows whose key does not exist yet, in steps of 1,000; see {@link
   * #bulkInsert(String, Iterable)} and {@link #insertMissing(String, UpsertKey, Row...)}.
   */
  default void insertMissing(String table, UpsertKey key, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(Upsert.of(table, key, step, Upsert.Existing.LEFT)));
  }

  /**
   * Inserts the rows whose {@code key} does not exist yet. Existing rows are not changed. Every
   * other problem is an error: a value that does not fit, or a conflict in another unique key.
   * MySQL and MariaDB insert row by row if the rows have columns of another unique key. See {@link
   * #upsert(String, List, Row...)}.
   */
  default void insertMissing(String table, List<String> key, Row... rows) {
    run(new Upsert(table, key, List.of(rows), Upsert.Existing.LEFT));
  }

  /**
   * Inserts the rows whose {@code key} does not exist yet, in steps of 1,000; see {@link
   * #bulkInsert(String, Iterable)} and {@link #insertMissing(String, List, Row...)}.
   */
  default void insertMissing(String table, List<String> key, Iterable<Row> rows) {
    inSteps(rows.iterator(), step -> run(new Upsert(table, key, step, Upsert.Existing.LEFT)));
  }

  /**
   * Updates the rows that match {@code condition}: {@code bulkUpdate("users", row("name", "Ann"),
   * where("id", 1))}. For all rows, use {@link Condition#everyRow()}.
   */
  default void bulkUpdate(String table, Row set, Condition condition) {
    run(new BulkUpdate(table, set, condition));
  }

  /**
   * Sets columns in many rows of a table that is in use, in batches by its primary key: {@code
   * db.backfill("users", b -> b.setSql("name", "lower(email)").where(whereSql("name IS NULL")))}.
   * See {@link BackfillDefinition}.
   *
   * <p>Each batch is a transaction of its own. It also writes the last key of the batch into the
   * journal, so that a migration that was interrupted resumes after that batch, and each row is
   * changed exactly once. Locks are held for one batch only. The steps before are committed first,
   * and the steps after it are in another transaction, on every database. A failed batch is rolled
   * back; the batches before it stay. What the columns are set to, and the condition, must not
   * change before the migration is complete; the size of a batch and the pause may.
   *
   * <p>A row that another session inserts behind the batches may be passed by. So first deploy an
   * application that writes the new column. Refused: a table without a primary key, a primary key
   * whose type has no order that can be resumed (such as an enumeration or a floating-point
   * number), a column of that key among the columns to set, a table without transactions, and a
   * connection through a pooler.
   */
  default void backfill(String table, Consumer<BackfillDefinition> definition) {
    BackfillDefinition defined = new BackfillDefinition();
    definition.accept(defined);
    run(
        new Backfill(
            table,
            defined.assignments(),
            defined.condition(),
            defined.batchSize(),
            defined.pause(),
            Optional.empty()));
  }

  /**
   * Deletes the rows that match {@code condition}: {@code bulkDelete("users", where("name",
   * null))}. For all rows, use {@link Condition#everyRow()}.
   */
  default void bulkDelete(String table, Condition condition) {
    run(new BulkDelete(table, condition));
  }

  /**
   * Deletes at most {@code limit} of the rows that match {@code condition}: {@code
   * bulkDelete("sessions", where("expired", true), 1_000)}. Those are the first ones by the primary
   * key of the table, so that every database deletes the same rows. Fails if the table has no
   * primary key. The order of texts depends on their collation.
   */
  default void bulkDelete(String table, Condition condition, int limit) {
    run(new BulkDelete(table, condition, limit));
  }

  /**
   * Inserts the rows of a CSV file in their order: {@code db.copyIn("countries", List.of("code",
   * "name"), csvFile(getClass(), "countries.csv"))}. A column that is not named gets its default.
   * {@link CsvFile} describes the format, which gives the same rows on every database.
   *
   * <p>The call is one step in the transaction of the migration, on every database. PostgreSQL gets
   * the rows by {@code COPY}, over its own driver; the others by inserts of many rows. At most
   * 2,000 rows, or about 2,000,000 characters of them, are in memory at a time.
   *
   * <p>The file is read three times: for the fingerprint, to check each field against its column,
   * and to send the rows. So a file that cannot be read, or that has a field that does not fit, is
   * refused before a row is sent, with its line. A value that only the server refuses, such as a
   * second row with the same key, fails the step. The fingerprint contains the values, so an
   * applied migration whose file has other rows is a changed migration. Its comparison reads the
   * file, too. The undo is the same as that of {@link #bulkInsert}: none, unless the migration
   * creates the table.
   *
   * <p>If the numbers of a numbered column are in the file, the numbering continues above them, as
   * after {@link #bulkInsert}.
   *
   * @param columns those in the first line of the file, in its order
   * @throws IllegalArgumentException if the file is not there, does not follow the format, has no
   *     rows, or has a field that does not fit its column
   */
  default void copyIn(String table, List<String> columns, CsvFile file) {
    run(CopyIn.of(table, columns, file));
  }

  private static void inSteps(Iterator<Row> rows, Consumer<List<Row>> step) {
    int most = 1_000; // constant: a resumed migration must repeat the same steps
    while (rows.hasNext()) {
      List<Row> some = new ArrayList<>();
      while (rows.hasNext() && some.size() < most) {
        some.add(rows.next());
      }
      step.accept(some);
    }
  }
}
