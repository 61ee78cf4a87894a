package dev.switchback.postgresql;

import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.Params.params;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.ScriptedMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL says of an error reaches the user, without a value of a row. */
class PostgreSqlErrorsTest {

  private FreshDatabase database;

  static final class M20250101000000_Refused extends ScriptedMigration {
    M20250101000000_Refused(Consumer<QueryInterface> up) {
      super(up);
    }
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    database = TestDatabase.POSTGRESQL.server().createDatabase();
    execute(
        "CREATE TABLE people (id INTEGER PRIMARY KEY, n VARCHAR(9), kind VARCHAR(9), j JSONB)",
        "INSERT INTO people VALUES (1, '7731', 'open', '{\"a\": 1}')",
        "CREATE VIEW names AS SELECT n FROM people");
  }

  @AfterEach
  void dropDatabase() throws SQLException {
    database.close();
  }

  private void execute(String... all) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : all) {
        statement.execute(sql);
      }
    }
  }

  private String failureOf(Consumer<QueryInterface> body) {
    Migrator migrator =
        Migrator.configure()
            .dataSource(database.dataSource())
            .migrations(List.of(M20250101000000_Refused.class))
            .factory(type -> new M20250101000000_Refused(body))
            .build();
    return catchThrowableOfType(MigrationFailedException.class, migrator::up).getMessage();
  }

  @Test
  void names_the_objects_that_depend_on_one() {
    assertThat(failureOf(db -> db.execute("ALTER TABLE people DROP COLUMN n")))
        .contains(
            """
            because other objects depend on it
            Detail: view names depends on column n of table people
            Hint of the server: Use DROP ... CASCADE to drop the dependent objects too.
            SQL: \
            """);
    assertThat(failureOf(db -> db.removeColumn("people", "n")))
        .contains("\nDetail: view names depends on column n of table people\n");
    assertThat(failureOf(db -> db.dropTable("people")))
        .contains("\nDetail: view names depends on table people\n");
    assertThat(failureOf(db -> db.execute("ALTER TABLE people ALTER COLUMN n TYPE text")))
        .contains("\nDetail: rule _RETURN on view names depends on column \"n\"\n");
  }

  @Test
  void names_many_of_them_in_one_line() throws SQLException {
    execute("CREATE VIEW more AS SELECT n FROM people");

    assertThat(failureOf(db -> db.dropTable("people")))
        .contains(
            "\nDetail: view names depends on table people; view more depends on table people\n");
  }

  @Test
  void shows_what_the_server_would_write_instead() {
    assertThat(failureOf(db -> db.query("SELECT knd FROM people", row -> row)))
        .contains("\nHint of the server: Perhaps you meant to reference the column");
    assertThat(failureOf(db -> db.query("SELECT nothing(1)", row -> row)))
        .contains("\nHint of the server: No function");
  }

  @Test
  void shows_no_detail_with_a_value_of_a_row() {
    for (String sql :
        List.of(
            "INSERT INTO people VALUES (1, '7731')",
            "CREATE TABLE others (id INTEGER REFERENCES people); INSERT INTO others VALUES (7731)",
            "ALTER TABLE people ADD CHECK (n <> '7731')",
            "ALTER TABLE people ALTER COLUMN kind TYPE INTEGER USING kind::integer",
            "UPDATE people SET j = '{7731'",
            "CREATE TABLE parts (id INTEGER) PARTITION BY RANGE (id); INSERT INTO parts VALUES"
                + " (7731)")) {
      assertThat(failureOf(db -> db.execute(sql)).split("\nSQL: ", 2)[0])
          .as(sql)
          .doesNotContain("7731")
          .doesNotContain("\nDetail: ");
    }
  }

  @Test
  void shows_no_detail_that_a_routine_has_raised() {
    for (String state : List.of("P0001", "42P01", "2BP01", "55000")) {
      assertThat(
              failureOf(
                  db ->
                      db.execute(
                          "DO $$ BEGIN RAISE 'no' USING ERRCODE = '"
                              + state
                              + "', DETAIL = 'the row 7731', HINT = 'see 7731'; END $$")))
          .as(state)
          .doesNotContain("7731");
    }
  }

  @Test
  void a_type_that_needs_a_conversion_is_answered_with_using() {
    assertThat(failureOf(db -> db.changeColumn("people", "kind", date())))
        .contains(
            """
            Hint of the server: You might need to specify "USING kind::date".
            Hint: State how to convert the old values: in changeColumn, c -> c.to(…).using("…"); in SQL, USING.
            """);
    assertThat(failureOf(db -> db.changeColumn("people", "id", enumeration("a", "b"))))
        .contains("changeColumn 'id'")
        .doesNotContain("Hint: State how");
  }

  @Test
  void a_value_of_an_enumeration_that_is_too_new_is_answered_with_a_step_of_its_own()
      throws SQLException {
    execute("CREATE TYPE mood AS ENUM ('sad')", "CREATE TABLE moods (m mood)");
    assertThat(
            failureOf(
                db ->
                    db.execute(
                        "ALTER TYPE mood ADD VALUE 'glad'; INSERT INTO moods VALUES ('glad')")))
        .contains(
            "\n"
                + "Hint: Add the value by addEnumValue(…) or by a separate execute(…), or use it in"
                + " a later migration.");
  }

  @Test
  void a_procedure_that_commits_is_named() throws SQLException {
    execute("CREATE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$");
    String hint =
        "\n"
            + "Hint: A procedure or a block that ends the transaction cannot be called in the"
            + " transaction of a migration. Call it by executeOutsideTransaction(…), or remove"
            + " COMMIT and ROLLBACK from it.";

    assertThat(failureOf(db -> db.execute("CALL work()"))).contains(hint);
    assertThat(failureOf(db -> db.execute("DO $$ BEGIN ROLLBACK; END $$"))).contains(hint);
  }

  @Test
  void copy_through_the_driver_is_refused_before_it_is_sent() {
    assertThat(failureOf(db -> db.execute("COPY people (id, n) FROM STDIN WITH (FORMAT csv)")))
        .contains(
            "PostgreSQL cannot do this: send COPY … FROM STDIN, whose rows its driver takes and"
                + " gives through an interface of its own alone. Nothing was sent. Insert the rows"
                + " by copyIn(…) or bulkInsert(…), or let the server read a file of its own by COPY"
                + " … FROM 'file'.");
    assertThat(failureOf(db -> db.execute("copy people\nto stdout")))
        .contains("Nothing was sent. Read the rows by query(…) or forEachRow(…).");
  }

  @Test
  void an_operator_with_a_question_mark_is_written_twice_beside_values() throws SQLException {
    assertThat(failureOf(db -> db.execute("UPDATE people SET n = ? WHERE j ? 'a'", "x")))
        .contains(
            "The statement has 2 question marks, and received 1 value. Nothing was sent. Pass one"
                + " value for each. If one of them is an operator, write it as '??'.");
    assertThat(
            failureOf(
                db -> {
                  db.execute("UPDATE people SET n = ? WHERE j ?? 'a'", "x");
                  db.execute("UPDATE people SET n = 'y' WHERE j ? 'a'");
                  List<String> found =
                      db.query(
                          "SELECT n FROM people WHERE j ??| ARRAY['a'] AND id = ?",
                          row -> row.getString(1),
                          1);
                  throw new IllegalStateException("found " + found);
                }))
        .contains("found [y]");
  }

  @Test
  void an_operator_with_a_question_mark_is_written_once_beside_values_by_name() {
    assertThat(
            failureOf(
                db -> {
                  db.execute(
                      "UPDATE people SET n = :n WHERE j ? :key AND j ?| array[:keys]"
                          + " AND (j)?&array['a'] AND NOT j ?? 'b'"
                          + " AND (array[1, 2])[1:2] = :both AND id = ANY (:ids)",
                      params(
                          "n",
                          "z",
                          "key",
                          "a",
                          "keys",
                          List.of("a", "b"),
                          "both",
                          new Integer[] {1, 2},
                          "ids",
                          new Integer[] {1}));
                  db.bulkUpdate(
                      "people",
                      row("kind", "shut"),
                      whereSql(
                          "j ? :key AND :at::date IS NOT NULL",
                          params("key", "a", "at", "2025-01-02")));
                  List<String> found =
                      db.query(
                          "SELECT n || kind FROM people WHERE j ? 'a' AND id IN (:ids)",
                          row -> row.getString(1),
                          params("ids", List.of(1, 2)));
                  throw new IllegalStateException("found " + found);
                }))
        .contains("found [zshut]");
    assertThat(
            failureOf(
                db -> db.execute("UPDATE people SET n = ? WHERE j ? :key", params("key", "a"))))
        .contains(
            "The statement has a question mark for a value, and params(…) has values by name."
                + " Nothing was sent. Give a name to each value.");
  }
}
