package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Migrations that know their way back, and those that turn out to have none. */
public abstract class ReversibleContract extends DatabaseContract {

  static final String CHANGING = "20250601000000-changing";

  /** The contract on one kind of database. */
  protected ReversibleContract(TestedDatabase database) {
    super(database);
  }

  /** A migrator of one that creates the table "rooms" and of one with this change. */
  static Migrator changing(DataSource source, Body change) {
    return Migrator.configure()
        .dataSource(source)
        .migrations(
            List.of(
                ReversibleRooms.M20250101000000_CreateRooms.class, M20250601000000_Changing.class))
        .factory(
            type ->
                type == M20250601000000_Changing.class
                    ? new M20250601000000_Changing(change)
                    : new ReversibleRooms.M20250101000000_CreateRooms())
        .build();
  }

  @Test
  void a_way_down_over_one_without_a_way_back_is_refused_before_anything_is_sent()
      throws Exception {
    Body change = db -> db.removeColumn("rooms", "topic");
    changing(dataSource(), change).up();
    RecordingDataSource watched = new RecordingDataSource(dataSource());

    assertThatThrownBy(changing(watched, change)::downAll)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching(
            "Migration '20250601000000-changing' cannot be reverted"
                + " \\(M20250601000000_Changing\\.java:\\d+\\): removeColumn 'topic' from 'rooms' –"
                + " its undo needs its definition\\. Write removeColumn\\(table, column,"
                + " previously\\(…\\)\\) with its definition\\.\n"
                + "Nothing was run\\. Revert only the migrations that are later than these\\.");
    assertThat(watched.sent()).hasSize(1);
    assertThat(recorded()).hasSize(2);
    assertThat(columns("rooms")).containsOnlyKeys("id");
  }

  @Test
  void executes_the_declared_inverse_of_an_operation_in_its_order() throws Exception {
    Body change =
        db ->
            db.run(
                new BulkInsert("rooms", List.of(row("id", 1))),
                List.of(
                    new BulkDelete("rooms", where("id", 1)), new CommentOnTable("rooms", "none")));
    changing(dataSource(), change).up();
    assertThat(rows("SELECT id FROM rooms")).containsExactly("1");

    Plan plan = changing(dataSource(), change).plan(Direction.DOWN);
    changing(dataSource(), change).down();

    assertThat(plan.migrations().get(0).steps())
        .extracting(Plan.Step::description)
        .containsExactly("bulkDelete from 'rooms'", "commentOnTable 'rooms'");
    assertThat(rows("SELECT id FROM rooms")).isEmpty();
  }

  /** Dropping the new table undoes what was added to it, with a condition or without. */
  @Test
  void a_step_with_a_condition_is_undone_where_its_way_back_is_known() throws Exception {
    Body change =
        db -> {
          db.createTable("halls", t -> t.column("id", integer()));
          db.ifNotExists().addColumn("halls", "size", integer());
          db.ifExists().removeColumn("halls", "id");
          db.reversibly(
              up -> up.ifNotExists().addColumn("rooms", "size", integer()),
              down -> down.ifExists().removeColumn("rooms", "size"));
        };
    changing(dataSource(), change).up();
    assertThat(columns("halls")).containsOnlyKeys("size");
    assertThat(columns("rooms")).containsKey("size");

    changing(dataSource(), change).down();

    assertThat(tables()).containsExactly("rooms");
    assertThat(columns("rooms")).doesNotContainKey("size");
  }

  /** What a change does, and what is said of it. */
  private static Map<Body, String> withoutWayBack() {
    Map<Body, String> all = new LinkedHashMap<>();
    all.put(db -> db.irreversible("the old topics are not kept"), ": the old topics are not kept.");
    all.put(
        db -> db.tableExists("rooms"),
        ": tableExists 'rooms' – its answer in 'up' is not known in 'down'. Call it within"
            + " reversibly(up -> …, down -> …).");
    all.put(
        db -> db.execute("SELECT 1"),
        ": execute 'SELECT 1' – only the server knows its effect. Write reversibly(up -> …, down ->"
            + " …) with the steps that undo it.");
    all.put(
        db -> db.withConnection(connection -> {}),
        ": withConnection – only the server knows its effect.");
    all.put(
        db -> db.bulkInsert("rooms", row("id", 1)),
        ": bulkInsert of 1 row into 'rooms' – its undo needs the inserted rows.");
    all.put(
        db -> {
          db.createTable(
              "halls",
              t -> {
                t.column("id", integer().primaryKey().autoIncrement());
                t.column("name", string(9));
              });
          List<Long> ids = db.insertNumbered("halls", row("name", "a"));
          db.commentOnTable("rooms", "the first hall is " + ids.get(0));
        },
        ": the numbers of insertNumbered of 1 row into 'halls' – they are given in 'up', and not"
            + " known in 'down'. Call it within reversibly(up -> …, down -> …).");
    all.put(
        db ->
            db.createTable(
                "halls",
                t -> {
                  t.column("id", integer());
                  t.ifNotExists();
                }),
        ": createTable 'halls' if it does not exist – 'down' does not know whether this step"
            + " created it. Leave out ifNotExists().");
    all.put(
        db -> db.ifNotExists().addColumn("rooms", "size", integer()),
        ": addColumn 'size' on 'rooms' if it does not exist – 'down' does not know whether this"
            + " step created it. Leave out ifNotExists(), or write reversibly(up -> …, down ->"
            + " …).");
    all.put(
        db -> db.ifExists().removeColumn("rooms", "topic", previously(string(200))),
        ": removeColumn 'topic' from 'rooms' if it exists – 'down' does not know whether this step"
            + " removed it. Leave out ifExists(), or write reversibly(up -> …, down -> …).");
    all.put(
        db -> db.ifExists().dropTable("halls", previously(t -> t.column("id", integer()))),
        ": dropTable 'halls' if it exists – 'down' does not know whether this step dropped it."
            + " Write dropTable(table, previously(t -> …)) with its definition, or reversibly(up ->"
            + " …, down -> …).");
    all.put(
        db ->
            db.changeColumn(
                "rooms", "topic", string(300).notNull().defaultValue(""), previously(string(200))),
        "previously(…) does not declare its old nullability and its default. Declare it there.");
    return all;
  }

  @Test
  void each_says_what_has_no_way_back_and_what_to_write() throws Exception {
    for (Map.Entry<Body, String> each : withoutWayBack().entrySet()) {
      Migrator migrator = changing(dataSource(), each.getKey());
      migrator.up();

      assertThatThrownBy(migrator::down)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(each.getValue());
      assertThat(recorded()).contains(CHANGING);
      dropDatabase();
      createDatabase();
    }
  }

  @Test
  void a_change_that_cannot_be_looked_at_without_a_database_is_named() {
    boolean[] hasRun = {false};
    Migrator migrator =
        changing(
            dataSource(),
            db -> {
              if (hasRun[0]) {
                throw new IllegalStateException("not today");
              }
              hasRun[0] = true;
            });
    migrator.up();

    assertThatThrownBy(migrator::down)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot be reverted, because its change(…) failed: ")
        .hasMessageContaining("not today")
        .hasMessageContaining("Nothing was run.");
  }

  @Test
  void both_ways_written_by_hand_may_share_what_is_different_about_them() throws Exception {
    Body both =
        db -> {
          db.reversibly(
              up -> up.addColumn("rooms", "size", integer()),
              down -> down.removeColumn("rooms", "size"));
        };
    changing(dataSource(), db -> {}).up();
    Migrator byHand = migrating(both, both);

    byHand.up();
    assertThat(columns("rooms")).containsKey("size");
    byHand.down();
    assertThat(columns("rooms")).doesNotContainKey("size");
  }

  @Test
  void a_way_down_that_is_written_by_hand_and_says_that_there_is_none_is_refused_at_the_start()
      throws Exception {
    Migrator byHand =
        migrating(
            db -> db.irreversible("nobody knows the sizes"),
            db -> {
              db.execute("SELECT 1");
              db.irreversible("nobody knows the sizes");
            });
    byHand.up();

    assertThatThrownBy(byHand::downAll)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Migration '20250601000000-scripted' cannot be reverted")
        .hasMessageContaining(": nobody knows the sizes.\nNothing was run.");
    assertThat(recorded()).containsExactly("20250601000000-scripted");
  }

  @Test
  void behind_a_query_it_fails_when_it_is_reached() throws Exception {
    Migrator byHand =
        migrating(
            db -> {},
            db -> {
              db.query("SELECT 1", row -> row.getInt(1));
              db.irreversible("nobody knows the sizes");
            });
    byHand.up();

    assertThatThrownBy(byHand::down)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining("nobody knows the sizes");
    assertThat(recorded()).containsExactly("20250601000000-scripted");
  }

  // ---- a class that was changed since it was applied

  private static final Body ADD_A = db -> db.addColumn("rooms", "a", integer());
  private static final Body ADD_A_AND_B = ADD_A.then(db -> db.addColumn("rooms", "b", integer()));

  private void applyAddAAndGiveTheTableAColumnB() throws Exception {
    changing(dataSource(), ADD_A).up();
    migrating(db -> db.addColumn("rooms", "b", integer())).up();
    execute(
        "DELETE FROM %s WHERE %s = '20250601000000-scripted'"
            .formatted(quote("switchback_meta"), quote("name")));
  }

  @Test
  void a_way_back_is_not_taken_from_a_class_that_was_changed() throws Exception {
    applyAddAAndGiveTheTableAColumnB();
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator changed = changing(watched, ADD_A_AND_B);

    for (ThrowingCallable run :
        List.<ThrowingCallable>of(
            changed::down, changed::downAll, changed::redo, () -> changed.plan(Direction.DOWN))) {
      assertThatThrownBy(run)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith(
              "Migration '20250601000000-changing' – changed since it was applied. 'down' would"
                  + " undo the changed class, and not the applied one:\n"
                  + "+ addColumn(table=5:rooms column=column(name=1:b type=integer()")
          .hasMessageEndingWith(
              "\n"
                  + "Nothing was run. Restore the class, revert the migration, and make the change"
                  + " again. To undo the class as it is now, run 'down --changed' or set"
                  + " onChangedMigration(IGNORE).");
    }
    assertThat(watched.sent()).isNotEmpty().allMatch(sql -> sql.startsWith("SELECT "));
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic", "a", "b");
    assertThat(recorded()).hasSize(2);
  }

  @Test
  void who_says_so_reverts_what_the_class_says_now() throws Exception {
    applyAddAAndGiveTheTableAColumnB();

    changing(dataSource(), ADD_A_AND_B).withChangedMigrations(ChangedMigrationPolicy.IGNORE).down();

    assertThat(columns("rooms")).containsOnlyKeys("id", "topic");
  }

  @Test
  void a_changed_one_among_several_stops_all_of_them() throws Exception {
    changing(dataSource(), ADD_A).up();
    migrating(db -> db.createTable("halls", t -> t.column("id", integer()))).up();
    Body wider = db -> db.createTable("halls", t -> t.column("id", bigInt()));
    Migrator both =
        Migrator.configure()
            .dataSource(dataSource())
            .migrations(
                List.of(
                    ReversibleRooms.M20250101000000_CreateRooms.class,
                    M20250601000000_Changing.class,
                    M20250601000000_Scripted.class))
            .factory(
                type ->
                    type == M20250601000000_Scripted.class
                        ? new M20250601000000_Scripted(wider, db -> db.dropTable("halls"))
                        : type == M20250601000000_Changing.class
                            ? new M20250601000000_Changing(ADD_A)
                            : new ReversibleRooms.M20250101000000_CreateRooms())
            .build();

    assertThatThrownBy(both::downAll)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Migration '20250601000000-scripted' – changed since it was applied");
    assertThat(recorded()).hasSize(3);
    assertThat(columns("halls")).containsKey("id");
  }

  @Test
  void a_way_down_that_is_written_by_hand_may_be_changed_and_its_way_up_may_not() throws Exception {
    Body up = db -> db.createTable("halls", t -> t.column("id", integer()));
    Body wider = db -> db.createTable("halls", t -> t.column("id", bigInt()));
    migrating(up, db -> db.execute("this is no SQL")).up();

    assertThatThrownBy(scripted(wider, db -> db.dropTable("halls")).build()::down)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("changed since it was applied")
        .hasMessageContaining("\n- createTable")
        .hasMessageContaining("\n+ createTable");
    assertThat(recorded()).hasSize(1);

    scripted(up, db -> db.dropTable("halls")).build().down();
    assertThat(recorded()).isEmpty();
  }

  @Test
  void what_stands_behind_a_query_is_compared_if_its_way_back_would_be_taken() throws Exception {
    Body reads = db -> db.reversibly(up -> up.query("SELECT 1", row -> 1), down -> {});
    changing(dataSource(), reads.then(ADD_A)).up();
    migrating(db -> db.addColumn("rooms", "b", integer())).up();
    execute(
        "DELETE FROM %s WHERE %s = '20250601000000-scripted'"
            .formatted(quote("switchback_meta"), quote("name")));

    Migrator changed = changing(dataSource(), reads.then(ADD_A_AND_B));
    assertThatThrownBy(changed::down)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("\n+ addColumn(table=5:rooms column=column(name=1:b");
    assertThat(changed.verify().isClean()).isFalse();
    assertThat(columns("rooms")).containsKeys("a", "b");

    Migrator shorter = changing(dataSource(), reads);
    assertThatThrownBy(shorter::down).hasMessageContaining("\n- addColumn(table=5:rooms");
    Migrator same = changing(dataSource(), reads.then(ADD_A));
    assertThat(same.verify().isClean()).isTrue();
    same.down();
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic", "b");
  }

  @Test
  void what_cannot_be_compared_goes_down_as_its_class_says() throws Exception {
    Body opaque = db -> db.reversibly(up -> up.withConnection(connection -> {}), down -> {});
    changing(dataSource(), opaque.then(ADD_A)).up();
    execute(
        "UPDATE %s SET %s = NULL, %s = NULL"
            .formatted(quote("switchback_meta"), quote("fingerprint"), quote("form")));

    changing(dataSource(), opaque.then(ADD_A)).down();

    assertThat(columns("rooms")).containsOnlyKeys("id", "topic");
  }

  // ---- tables that refer to each other

  private static Body table(String name) {
    return db ->
        db.createTable(
            name,
            t -> {
              t.column("id", integer().primaryKey());
              t.column("other", integer());
            });
  }

  private static Body refers(String table, String other) {
    return db -> db.addConstraint(table, foreignKey("other").references(other, "id"));
  }

  /** Changes that create tables, none of which is there after the way back. */
  private Map<String, Body> circles() throws Exception {
    Body two = table("a").then(table("b"));
    String join =
        "SELECT a.%s FROM %s a JOIN %s b ON a.%s = b.%1$s"
            .formatted(quote("id"), quote("a"), quote("b"), quote("other"));
    Map<String, Body> all = new LinkedHashMap<>();
    all.put("two", two.then(refers("b", "a")).then(refers("a", "b")));
    all.put(
        "three",
        two.then(table("c")).then(refers("a", "b")).then(refers("b", "c")).then(refers("c", "a")));
    all.put("one way, to the later", two.then(refers("a", "b")));
    all.put("to itself", table("a").then(refers("a", "a")));
    all.put(
        "by a column",
        two.then(refers("b", "a"))
            .then(db -> db.addColumn("a", "b_id", integer().references("b", "id")))
            .then(db -> db.addIndex("a", "b_id", "other")));
    all.put(
        "renamed",
        two.then(refers("b", "a"))
            .then(db -> db.renameTable("a", "c"))
            .then(refers("c", "b"))
            .then(db -> db.renameTable("b", "d")));
    all.put(
        "removed by its name",
        two.then(refers("a", "b")).then(db -> db.removeConstraint("a", "a_other_fk")));
    all.put(
        "removed by its definition",
        two.then(refers("a", "b"))
            .then(db -> db.removeConstraint("a", foreignKey("other").references("b", "id")))
            .then(refers("a", "b")));
    all.put(
        "with a view over both",
        two.then(refers("a", "b")).then(refers("b", "a")).then(db -> db.createView("both", join)));
    all.put(
        "a table that was there",
        two.then(refers("a", "b"))
            .then(db -> db.addColumn("rooms", "a_id", integer().references("a", "id")))
            .then(refers("b", "rooms")));
    return all;
  }

  @Test
  void tables_that_refer_to_each_other_have_a_way_back() throws Exception {
    for (Map.Entry<String, Body> each : circles().entrySet()) {
      Migrator migrator = changing(dataSource(), each.getValue());
      migrator.up(1);
      SchemaSnapshot before = migrator.snapshot();
      migrator.up();

      assertThatCode(migrator::down).as(each.getKey()).doesNotThrowAnyException();

      assertThat(migrator.snapshot().differencesFrom(before)).as(each.getKey()).isEmpty();
      migrator.up();
      migrator.downAll();
      assertThat(tables()).as(each.getKey()).isEmpty();
    }
  }
}
