package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.Plan;
import dev.switchback.QueryRows;
import dev.switchback.servers.TestedDatabase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What queries return while a plan is made, if the caller gives it. */
public abstract class QueryRowsContract extends RowsContract {

  private static final String QUERY = "SELECT id, name FROM rooms WHERE size > ?";

  private static final QueryRows ROWS =
      QueryRows.of(QUERY, row("id", 7, "name", "hall"), row("id", 9L, "name", null));

  /** Empties each room that a query finds. */
  private static final Body EMPTIES =
      db -> {
        db.createTable(
            "rooms",
            t -> {
              t.column("id", bigInt().primaryKey());
              t.column("name", string(20));
              t.column("size", bigInt());
            });
        List<Long> ids = db.query(QUERY, row -> row.getLong("id"), 3);
        ids.forEach(id -> db.bulkUpdate("rooms", row("size", 0), where("id", id)));
        db.removeColumn("rooms", "name");
      };

  /** The contract on one kind of database. */
  protected QueryRowsContract(TestedDatabase database) {
    super(database);
  }

  private Plan.Entry planned(Body body, QueryRows rows) {
    return migrating(body).plan(rows).migrations().get(0);
  }

  @Test
  void a_plan_goes_on_with_the_rows_that_are_given_and_says_so() throws Exception {
    Plan plan = migrating(EMPTIES).plan(ROWS);

    assertThat(plan.isComplete()).isTrue();
    assertThat(plan.migrations().get(0).steps())
        .extracting(Plan.Step::description)
        .containsExactly(
            "createTable 'rooms'",
            "query 'SELECT id, name FROM rooms WHERE size > ?': 2 given rows",
            "bulkUpdate of 'size' in 'rooms'",
            "bulkUpdate of 'size' in 'rooms'",
            "removeColumn 'name' from 'rooms'");
    assertThat(plan.toString())
        .contains("-- query 'SELECT id, name FROM rooms WHERE size > ?': 2 given rows\n");
    assertThat(catalog().hasTable("rooms")).isFalse();
  }

  @Test
  void a_plan_offline_and_the_way_back_go_on_with_given_rows() throws Exception {
    Body back =
        db -> {
          for (Long id : db.query(QUERY, row -> row.getLong(1), 4)) {
            db.execute("DELETE FROM rooms WHERE id = ?", id);
          }
        };
    Plan plan =
        migrating(EMPTIES, back)
            .planOffline(Direction.DOWN, dialect().name(), dialect().version(), ROWS);

    assertThat(plan.sql())
        .containsExactly("DELETE FROM rooms WHERE id = ?", "DELETE FROM rooms WHERE id = ?");
    assertThat(plan.isComplete()).isTrue();
  }

  @Test
  void a_query_finds_no_row_if_none_is_given() {
    Plan.Entry entry = planned(EMPTIES, QueryRows.of(QUERY));

    assertThat(entry.steps())
        .extracting(Plan.Step::description)
        .containsExactly(
            "createTable 'rooms'",
            "query 'SELECT id, name FROM rooms WHERE size > ?': 0 given rows",
            "removeColumn 'name' from 'rooms'");
  }

  @Test
  void a_given_row_is_read_by_the_name_or_number_of_its_columns() {
    List<Object> read = new ArrayList<>();
    QueryRows rows =
        QueryRows.of(
            "SELECT a, b, c FROM t",
            row("a", 7, "b", "it's", "c", null),
            row("a", 8, "b", "1", "c", 2));
    planned(
        db ->
            db.forEachRow(
                "SELECT a, b, c\n  FROM t",
                row -> {
                  read.add(row.getInt(1));
                  read.add(row.getLong("A"));
                  read.add(row.getString("b"));
                  read.add(row.getObject("a", BigDecimal.class));
                  read.add(row.getInt("c"));
                  read.add(row.wasNull());
                  read.add(row.findColumn("c"));
                }),
        rows);

    assertThat(read)
        .containsExactly(
            7,
            7L,
            "it's",
            BigDecimal.valueOf(7),
            0,
            true,
            3, //
            8,
            8L,
            "1",
            BigDecimal.valueOf(8),
            2,
            false,
            3);
  }

  @Test
  void a_query_without_given_rows_ends_the_plan_of_its_migration() {
    Body asksMore = EMPTIES.then(db -> db.query("SELECT 1", row -> row.getInt(1)));

    Plan.Entry entry = planned(asksMore, ROWS);

    assertThat(entry.steps()).hasSize(5);
    assertThat(entry.end())
        .contains(new Plan.End(false, "the next steps depend on the result of query 'SELECT 1'"));
  }

  @Test
  void a_query_that_changes_rows_is_not_answered() {
    String sql = "DELETE FROM rooms WHERE id = 1";

    Plan.Entry entry =
        planned(db -> db.query(sql, row -> row.getInt(1)), QueryRows.of(sql, row("id", 1)));

    assertThat(entry.end().orElseThrow().reason())
        .isEqualTo("the next steps depend on the result of query '" + sql + "'");
  }

  @Test
  void rows_that_do_not_fit_end_the_plan_of_the_migration() {
    Plan.Entry missing = planned(EMPTIES, QueryRows.of(QUERY, row("no", 7)));
    Plan.Entry text = planned(EMPTIES, QueryRows.of(QUERY, row("id", "seven")));

    assertThat(missing.end())
        .contains(
            new Plan.End(
                false,
                "the given rows do not fit query 'SELECT id, name FROM rooms WHERE size > ?':"
                    + " a given row has no column id, only [no]"));
    assertThat(text.end().orElseThrow().reason())
        .endsWith(": the given value of 'id' is no number")
        .doesNotContain("seven");
  }

  @Test
  void rows_for_a_query_that_nobody_asks_are_refused() {
    assertThatThrownBy(
            () -> migrating(EMPTIES).plan(ROWS.and("SELECT id FROM halls", row("id", 1))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "plan – rows are given for the query 'SELECT id FROM halls', and no migration of the"
                + " plan asks it. A plan changes nothing. Write the query as the migration does, or"
                + " leave it out");
  }
}
