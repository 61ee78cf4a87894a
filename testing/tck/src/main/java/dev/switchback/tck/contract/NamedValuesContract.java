package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.Params.params;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.MigrationFailedException;
import dev.switchback.Verification;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Raw SQL whose values have names. */
public abstract class NamedValuesContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected NamedValuesContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createRooms() throws Exception {
    execute("CREATE TABLE rooms (id INTEGER PRIMARY KEY, n INTEGER, kind VARCHAR(20))");
    execute(
        "INSERT INTO rooms VALUES (1, 1, 'open'), (2, 2, 'open'), (3, 3, 'shut'), (4, 4, 'open')");
  }

  private List<String> rooms() throws SQLException {
    return rows("SELECT id, n, kind FROM rooms ORDER BY id");
  }

  @Test
  void are_bound_wherever_sql_has_values() throws Exception {
    List<Integer> read = new ArrayList<>();
    migrating(
            db -> {
              db.execute(
                  "UPDATE rooms SET n = :n WHERE id IN (:ids) AND kind = :kind AND n <> :n",
                  params("ids", List.of(1, 2, 3), "n", 7, "kind", "open"));
              read.addAll(
                  db.query(
                      "SELECT id FROM rooms WHERE n = :n ORDER BY id",
                      row -> row.getInt(1),
                      params("n", 7)));
              db.forEachRow(
                  "SELECT id FROM rooms WHERE id IN (:ids, :more) ORDER BY id",
                  row -> read.add(row.getInt(1)),
                  params("ids", Set.of(3), "more", 4));
              db.bulkUpdate(
                  "rooms",
                  row("kind", "big"),
                  whereSql("n > :least AND n IN (:some)", params("least", 5, "some", List.of(7, 8)))
                      .and("id", List.of(2, 3)));
              db.bulkDelete("rooms", where("kind", "shut").andSql("id = :id", params("id", 3)));
              db.execute("UPDATE rooms SET kind = :kind WHERE id = 4", params("kind", null));
            })
        .up();

    assertThat(read).containsExactly(1, 2, 3, 4);
    assertThat(rooms()).containsExactly("1, 7, open", "2, 7, big", "4, 4, null");
  }

  @Test
  void are_sent_as_question_marks_and_planned_so() throws Exception {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Body body =
        db ->
            db.execute(
                "UPDATE rooms SET n = :n WHERE id IN (:ids)",
                params("ids", List.of(1, 2, 3), "n", 7));

    assertThat(migrating(body).plan().sql())
        .containsExactly("UPDATE rooms SET n = ? WHERE id IN (?, ?, ?)");
    scripted(body, db -> {}).dataSource(watched).build().up();
    assertThat(watched.sentByThisThread()).contains("UPDATE rooms SET n = ? WHERE id IN (?, ?, ?)");
  }

  @Test
  void are_not_looked_for_in_texts_names_and_comments() throws Exception {
    migrating(
            db -> {
              db.execute(
                  "UPDATE rooms /* :a it's ? */ SET kind = ':b''?' WHERE id = :id -- :c it's ?",
                  params("id", 1));
              db.execute(
                  "UPDATE rooms SET %s = %s + :n WHERE id = 2"
                      .formatted("n", "CAST('3' AS DECIMAL)"),
                  params("n", 1));
              if (engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL) {
                db.execute("UPDATE rooms SET n = :n::integer WHERE id = 3", params("n", "9"));
                db.execute("UPDATE rooms SET kind = $$:a it's$$ WHERE id = :id", params("id", 4));
              } else {
                db.execute("SET @n := :n", params("n", 9));
                db.execute("UPDATE rooms SET n = @n WHERE `id` = :id", params("id", 3));
                db.execute("UPDATE rooms SET kind = \":a it's\" WHERE id = :id", params("id", 4));
              }
            })
        .up();

    assertThat(rooms()).containsExactly("1, 1, :b'?", "2, 4, open", "3, 9, shut", "4, 4, :a it's");
  }

  @Test
  void do_not_change_the_fingerprint() throws Exception {
    String sql = "UPDATE rooms SET n = 7 WHERE id IN (:ids) AND kind = :kind";
    migrating(
            db -> {
              db.execute(sql, params("ids", List.of(1, 2, 3), "kind", "open"));
              db.bulkDelete("rooms", whereSql("id IN (:ids)", params("ids", List.of(3, 4))));
            })
        .up();
    Body other =
        db -> {
          db.execute(sql, params("kind", "shut", "ids", List.of(1)));
          db.bulkDelete("rooms", whereSql("id IN (:ids)", params("ids", List.of(3))));
        };

    assertThat(scripted(other, db -> {}).build().verify().migrations())
        .extracting(Verification.Entry::state)
        .containsExactly(Verification.State.UNCHANGED);
    Verification changed =
        scripted(
                db -> db.execute(sql.replace("7", "8"), params("ids", List.of(1), "kind", "a")),
                db -> {})
            .onChangedMigration(ChangedMigrationPolicy.FAIL)
            .build()
            .verify();
    assertThat(changed.migrations().get(0).differences())
        .contains("- execute 'UPDATE rooms SET n = 7 WHERE id IN (:ids) AND kind = :kind'");
  }

  private String failureOf(Body body) throws SQLException {
    List<String> messages = new ArrayList<>();
    List<String> before = rooms();
    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrating(body)::up)
        .satisfies(failure -> messages.add(failure.getMessage()));
    assertThat(rooms()).isEqualTo(before);
    assertThat(messages.get(0)).doesNotContain("\nSQL: ");
    return messages.get(0);
  }

  private void assertRefused(String message, String sql, Object... values) throws Exception {
    assertThat(failureOf(db -> db.execute(sql, values))).contains(message);
    assertThat(
            failureOf(db -> db.query(sql.replaceFirst("UPDATE.*SET", "SELECT"), row -> 1, values)))
        .contains(message);
  }

  @Test
  void that_do_not_fit_the_sql_are_refused_before_it_is_sent() throws Exception {
    assertRefused(
        "The statement has ':kind', and params(…) has no value for it. Nothing was sent. Add the"
            + " value. If ':kind' is not a name, write a space after the colon.",
        "UPDATE rooms SET n = :n WHERE kind = :kind",
        params("n", 7));
    assertRefused(
        "params(…) has a value for 'kind', and the statement has no ':kind'. Nothing was sent."
            + " Leave out the value, or write the name outside of quotes and comments.",
        "UPDATE rooms SET n = :n WHERE kind = ':kind'",
        params("n", 7, "kind", "open"));
    assertRefused(
        "The statement has a question mark for a value, and params(…) has values by name. Nothing"
            + " was sent. Give a name to each value.",
        "UPDATE rooms SET n = ? WHERE kind = :kind",
        params("kind", "open"));
    assertRefused(
        "params(…) is passed together with other values. Nothing was sent. Pass params(…) alone,"
            + " and give a name to each value.",
        "UPDATE rooms SET n = ? WHERE kind = :kind",
        7,
        params("kind", "open"));
    assertRefused(
        "The value of ':id' is a list, and is not in a list of SQL. Nothing was sent. Write IN"
            + " (:id). To bind an array, pass an array.",
        "UPDATE rooms SET n = 7 WHERE id = :id",
        params("id", List.of(1)));
    assertRefused(
        "The value of ':ids' is a list, and is not in a list of SQL.",
        "UPDATE rooms SET n = 7 WHERE id = ANY (:ids)",
        params("ids", List.of(1)));
    assertRefused(
        "Value 'n' for the statement is a Map, and a parameter cannot be one. Nothing was sent.",
        "UPDATE rooms SET n = :n",
        params("n", Map.of()));
    assertRefused(
        "The statement has more than 65535 values, which is the limit of a statement. Nothing was"
            + " sent. Write several statements with fewer values each.",
        "UPDATE rooms SET n = 7 WHERE id IN (:ids)",
        params("ids", Collections.nCopies(65_536, 1)));
    assertRefused(
        "The names in the statement cannot be found, because a quote begins in line 2 and does not"
            + " end. Nothing was sent. Write question marks, and pass the values in their order.",
        "UPDATE rooms SET n = :n\nWHERE kind = 'open",
        params("n", 7));
    assertThat(failureOf(db -> db.bulkDelete("rooms", whereSql("id = :id", params("n", 1)))))
        .contains("The statement has ':id', and params(…) has no value for it.");
    assertThat(failureOf(db -> db.execute("DELETE FROM rooms", params("ids", List.of()))))
        .contains("params – the list for 'ids' is empty");
  }
}
