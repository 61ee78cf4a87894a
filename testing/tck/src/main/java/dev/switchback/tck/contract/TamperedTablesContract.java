package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.DatabaseException;
import dev.switchback.LockLostException;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody has edited Switchback's own tables. A run says so and writes nothing, or it makes
 * nothing of it; in no case is a migration run twice.
 */
public abstract class TamperedTablesContract extends DatabaseContract {

  private static final String HISTORY = "switchback_meta";
  private static final String JOURNAL = "switchback_journal";
  private static final String LOCK = "switchback_lock";
  private static final String SCRIPTED = "20250601000000-scripted";

  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          HISTORY,
          List.of(
              "name", "applied_at", "duration_ms", "applied_by", "fingerprint", "form", "reason"),
          JOURNAL,
          List.of("migration", "ordinal", "direction", "fingerprint", "description", "state"),
          LOCK,
          List.of("id", "owner", "fence", "heartbeat", "beats", "info"));

  /** The contract on one kind of database. */
  protected TamperedTablesContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createTables() {
    rooms().up();
  }

  private Migrator rooms() {
    return migrator(M20250101000000_CreateRooms.class);
  }

  private Migrator pending() {
    return migrator(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class);
  }

  /** In a session that has learnt what the server cannot do by itself, see MySqlDialect. */
  private void edit(String sql) throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      dialect().forServer(connection);
      statement.execute(sql);
    }
  }

  private String alter(String table) throws SQLException {
    return "ALTER TABLE " + quote(table) + " ";
  }

  private void rename(String table, String column, String to) throws SQLException {
    edit(
        alter(table)
            + (engine() == TestDatabase.H2
                    ? "ALTER COLUMN %s RENAME TO %s"
                    : "RENAME COLUMN %s TO %s")
                .formatted(quote(column), quote(to)));
  }

  /** Changes the type, and whether it takes {@code NULL}, so far as one goes with the other. */
  private void retype(String table, String column, String type) throws SQLException {
    String change =
        switch (engine()) {
          case H2 -> "ALTER COLUMN %s SET DATA TYPE %s";
          case POSTGRESQL -> "ALTER COLUMN %s TYPE %s";
          case MARIADB, MYSQL -> "MODIFY %s %s";
        };
    edit(alter(table) + change.formatted(quote(column), type));
  }

  private void dropPrimaryKey(String table) throws SQLException {
    edit(
        alter(table)
            + (engine() == TestDatabase.POSTGRESQL
                ? "DROP CONSTRAINT " + quote(table + "_pk")
                : "DROP PRIMARY KEY"));
  }

  /** A run with something to do raises this, and has sent nothing that writes. */
  private ThrowableAssertAlternative<DatabaseException> assertRefused() throws SQLException {
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    Migrator migrator =
        Migrator.configure()
            .dataSource(recording)
            .migrations(
                List.of(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class))
            .build();
    var refusal =
        assertThatExceptionOfType(DatabaseException.class)
            .isThrownBy(migrator::up)
            .withMessageContaining("No migration was run.");
    assertThat(recording.sent())
        .noneMatch(sql -> sql.matches("(?s)(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE)\\s.*"));
    assertThat(columns("rooms")).doesNotContainKey("topic");
    return refusal;
  }

  @Test
  void names_each_column_that_has_another_name() throws Exception {
    for (String table : COLUMNS.keySet()) {
      for (String column : COLUMNS.get(table)) {
        rename(table, column, "x_" + column);

        assertRefused()
            .withMessageStartingWith("Table ")
            .withMessageContaining(
                quote(table) + " – it lacks '%s', and has others: 'x_%1$s'".formatted(column))
            .withMessageContaining("Restore the definition that Switchback creates");

        rename(table, "x_" + column, column);
      }
    }
    assertThat(pending().up().names()).containsExactly(SampleMigrations.TOPIC);
  }

  @Test
  void names_each_column_that_is_gone() throws Exception {
    for (String table : COLUMNS.keySet()) {
      for (String column : COLUMNS.get(table)) {
        if (List.of("name", "migration", "ordinal", "id").contains(column)) {
          continue; // the primary key, which goes with it, or keeps it
        }
        edit(alter(table) + "DROP COLUMN " + quote(column));

        assertRefused().withMessageContaining(quote(table) + " – it lacks '" + column + "'.");

        edit("DROP TABLE " + quote(table));
        rooms().init();
        if (table.equals(HISTORY)) {
          record(SampleMigrations.ROOMS);
        }
      }
    }
  }

  /** Of these, the journal of an earlier build has none. */
  private static final List<String> LATER = List.of("answers", "session");

  private void makeJournalOld() throws SQLException {
    for (String column : LATER) {
      edit(alter(JOURNAL) + "DROP COLUMN " + quote(column));
    }
  }

  @Test
  void adds_the_columns_that_the_journal_of_an_earlier_build_lacks() throws Exception {
    makeJournalOld();
    assertThat(pending().status()).hasSize(2);

    assertThat(pending().up().names()).containsExactly(SampleMigrations.TOPIC);

    assertThat(columns(JOURNAL)).containsKeys(LATER.toArray(String[]::new));
    makeJournalOld();
    rooms().init();
    assertThat(columns(JOURNAL)).containsKeys(LATER.toArray(String[]::new));
    assertThat(pending().up().isEmpty()).isTrue();
  }

  private void record(String name) throws SQLException {
    edit(
        "INSERT INTO %s (%s, %s, %s) VALUES ('%s', 1, 'me')"
            .formatted(
                quote(HISTORY), quote("name"), quote("duration_ms"), quote("applied_by"), name));
  }

  @Test
  void names_each_column_that_has_another_type() throws Exception {
    for (String table : COLUMNS.keySet()) {
      for (String column : COLUMNS.get(table)) {
        boolean isNumber =
            !List.of("ordinal", "id", "beats", "fence", "heartbeat", "duration_ms")
                .contains(column);
        edit("DROP TABLE " + quote(table));
        rooms().init();
        if (table.equals(HISTORY)) {
          record(SampleMigrations.ROOMS);
        }
        String type = column.equals("applied_at") ? "DATE" : isNumber ? "VARCHAR(99)" : "SMALLINT";
        retype(table, column, type);

        assertRefused()
            .withMessageContaining(quote(table) + " – its column '" + column + "' is ")
            .withMessageContaining(", and not ");
      }
      edit("DROP TABLE " + quote(table));
      rooms().init();
      if (table.equals(HISTORY)) {
        record(SampleMigrations.ROOMS);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HISTORY, JOURNAL, LOCK})
  void refuses_a_table_without_its_primary_key(String table) throws Exception {
    dropPrimaryKey(table);

    assertRefused().withMessageContaining(quote(table) + " – it has no primary key '");
    assertThat(rooms().up().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {HISTORY, JOURNAL, LOCK})
  void refuses_a_view_in_the_place_of_a_table(String table) throws Exception {
    edit(alter(table) + "RENAME TO " + quote("moved"));
    edit("CREATE VIEW %s AS SELECT * FROM %s".formatted(quote(table), quote("moved")));

    assertRefused().withMessageContaining(quote(table) + " – it is a view, not a table.");
    assertThat(rooms().up().isEmpty()).isTrue();
    edit("DROP VIEW " + quote(table));
  }

  @ParameterizedTest
  @ValueSource(strings = {HISTORY, JOURNAL, LOCK})
  void leaves_columns_alone_that_somebody_has_added(String table) throws Exception {
    edit(alter(table) + "ADD COLUMN " + quote("ticket") + " VARCHAR(20)");

    assertThat(pending().up().names()).containsExactly(SampleMigrations.TOPIC);
    assertThat(pending().downAll().names()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {HISTORY, JOURNAL})
  void goes_on_when_a_column_is_gone_that_had_to_be_filled(String table) throws Exception {
    if (engine() == TestDatabase.POSTGRESQL) {
      edit("DELETE FROM " + quote(HISTORY));
      edit("DROP TABLE " + quote("rooms"));
    }
    edit(alter(table) + "ADD COLUMN " + quote("ticket") + " DATE DEFAULT '2020-02-02' NOT NULL");
    edit(alter(table) + "ALTER COLUMN " + quote("ticket") + " DROP DEFAULT");
    Migrator migrator = engine() == TestDatabase.POSTGRESQL ? rooms() : pending();
    if (engine() != TestDatabase.POSTGRESQL || table.equals(HISTORY)) {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrator::up)
          .withMessageContaining(
              engine() == TestDatabase.H2 ? "TICKET" : "ticket"); // the driver's words
    }

    edit(alter(table) + "DROP COLUMN " + quote("ticket"));

    assertThat(migrator.up().names()).hasSize(1);
    assertThat(rows("SELECT * FROM " + quote(JOURNAL))).isEmpty();
  }

  // ---- rows of the history

  private void assertAllRefuse(String message) {
    for (Runnable call :
        List.<Runnable>of(pending()::up, pending()::down, pending()::status, rooms()::up)) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(call::run)
          .withMessageContaining(message)
          .withMessageContaining("No migration was run.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "create-rooms",
        "2025010100000-create-rooms",
        "20250101000000-create-rooms ",
        " 20250101000000-create-rooms",
        "20250101000000_create_rooms",
        "20250101000000-create-rooms\n"
      })
  void refuses_a_history_with_a_name_that_no_migration_has(String name) throws Exception {
    edit("DELETE FROM " + quote(HISTORY));
    record(name);

    assertAllRefuse("it has a row for '" + name + "', which is not the name of a migration");
    assertThat(columns("rooms")).doesNotContainKey("topic");
  }

  @Test
  void refuses_a_history_with_a_row_without_a_name() throws Exception {
    dropPrimaryKey(HISTORY);
    String nullable =
        switch (engine()) {
          case H2 -> "ALTER COLUMN %s SET NULL";
          case POSTGRESQL -> "ALTER COLUMN %s DROP NOT NULL";
          case MARIADB, MYSQL -> "MODIFY %s VARCHAR(255) NULL";
        };
    edit(alter(HISTORY) + nullable.formatted(quote("name")));
    edit("UPDATE %s SET %s = NULL".formatted(quote(HISTORY), quote("name")));

    assertAllRefuse("it has a row without a name");
  }

  @Test
  void refuses_a_history_with_two_rows_for_one_migration() throws Exception {
    dropPrimaryKey(HISTORY);
    record(SampleMigrations.ROOMS);

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(pending()::up)
        .withMessageContaining("it has two rows for '" + SampleMigrations.ROOMS + "'.")
        .withMessageContaining("No migration was run. Delete one of them.");
  }

  // ---- rows of the journal

  private void journalise(int ordinal, String direction, String state) throws SQLException {
    edit(
        "INSERT INTO %s (%s, %s, %s, %s, %s, %s) VALUES ('%s', %d, '%s', 'abc', 'a step', '%s')"
            .formatted(
                quote(JOURNAL),
                quote("migration"),
                quote("ordinal"),
                quote("direction"),
                quote("fingerprint"),
                quote("description"),
                quote("state"),
                SCRIPTED,
                ordinal,
                direction,
                state));
  }

  private Migrator scripted(AtomicInteger runs) {
    Body half =
        db -> {
          db.createTable("half", t -> t.column("id", integer()));
          runs.incrementAndGet();
        };
    return migrating(half.unrehearsed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"side,DONE", "UP,DONE", "up,done", "up,DON", ",DONE", "up,"})
  void refuses_a_journal_with_words_that_it_does_not_know(String words) throws Exception {
    String[] both = words.split(",", -1);
    journalise(1, both[0], both[1]);
    AtomicInteger runs = new AtomicInteger();
    Migrator migrator = scripted(runs);

    for (Runnable call : List.<Runnable>of(migrator::up, migrator::status)) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(call::run)
          .withMessageContaining(
              "its row for step 1 of '%s' cannot be read: direction '%s', fingerprint 'abc', description 'a step', state '%s'"
                  .formatted(SCRIPTED, both[0], both[1]))
          .withMessageContaining("No migration was run.");
    }
    assertThat(tables()).containsExactly("rooms");
    edit("DELETE FROM " + quote(JOURNAL));
    assertThat(migrator.up().names()).containsExactly(SCRIPTED);
    assertThat(runs).hasValue(1);
  }

  @Test
  void stops_at_a_journal_of_other_steps_or_with_gaps() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Migrator migrator = scripted(runs);
    journalise(1, "up", "DONE");
    assertStopped(migrator, "step 1 was a step in the unfinished run, and is now");
    edit("DELETE FROM " + quote(JOURNAL));
    journalise(2, "up", "DONE");
    assertStopped(migrator, "its journal is damaged. Step 1 of 'up' is not in it.");
    journalise(1, "down", "DONE");
    assertStopped(migrator, "its journal is damaged. Step 1 of 'up' is not in it.");
    edit("DELETE FROM " + quote(JOURNAL));
    journalise(0, "up", "DONE");
    assertStopped(migrator, "its journal is damaged. Step 1 of 'up' is not in it.");
    edit("DELETE FROM " + quote(JOURNAL));
    journalise(1, "down", "INTENT");
    assertStopped(migrator, "");

    assertThat(runs).hasValue(0);
    assertThat(tables()).containsExactly("rooms");
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  private static void assertStopped(Migrator migrator, String message) {
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(migrator::up)
        .isInstanceOfAny(UnfinishedMigrationException.class, MigrationFailedException.class)
        .withMessageContaining(message);
  }

  @Test
  void stops_at_a_journal_with_a_name_that_no_migration_has() throws Exception {
    journalise(1, "up", "DONE");
    edit("UPDATE %s SET %s = 'x'".formatted(quote(JOURNAL), quote("migration")));

    assertRefused()
        .withMessageContaining(
            quote(JOURNAL) + " – it has a row for 'x', which is not the name of a migration");
  }

  // ---- rows of the lock

  private void set(String column, String value, String rest) throws SQLException {
    edit("UPDATE %s SET %s = %s%s".formatted(quote(LOCK), quote(column), value, rest));
  }

  private String row(int id) throws SQLException {
    return " WHERE " + quote("id") + " = " + id;
  }

  @Test
  void makes_the_rows_of_the_lock_again_that_are_missing() throws Exception {
    for (int id : List.of(1, 2, 3)) {
      edit("DELETE FROM " + quote(LOCK) + row(id));
      assertThat(pending().up().names()).containsExactly(SampleMigrations.TOPIC);
      assertThat(pending().down().names()).containsExactly(SampleMigrations.TOPIC);
    }
    edit("DELETE FROM " + quote(LOCK));
    assertThat(pending().up().names()).containsExactly(SampleMigrations.TOPIC);
  }

  @Test
  void works_with_whatever_numbers_and_words_are_in_the_lock() throws Exception {
    List<String> edits =
        List.of(
            "fence = 0 1",
            "fence = 0 2",
            "fence = 1000000000000 1",
            "fence = 0 1",
            "fence = 2000000000000 2",
            "fence = 7 1",
            "heartbeat = 99 1",
            "heartbeat = 0 1",
            "beats = 7 1",
            "owner = 'somebody' 1",
            "info = 'nonsense, sessions x y' 1",
            "info = NULL 1",
            "owner = '' 1",
            "owner = 'somebody' 2",
            "info = 'x' 3");
    for (String edit : edits) {
      String[] words = edit.split(" = | (?=\\d$)", -1);
      set(words[0], words[1], row(Integer.parseInt(words[2])));

      assertThat(pending().up().names()).as(edit).containsExactly(SampleMigrations.TOPIC);
      assertThat(pending().down().names()).as(edit).containsExactly(SampleMigrations.TOPIC);
    }
    assertThat(rows("SELECT %s FROM %s%s".formatted(quote("owner"), quote(LOCK), row(1))))
        .containsExactly("null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fence = -1 1", "fence = -1 2", "fence = 9223372036854775807 2"})
  void refuses_a_lock_that_has_come_to_the_end_of_its_numbers(String edit) throws Exception {
    String[] words = edit.split(" = | (?=\\d$)", -1);
    set(words[0], words[1], row(Integer.parseInt(words[2])));

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(pending()::up)
        .withMessageContaining(
            quote(LOCK)
                + " – its rows with id 1 and 2 are damaged. No migration was run. Make sure that no"
                + " run is active, delete these rows, and run again. The run creates them.");
    edit("DELETE FROM " + quote(LOCK));
    assertThat(pending().up().names()).containsExactly(SampleMigrations.TOPIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fence = 0",
        "fence = 1000",
        "owner = 'somebody'",
        "owner = NULL",
        "heartbeat = 0",
        "heartbeat = 1000",
        "beats = 0"
      })
  void runs_no_migration_twice_when_the_lock_is_edited_under_a_run(String edit) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Migrator migrator =
        migrating(
            db -> {
              if (runs.incrementAndGet() == 1) {
                String[] words = edit.split(" = ", -1);
                set(
                    words[0],
                    words[1],
                    " WHERE " + quote("id") + " < 3"); // H2 keeps the third locked
              }
              db.createTable("once", t -> t.column("id", integer()));
            });
    boolean stopped = false;
    try {
      migrator.up();
    } catch (SwitchbackException e) {
      stopped = true;
      assertThat(e).hasRootCauseInstanceOf(LockLostException.class);
      assertThat(recorded()).doesNotContain(SCRIPTED);
      migrator.up();
    }

    assertThat(stopped).isEqualTo(edit.startsWith("fence"));
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS, SCRIPTED);
    assertThat(tables()).containsExactly("once", "rooms");
    assertThat(pending().up().names()).containsExactly(SampleMigrations.TOPIC);
  }
}
