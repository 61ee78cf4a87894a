package dev.switchback.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Adoption;
import dev.switchback.ConfigurationException;
import dev.switchback.MigrationTool;
import dev.switchback.Migrator;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which histories of Flyway are taken over, and what stands in the way. */
class TakeOverTest {

  private static final String CUSTOMERS = "CREATE TABLE customers (id INTEGER PRIMARY KEY);\n";

  @TempDir private Path folder;

  private FreshDatabase database;
  private ScriptProject project;

  @BeforeEach
  void createProject() throws Exception {
    database = TestDatabase.H2.server().createDatabase();
    project =
        new ScriptProject(folder.resolve("classes"))
            .with("V1__a.sql", CUSTOMERS)
            .with("V2__b.sql", "INSERT INTO customers VALUES (1);\n")
            .with("R__names.sql", "CREATE OR REPLACE VIEW names AS SELECT id FROM customers;\n");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  private Migrator migrator() throws Exception {
    return project.migrator(database.dataSource());
  }

  private void flyway() {
    project.flyway(database.dataSource()).load().migrate();
  }

  private Adoption requireTakenOver() throws Exception {
    try (Migrator migrator = migrator()) {
      Adoption adopted = migrator.adopt(MigrationTool.FLYWAY, "from Flyway");
      assertThat(adopted.names()).containsExactly(ScriptProject.NAME);
      assertThat(migrator.up().names()).containsExactly("20250201000000-add-notes-to-customers");
      return adopted;
    }
  }

  private void requireDifferent(String... differences) throws Exception {
    String message =
        "Migration '20250101000000-old-scripts' – its scripts in 'db/migration' and the table"
            + " 'flyway_schema_history' differ:\n"
            + String.join("\n", differences)
            + "\nNothing was changed. Put this right with Flyway, and run 'adopt flyway' again.";
    try (Migrator migrator = migrator()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> migrator.adopt(MigrationTool.FLYWAY, "from Flyway"))
          .withMessage(message);
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> migrator.adoption(MigrationTool.FLYWAY))
          .withMessage(message);
      assertThat(migrator.executed()).isEmpty();
    }
  }

  private static String notRun(String script) {
    return "'"
        + script
        + "' has not run here. Run 'flyway migrate' first, or remove the script if it is new, and"
        + " write it as a migration";
  }

  private static String noScript(String version, String script) {
    return "version "
        + version
        + " ('"
        + script
        + "') has run here, and has no script. Restore the script. If it was removed on purpose,"
        + " run 'flyway repair'. If it was a Java migration, write a class for each version instead"
        + " of this one, and use a mapping";
  }

  @Test
  void the_lines_show_what_covers_each_script() throws Exception {
    flyway();

    assertThat(migrator().adoption(MigrationTool.FLYWAY).toString())
        .isEqualTo(
            """
            V1__a.sql     covered by 20250101000000-old-scripts
            V2__b.sql     covered by 20250101000000-old-scripts
            R__names.sql  covered by 20250101000000-old-scripts\
            """);
    requireTakenOver();
  }

  @Test
  void other_line_ends_a_byte_order_mark_and_placeholders_are_the_same_text() throws Exception {
    String text = "-- ${Name}: İstanbul\n\nCREATE TABLE t (n INTEGER);";
    project
        .with("V3__c.sql", "\uFEFF" + text.replace("\n", "\r\n") + "\r\n\r\n")
        .with("R__x.sql", "\uFEFFCREATE OR REPLACE VIEW ${name} AS\r\nSELECT n FROM t\r\n")
        .placeholders(Map.of("name", "all_of_t"));
    flyway();

    requireTakenOver();
  }

  @Test
  void a_script_that_has_not_run_is_named() throws Exception {
    flyway();
    project.with("V1.5__x.sql", "SELECT 1").with("sub/R__new.sql", "SELECT 1");

    requireDifferent(notRun("V1.5__x.sql"), notRun("sub/R__new.sql"));
  }

  @Test
  void a_version_without_a_script_is_named() throws Exception {
    project.with("V1.5__c.sql", "SELECT 1");
    flyway();
    project.without("V1.5__c.sql").without("R__names.sql");

    requireDifferent(
        noScript("1.5", "V1.5__c.sql"),
        "'R__names.sql' has run here, and has no script. Restore the script. If it was removed on"
            + " purpose, run 'flyway repair'");

    project.flyway(database.dataSource()).load().repair();
    requireTakenOver();
  }

  /** As a project has it in its package {@code db.migration}. */
  public static final class V3__Fill extends BaseJavaMigration {
    @Override
    public void migrate(Context context) {}
  }

  @Test
  void a_java_migration_of_flyway_is_named() throws Exception {
    project.flyway(database.dataSource()).javaMigrations(new V3__Fill()).load().migrate();

    requireDifferent(noScript("3", V3__Fill.class.getName()));
  }

  @Test
  void a_changed_script_is_named() throws Exception {
    flyway();
    project
        .with("V1__a.sql", CUSTOMERS + "-- why\n")
        .with("R__names.sql", "CREATE OR REPLACE VIEW names AS SELECT 2 AS id\n");

    requireDifferent(
        "'V1__a.sql' is not the text that has run here: the checksum is 1658894779 there. Restore"
            + " the script. If only comments differ, run 'flyway repair'",
        "'R__names.sql' is not the text that has run here: the checksum is -1092172249 there. Run"
            + " 'flyway migrate' first");

    project.flyway(database.dataSource()).load().repair();
    flyway();
    requireTakenOver();
  }

  @Test
  void what_has_failed_there_has_to_be_finished_there() throws Exception {
    project.with("V3__c.sql", "CREATE TABLE t (n INTEGER);\nCREATE TABLE t (n INTEGER);");
    assertThatExceptionOfType(FlywayException.class).isThrownBy(this::flyway);

    assertThatThrownBy(() -> migrator().adopt(MigrationTool.FLYWAY, "from Flyway"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "'V3__c.sql' of flyway_schema_history – it has failed there. Nothing was changed. Fix"
                + " and finish it with the tool that began it.");
  }

  /** Flyway's free edition has no undo, so the row is written as the others write it. */
  @Test
  void an_undone_version_has_not_run() throws Exception {
    flyway();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO "flyway_schema_history" VALUES
          (9, '2', 'b', 'UNDO_SQL', 'U2__b.sql', 7, 'SA', CURRENT_TIMESTAMP, 1, TRUE)\
          """);
    }

    requireDifferent(notRun("V2__b.sql"));
  }

  @Test
  void versions_up_to_a_baseline_of_flyway_are_there_already() throws Exception {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(CUSTOMERS);
    }
    project
        .flyway(database.dataSource())
        .baselineOnMigrate(true)
        .baselineVersion("1")
        .load()
        .migrate();

    assertThat(requireTakenOver().entries())
        .extracting(Adoption.Entry::name)
        .containsExactly("<< Flyway Baseline >>", "V2__b.sql", "R__names.sql");
  }

  @Test
  void scripts_that_a_baseline_script_replaced_may_be_gone() throws Exception {
    flyway();
    project
        .without("V1__a.sql")
        .without("V2__b.sql")
        .with("B2__both.sql", CUSTOMERS + "INSERT INTO customers VALUES (1);\n")
        .with("V3__c.sql", "SELECT 1");
    project.flyway(database.dataSource()).ignoreMigrationPatterns("*:missing").load().migrate();

    requireTakenOver();
  }

  @Test
  void a_database_that_began_with_a_baseline_script_is_taken_over() throws Exception {
    project.with("B2__both.sql", CUSTOMERS + "INSERT INTO customers VALUES (1);\n");
    flyway();

    requireTakenOver();
  }

  @Test
  void a_schema_that_flyway_created_is_no_script() throws Exception {
    project.flyway(database.dataSource()).schemas("shop").createSchemas(true).load().migrate();
    Migrator inShop = project.configure(database.dataSource()).schema("shop").build();

    Adoption adopted = inShop.adopt(MigrationTool.FLYWAY, "from Flyway");

    assertThat(adopted.entries().get(0).state()).isEqualTo(Adoption.State.ELSEWHERE);
    assertThat(adopted.names()).containsExactly(ScriptProject.NAME);
    assertThat(inShop.up().names()).hasSize(1);
    assertThatThrownBy(() -> migrator().adoption(MigrationTool.FLYWAY))
        .hasMessageStartingWith(
            "Table 'flyway_schema_history' – it does not exist in this schema.");
  }

  @Test
  void a_script_that_cannot_run_here_is_not_adopted() throws Exception {
    flyway();
    project.with("beforeMigrate.sql", "SELECT 1");

    assertThatThrownBy(() -> migrator().adopt(MigrationTool.FLYWAY, "from Flyway"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Migration '20250101000000-old-scripts' – its scripts cannot be run here, so it cannot"
                + " be adopted: Flyway script 'db/migration/beforeMigrate.sql' – it is a callback"
                + " of Flyway, and would not be called. No script was sent. Write what it does as a"
                + " migration, and move the file out of the folder. Nothing was changed.");
  }

  /** The same scripts, a second time. */
  public static final class M20250102000000_Again implements dev.switchback.FlywayScripts {}

  @Test
  void scripts_are_in_one_migration() throws Exception {
    flyway();
    Migrator two =
        Migrator.configure()
            .dataSource(database.dataSource())
            .migrations(List.of(M20250101000000_OldScripts.class, M20250102000000_Again.class))
            .factory(
                type ->
                    type == M20250102000000_Again.class
                        ? new M20250102000000_Again()
                        : new M20250101000000_OldScripts(List.of("db/migration"), Map.of()))
            .build();

    assertThatThrownBy(() -> two.adoption(MigrationTool.FLYWAY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "'20250101000000-old-scripts', '20250102000000-again' – more than one migration has"
                + " scripts of Flyway. Nothing was changed. Return all folders from locations() of"
                + " one of them, or use a mapping.");
    assertThat(
            two.adoption(
                    MigrationTool.FLYWAY,
                    Map.of(
                        "V1__a.sql", "20250101000000-old-scripts",
                        "V2__b.sql", "20250102000000-again",
                        "R__names.sql", ""))
                .names())
        .hasSize(2);
  }
}
