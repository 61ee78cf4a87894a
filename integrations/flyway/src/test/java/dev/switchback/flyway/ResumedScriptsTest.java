package dev.switchback.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.DeadManDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts that end half-way go on where they ended. */
class ResumedScriptsTest {

  @TempDir private Path folder;

  private ScriptProject twenty() throws Exception {
    ScriptProject project = new ScriptProject(folder.resolve("classes"));
    project.with(
        "V1__customers.sql", "CREATE TABLE customers (id INTEGER PRIMARY KEY, n INTEGER);");
    for (int i = 2; i <= 20; i++) {
      project.with(
          "V" + i + "__step.sql",
          "CREATE TABLE t%1$d (n INTEGER);\nINSERT INTO customers VALUES (%1$d, 0);\n".formatted(i)
              + "UPDATE customers SET n = n + 1;\n");
    }
    return project;
  }

  /** Each script has raised the number of the customers before it, and of its own, by one. */
  private static void requireExactlyOnce(FreshDatabase database) throws SQLException {
    List<String> expected = new ArrayList<>();
    for (int i = 2; i <= 20; i++) {
      expected.add(i + "=" + (21 - i));
    }
    List<String> found = new ArrayList<>();
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, n FROM customers ORDER BY id")) {
      while (rows.next()) {
        found.add(rows.getInt(1) + "=" + rows.getInt(2));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void a_corrected_script_goes_on_with_its_statement(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      ScriptProject project = twenty();
      String right =
          """
          CREATE TABLE t17 (n INTEGER);
          INSERT INTO customers VALUES (17, 0);
          UPDATE customers SET n = n + 1;
          """;
      project.with("V17__step.sql", right.replace("INSERT INTO customers", "INSERT INTO nobody"));
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(project.migrator(database.dataSource())::up)
          .withMessageContaining("at db/migration/V17__step.sql:2");

      project.with("V17__step.sql", right);

      assertThat(project.migrator(database.dataSource()).up().names()).hasSize(2);
      requireExactlyOnce(database);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_killed_run_goes_on(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      ScriptProject project = twenty();
      for (String at : List.of("CREATE TABLE t5", "INSERT INTO customers VALUES (17")) {
        DeadManDataSource process =
            new DeadManDataSource(database.dataSource())
                .diesAfter(trip -> trip.call().startsWith(at));
        Migrator dying = project.migrator(process);
        assertThatExceptionOfType(SwitchbackException.class).isThrownBy(dying::up);
        assertThat(process.isDead()).isTrue();
      }

      assertThat(project.migrator(database.dataSource()).up().names()).hasSize(2);
      requireExactlyOnce(database);
    }
  }

  /** As Flyway does it, so that a dump does not change where later scripts work. */
  @ParameterizedTest
  @EnumSource
  void a_script_does_not_change_the_session_of_the_next(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      String setting =
          switch (kind) {
            case POSTGRESQL -> "SELECT pg_catalog.set_config('search_path', '', false)";
            case MYSQL, MARIADB -> "SET SESSION sql_mode = 'ANSI_QUOTES'";
            case H2 -> "SET SCHEMA INFORMATION_SCHEMA";
          };
      String depends =
          switch (kind) {
            case POSTGRESQL, H2 -> "INSERT INTO customers VALUES (1, 'x')";
            case MYSQL, MARIADB -> "INSERT INTO customers VALUES (1, \"x\")";
          };
      ScriptProject project =
          new ScriptProject(folder.resolve("classes"))
              .with(
                  "V1__a.sql", "CREATE TABLE customers (id INTEGER, name VARCHAR(9));\n" + setting)
              .with("V2__b.sql", depends)
              .with("R__c.sql", "CREATE TABLE c (n INTEGER);\n" + setting)
              .with("R__d.sql", depends + ";\nINSERT INTO nobody VALUES (1)");
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(project.migrator(database.dataSource())::up)
          .withMessageContaining("at db/migration/R__d.sql:2");
      project.with("R__d.sql", depends + ";\nINSERT INTO c VALUES (1)");

      project.migrator(database.dataSource()).up();

      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT (SELECT COUNT(*) FROM customers) * 10 + (SELECT COUNT(*) FROM c)")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(21);
      }
    }
  }

  /** Where nothing was committed, all scripts are one transaction. */
  @Test
  void after_a_first_commit_each_script_is_committed_as_flyway_does_it() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      ScriptProject project =
          new ScriptProject(folder.resolve("classes"))
              .with("V1__type.sql", "CREATE TYPE state AS ENUM ('new'); CREATE TABLE a (s state);")
              .with("V2__index.sql", "CREATE INDEX CONCURRENTLY a_ix ON a (s)")
              .with("V3__value.sql", "ALTER TYPE state ADD VALUE 'old'")
              .with("V4__row.sql", "INSERT INTO a VALUES ('old');\nINSERT INTO nobody VALUES (1)");
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(project.migrator(database.dataSource())::up)
          .withMessageContaining("at db/migration/V4__row.sql:2");
      project.with(
          "V4__row.sql", "INSERT INTO a VALUES ('old');\nCREATE TABLE customers (id INTEGER)");

      project.migrator(database.dataSource()).up();

      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT count(*) FROM a WHERE s = 'old'")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(1);
      }
    }
  }
}
