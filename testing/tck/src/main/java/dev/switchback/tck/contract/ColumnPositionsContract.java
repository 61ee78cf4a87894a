package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Previous.previously;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A column gets its place among the others, where the database has places, or is refused. */
public abstract class ColumnPositionsContract extends ChangesContract {

  /** The contract on one kind of database. */
  protected ColumnPositionsContract(TestedDatabase database) {
    super(database);
  }

  private boolean placesNewColumns() {
    return engine() != TestDatabase.POSTGRESQL;
  }

  @BeforeEach
  void createHalls() throws SQLException {
    migrating(
            db -> {
              db.createTable(
                  "halls",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column(
                        "name", string(20).notNull().defaultValue("it's").comment("for people"));
                    t.column("size", integer().defaultValue(7));
                  });
              db.execute("INSERT INTO halls (id) VALUES (1)");
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
  }

  private List<String> order() throws SQLException {
    return order("halls");
  }

  private List<String> order(String table) throws SQLException {
    return List.copyOf(catalog().columns(table).keySet());
  }

  /** Names that H2 makes up for an index are not compared. */
  private static void requireSameHalls(SchemaSnapshot found, SchemaSnapshot expected) {
    assertThat(halls(found).differencesFrom(halls(expected))).isEmpty();
  }

  private static SchemaSnapshot halls(SchemaSnapshot schema) {
    return new SchemaSnapshot(
        schema.tables().stream().filter(table -> table.name().equals("halls")).toList(),
        schema.views(),
        schema.enumTypes(),
        schema.sequences());
  }

  private String refusal(String what, String call) {
    return dialectName()
        + " cannot do this: "
        + what
        + " with "
        + call
        + ", because it always adds a column as the last one. Leave out "
        + call;
  }

  // ---- a new column

  @Test
  void adds_columns_at_their_places_and_goes_back_and_up_again() throws Exception {
    Body change =
        db -> {
          db.addColumn("halls", "kind", enumeration("a", "b").defaultValue("a").first());
          db.addColumn("halls", "code", string(9).unique().comment("it's \\ short").after("name"));
          db.addColumn("halls", "seats", integer().unsigned().notNull().defaultValue(1).first());
          db.addColumn("halls", "last", text());
        };
    Migrator migrator = ReversibleContract.changing(dataSource(), change);
    if (!placesNewColumns()) {
      assertThatThrownBy(migrator::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasCauseInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining(refusal("addColumn 'kind' on 'halls'", "first()"));
      assertThat(order()).containsExactly("id", "name", "size");
      return;
    }
    SchemaSnapshot before = migrator.snapshot();
    Plan plan = migrator.plan();
    migrator.up();
    SchemaSnapshot after = migrator.snapshot();

    assertThat(plan.isComplete()).isTrue();
    assertThat(order()).containsExactly("seats", "kind", "id", "name", "code", "size", "last");
    assertThat(rows("SELECT seats, kind, id, name, code, size FROM halls"))
        .containsExactly("1, a, 1, it's, null, 7");
    migrator.down();
    requireSameHalls(migrator.snapshot(), before);
    migrator.up();
    assertThat(migrator.snapshot().differencesFrom(after)).isEmpty();
  }

  /** Each step is planned at the place that the columns have by then. */
  @Test
  void plans_what_it_sends() throws Exception {
    if (!placesNewColumns()) {
      return;
    }
    PlannedRun run =
        new PlannedRun(
            dataSource(),
            db -> {
              db.addColumn("halls", "a", integer().first());
              db.addColumn("halls", "b", integer().first());
              db.addColumn("halls", "c", integer().after("a"));
              db.renameColumn("halls", "b", "d");
              db.addColumn("halls", "e", integer().first());
              db.createTable("fresh", t -> t.column("id", integer()));
              db.addColumn("fresh", "f", integer().first());
              db.addColumn("fresh", "g", integer().first());
            },
            db -> {});
    Plan plan = run.migrator().plan();
    run.migrator().up();

    assertThat(plan.isComplete()).isTrue();
    assertThat(run.sent()).isEqualTo(plan.sql());
    assertThat(order()).containsExactly("e", "d", "a", "c", "id", "name", "size");
    assertThat(order("fresh")).containsExactly("g", "f", "id");
  }

  @Test
  void refuses_a_place_after_a_column_that_is_not_there() throws Exception {
    if (!placesNewColumns()) {
      return;
    }
    Migrator migrator = migrating(db -> db.addColumn("halls", "topic", text().after("nmae")));

    assertThat(migrator.plan().migrations().get(0).end())
        .contains(
            new Plan.End(
                true,
                "addColumn 'topic' on 'halls' – the table has no column 'nmae', which it would"
                    + " follow"));
    assertThatThrownBy(migrator::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("addColumn 'topic' on 'halls'")
        .hasMessageFindingMatch("(?i)(Unknown column 'nmae'|Column .nmae. not found)");
    assertThat(order()).containsExactly("id", "name", "size");
  }

  @Test
  void refuses_a_place_in_a_new_table() {
    assertThatThrownBy(
            () -> migrating(db -> db.createTable("t", t -> t.column("a", text().first()))).up())
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(
            "table 't' – its column 'a' has a position: leave it out, because the order of the"
                + " definition is the order of the columns");
  }

  @Test
  void compares_the_place_of_a_column_that_exists() throws Exception {
    if (!placesNewColumns()) {
      return;
    }
    migrating(
            db ->
                db.ifNotExists()
                    .addColumn("halls", "size", integer().defaultValue(7).after("name")))
        .up();

    assertThatThrownBy(
            () ->
                migrating(
                        db ->
                            db.ifNotExists()
                                .addColumn("halls", "size", integer().defaultValue(7).first()))
                    .redo())
        .hasMessageContaining(
            "addColumn 'size' on 'halls' if it does not exist – it exists, and is another one: its"
                + " position, which is after 'name'. Nothing was sent.");
  }

  @Test
  void finds_names_that_are_kept_exactly_or_need_quotes() throws Exception {
    if (!placesNewColumns()) {
      return;
    }
    String odd = "odd \"` name";
    execute(
        engine() == TestDatabase.H2
            ? "CREATE TABLE \"low\" (\"id\" INT, \"name\" INT)"
            : "CREATE TABLE low (id INT, name INT)");
    migrating(
            db -> {
              db.addColumn("low", odd, integer().first());
              db.addColumn("low", "next", integer().after(odd));
              db.addColumn("low", "Order", integer().first());
              db.addColumn("low", "last", integer().after("name"));
            })
        .up();

    assertThat(order("low")).containsExactly("Order", odd, "next", "id", "name", "last");
  }

  // ---- a column that is there

  @Test
  void moves_a_column_with_all_that_it_has_or_refuses_it() throws Exception {
    Body change =
        db -> {
          db.commentOnTable("halls", "with people", previously(""));
          db.changeColumn("halls", "name", c -> c.first(), previously(c -> c.after("id")));
          db.changeColumn(
              "halls",
              "id",
              c -> c.after("size").comment("moved"),
              previously(c -> c.after("name").dropComment()));
        };
    Migrator migrator = ReversibleContract.changing(dataSource(), change);
    SchemaSnapshot before = migrator.snapshot();
    if (!isMySqlFamily()) {
      assertThatThrownBy(migrator::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasCauseInstanceOf(UnsupportedByDialectException.class)
          .hasMessageContaining(
              dialectName()
                  + " cannot do this: changeColumn 'name' of 'halls': first, because a column keeps"
                  + " its place. Nothing was sent. Leave out first()");
      requireSameHalls(migrator.snapshot(), before);
      return;
    }
    migrator.up();
    SchemaSnapshot after = migrator.snapshot();

    assertThat(order()).containsExactly("name", "size", "id");
    assertThat(rows("SELECT * FROM halls")).containsExactly("it's, 7, 1");
    assertThat(columns("halls")).containsEntry("name", "not null");
    assertThat(comment("halls", "name")).isEqualTo("for people");
    migrator.down();
    requireSameHalls(migrator.snapshot(), before);
    migrator.up();
    assertThat(migrator.snapshot().differencesFrom(after)).isEmpty();
  }

  @Test
  void moves_columns_of_many_kinds_there_and_back() throws Exception {
    if (!isMySqlFamily()) {
      return;
    }
    List<String> names = List.of("id", "doc", "kind", "sum", "made", "at", "uid");
    migrating(
            db ->
                db.createTable(
                    "many",
                    t -> {
                      t.column("id", bigInt().primaryKey().autoIncrement());
                      t.column("doc", json().notNull());
                      t.column("kind", enumeration("a", "it's").defaultValue("it's"));
                      t.column("sum", decimal(9, 2).notNull().defaultValue(new BigDecimal("1.5")));
                      t.column("made", integer().generatedAs("sum + 1").comment("first"));
                      t.column("at", timestamp().notNull().defaultNow());
                      t.column("uid", uuid().defaultUuid().unique());
                    }))
        .up();
    SchemaSnapshot before = catalog().schema().snapshot();
    for (String name : names) {
      carryOut(ChangeColumn.by("many", name, c -> c.first()));
      assertThat(order("many")).first().isEqualTo(name);
    }
    carryOut(ChangeColumn.by("many", "id", c -> c.first()));
    for (int i = 1; i < names.size(); i++) {
      String previous = names.get(i - 1);
      carryOut(ChangeColumn.by("many", names.get(i), c -> c.after(previous)));
    }

    assertThat(catalog().schema().snapshot().differencesFrom(before)).isEmpty();
  }

  @Test
  void changes_type_and_place_in_one_step_or_refuses_it_before_anything_is_sent() throws Exception {
    Body body =
        db -> db.changeColumn("halls", "size", string(40).notNull().defaultValue("x").first());
    if (!isMySqlFamily()) {
      assertFails(body)
          .hasMessageContaining("first, because a column keeps its place. Nothing was sent.");
      assertThat(metadata("halls", "size", "COLUMN_SIZE")).isNotEqualTo("40");
      return;
    }
    run(body);

    assertThat(order()).containsExactly("size", "id", "name");
    assertThat(metadata("halls", "size", "COLUMN_SIZE")).isEqualTo("40");
    assertThat(all("halls", "size")).containsExactly("7");
  }

  @Test
  void refuses_to_move_a_column_after_one_that_is_not_there() throws Exception {
    if (!isMySqlFamily()) {
      return;
    }
    Migrator migrator = migrating(db -> db.changeColumn("halls", "size", c -> c.after("nmae")));

    assertThatThrownBy(migrator::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(
            "changeColumn 'size' of 'halls': after 'nmae' – the table has no column 'nmae', which"
                + " it would follow. Nothing was sent. It has 'id', 'name', 'size'");
    assertThatThrownBy(
            () -> migrating(db -> db.changeColumn("halls", "size", c -> c.after("size"))).up())
        .hasMessageContaining(
            "changeColumn 'size' of 'halls' – it cannot be after itself: name another column");
  }

  // ---- a step that was interrupted

  private static AddColumn adds(ColumnDefinition definition) {
    return new AddColumn("halls", new Column("topic", definition));
  }

  @Test
  void tells_whether_a_column_was_added_or_moved() throws Exception {
    if (placesNewColumns()) {
      assertThat(probe(adds(text().first()))).isEqualTo(NOT_APPLIED);
      carryOut(adds(text().first()));
      assertThat(probe(adds(text().first()))).isEqualTo(APPLIED);
    }
    ChangeColumn move = ChangeColumn.by("halls", "size", c -> c.after("id"));
    ChangeColumn retype = ChangeColumn.by("halls", "name", c -> c.to(string(50)).first());
    ChangeColumn comment = ChangeColumn.by("halls", "name", c -> c.comment("a").first());
    for (ChangeColumn each : List.of(move, retype, comment)) {
      assertThat(probe(each)).as(each.describe()).isEqualTo(NOT_APPLIED);
    }
    if (isMySqlFamily()) {
      carryOut(move);
      assertThat(probe(move)).isEqualTo(APPLIED);
      carryOut(ChangeColumn.by("halls", "name", c -> c.first()));
      assertThat(probe(retype)).as("the place without the type").isEqualTo(NOT_APPLIED);
      carryOut(retype);
      assertThat(probe(retype)).isEqualTo(APPLIED);
      assertThat(probe(comment)).as("a comment is not compared").isEqualTo(NOT_APPLIED);
      assertThat(probe(ChangeColumn.by("halls", "NAME", c -> c.first()))).isEqualTo(APPLIED);
      assertThat(probe(ChangeColumn.by("halls", "size", c -> c.after("ID")))).isEqualTo(APPLIED);
    }
  }

  // ---- the way back

  @Test
  void adds_a_removed_column_again_where_it_was() throws Exception {
    if (!placesNewColumns()) {
      return;
    }
    Migrator migrator =
        ReversibleContract.changing(
            dataSource(),
            db -> {
              db.removeColumn("halls", "size", previously(integer().defaultValue(7).after("name")));
              db.removeColumn(
                  "halls",
                  "name",
                  previously(
                      string(20).notNull().defaultValue("it's").comment("for people").after("id")));
            });
    SchemaSnapshot before = migrator.snapshot();
    migrator.up();
    assertThat(order()).containsExactly("id");
    migrator.down();

    requireSameHalls(migrator.snapshot(), before);
  }

  private static Map<Body, String> wrong() {
    Map<Body, String> wrong = new LinkedHashMap<>();
    wrong.put(
        db -> db.removeColumn("halls", "size", previously(integer().defaultValue(7).first())),
        "its position, which is after 'name'");
    wrong.put(
        db -> db.removeColumn("halls", "size", previously(integer().defaultValue(7).after("id"))),
        "its position, which is after 'name'");
    return wrong;
  }

  @Test
  void compares_the_place_that_is_declared() throws Exception {
    Map<Body, String> wrong = wrong();
    if (isMySqlFamily()) {
      wrong.put(
          db ->
              db.changeColumn(
                  "halls", "id", c -> c.after("size"), previously(c -> c.after("name"))),
          "its position, which is first");
    }
    for (Map.Entry<Body, String> each : wrong.entrySet()) {
      assertThatThrownBy(ReversibleContract.changing(dataSource(), each.getKey())::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(each.getValue());
    }
    assertThat(order()).containsExactly("id", "name", "size");
  }

  /** A move forgets where the column was. */
  @Test
  void is_reversible_only_if_the_earlier_place_is_declared() throws Exception {
    if (!isMySqlFamily()) {
      return;
    }
    requireIrreversible(
        db -> db.changeColumn("halls", "size", c -> c.first()),
        "changeColumn 'size' of 'halls': first – its undo needs the old definition.");
    requireIrreversible(
        db ->
            db.changeColumn(
                "halls", "size", c -> c.first().comment("a"), previously(c -> c.dropComment())),
        "previously(…) does not declare its old position. Declare it there");
  }

  private void requireIrreversible(Body change, String sentence) throws Exception {
    Migrator migrator = ReversibleContract.changing(dataSource(), change);
    migrator.up();
    assertThatThrownBy(migrator::down)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(sentence);
    execute("DELETE FROM " + quote("switchback_meta") + " WHERE name LIKE '%changing'");
  }
}
