package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.ReferentialAction.CASCADE;
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
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Migrations that know their way back, and those that turn out to have none. */
public abstract class ReversibleContract extends DatabaseContract {

  private static final String CHANGING = "20250601000000-changing";

  /** The contract on one kind of database. */
  protected ReversibleContract(TestedDatabase database) {
    super(database);
  }

  /** A migrator of one that creates the table "rooms" and of one with this change. */
  private Migrator changing(DataSource source, Body change) {
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

  // ---- what was there is what previously(…) says

  /** A table that a step takes something away from. */
  private static void halls(TableDefinition t) {
    t.column("id", integer().primaryKey());
    t.column("code", string(9).notNull().unique());
    t.column("kind", enumeration("a", "b").notNull().defaultValue("a"));
    t.column("size", integer().defaultValue(5).comment("in seats"));
    t.column("name", string(9));
    t.column("room_id", integer().references("rooms", "id"));
    t.column("data", json());
    t.column("at", timestamp().notNull().defaultNow());
    t.column("key", uuid().defaultUuid());
    t.column("flag", bool().notNull().defaultValue(true));
    t.index("name");
  }

  private Migrator withHalls(Body change) throws Exception {
    Migrator migrator =
        changing(dataSource(), table -> table.createTable("halls", ReversibleContract::halls));
    migrator.up();
    execute(
        "DELETE FROM %s WHERE %s = '%s'"
            .formatted(quote("switchback_meta"), quote("name"), CHANGING));
    return changing(dataSource(), change);
  }

  /** What is refused, and what is named. */
  private static Map<Body, List<String>> withoutAll() {
    Map<Body, List<String>> all = new LinkedHashMap<>();
    all.put(
        db -> db.removeColumn("halls", "name", previously(string(9))),
        List.of("its index 'halls_name'"));
    all.put(
        db -> db.removeColumn("halls", "code", previously(integer())),
        List.of("its type ", "its NOT NULL", "its unique '"));
    all.put(
        db -> db.removeColumn("halls", "flag", previously(bool().notNull().defaultValue(false))),
        List.of("its default "));
    all.put(
        db ->
            db.removeColumn(
                "halls",
                "at",
                previously(
                    timestamp().notNull().defaultValue(Instant.parse("2020-01-01T00:00:00Z")))),
        List.of("its default "));
    all.put(
        db -> db.removeColumn("halls", "key", previously(uuid().defaultValue(new UUID(0, 7)))),
        List.of("its default "));
    all.put(
        db -> db.removeColumn("halls", "size", previously(integer())),
        List.of("its default ", "its comment"));
    all.put(
        db ->
            db.removeColumn(
                "halls", "size", previously(integer().defaultValue(6).comment("in seats"))),
        List.of("its default "));
    all.put(
        db -> db.removeColumn("halls", "size", previously(integer().notNull().defaultValue(5))),
        List.of("that it takes NULL", "its comment"));
    all.put(
        db -> db.removeColumn("halls", "room_id", previously(integer())),
        List.of("its foreign key '", " to 'rooms'"));
    all.put(
        db ->
            db.removeColumn(
                "halls",
                "room_id",
                previously(integer().references("rooms", "id").onDelete(CASCADE))),
        List.of("its foreign key '", " to 'rooms'"));
    all.put(
        db ->
            db.removeColumn(
                "halls", "kind", previously(enumeration("a").notNull().defaultValue("a"))),
        List.of("its type "));
    all.put(
        db -> db.changeColumn("halls", "name", string(20), previously(string(10))),
        List.of("its type "));
    all.put(
        db -> db.changeColumn("halls", "name", c -> c.notNull(), previously(c -> c.notNull())),
        List.of("that it takes NULL"));
    all.put(
        db ->
            db.changeColumn(
                "halls", "size", c -> c.defaultValue(6), previously(c -> c.dropDefault())),
        List.of("its default "));
    all.put(
        db ->
            db.changeColumn("halls", "size", c -> c.comment("x"), previously(c -> c.dropComment())),
        List.of("its comment"));
    all.put(
        db -> db.commentOnTable("halls", "x", previously("y")), List.of("that it has no comment"));
    all.put(
        db -> db.removeIndex("halls", index("name").unique().named("halls_name")),
        List.of("an index over name and not a unique index over name"));
    all.put(
        db ->
            db.removeConstraint(
                "halls", foreignKey("room_id").references("rooms", "id").onDelete(CASCADE)),
        List.of("its foreign key '"));
    all.put(
        db ->
            db.dropTable(
                "halls",
                previously(
                    t -> {
                      t.column("id", integer().primaryKey());
                      t.column("code", string(9).notNull());
                      t.column("name", string(8));
                      t.comment("old");
                    })),
        List.of(
            "its column 'kind'",
            "its unique '",
            "of 'name'",
            "its index 'halls_name'",
            "its foreign key '",
            "that it has no comment"));
    return all;
  }

  @Test
  void what_the_way_back_would_not_bring_is_named_before_it_is_taken_away() throws Exception {
    for (Map.Entry<Body, List<String>> each : withoutAll().entrySet()) {
      Migrator migrator = withHalls(each.getKey());
      SchemaSnapshot before = migrator.snapshot();

      Plan.Entry planned = migrator.plan().migrations().get(0);
      assertThat(planned.isRefused()).as("%s", planned).isTrue();
      assertThat(planned.end().orElseThrow().reason())
          .contains(" – its undo would not restore ")
          .contains(each.getValue().toArray(String[]::new));

      assertThatThrownBy(migrator::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(" – its undo would not restore ")
          .hasMessageContaining(
              ". Nothing was sent. Declare it in previously(…), remove it by an earlier step, or"
                  + " write reversibly(up -> …, down -> …)")
          .hasMessageContainingAll(each.getValue().toArray(String[]::new));
      assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
      dropDatabase();
      createDatabase();
    }
  }

  private static List<Body> withAll() {
    return List.of(
        db -> {
          db.removeIndex("halls", index("name"));
          db.removeColumn("halls", "name", previously(string(9)));
        },
        db -> db.removeColumn("halls", "code", previously(string(9).notNull().unique())),
        db ->
            db.removeColumn(
                "halls", "size", previously(integer().defaultValue(5).comment("in seats"))),
        db -> db.removeColumn("halls", "room_id", previously(integer().references("rooms", "id"))),
        db ->
            db.removeColumn(
                "halls", "kind", previously(enumeration("a", "b").notNull().defaultValue("a"))),
        db -> db.removeColumn("halls", "data", previously(json())),
        db -> db.removeColumn("halls", "at", previously(timestamp().notNull().defaultNow())),
        db -> db.removeColumn("halls", "flag", previously(bool().notNull().defaultValue(true))),
        db -> db.changeColumn("halls", "name", string(20), previously(string(9))),
        db ->
            db.changeColumn(
                "halls", "size", c -> c.dropDefault(), previously(c -> c.defaultValue(5))),
        db -> db.commentOnTable("halls", "x", previously("")),
        db -> db.removeConstraint("halls", unique("code")),
        db -> db.removeConstraint("halls", foreignKey("room_id").references("rooms", "id")),
        db -> db.dropTable("halls", previously(ReversibleContract::halls)));
  }

  @Test
  void what_the_way_back_brings_is_never_refused() throws Exception {
    for (Body each : withAll()) {
      Migrator migrator = withHalls(each);
      migrator.up();
      migrator.down();

      assertThat(columns("halls")).hasSize(10);
      dropDatabase();
      createDatabase();
    }
  }

  @Test
  void a_way_back_that_is_written_by_hand_says_nothing_of_what_was() throws Exception {
    Body remove = db -> db.removeColumn("halls", "name", previously(integer()));
    withHalls(db -> {});
    migrating(remove).up();
    assertThat(columns("halls")).doesNotContainKey("name");

    changing(
            dataSource(),
            db ->
                db.reversibly(
                    up -> up.removeColumn("halls", "code", previously(integer())), down -> {}))
        .up();
    assertThat(columns("halls")).doesNotContainKey("code");
  }

  // ---- what no operation creates again

  /** Raw SQL on "halls", and what is named when the table is dropped. */
  private Map<String, String> undeclarable() throws SQLException {
    return switch (engine()) {
      case H2 ->
          Map.of(
              "CREATE TRIGGER tr BEFORE INSERT ON halls FOR EACH ROW AS"
                  + " 'org.h2.api.Trigger create() { return (c, o, n) -> {}; }'",
              "trigger 'tr'",
              "CREATE ROLE guests; GRANT SELECT ON halls TO guests",
              "privileges of 'guests'");
      case MYSQL, MARIADB ->
          Map.of(
              "CREATE TRIGGER tr BEFORE INSERT ON halls FOR EACH ROW SET NEW.size = 1",
              "trigger 'tr'");
      case POSTGRESQL -> {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                + " CREATE TRIGGER tr BEFORE INSERT ON halls FOR EACH ROW EXECUTE FUNCTION f()",
            "trigger 'tr'");
        all.put("CREATE RULE ru AS ON DELETE TO halls DO ALSO NOTIFY gone", "rule 'ru'");
        all.put("ALTER TABLE halls ENABLE ROW LEVEL SECURITY", "row level security");
        all.put("CREATE POLICY po ON halls USING (size > 1)", "policy 'po'");
        all.put("GRANT SELECT ON halls TO PUBLIC", "privileges of PUBLIC on the table");
        all.put(
            "REVOKE DELETE ON halls FROM CURRENT_USER",
            "revoked privileges of '" + rows("SELECT CURRENT_USER").get(0) + "' on the table");
        all.put("GRANT UPDATE (size) ON halls TO PUBLIC", "privileges of PUBLIC on column 'size'");
        all.put("ALTER TABLE halls OWNER TO pg_monitor", "owner 'pg_monitor'");
        all.put("CREATE STATISTICS st ON id, size FROM halls", "statistics 'st'");
        all.put("CREATE PUBLICATION pu FOR TABLE halls", "publication 'pu'");
        all.put("ALTER TABLE halls SET UNLOGGED", "UNLOGGED");
        all.put("ALTER TABLE halls REPLICA IDENTITY FULL", "REPLICA IDENTITY FULL");
        all.put("ALTER TABLE halls SET (fillfactor = 50)", "WITH (fillfactor=50)");
        all.put("CREATE TABLE p (); ALTER TABLE halls INHERIT p", "INHERITS p");
        yield all;
      }
    };
  }

  @Test
  void what_no_operation_creates_again_is_named_before_its_table_is_dropped() throws Exception {
    for (Map.Entry<String, String> each : undeclarable().entrySet()) {
      Migrator migrator =
          withHalls(db -> db.dropTable("halls", previously(ReversibleContract::halls)));
      execute(each.getKey());

      Plan.Entry planned = migrator.plan().migrations().get(0);
      assertThat(planned.isRefused()).as("%s", planned).isTrue();
      assertThatThrownBy(migrator::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(
              "dropTable 'halls' – its undo would not restore what previously(…) cannot declare: "
                  + each.getValue()
                  + ". Nothing was sent. ");
      assertThat(tables()).contains("halls");
      dropDatabase();
      createDatabase();
    }
  }
}
