package dev.switchback.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder run, in which order, and what is refused. */
class ScriptFolderTest {

  private static final String CUSTOMERS = "CREATE TABLE customers (id INTEGER PRIMARY KEY);\n";

  @TempDir private Path folder;

  private FreshDatabase database;
  private ScriptProject project;

  @BeforeEach
  void createDatabase() throws Exception {
    database = TestDatabase.H2.server().createDatabase();
    project = new ScriptProject(folder.resolve("classes"));
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  private Migrator migrator() throws Exception {
    return project.migrator(database.dataSource());
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  private List<String> tables() throws SQLException {
    return rows(
            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"
                + " ORDER BY 1")
        .stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> !name.startsWith("switchback"))
        .toList();
  }

  /** The files of the plan, in the order of their first statement. */
  private List<String> planned() throws Exception {
    try (Migrator migrator = migrator()) {
      return Pattern.compile("at db/migration/(\\S+):\\d+")
          .matcher(migrator.plan().toString())
          .results()
          .map((MatchResult found) -> found.group(1))
          .distinct() // a later migration may name the last one again
          .toList();
    }
  }

  private void write(String... names) throws Exception {
    for (String name : names) {
      project.with(name, "SELECT '" + name + "'");
    }
  }

  private List<String> orderOfFlyway() {
    return Stream.of(project.flyway(database.dataSource()).load().info().pending())
        .map(MigrationInfo::getScript)
        .toList();
  }

  @Test
  void scripts_run_in_the_order_of_flyway() throws Exception {
    write(
        "V1__a.sql",
        "V1.1__b.sql",
        "V1_10__c.sql",
        "V1.2__d.sql",
        "V2__e.sql",
        "V003__f.sql",
        "V10.sql",
        "V9.sql",
        "V20240101__g.sql",
        "V20240101120000__h.sql",
        "V1.1.1__i.sql",
        "V1.1.0.1__j.sql",
        "V99999999999999999999999999__k.sql",
        "sub/folder/V4__l.sql",
        "V5__UP.SQL",
        "V6____under_scores.sql",
        "V7__.sql",
        "R__b.sql",
        "R__a.sql",
        "R__B.sql",
        "R__a_b.sql",
        "R__a b.sql.txt",
        "sub/R__0.sql",
        "R__a.b.sql",
        "V0__zero.sql",
        "V1.01.2__m.sql",
        "U1__undo.sql",
        "Views.sql",
        "Vendor__x.sql",
        "data.sql",
        "readme.md");

    assertThat(planned()).isEqualTo(orderOfFlyway()).hasSize(25);
  }

  @Test
  void a_baseline_script_stands_for_the_versions_up_to_its_own() throws Exception {
    write("V1__a.sql", "V2__b.sql", "B2__two.sql", "B1__one.sql", "V3__c.sql", "R__r.sql");

    assertThat(planned()).containsExactly("B2__two.sql", "V3__c.sql", "R__r.sql");
    project.flyway(database.dataSource()).load().migrate();
    assertThat(
            rows(
                "SELECT \"script\" FROM \"flyway_schema_history\" WHERE \"installed_rank\" > 0"
                    + " ORDER BY \"installed_rank\""))
        .containsExactly("B2__two.sql", "V3__c.sql", "R__r.sql");
  }

  @Test
  void placeholders_become_what_flyway_makes_of_them() throws Exception {
    String text =
        """
        CREATE TABLE ${Prefix}_customers (id INTEGER DEFAULT ${one}); -- ${prefix}
        INSERT INTO acme_customers (id) VALUES (${ONE});
        """;
    project.with("V1__a.sql", text).placeholders(Map.of("prefix", "acme", "one", "7"));
    try (FreshDatabase other = TestDatabase.H2.server().createDatabase()) {
      project.flyway(other.dataSource()).load().migrate();
    }

    migrator().up(1);

    assertThat(tables()).containsExactly("acme_customers");
    assertThat(rows("SELECT id FROM acme_customers")).containsExactly("7");
  }

  @Test
  void a_placeholder_may_stand_for_itself() throws Exception {
    project
        .with("V1__a.sql", "CREATE TABLE mails (body VARCHAR(50) DEFAULT 'Hello ${user}')")
        .placeholders(Map.of("user", "${user}"));

    migrator().up(1);

    assertThat(
            rows(
                "SELECT COLUMN_DEFAULT FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'MAILS'"))
        .containsExactly("'Hello ${user}'");
  }

  @Test
  void scripts_are_found_in_a_jar() throws Exception {
    project.with("V1__a.sql", CUSTOMERS).with("sub/V2__b.sql", "CREATE TABLE two (n INTEGER)");

    for (boolean hasFolders : List.of(true, false)) {
      try (FreshDatabase fresh = TestDatabase.H2.server().createDatabase();
          Migrator migrator = project.inJar(fresh.dataSource(), hasFolders)) {
        assertThat(migrator.up().names()).hasSize(2);
        assertThat(migrator.verify().isClean()).isTrue();
      }
    }
  }

  @Test
  void several_folders_are_one_sequence_and_may_depend_on_the_database() throws Exception {
    project
        .withFile("db/common/V2__b.sql", "INSERT INTO customers VALUES (1)")
        .withFile("db/h2/V1__a.sql", CUSTOMERS)
        .withFile("db/mysql/V1__a.sql", "CREATE TABLE customers (id INT) ENGINE = InnoDB")
        .at("classpath:db/common", "/db/{dialect}/");

    migrator().up();
    assertThat(rows("SELECT id FROM customers")).containsExactly("1");
    assertThat(migrator().verify().isClean()).isTrue();

    project.withFile("db/mysql/V1__a.sql", "CREATE TABLE customers (id BIGINT)");
    assertThat(migrator().verify().isClean()).isFalse();
  }

  @Test
  void the_text_of_each_script_is_in_the_fingerprint() throws Exception {
    project.with("V1__a.sql", CUSTOMERS);
    migrator().up();
    assertThat(migrator().verify().isClean()).isTrue();

    project.with("V1__a.sql", CUSTOMERS.replace("\n", "\r\n"));
    assertThat(migrator().verify().isClean()).isTrue();
    project.with("V2__b.sql", "CREATE TABLE two (n INTEGER)");
    assertThat(migrator().verify().toString()).contains("+ script 'db/migration/V2__b.sql'");
    project.without("V1__a.sql").without("V2__b.sql");
    assertThat(migrator().verify().isClean()).isFalse();
  }

  @Test
  void a_plan_without_a_database_shows_the_scripts() throws Exception {
    project.with("V1__a.sql", "\n" + CUSTOMERS);

    assertThat(migrator().planOffline(Direction.UP, "H2", "2.3").toString())
        .contains("at db/migration/V1__a.sql:2\nCREATE TABLE customers (id INTEGER PRIMARY KEY);");
  }

  @Test
  void there_is_no_way_back() throws Exception {
    project.with("V1__a.sql", CUSTOMERS);
    migrator().up();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> migrator().down(2))
        .withMessageContaining("scripts of Flyway have no undo");
    assertThat(tables()).containsExactly("customers");
  }

  // ---- what is refused

  private void requireRefused(String message) throws Exception {
    project.with("V1__a.sql", CUSTOMERS);
    for (String sub : List.of("up", "plan")) {
      try (Migrator migrator = migrator()) {
        if (sub.equals("plan")) {
          assertThat(migrator.plan()).asString().contains(message);
          continue;
        }
        assertThatExceptionOfType(MigrationFailedException.class)
            .isThrownBy(migrator::up)
            .withMessageContaining("Cause: " + message);
      }
    }
    assertThat(tables()).isEmpty();
  }

  @Test
  void a_placeholder_without_a_value_is_refused_with_its_line() throws Exception {
    project.with("V2__b.sql", "-- first\nCREATE TABLE ${flyway:table} (n INTEGER)");

    requireRefused(
        "SQL file 'db/migration/V2__b.sql:2' – the placeholder '${flyway:table}' has no value. No"
            + " script was sent. Return its value from placeholders(). If the text itself is meant,"
            + " return that as its value");
  }

  @Test
  void a_callback_is_refused() throws Exception {
    for (String name :
        List.of(
            "beforeMigrate.sql",
            "afterMigrate__refresh.sql",
            "afterEachMigrate.sql",
            "beforeEachMigrateStatement.sql",
            "afterMigrateApplied.sql",
            "createSchema.sql",
            "beforeValidate.sql",
            "afterConnect.SQL",
            "beforeRepeatables.sql")) {
      project.with(name, "SELECT 1");
      requireRefused(
          "Flyway script 'db/migration/"
              + name
              + "' – it is a callback of Flyway, and would not be called. No script was sent. Write"
              + " what it does as a migration, and move the file out of the folder");
      project.without(name);
    }
    project.with("afterClean.sql", "SELECT 1").with("beforeInfo.sql", "SELECT 1");
    assertThat(planned()).containsExactly("V1__a.sql");
  }

  @Test
  void a_java_migration_is_refused() throws Exception {
    project.with("V2__Fill.class", "").with("V2__Fill$Row.class", "");

    requireRefused(
        "Flyway script 'db/migration/V2__Fill.class' – it is a Java migration of Flyway, and cannot"
            + " be run. No script was sent. Write a migration for each script instead, and adopt"
            + " them by a mapping");
  }

  @Test
  void two_scripts_of_one_version_are_refused() throws Exception {
    project.with("V1.0__b.sql", "SELECT 1");
    requireRefused(
        "Flyway script 'db/migration/V1.0__b.sql' – 'db/migration/V1__a.sql' has the same version."
            + " No script was sent. Flyway refuses this too. Remove or rename one of them");
    project.without("V1.0__b.sql").with("R__x.sql", "SELECT 1").with("sub/R__x.sql", "SELECT 1");
    requireRefused(
        "Flyway script 'db/migration/R__x.sql' – 'db/migration/sub/R__x.sql' has the same name.");
  }

  @Test
  void a_name_that_flyway_passes_over_is_refused() throws Exception {
    for (String name : List.of("V1_b.sql", "V__b.sql", "R_b.sql", "V1b__c.sql", "R1__c.sql")) {
      project.with(name, "SELECT 1");
      assertThat(orderOfFlyway()).doesNotContain(name);
      requireRefused(
          "Flyway script 'db/migration/"
              + name
              + "' – its name is neither 'V1__name.sql' nor 'R__name.sql', so that Flyway passes"
              + " over it. No script was sent. Rename it, or move it out of the folder");
      project.without(name);
    }
  }

  @Test
  void a_setting_of_a_script_is_refused_unless_it_is_about_the_transaction() throws Exception {
    project.with("V1__a.sql.conf", "# why\n\nexecuteInTransaction=false\n");
    project.with("V1__a.sql", CUSTOMERS);
    assertThat(planned()).containsExactly("V1__a.sql");

    project.with("V1__a.sql.conf", "placeholderReplacement=false\n");
    requireRefused(
        "Flyway script 'db/migration/V1__a.sql.conf' – its setting 'placeholderReplacement=false'"
            + " has no equivalent here. No script was sent. Remove the setting, or move the script"
            + " out of the folder");
  }

  @Test
  void a_folder_without_a_script_is_refused() throws Exception {
    project.at("db/other", "db/none");

    requireRefused(
        "Flyway scripts in 'db/other', 'db/none' – the class loader of"
            + " 'dev.switchback.flyway.M20250101000000_OldScripts' has no script there. No script"
            + " was sent. Add them to the resources, or return the right folder from locations()");
    for (String location : List.of("filesystem:sql", "", "db/*", "db\\migration")) {
      project.at(location);
      requireRefused(
          "Flyway scripts in '"
              + location
              + "' – this is no folder of the class path. No script was sent. Name it like"
              + " 'db/migration'");
    }
  }

  @Test
  void a_native_image_is_refused() throws Exception {
    System.setProperty("org.graalvm.nativeimage.imagecode", "runtime");
    try {
      requireRefused(
          "Flyway scripts in 'db/migration' – a native image has no folders that can be listed. No"
              + " script was sent. Migrate on a JVM, before the image starts");
    } finally {
      System.clearProperty("org.graalvm.nativeimage.imagecode");
    }
  }

  @Test
  void a_script_that_cannot_be_split_is_refused_before_the_first_is_sent() throws Exception {
    project.with("V2__b.sql", "SELECT 1;\nSELECT 'open");

    requireRefused(
        "SQL file 'db/migration/V2__b.sql:2' – the file ends in a quote that begins here. No"
            + " statement of the file was sent");
  }

  @Test
  void a_database_of_flyway_is_adopted_and_not_run_again() throws Exception {
    project.with("V1__a.sql", "CREATE TABLE IF NOT EXISTS customers (id INTEGER)");
    project.flyway(database.dataSource()).load().migrate();

    assertThat(migrator().plan().isRefused()).isTrue();
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator()::up)
        .withMessageContaining(
            "Cause: Flyway scripts in 'db/migration' – this schema has the table"
                + " 'flyway_schema_history', so Flyway has worked here. No script was sent. Run"
                + " 'adopt flyway', which compares the two, and with --reason TEXT records the"
                + " scripts as applied");
    assertThat(migrator().executed()).isEmpty();
  }
}
