package dev.switchback.postgresql;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.operation.BulkInsert;
import dev.switchback.schema.Row;
import dev.switchback.testkit.server.FreshDatabase;
import dev.switchback.testkit.server.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What the driver of PostgreSQL does with rows if it is told to. */
class RowsTest {

  private FreshDatabase database;
  private PGSimpleDataSource source;

  @BeforeEach
  void connect() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
    source = new PGSimpleDataSource();
    source.setUrl(database.url());
    source.setUser(database.user());
    source.setPassword(database.password());
  }

  @AfterEach
  void disconnect() throws SQLException {
    database.close();
  }

  static final class M20250101000000_Rows implements Migration {
    private final Consumer<QueryInterface> body;

    M20250101000000_Rows(Consumer<QueryInterface> body) {
      this.body = body;
    }

    @Override
    public void up(QueryInterface db) {
      db.createTable("users", t -> t.column("id", integer().primaryKey()));
      body.accept(db);
    }

    @Override
    public void down(QueryInterface db) {}
  }

  private Migrator migrating(Consumer<QueryInterface> body) {
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.of(M20250101000000_Rows.class))
        .factory(type -> new M20250101000000_Rows(body))
        .build();
  }

  private String message(Consumer<QueryInterface> body) {
    return String.valueOf(
        assertThatExceptionOfType(MigrationFailedException.class)
            .isThrownBy(migrating(body)::up)
            .actual()
            .getMessage());
  }

  /** It puts several inserts into one then, and counts those. */
  @Test
  void names_no_row_where_the_driver_counts_something_else() throws SQLException {
    Consumer<QueryInterface> twice =
        db -> db.bulkInsert("users", row("id", 1), row("id", 2), row("id", 3), row("id", 3));
    assertThat(message(twice)).contains("(bulkInsert of 4 rows into 'users', row 4, RowsTest.java");

    source.setReWriteBatchedInserts(true);
    assertThat(message(twice)).contains("(bulkInsert of 4 rows into 'users', RowsTest.java");
  }

  @Test
  void names_the_row_of_a_large_batch_however_the_driver_writes_a_number() {
    List<Row> rows =
        IntStream.range(0, 1_500).mapToObj(i -> row("id", i == 1_400 ? 7 : i)).toList();
    Locale usual = Locale.getDefault();
    try {
      for (String tag : List.of("en", "de", "fr-CH", "tr")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(message(db -> db.run(new BulkInsert("users", rows))))
            .contains("(bulkInsert of 1500 rows into 'users', row 1401, RowsTest.java");
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void inserts_the_same_where_the_driver_puts_several_inserts_into_one() throws SQLException {
    source.setReWriteBatchedInserts(true);
    migrating(
            db -> {
              db.bulkInsert("users", row("id", 1), row("id", 2), row("id", 3));
              db.upsert("users", List.of("id"), row("id", 3), row("id", 4));
              assertThat(db.query("SELECT id FROM users ORDER BY 1", rows -> rows.getInt(1)))
                  .containsExactly(1, 2, 3, 4);
            })
        .up();
  }

  /** The transaction ends for it, and the server closes what is being read. */
  @Test
  void does_nothing_outside_the_transaction_for_a_row_that_it_reads() {
    assertThat(
            message(
                db -> {
                  db.bulkInsert("users", row("id", 1));
                  db.forEachRow(
                      "SELECT id FROM users",
                      row -> db.addIndex("users", index("id").concurrently()));
                }))
        .contains(
            "PostgreSQL cannot do this: addIndex 'users_id' on 'users' concurrently for a row of"
                + " forEachRow, because it runs outside the transaction, which ends for it, and"
                + " with it the rows. Nothing was sent. Do it afterwards.")
        .contains("nothing of it remains");
  }
}
