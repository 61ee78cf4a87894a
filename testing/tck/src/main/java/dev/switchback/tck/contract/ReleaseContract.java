package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Direction;
import dev.switchback.Plan;
import dev.switchback.dialect.Hazard;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the previous release of an application can no longer do after a migration. */
public abstract class ReleaseContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected ReleaseContract(TestedDatabase database) {
    super(database);
  }

  /**
   * A step, and a statement of the previous release that fails after it.
   *
   * @param rule empty for a step after which the statement goes on
   */
  record Change(String title, Body step, String statement, String rule, String safeWay) {
    @Override
    public String toString() {
      return title;
    }
  }

  private static final String INSERT =
      "INSERT INTO rooms (id, name, size, price, kind, code) VALUES (2, 'b', 3, 4.50, 'open', 'x')";

  private static Change breaks(
      String title, Body step, String statement, String rule, String safeWay) {
    return new Change(title, step, statement, rule, safeWay);
  }

  private static Change goesOn(String title, Body step) {
    return new Change(title, step, INSERT, "", "");
  }

  static Stream<Change> breaking() {
    return Stream.of(
        breaks(
            "a column goes",
            db -> db.removeColumn("rooms", "topic"),
            "SELECT topic FROM rooms",
            "removes-column",
            "release an application that does not use column 'topic' of 'rooms', and remove it in"
                + " the release after that, with acknowledged(reason)"),
        breaks(
            "a column gets another name",
            db -> db.renameColumn("rooms", "topic", "title"),
            "SELECT topic FROM rooms",
            "renames-column",
            "add a column 'title' beside 'topic' of 'rooms', write both, fill it by backfill(…),"
                + " and remove the old one in a later release"),
        breaks(
            "a table goes",
            db -> db.dropTable("notes"),
            "SELECT id FROM notes",
            "removes-table",
            "release an application that does not use table 'notes', and drop it in the release"
                + " after that, with acknowledged(reason)"),
        breaks(
            "a table gets another name",
            db -> db.renameTable("notes", "remarks"),
            "SELECT id FROM notes",
            "renames-table",
            "create a view 'remarks' of 'notes', use it in this release, and in the next one drop"
                + " it and rename the table, with acknowledged(reason)"),
        breaks(
            "a view goes",
            db -> db.dropView("names"),
            "SELECT name FROM names",
            "removes-view",
            "release an application that does not use view 'names', and drop it in the release"
                + " after that, with acknowledged(reason)"),
        breaks(
            "a view gets another name",
            db -> db.renameView("names", "titles"),
            "SELECT name FROM names",
            "renames-view",
            "create a view 'titles' beside 'names', and drop the old one in a later release"),
        breaks(
            "a text gets shorter",
            db -> db.changeColumn("rooms", "code", string(3)),
            "UPDATE rooms SET code = 'abcdef'",
            "changes-type",
            "add a column of the new type beside 'code' of 'rooms', write both, fill it by"
                + " backfill(…), and remove the old one in a later release"),
        breaks(
            "an integer gets smaller",
            db -> db.changeColumn("rooms", "size", smallInt()),
            "UPDATE rooms SET size = 100000",
            "changes-type",
            "add a column of the new type beside 'size' of 'rooms', write both, fill it by"
                + " backfill(…), and remove the old one in a later release"),
        breaks(
            "a required column comes",
            db -> db.addColumn("notes", "kind", string(20).notNull()),
            "INSERT INTO notes (id) VALUES (1)",
            "adds-required-column",
            "add 'kind' to 'notes' with a default, or nullable(). Make it notNull() when every"
                + " release that runs writes it"),
        breaks(
            "a column refuses NULL",
            db -> db.changeColumn("rooms", "topic", c -> c.notNull()),
            INSERT,
            "adds-not-null",
            "release an application that always writes 'topic' of 'rooms', and make it notNull() in"
                + " the release after that, with acknowledged(reason)"),
        breaks(
            "a unique constraint comes",
            db -> db.addConstraint("rooms", unique("code")),
            INSERT,
            "adds-unique",
            "release an application that writes no duplicates, and add the unique constraint"
                + " 'rooms_code_uk' of 'rooms' in the release after that, with"
                + " acknowledged(reason)"),
        breaks(
            "a unique index comes",
            db -> db.addIndex("rooms", index("code").unique()),
            INSERT,
            "adds-unique",
            "release an application that writes no duplicates, and add the index 'rooms_code' of"
                + " 'rooms' in the release after that, with acknowledged(reason)"),
        breaks(
            "a primary key comes",
            db -> db.addConstraint("seats", primaryKey("id")),
            "INSERT INTO seats (id) VALUES (1), (1)",
            "adds-unique",
            "release an application that writes no duplicates, and add the primary key 'seats_pk'"
                + " of 'seats' in the release after that, with acknowledged(reason)"));
  }

  static Stream<Change> harmless() {
    return Stream.of(
        goesOn("a column comes", db -> db.addColumn("rooms", "note", string(20))),
        goesOn(
            "a column with a default comes",
            db -> db.addColumn("rooms", "note", string(20).notNull().defaultValue("-"))),
        goesOn("a text gets longer", db -> db.changeColumn("rooms", "code", string(30))),
        goesOn("a text gets endless", db -> db.changeColumn("rooms", "name", text())),
        goesOn("an integer gets larger", db -> db.changeColumn("rooms", "size", bigInt())),
        goesOn("a decimal gets longer", db -> db.changeColumn("rooms", "price", decimal(12, 2))),
        goesOn("an enumeration gets a value", db -> db.addEnumValue("rooms", "kind", "private")),
        goesOn("a column takes NULL", db -> db.changeColumn("rooms", "code", c -> c.nullable())),
        goesOn(
            "a column that refuses NULL refuses it again",
            db -> db.changeColumn("rooms", "code", c -> c.notNull())),
        goesOn("an index comes", db -> db.addIndex("rooms", "name")),
        goesOn(
            "a new table loses a column",
            db -> {
              db.createTable(
                  "fresh",
                  t -> {
                    t.column("id", integer());
                    t.column("name", text());
                  });
              db.removeColumn("fresh", "name");
              db.addColumn("fresh", "size", integer().notNull());
              db.addConstraint("fresh", unique("id"));
              db.renameTable("fresh", "old");
              db.dropTable("old");
            }),
        goesOn(
            "a new column gets another name and goes",
            db -> {
              db.addColumn("rooms", "note", string(20));
              db.changeColumn("rooms", "note", integer());
              db.renameColumn("rooms", "note", "remark");
              db.removeColumn("rooms", "remark");
            }));
  }

  @BeforeEach
  void createRooms() throws SQLException {
    migrating(
            db -> {
              db.createTable(
                  "rooms",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("name", string(100));
                    t.column("topic", string(100));
                    t.column("size", integer());
                    t.column("price", decimal(10, 2));
                    t.column("kind", enumeration("open", "shut"));
                    t.column("code", string(20).notNull());
                  });
              db.createTable("notes", t -> t.column("id", integer()));
              db.createTable("seats", t -> t.column("id", integer().notNull()));
              db.createView("names", "SELECT id, name FROM rooms");
              db.bulkInsert("rooms", row("id", 1, "name", "a", "topic", "t", "code", "x"));
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
  }

  private static List<Hazard> ofRelease(Plan plan) {
    return plan.migrations().stream()
        .flatMap(entry -> entry.steps().stream())
        .flatMap(step -> step.hazards().stream())
        .filter(hazard -> !hazard.isBlocking())
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("breaking")
  void what_is_named_breaks_a_statement_of_the_previous_release(Change change) throws Exception {
    Optional<Plan.End> refused =
        migrating(change.step()).plan().migrations().get(0).end().filter(Plan.End::isRefused);
    if (refused.isPresent()) { // a type that a view uses, a rename that the database lacks
      assertThat(refused.get().reason()).contains(dialectName() + " cannot do this: ");
      return;
    }
    Plan plan = migrating(change.step()).plan();

    assertThat(ofRelease(plan))
        .first()
        .isEqualTo(Hazard.ofRelease(change.rule(), change.safeWay()));
    assertThat(plan.isHazardous()).isTrue();
    assertThat(plan.toString()).contains("breaks the previous release");
    migrating(change.step()).up();
    assertThatThrownBy(() -> execute(change.statement())).isInstanceOf(SQLException.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harmless")
  void what_is_not_named_breaks_none(Change change) throws Exception {
    if (change.title().equals("a text gets endless")) {
      execute("DROP VIEW " + quote("names"));
    }
    assertThat(ofRelease(migrating(change.step()).plan())).isEmpty();

    migrating(change.step()).up();

    execute(change.statement());
    assertThat(rows("SELECT name, topic, size, price, kind, code FROM rooms WHERE id = 2"))
        .containsExactly("b, null, 3, 4.50, open, x");
  }

  @Test
  void a_value_of_an_enumeration_gets_another_name() throws Exception {
    if (engine() != TestDatabase.POSTGRESQL) {
      return;
    }
    Body rename = db -> db.renameEnumValue("rooms", "kind", "open", "public");

    assertThat(ofRelease(migrating(rename).plan()))
        .containsExactly(
            Hazard.ofRelease(
                "renames-enum-value",
                "add the value 'public' to 'kind' of 'rooms', write it, and change the old rows in"
                    + " a later release"));
    migrating(rename).up();
    assertThatThrownBy(() -> execute(INSERT)).isInstanceOf(SQLException.class);
  }

  @Test
  void a_primary_key_refuses_null_too() {
    assertThat(ofRelease(migrating(db -> db.addConstraint("notes", primaryKey("id"))).plan()))
        .extracting(Hazard::rule)
        .containsExactly("adds-unique", "adds-not-null");
  }

  @Test
  void a_schema_goes_or_gets_another_name() throws Exception {
    try (OtherSchema other = new OtherSchema(this)) {
      String schema = other.name();
      Plan plan = migrating(db -> db.dropSchemaCascade(schema)).plan();

      assertThat(ofRelease(plan))
          .containsExactly(
              Hazard.ofRelease(
                  "removes-schema",
                  "release an application that does not use schema '%s', and drop it in the release after that, with acknowledged(reason)"
                      .formatted(schema)));
      if (engine() == TestDatabase.H2 || engine() == TestDatabase.POSTGRESQL) {
        assertThat(ofRelease(migrating(db -> db.renameSchema(schema, schema + "_2")).plan()))
            .containsExactly(
                Hazard.ofRelease(
                    "renames-schema",
                    "release an application that does not use schema '%s', and rename it in the release after that, with acknowledged(reason)"
                        .formatted(schema)));
      }
    }
  }

  @Test
  void a_table_of_another_schema_is_named_with_it() throws Exception {
    try (OtherSchema other = new OtherSchema(this)) {
      execute("CREATE TABLE " + other.table("seats") + " (" + quote("id") + " integer)");
      Plan plan = migrating(db -> db.inSchema(other.name()).dropTable("seats")).plan();

      assertThat(ofRelease(plan))
          .containsExactly(
              Hazard.ofRelease(
                  "removes-table",
                  "in schema '%s', release an application that does not use table 'seats', and drop it in the release after that, with acknowledged(reason)"
                      .formatted(other.name())));
    }
  }

  @Test
  void an_acknowledgement_takes_the_place_of_the_warning() {
    Plan plan =
        migrating(db -> db.acknowledged("not used any more").removeColumn("rooms", "topic")).plan();

    assertThat(plan.isHazardous()).isFalse();
    assertThat(plan.toString())
        .contains("acknowledged: not used any more")
        .doesNotContain("breaks the previous release");
  }

  @Test
  void the_way_down_breaks_none() {
    Body up = db -> db.addColumn("rooms", "note", string(20));
    Body down = db -> db.removeColumn("rooms", "note");
    migrating(up, down).up();

    assertThat(ofRelease(migrating(up, down).plan(Direction.DOWN))).isEmpty();
  }

  /** In one transaction, there is no moment without the name. */
  @Test
  void a_view_of_the_old_name_keeps_the_previous_release_going() throws Exception {
    Body change =
        db -> {
          db.renameTable("notes", "remarks");
          db.createView("notes", "SELECT * FROM remarks");
          db.dropView("names");
          db.createView("names", "SELECT id, name, code FROM rooms");
        };
    List<Hazard> hazards = ofRelease(migrating(change).plan());
    migrating(change).up();

    assertThat(hazards)
        .extracting(Hazard::rule)
        .isEqualTo(
            engine() == TestDatabase.POSTGRESQL
                ? List.of()
                : List.of("renames-table", "removes-view"));
    if (engine() == TestDatabase.H2) { // whose views are read only
      assertThat(rows("SELECT id FROM notes")).isEmpty();
    } else {
      execute("INSERT INTO notes (id) VALUES (1)");
      assertThat(rows("SELECT id FROM notes")).containsExactly("1");
    }
    assertThat(rows("SELECT name FROM names")).containsExactly("a");
  }

  // ---- locks that are kept

  private static List<Hazard> keptLocks(Plan plan) {
    return plan.migrations().stream()
        .flatMap(entry -> entry.steps().stream())
        .flatMap(step -> step.hazards().stream())
        .filter(hazard -> hazard.rule().equals("whole-table-holds-lock"))
        .toList();
  }

  @Test
  void a_change_of_every_row_keeps_the_lock_of_a_schema_change_before_it() throws Exception {
    Body change = db -> db.addColumn("rooms", "note", string(20));
    Body update = db -> db.bulkUpdate("rooms", row("note", "-"), everyRow());
    Plan plan = migrating(change.then(update)).plan();
    if (engine() != TestDatabase.POSTGRESQL) {
      assertThat(keptLocks(plan)).isEmpty();
      return;
    }
    assertThat(keptLocks(plan))
        .containsExactly(
            new Hazard(
                "whole-table-holds-lock",
                "the lock of addColumn 'note' on 'rooms' until every row is changed",
                Hazard.Blocks.READS_AND_WRITES,
                false,
                "change the rows of 'rooms' by backfill(…), or in a separate migration"));
    assertThat(plan.toString()).contains("blocks reads and writes");

    Body read = db -> assertThatThrownBy(this::readRooms).hasMessageContaining("lock timeout");
    migrating(change.then(update).then(read)).up();
  }

  private void readRooms() throws SQLException {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '200ms'");
      statement.execute("SELECT 1 FROM rooms");
    }
  }

  @Test
  void other_changes_of_rows_keep_no_lock_of_a_table_in_use() {
    Body addIndex = db -> db.addIndex("rooms", "name");
    Body delete = db -> db.bulkDelete("rooms", everyRow());
    boolean keeps = engine() == TestDatabase.POSTGRESQL;

    assertThat(keptLocks(migrating(addIndex.then(delete)).plan()))
        .extracting(Hazard::blocks)
        .isEqualTo(keeps ? List.of(Hazard.Blocks.WRITES) : List.of());
    assertThat(keptLocks(migrating(delete.then(addIndex)).plan())).isEmpty();
    assertThat(
            keptLocks(
                migrating(
                        db -> {
                          db.createTable("fresh", t -> t.column("id", integer()));
                          db.commentOnTable("rooms", "in use");
                          db.bulkUpdate("rooms", row("topic", "-"), everyRow());
                        })
                    .plan()))
        .isEmpty();
    assertThat(
            keptLocks(
                migrating(
                        db -> {
                          db.addColumn("rooms", "note", string(20));
                          db.backfill("rooms", b -> b.set("note", "-"));
                          db.bulkUpdate("rooms", row("topic", "-"), everyRow());
                        })
                    .plan()))
        .isEmpty();
    assertThat(
            keptLocks(
                migrating(
                        db -> {
                          db.addColumn("rooms", "note", string(20));
                          db.createTable("fresh", t -> t.column("id", integer()));
                          db.bulkDelete("fresh", everyRow());
                          db.bulkDelete("rooms", everyRow(), 5);
                        })
                    .plan()))
        .isEmpty();
  }
}
