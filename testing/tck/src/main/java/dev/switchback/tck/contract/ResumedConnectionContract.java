package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Resolution;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a migration reads over its own connection, when it is resumed. */
public abstract class ResumedConnectionContract extends UnfinishedContract {

  /** The contract on one kind of database. */
  protected ResumedConnectionContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createCounted() throws SQLException {
    execute("CREATE TABLE counted (n INTEGER)");
    execute("INSERT INTO counted VALUES (41)");
  }

  private static final Body SCHEMA_STEP =
      db -> db.createTable("rooms", t -> t.column("id", integer()));

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Reads a number by {@code withConnection}, and inserts it after a schema step. */
  private static Body inserting(AtomicInteger calls) {
    return db -> {
      int[] next = new int[1];
      db.withConnection(
          connection -> {
            calls.incrementAndGet();
            next[0] = number(connection, "SELECT MAX(n) + 1 FROM counted");
          });
      SCHEMA_STEP.run(db);
      db.execute("INSERT INTO counted VALUES (?)", next[0]);
    };
  }

  @Test
  void a_number_is_the_same_when_its_migration_is_continued() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    failure(
        migrating(
            inserting(calls)
                .then(
                    db -> {
                      throw new IllegalStateException("not now");
                    })));
    execute("INSERT INTO counted VALUES (99)"); // by somebody else
    int before = calls.get();

    migrating(inserting(calls)).up();

    assertThat(rows("SELECT n FROM counted ORDER BY n")).containsExactly("41", "42", "99");
    assertThat(calls.get() - before).isEqualTo(1);
    assertThat(journal()).isEmpty();
  }

  @Test
  void a_number_is_the_same_after_a_death() throws Exception {
    dieAfter("CREATE TABLE " + quote("rooms"), inserting(new AtomicInteger()));
    execute("DELETE FROM counted");

    migrating(inserting(new AtomicInteger())).up();

    assertThat(rows("SELECT n FROM counted")).containsExactly("42");
  }

  @Test
  void everything_that_plain_jdbc_returns_comes_back_and_nothing_is_sent_again() throws Exception {
    List<List<Object>> read = new ArrayList<>();
    Body body =
        db -> {
          List<Object> all = new ArrayList<>();
          db.withConnection(connection -> readAll(connection, all));
          read.add(all);
          SCHEMA_STEP.run(db);
          db.addColumn("rooms", "topic", string(9).nullable());
        };
    dieAfter("ALTER TABLE " + quote("rooms"), body);
    execute("UPDATE counted SET n = n + 1000");
    List<Object> first = read.get(0);
    read.clear();

    migrating(body).up();

    assertThat(read.get(0)).isEqualTo(first).hasSize(12);
    assertThat(rows("SELECT COUNT(*) FROM counted")).containsExactly("5");
  }

  private static void readAll(Connection connection, List<Object> all) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    all.add(database.getDatabaseProductName());
    Savepoint savepoint = connection.setSavepoint();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO counted VALUES (?), (?)")) {
      insert.setInt(1, 1);
      insert.setInt(2, 2);
      all.add(insert.executeUpdate());
      insert.addBatch();
      insert.addBatch();
      for (int each : insert.executeBatch()) {
        all.add(each);
      }
    }
    connection.rollback(savepoint);
    try (Statement statement = connection.createStatement()) {
      all.add(statement.executeUpdate("INSERT INTO counted VALUES (5), (6), (7), (NULL)"));
      all.add(statement.execute("SELECT n, 'it''s' AS s FROM counted ORDER BY 1"));
      try (ResultSet rows = statement.getResultSet()) {
        all.add(rows.getMetaData().getColumnCount());
        while (rows.next()) {
          all.add(rows.getObject(1) == null ? "NULL" : rows.getInt(1) + rows.getString("s"));
        }
      }
    }
  }

  @Test
  void refuses_to_resume_behind_results_that_are_too_long_unless_no_step_uses_them()
      throws Exception {
    Body reads =
        db -> {
          db.withConnection(
              connection -> {
                for (int i = 0; i < 1_000; i++) {
                  number(connection, "SELECT n FROM counted");
                }
              });
          SCHEMA_STEP.run(db);
          db.addColumn("rooms", "topic", string(9).nullable());
        };
    dieAfter("CREATE TABLE " + quote("rooms"), reads);

    assertThat(stopped(() -> migrating(reads).up()))
        .hasMessageContaining(
            "cannot be resumed: what step 1 (withConnection) read is not in the journal (more than"
                + " 32000 characters), and later steps may use it. If they do not, put"
                + " acknowledged(\"…\") before that step, and run again.\n"
                + "Nothing was changed. Steps that are done: 1 (withConnection), 2 (createTable"
                + " 'rooms').");

    migrating(db -> reads.run(db.acknowledged("read and used within the step"))).up();
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic");
  }

  @Test
  void refuses_to_resume_behind_a_result_that_no_text_can_bring_back() throws Exception {
    Body reads =
        db -> {
          db.withConnection(
              connection -> {
                try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT 'a' FROM counted")) {
                  rows.next();
                  rows.getCharacterStream(1);
                }
              });
          SCHEMA_STEP.run(db);
          db.addColumn("rooms", "topic", string(9).nullable());
        };
    dieAfter("CREATE TABLE " + quote("rooms"), reads);

    assertThat(stopped(() -> migrating(reads).up()))
        .hasMessageContaining("is not in the journal (the result of getCharacterStream)");
  }

  @Test
  void goes_on_when_no_step_follows_what_was_too_long() throws Exception {
    Body reads =
        db -> {
          SCHEMA_STEP.run(db);
          db.withConnection(
              connection -> {
                for (int i = 0; i < 1_000; i++) {
                  number(connection, "SELECT n FROM counted");
                }
              });
        };
    failure(
        migrating(
            reads.then(
                db -> {
                  throw new IllegalStateException("not now");
                })));

    migrating(reads).up();

    assertThat(recorded()).containsExactly(SCRIPTED);
  }

  @Test
  void stops_when_the_class_makes_other_calls_than_before() throws Exception {
    dieAfter("CREATE TABLE " + quote("rooms"), inserting(new AtomicInteger()));
    Body other =
        db -> {
          db.withConnection(
              connection -> {
                try (Statement statement = connection.createStatement()) {
                  statement.executeUpdate("DELETE FROM counted");
                }
              });
          SCHEMA_STEP.run(db);
        };

    assertThat(stopped(() -> migrating(other).up()))
        .hasMessageContaining(
            "cannot be resumed: in step 1 (withConnection) the unfinished run continued with"
                + " executeQuery, and this run continues with executeUpdate.\n"
                + "Nothing was sent.");
    assertThat(rows("SELECT n FROM counted")).containsExactly("41");
    migrating(other).resolve(SCRIPTED, Resolution.ABANDON, "tried");
  }
}
