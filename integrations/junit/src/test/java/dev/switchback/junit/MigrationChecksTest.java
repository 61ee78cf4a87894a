package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.Migration;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.CapturedLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

class MigrationChecksTest {

  private static final String APPROVAL = "switchback.test.approve";

  @TempDir Path folder;

  private FreshDatabase database;

  private final String approvalOfTheBuild = System.clearProperty(APPROVAL);

  @AfterEach
  void dropDatabase() throws SQLException {
    System.clearProperty(APPROVAL);
    if (approvalOfTheBuild != null) {
      System.setProperty(APPROVAL, approvalOfTheBuild);
    }
    if (database != null) {
      database.close();
    }
  }

  private DataSource open(TestDatabase kind) throws SQLException {
    database = kind.server().createDatabase();
    return database.dataSource();
  }

  private MigrationChecks rooms(TestDatabase kind) throws SQLException {
    return MigrationChecks.on(open(kind)).migrations(Rooms.GOOD);
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private int count(String table) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void refuse_a_database_that_is_not_empty_and_drop_nothing(TestDatabase kind) throws SQLException {
    MigrationChecks checks = rooms(kind);
    execute("CREATE TABLE people (id INTEGER)", "INSERT INTO people VALUES (1)");
    for (int i = 0; i < 5; i++) {
      execute("CREATE TABLE more_" + i + " (id INTEGER)");
    }

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(checks::stairway)
        .withMessageMatching(
            "Schema '(?i:public)' – it is not empty: it has '(?i:more_0', 'more_1', 'more_2',"
                + " 'more_3', 'more_4)' and 1 more\\. A check drops what it finds, so nothing was"
                + " run\\. Use an empty database, or name a schema that may be emptied, by"
                + " schema\\(…\\)\\.");
    assertThat(count("people")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void empty_a_schema_that_is_named_and_no_other(TestDatabase kind) throws Throwable {
    MigrationChecks checks = rooms(kind).schema("checks");
    execute(
        "CREATE SCHEMA checks",
        "CREATE TABLE people (id INTEGER)",
        "INSERT INTO people VALUES (1)",
        "CREATE TABLE checks.rooms (id INTEGER PRIMARY KEY)",
        "CREATE TABLE checks.left_over (id INTEGER REFERENCES checks.rooms (id))",
        "CREATE VIEW checks.shown AS SELECT id FROM checks.rooms",
        "CREATE SEQUENCE checks.numbers",
        "CREATE DOMAIN checks.positive AS INTEGER CHECK (VALUE > 0)");

    assertThat(Tests.passed(checks.stairway())).hasSize(3);

    assertThat(count("people")).isEqualTo(1);
    assertThat(count("INFORMATION_SCHEMA.TABLES WHERE LOWER(TABLE_SCHEMA) = 'checks'")).isZero();
    assertThat(count("INFORMATION_SCHEMA.DOMAINS WHERE LOWER(DOMAIN_SCHEMA) = 'checks'")).isZero();
    assertThat(count("INFORMATION_SCHEMA.SEQUENCES WHERE LOWER(SEQUENCE_SCHEMA) = 'checks'"))
        .isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void compare_the_schema_with_a_file(TestDatabase kind) throws Exception {
    MigrationChecks checks = rooms(kind);
    Path file = folder.resolve("golden/schema.txt");

    assertThatThrownBy(() -> checks.assertSnapshot(file.toString()))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessage(
            "Golden file '%s' – it does not exist in '%s'. Nothing was compared. Run the test with -Dswitchback.test.approve=true, which writes the file, and review it."
                .formatted(file, Path.of("").toAbsolutePath()));

    System.setProperty(APPROVAL, "true");
    checks.assertSnapshot(file.toString());
    System.clearProperty(APPROVAL);
    assertThat(file)
        .content()
        .startsWith("# Written by 'schema --dump'. Compare it by 'schema --check'.\ntable rooms\n")
        .contains("  topic: ");
    checks.assertSnapshot(file.toString());

    String kept = Files.readString(file);
    Files.writeString(file, kept.replaceAll("(?m)^  topic: .*$", "  theme: TEXT"));
    assertThatThrownBy(() -> checks.assertSnapshot(file.toString()))
        .isInstanceOfSatisfying(
            AssertionFailedError.class,
            e -> assertThat(e.getActual().getStringRepresentation()).isEqualTo(kept))
        .hasMessageMatching(
            "(?s)The schema after all migrations – it differs from '.*schema\\.txt':\n"
                + "-   theme: TEXT\n"
                + "\\+   topic: [^\n"
                + "]*\n"
                + "Review the difference\\. If it is intended, run the test with"
                + " -Dswitchback\\.test\\.approve=true, which writes the file\\.");
  }

  @Test
  void name_a_golden_file_that_cannot_be_used() throws Exception {
    MigrationChecks checks = rooms(TestDatabase.H2);
    Path latin = folder.resolve("latin.txt");
    Files.write(latin, "gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> checks.assertSnapshot(latin.toString()))
        .withMessage(
            "Golden file '%s' – it cannot be read as UTF-8. Nothing was compared. Run the test with -Dswitchback.test.approve=true, which writes the file."
                .formatted(latin));
    System.setProperty(APPROVAL, "true");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> checks.assertSnapshot(latin.resolve("below.txt").toString()))
        .withMessage(
            "Golden file '%s' – it cannot be written. Name a file that can be created."
                .formatted(latin.resolve("below.txt")));
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void compare_the_plan_since_the_mark_with_a_file(TestDatabase kind) throws Exception {
    MigrationChecks checks = rooms(kind).since("20260102");
    Path file = folder.resolve("plan.sql");

    System.setProperty(APPROVAL, "true");
    checks.assertPlan(file.toString());
    System.clearProperty(APPROVAL);

    assertThat(file)
        .content()
        .startsWith("-- %s, up: 2 migrations, ".formatted(kind))
        .contains("-- addColumn 'topic' on 'rooms'\n")
        .endsWith(";\n")
        .doesNotContain("create-rooms");
    checks.assertPlan(file.toString());
    assertThatThrownBy(() -> checks.since("20260101").assertPlan(file.toString()))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith(
            "The plan of the migrations – it differs from '%s':\n- -- %s, up: 2 migrations, "
                .formatted(file, kind));
  }

  private MigrationChecks since(String mark, Class<? extends Migration> last) throws SQLException {
    return MigrationChecks.on(open(TestDatabase.POSTGRESQL))
        .migrations(
            List.of(
                Rooms.M20260101000000_CreateRooms.class,
                Rooms.M20260108000000_CreateUsers.class,
                last))
        .since(mark);
  }

  @Test
  void name_an_operation_that_blocks_tables_in_use() throws SQLException {
    MigrationChecks checks = since("20260108", Rooms.M20260109000000_IndexNames.class);

    assertThatThrownBy(checks::assertNoBlockingOperations)
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageStartingWith(
            """
            The migrations block other sessions, break the previous release, or cannot be planned:
            20260109000000-index-names: addIndex 'rooms_name' on 'rooms'
              index-blocks-writes:\
            """)
        .hasMessageContaining("\n  instead: ")
        .hasMessageEndingWith("\nChange the migration, or acknowledge the step by acknowledged(…).")
        .extracting(Throwable::getMessage, org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .as("a table of the same plan")
        .doesNotContain("'users'");
    checks.since("20260101").assertNoBlockingOperations();
  }

  @Test
  void accept_a_blocking_operation_that_is_acknowledged() throws SQLException {
    since("20260110", Rooms.M20260110000000_Acknowledged.class).assertNoBlockingOperations();
  }

  @Test
  void name_a_plan_that_would_be_refused() throws SQLException {
    assertThatThrownBy(
            since("20260110", Rooms.M20260112000000_AddsTwice.class)::assertNoBlockingOperations)
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("\n20260112000000-adds-twice: it would be refused: ");
  }

  @Test
  void warn_of_steps_that_a_plan_does_not_know() throws SQLException {
    MigrationChecks checks = since("20260110", Rooms.M20260111000000_Reads.class);

    try (CapturedLog log = new CapturedLog()) {
      checks.assertNoBlockingOperations();
      assertThat(log.text())
          .contains(
              "Migration '20260111000000-reads': not all of its steps were checked: the rest is not"
                  + " known: ");
    }
  }

  @Test
  void refuse_a_mark_that_is_no_name_and_no_time() {
    for (String mark : List.of("2026-01-01", "2026", "", "add-topic", "202601010000000")) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> MigrationChecks.on(() -> null).since(mark))
          .withMessage(
              "since('%s') – it is no name of a migration, and no time. Nothing was run. Write the name of a migration, or a time such as 20260101 or 20260101000000."
                  .formatted(mark));
    }
  }

  @Test
  void refuse_null() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> MigrationChecks.on((DataSource) null))
        .withMessage("No data source – on(…) was called with null. Nothing was run. Pass one.");
  }

  @Test
  void say_in_a_sentence_that_the_database_cannot_be_used() throws SQLException {
    DataSource source = open(TestDatabase.POSTGRESQL);
    database.close();

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> MigrationChecks.on(source).migrations(Rooms.GOOD).stairway())
        .withMessage(
            "The database of the checks cannot be used. Nothing was run. Check the data source, and"
                + " the privileges of its user. The cause has the message of the server.");
  }

  @Test
  void give_the_migrator_further_options() throws Throwable {
    MigrationChecks checks = rooms(TestDatabase.H2).configured(b -> b.tablePrefix("acme"));

    try (var tests = checks.stairway()) {
      ((org.junit.jupiter.api.DynamicTest) tests.iterator().next()).getExecutable().execute();
      assertThat(count("acme_meta")).isEqualTo(3);
    }
  }
}
