package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** {@code forEachRow}. */
public abstract class ReadRowsContract extends RowsContract {

  /** The contract on one kind of database. */
  protected ReadRowsContract(TestedDatabase database) {
    super(database);
  }

  /** A database for many rows; one that keeps results in files, if it does that at all. */
  protected DataSource forManyRows() {
    return dataSource();
  }

  private static final int MANY = 100_000;

  private Migrator reading(Body body) {
    return configure(M20250601000000_Scripted.class)
        .dataSource(forManyRows())
        .factory(type -> new M20250601000000_Scripted(body, db -> {}))
        .build();
  }

  private static void digits(QueryInterface db) {
    db.createTable("digits", t -> t.column("n", integer()));
    db.bulkInsert("digits", IntStream.range(0, 10).mapToObj(n -> row("n", n)));
  }

  /** A hundred thousand rows of a kilobyte. */
  private String manyRows() throws SQLException {
    String n = quote("n");
    String digits = quote("digits");
    return "SELECT CONCAT(REPEAT('x', 1000), a.%s, b.%s, c.%s, d.%s, e.%s) AS text"
            .formatted(n, n, n, n, n)
        + " FROM %s a, %s b, %s c, %s d, %s e".formatted(digits, digits, digits, digits, digits);
  }

  private static long megabytesInUse() {
    System.gc();
    Runtime memory = Runtime.getRuntime();
    return (memory.totalMemory() - memory.freeMemory()) >> 20;
  }

  @Test
  void reads_many_rows_without_holding_them() throws Exception {
    String manyRows = manyRows();
    AtomicInteger count = new AtomicInteger();
    AtomicLong length = new AtomicLong();
    AtomicLong most = new AtomicLong();
    reading(
            db -> {
              digits(db);
              long before = megabytesInUse();
              db.forEachRow(
                  manyRows,
                  row -> {
                    length.addAndGet(row.getString("text").length());
                    if (count.incrementAndGet() % (MANY / 4) == 1) {
                      most.accumulateAndGet(megabytesInUse() - before, Math::max);
                    }
                  });
            })
        .up();

    assertThat(count).hasValue(MANY);
    assertThat(length).hasValue(MANY * 1_005L);
    assertThat(most.get()).as("megabytes, of 100").isLessThan(40);
  }

  @Test
  void reads_rows_by_a_condition_with_bound_values() throws Exception {
    List<Integer> read = new ArrayList<>();
    String sql =
        "SELECT %1$s FROM %2$s WHERE %1$s > ? AND %1$s < ? ORDER BY 1"
            .formatted(quote("n"), quote("digits"));
    migrating(
            db -> {
              digits(db);
              db.forEachRow(sql, row -> read.add(row.getInt(1)), 2, 6);
            })
        .up();

    assertThat(read).containsExactly(3, 4, 5);
  }

  /** More of them than a driver takes in at once. */
  @Test
  void works_on_the_rows_that_it_reads_or_says_that_its_driver_cannot() throws Exception {
    String sql = "SELECT %1$s FROM %2$s ORDER BY 1".formatted(quote("id"), quote("users"));
    Body body =
        db -> {
          users(db);
          db.bulkInsert("users", numbered(1, 2_500));
          db.forEachRow(
              sql,
              row -> {
                int id = row.getInt(1);
                if (id % 500 == 1) {
                  db.bulkUpdate("users", row("rank", id), where("id", id));
                  db.bulkInsert("users", row("id", 10_000 + id));
                  assertThat(db.query(sql, inner -> 1)).hasSize(2_501 + id / 500);
                }
              });
        };
    if (engine() == TestDatabase.MYSQL) {
      assertThat(message(body))
          .contains(
              "MySQL cannot do this: bulkUpdate of 'rank' in 'users' for a row of forEachRow,"
                  + " because its driver cannot send another statement while it reads rows. Nothing"
                  + " was sent. Keep the values that you need and call it after forEachRow, or read"
                  + " the rows by query(…).");
      return;
    }
    migrating(body).up();

    assertThat(
            rows(
                "SELECT COUNT(*), SUM(%s), COUNT(%1$s) FROM %s"
                    .formatted(quote("rank"), quote("users"))))
        .containsExactly("2505, 5005, 5");
  }

  @Test
  void goes_on_behind_rows_that_were_read() throws Exception {
    List<Integer> read = new ArrayList<>();
    String sql = "SELECT %s FROM %s ORDER BY 1".formatted(quote("n"), quote("digits"));
    migrating(
            db -> {
              digits(db);
              db.forEachRow(sql, row -> read.add(row.getInt(1)));
              db.addColumn("digits", "a", integer().nullable());
              db.bulkDelete("digits", where("n", read));
            })
        .up();

    assertThat(read).hasSize(10);
    assertThat(rows("SELECT * FROM " + quote("digits"))).isEmpty();
  }

  @Test
  void ends_the_migration_with_what_happens_to_a_row() throws Exception {
    String sql = "SELECT %s FROM %s ORDER BY 1".formatted(quote("n"), quote("digits"));
    MigrationFailedException failure =
        failure(
            db -> {
              digits(db);
              db.forEachRow(
                  sql,
                  row -> {
                    throw new IllegalStateException("no more of " + row.getInt(1));
                  });
            });

    assertThat(failure.getMessage()).contains("(forEachRow 'SELECT ", "Cause: no more of 0");
    assertThat(failure.getCause()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void reads_in_parts_nothing_that_changes_rows() {
    assertThat(
            message(
                db -> {
                  users(db);
                  db.forEachRow("DELETE FROM users", row -> {});
                }))
        .contains(
            "forEachRow 'DELETE FROM users' – it may change rows, and a run cannot resume a change"
                + " in the middle. Nothing was sent. Change rows by execute(…), and read them by a"
                + " separate query");
  }
}
