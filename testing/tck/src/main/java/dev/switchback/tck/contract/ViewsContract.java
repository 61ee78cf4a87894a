package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.dialect.Probe;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropView;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.schema.ViewDescription;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schemas and views. */
public abstract class ViewsContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected ViewsContract(TestedDatabase database) {
    super(database);
  }

  /** Whether views can keep their rows. */
  protected boolean hasMaterializedViews() {
    return false;
  }

  /** Whether a schema can be dropped on condition that nothing is in it. */
  protected boolean dropsEmptySchemas() {
    return true;
  }

  /** What makes the trigger "no_negative_size" of "rooms", which writes 0 for a negative size. */
  protected List<String> sizeTrigger() {
    return List.of();
  }

  /** On MySQL it is a database, which outlives that of the test. */
  private String archive() {
    return database().name() + "_archive";
  }

  @AfterEach
  void dropArchive() throws SQLException {
    if (catalog().hasSchema(archive())) {
      carryOut(new DropSchema(archive(), true));
    }
  }

  private Probe.Result probe(Operation operation) throws SQLException {
    return operation.accept(new Probe(dialect(), catalog()));
  }

  private void assertToldApart(Operation operation) throws SQLException {
    assertThat(probe(operation)).as("before " + operation.describe()).isEqualTo(NOT_APPLIED);
    carryOut(operation);
    assertThat(probe(operation)).as("after " + operation.describe()).isEqualTo(APPLIED);
  }

  private static void rooms(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("open", bool().notNull());
        });
  }

  private String openRooms() throws SQLException {
    return "SELECT %1$s FROM %2$s WHERE %3$s".formatted(quote("id"), quote("rooms"), quote("open"));
  }

  private List<String> read(String view) throws SQLException {
    return rows("SELECT * FROM " + quote(view) + " ORDER BY 1");
  }

  // ---- views

  @Test
  void creates_replaces_and_drops_a_view() throws Exception {
    Migrator migrator =
        migrating(
            db -> {
              rooms(db);
              db.createView("open \"rooms\"", openRooms());
            },
            db -> {
              db.dropView("open \"rooms\"");
              db.dropTable("rooms");
            });
    migrator.up();
    execute("INSERT INTO " + quote("rooms") + " VALUES (1, TRUE), (2, FALSE)");
    assertThat(read("open \"rooms\"")).containsExactly("1");

    migrating(db -> {}).down();
    migrating(db -> db.replaceView("open \"rooms\"", openRooms() + " OR 1 = 1")).up();
    assertThat(read("open \"rooms\"")).containsExactly("1", "2");
    migrator.down();

    assertThat(catalog().hasView("open \"rooms\"", false)).isFalse();
    assertThat(tables()).isEmpty();
  }

  @Test
  void shows_a_view_in_the_snapshot() throws Exception {
    migrating(
            db -> {
              rooms(db);
              db.createView("open_rooms", openRooms());
            })
        .up();

    assertThat(migrating(db -> {}).snapshot().views())
        .singleElement()
        .satisfies(
            view -> {
              assertThat(view.name()).isEqualTo("open_rooms");
              assertThat(view.columns()).containsExactly("id");
              assertThat(view.sql()).containsIgnoringCase("select").containsIgnoringCase("open");
              assertThat(view.isMaterialized()).isFalse();
              assertThat(view.indexes()).isEmpty();
            });
  }

  @Test
  void refuses_to_create_a_view_twice_and_to_drop_or_replace_one_that_is_not_there()
      throws Exception {
    carryOut(new CreateView("a view", "SELECT 1 AS one"));

    assertFails(db -> db.createView("a view", "SELECT 2 AS one"));
    assertFails(db -> db.dropView("no such view"));
    assertThatThrownBy(migrating(db -> db.replaceView("no such view", "SELECT 1 AS one"))::up)
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .hasMessage(
            "replaceView 'no such view' – there is no view of this name: create it by createView");
  }

  private void assertFails(Body body) {
    assertThatThrownBy(migrating(body)::up).isInstanceOf(MigrationFailedException.class);
  }

  @Test
  void does_not_drop_a_table_as_a_view() throws Exception {
    migrating(ViewsContract::rooms).up();
    migrating(db -> {}).down();

    assertFails(db -> db.dropView("rooms"));

    assertThat(tables()).containsExactly("rooms");
  }

  @Test
  void tells_whether_a_view_was_created_replaced_or_dropped() throws Exception {
    ReplaceView replacement = new ReplaceView("a view", "SELECT 2 AS one");
    assertThat(probe(replacement)).isEqualTo(UNKNOWN);
    assertToldApart(new CreateView("a view", "SELECT 1 AS one"));
    assertThat(probe(new CreateView("A VIEW", "SELECT 1 AS one"))).isEqualTo(NOT_APPLIED);
    assertThat(probe(replacement)).isEqualTo(NOT_APPLIED);
    carryOut(replacement);
    assertThat(probe(replacement)).isEqualTo(NOT_APPLIED);
    carryOut(replacement);
    assertToldApart(new DropView("a view"));
  }

  @Test
  void keeps_the_rows_of_a_materialized_view_or_refuses_it() throws Exception {
    if (!hasMaterializedViews()) {
      assertRefused(
          db -> db.createMaterializedView("v", "SELECT 1 AS one"), "createMaterializedView 'v'");
      assertRefused(db -> db.refreshMaterializedView("v"), "refreshMaterializedView 'v'");
      assertRefused(
          db -> db.refreshMaterializedViewConcurrently("v"),
          "refreshMaterializedView 'v' concurrently");
      assertRefused(db -> db.dropMaterializedView("v"), "dropMaterializedView 'v'");
      return;
    }
    migrating(
            db -> {
              rooms(db);
              db.createMaterializedView("v", openRooms());
              db.addIndex("v", "id");
            })
        .up();
    migrating(db -> {}).down();
    execute("INSERT INTO " + quote("rooms") + " VALUES (1, TRUE)");
    assertThat(read("v")).isEmpty();
    ViewDescription view = migrating(db -> {}).snapshot().views().get(0);
    assertThat(view.isMaterialized()).isTrue();
    assertThat(view.indexes())
        .singleElement()
        .satisfies(i -> assertThat(i.name()).isEqualTo("v_id"));

    migrating(db -> db.refreshMaterializedView("v"), db -> db.dropMaterializedView("v")).up();
    assertThat(read("v")).containsExactly("1");
    assertThat(probe(new RefreshMaterializedView("v"))).isEqualTo(NOT_APPLIED);
    assertThat(probe(new DropView("v"))).isEqualTo(APPLIED);
    assertThat(probe(new DropView("v", true))).isEqualTo(NOT_APPLIED);
    migrating(db -> {}, db -> db.dropMaterializedView("v")).down();
    assertThat(catalog().hasView("v", true)).isFalse();
    assertThat(probe(new RefreshMaterializedView("v"))).isEqualTo(UNKNOWN);
  }

  private void assertRefused(Body body, String subject) {
    assertThatThrownBy(migrating(body)::up)
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .isInstanceOf(UnsupportedByDialectException.class)
        .hasMessage(
            "%s cannot do this: %s. Use a view, or a table that the migration fills",
            dialectName(), subject);
  }

  @Test
  void renames_a_view_and_changes_nothing_else() throws Exception {
    createRoomsWithViews();
    execute("INSERT INTO rooms (id, %s) VALUES (1, TRUE)".formatted(quote("open")));
    Migrator migrator =
        migrating(
            db -> db.renameView("open_rooms", "free \"rooms\""),
            db -> db.renameView("free \"rooms\"", "open_rooms"));
    var before = migrator.snapshot();
    migrator.up();

    assertThat(read("free \"rooms\"")).containsExactly("1");
    assertThat(catalog().hasView("open_rooms", false)).isFalse();
    migrator.down();
    assertThat(migrator.snapshot()).isEqualTo(before);
  }

  /** The server follows with the other view, or the step is refused. */
  @Test
  void no_rename_of_a_view_breaks_another_view_in_silence() throws Exception {
    createRoomsWithViews();
    migrating(db -> db.createView("again", "SELECT * FROM " + quote("open_rooms"))).up();
    execute("DELETE FROM " + quote("switchback_meta"));
    Migrator migrator = migrating(db -> db.renameView("open_rooms", "free_rooms"));
    if (engine() == TestDatabase.POSTGRESQL) {
      assertThat(migrator.plan().isRefused()).isFalse();
      migrator.up();
      assertThat(read("again")).isEmpty();
      return;
    }
    assertThat(migrator.plan().isRefused()).isTrue();
    assertThatThrownBy(migrator::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(
            "renameView 'open_rooms' to 'free_rooms' – it would break view 'again', and the"
                + " database would not report it. Nothing was sent. Drop that before this step and"
                + " create it again after it, or acknowledge it by acknowledged(reason)");
    assertThat(read("again")).isEmpty();
    migrating(
            db -> {
              db.dropView("again");
              db.renameView("open_rooms", "free_rooms");
              db.createView("again", "SELECT * FROM " + quote("free_rooms"));
            })
        .up();
    assertThat(read("again")).isEmpty();
  }

  @Test
  void refuses_to_rename_what_is_no_view_or_to_a_name_that_is_taken() throws Exception {
    createRoomsWithViews();
    migrating(db -> db.createTable("halls", t -> t.column("id", integer()))).up();
    execute("DELETE FROM " + quote("switchback_meta"));

    assertRefusedAsIllegal(
        db -> db.renameView("none", "other"),
        "renameView 'none' to 'other' – there is no view of this name in the current schema");
    assertRefusedAsIllegal(
        db -> db.renameView("halls", "other"),
        "renameView 'halls' to 'other' – it is a table. Nothing was sent. Write renameTable(…)");
    for (String taken : List.of("pairs", "rooms")) {
      assertRefusedAsIllegal(
          db -> db.renameView("open_rooms", taken),
          "renameView 'open_rooms' to '%s' – there is a table or a view of the new name. Nothing"
                  .formatted(taken)
              + " was sent. Choose another name");
    }
    assertThatThrownBy(() -> new RenameView("a", "a"))
        .hasMessage("renameView 'a' – it already has this name: choose another name");
    assertThatThrownBy(() -> new RenameSchema("a", "a"))
        .hasMessage("renameSchema 'a' – it already has this name: choose another name");
  }

  private void assertRefusedAsIllegal(Body body, String message) {
    assertThat(migrating(body).plan().isRefused()).as(message).isTrue();
    assertThatThrownBy(migrating(body)::up)
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .hasMessage(message);
  }

  @Test
  void renames_a_materialized_view_or_refuses_it() throws Exception {
    if (!hasMaterializedViews()) {
      assertRefused(db -> db.renameMaterializedView("v", "w"), "renameMaterializedView 'v' to 'w'");
      return;
    }
    migrating(
            db -> {
              rooms(db);
              db.createMaterializedView("v", openRooms());
              db.addIndex("v", "id");
              db.createView("plain", openRooms());
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
    assertRefusedAsIllegal(
        db -> db.renameView("v", "w"),
        "renameView 'v' to 'w' – it is a materialized view. Nothing was sent. Write"
            + " renameMaterializedView(…)");
    assertRefusedAsIllegal(
        db -> db.renameMaterializedView("plain", "w"),
        "renameMaterializedView 'plain' to 'w' – it is not materialized. Nothing was sent. Write"
            + " renameView(…)");
    RenameView rename = new RenameView("v", "w", true);
    assertThat(probe(rename)).isEqualTo(NOT_APPLIED);
    migrating(
            db -> {
              db.renameMaterializedView("v", "w");
              db.renameIndex("w", "v_id", "w_id");
            })
        .up();
    assertThat(probe(rename)).isEqualTo(APPLIED);
    assertThat(catalog().indexes("w")).extracting(index -> index.name()).containsExactly("w_id");
  }

  @Test
  void tells_whether_a_view_was_renamed() throws Exception {
    RenameView rename = new RenameView("a view", "b view");
    assertThat(probe(rename)).isEqualTo(UNKNOWN);
    carryOut(new CreateView("a view", "SELECT 1 AS one"));
    assertToldApart(rename);
    carryOut(new CreateView("a view", "SELECT 1 AS one"));
    assertThat(probe(rename)).isEqualTo(UNKNOWN);
  }

  // ---- schemas

  @Test
  void renames_a_schema_or_says_what_to_do() throws Exception {
    carryOut(new CreateSchema(archive()));
    String attic = database().name() + "_attic";
    Migrator migrator =
        migrating(db -> db.renameSchema(archive(), attic), db -> db.renameSchema(attic, archive()));
    if (engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB) {
      assertThat(migrator.plan().isRefused()).isTrue();
      assertThatThrownBy(migrator::up)
          .rootCause()
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              "%s cannot do this: renameSchema '%s' to '%s', because a schema is a database here,"
                  + " which has no rename. Nothing was sent. Create a schema, move each table by"
                  + " execute(\"RENAME TABLE … TO …\"), and drop the old one",
              dialectName(), archive(), attic);
      return;
    }
    execute("CREATE TABLE %s.%s (id INT PRIMARY KEY)".formatted(quote(archive()), quote("old")));
    RenameSchema rename = new RenameSchema(archive(), attic);
    assertThat(probe(rename)).isEqualTo(NOT_APPLIED);
    migrator.up();
    assertThat(probe(rename)).isEqualTo(APPLIED);
    assertThat(rows("SELECT * FROM %s.%s".formatted(quote(attic), quote("old")))).isEmpty();
    migrator.down();
    assertThat(probe(rename)).isEqualTo(NOT_APPLIED);
    assertRefusedAsIllegal(
        db -> db.renameSchema(attic, "other"),
        "renameSchema '%s' to 'other' – there is no schema of this name".formatted(attic));
    carryOut(new CreateSchema(attic));
    assertRefusedAsIllegal(
        db -> db.renameSchema(archive(), attic),
        "renameSchema '%s' to '%s' – there is a schema of the new name. Nothing was sent. Choose"
                .formatted(archive(), attic)
            + " another name");
    carryOut(new DropSchema(attic, true));
  }

  /** H2 keeps the old name of the schema in the view. */
  @Test
  void no_rename_of_a_schema_breaks_a_view_in_silence() throws Exception {
    if (engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB) {
      return; // they rename no schema
    }
    carryOut(new CreateSchema(archive()));
    execute("CREATE TABLE %s.%s (id INT PRIMARY KEY)".formatted(quote(archive()), quote("old")));
    execute(
        "CREATE VIEW %s AS SELECT * FROM %s.%s"
            .formatted(quote("shown"), quote(archive()), quote("old")));
    String attic = database().name() + "_attic";
    Migrator migrator = migrating(db -> db.renameSchema(archive(), attic));
    if (engine() == TestDatabase.H2) {
      assertRefusedAsIllegal(
          db -> db.renameSchema(archive(), attic),
          "renameSchema '%s' to '%s' – it would break view 'shown', and the database would not"
                  .formatted(archive(), attic)
              + " report it. Nothing was sent. Drop that before this step and create it again"
              + " after it, or acknowledge it by acknowledged(reason)");
      execute("DROP VIEW " + quote("shown"));
      migrator.up();
    } else {
      migrator.up();
      assertThat(read("shown")).isEmpty();
      execute("DROP VIEW " + quote("shown"));
    }
    carryOut(new DropSchema(attic, true));
  }

  /** Sequelize creates {@code IF NOT EXISTS}, and on MySQL it sends SHOW TABLES instead. */
  @Test
  void creates_a_schema_and_refuses_one_that_is_there() throws Exception {
    migrating(db -> db.createSchema(archive())).up();
    migrating(db -> {}).down();
    execute("CREATE TABLE %s.%s (id INT PRIMARY KEY)".formatted(quote(archive()), quote("old")));

    assertThat(catalog().hasSchema(archive())).isTrue();
    assertThat(tables()).isEmpty();
    assertFails(db -> db.createSchema(archive()));
  }

  /** Sequelize drops {@code IF EXISTS … CASCADE}, and on MySQL a table of this name. */
  @Test
  void drops_a_schema_with_its_contents_only_when_that_is_said() throws Exception {
    carryOut(new CreateSchema(archive()));
    execute("CREATE TABLE %s.%s (id INT PRIMARY KEY)".formatted(quote(archive()), quote("old")));

    assertFails(db -> db.dropSchema(archive()));
    assertThat(catalog().hasSchema(archive())).isTrue();
    migrating(db -> db.dropSchemaCascade(archive())).up();
    migrating(db -> {}).down();

    assertThat(catalog().hasSchema(archive())).isFalse();
    assertFails(db -> db.dropSchemaCascade(archive()));
  }

  @Test
  void drops_an_empty_schema_or_says_what_to_write() throws Exception {
    carryOut(new CreateSchema(archive()));

    Migrator migrator = migrating(db -> db.dropSchema(archive()));

    if (dropsEmptySchemas()) {
      migrator.up();
      assertThat(catalog().hasSchema(archive())).isFalse();
    } else {
      assertThatThrownBy(migrator::up)
          .rootCause()
          .isInstanceOf(UnsupportedByDialectException.class)
          .hasMessage(
              "%s cannot do this: dropSchema '%s' only if it is empty. Write dropSchemaCascade(…),"
                  + " which drops its objects too",
              dialectName(), archive());
    }
  }

  @Test
  void does_not_drop_the_schema_that_it_works_in() throws Exception {
    String own;
    try (var connection = dataSource().getConnection()) {
      own = dialect().sessions().currentSchema(connection).orElseThrow();
    }

    assertThatThrownBy(migrating(db -> db.dropSchemaCascade(own))::up)
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .hasMessage(
            "dropSchemaCascade '%s' – it is the schema of this migration, and has its record."
                + " Nothing was sent. Drop it outside of migrations",
            own);
    assertThatThrownBy(migrating(db -> db.renameSchema(own, "other"))::up)
        .isInstanceOf(MigrationFailedException.class)
        .rootCause()
        .hasMessage(
            "renameSchema '%s' to 'other' – it is the schema of this migration, and has its record."
                + " Nothing was sent. Rename it outside of migrations",
            own);
    assertThat(recorded()).isEmpty();
  }

  @Test
  void tells_whether_a_schema_was_created_or_dropped() throws Exception {
    assertToldApart(new CreateSchema(archive()));
    assertToldApart(new DropSchema(archive(), true));
  }

  // ---- what uses a table or a column

  private void createRoomsWithViews() throws Exception {
    migrating(
            db -> {
              rooms(db);
              db.addColumn("rooms", "unused", integer());
              db.createView("open_rooms", openRooms());
              db.createView(
                  "pairs",
                  "SELECT a.%1$s, b.%2$s FROM %3$s a JOIN %3$s b ON a.%1$s = b.%1$s"
                      .formatted(quote("id"), quote("open"), quote("rooms")));
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
  }

  /** The server follows with its views, or the step is refused. */
  @Test
  void no_step_leaves_a_view_broken_in_silence() throws Exception {
    List<Body> steps =
        List.of(
            db -> db.dropTable("rooms"),
            db -> db.removeColumn("rooms", "open"),
            db -> db.renameColumn("rooms", "open", "closed"),
            db -> db.renameTable("rooms", "halls"));
    for (Body step : steps) {
      createRoomsWithViews();
      Plan plan = migrating(step).plan();
      try {
        migrating(step).up();
        assertThat(plan.isRefused()).isFalse();
      } catch (MigrationFailedException e) {
        if (String.valueOf(e.getMessage()).contains("it would break")) {
          assertThat(plan.isRefused()).isTrue();
          assertThat(e)
              .hasMessageContaining(
                  " – it would break view 'open_rooms', view 'pairs', and the database would not"
                      + " report it. Nothing was sent. Drop that before this step and create it"
                      + " again after it, or acknowledge it by acknowledged(reason)");
        }
      }
      assertThat(read("open_rooms")).isEmpty();
      assertThat(read("pairs")).isEmpty();
      dropDatabase();
      createDatabase();
    }
  }

  /** The server refuses the step, or the run does. */
  @Test
  void no_step_breaks_a_view_over_a_view_or_over_another_schema() throws Exception {
    List<Body> steps =
        List.of(
            db -> db.dropView("open_rooms"),
            db ->
                db.replaceView(
                    "open_rooms", "SELECT %s FROM %s".formatted(quote("id"), quote("rooms"))),
            db -> db.dropSchemaCascade(archive()));
    migrating(
            db -> {
              rooms(db);
              db.createView("open_rooms", "SELECT * FROM " + quote("rooms"));
              db.createView(
                  "states", "SELECT %s FROM %s".formatted(quote("open"), quote("open_rooms")));
              db.createSchema(archive());
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));
    execute("CREATE TABLE %s.%s (id INT PRIMARY KEY)".formatted(quote(archive()), quote("old")));
    execute(
        "CREATE VIEW %s AS SELECT * FROM %s.%s"
            .formatted(quote("olds"), quote(archive()), quote("old")));
    for (Body step : steps) {
      try {
        migrating(step).up(); // PostgreSQL and H2 drop what depends on a schema with it
        assertThat(catalog().hasView("olds", false)).isFalse();
      } catch (MigrationFailedException e) {
        assertThat(read("olds")).isEmpty();
      }
      assertThat(read("states")).isEmpty();
    }
    migrating(
            db ->
                db.replaceView(
                    "open_rooms",
                    "SELECT %s, %s FROM %s".formatted(quote("id"), quote("open"), quote("rooms"))))
        .up();
    assertThat(read("states")).isEmpty();
  }

  @Test
  void what_no_view_uses_is_removed() throws Exception {
    createRoomsWithViews();

    migrating(db -> db.removeColumn("rooms", "unused")).up();

    assertThat(read("open_rooms")).isEmpty();
    assertThat(columns("rooms")).containsOnlyKeys("id", "open");
  }

  @Test
  void a_view_may_be_broken_by_who_says_so() throws Exception {
    createRoomsWithViews();

    migrating(db -> db.acknowledged("they are made again").renameTable("rooms", "halls")).up();

    assertThat(tables()).containsExactly("halls");
  }

  @Test
  void views_that_are_dropped_before_and_created_after_are_no_hindrance() throws Exception {
    createRoomsWithViews();

    migrating(
            db -> {
              db.dropView("pairs");
              db.execute("DROP VIEW " + quote("open_rooms"));
              db.renameColumn("rooms", "open", "closed");
              db.removeColumn("rooms", "closed");
              db.dropTable("rooms");
            })
        .up();

    assertThat(tables()).isEmpty();
  }

  @Test
  void a_column_that_a_trigger_uses_neither_goes_nor_gets_another_name() throws Exception {
    if (sizeTrigger().isEmpty()) {
      assertThat(engine()).isEqualTo(TestDatabase.H2); // its triggers are classes
      return;
    }
    migrating(
            db -> {
              db.createTable(
                  "rooms",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("size", integer());
                    t.column("topic", integer());
                  });
              sizeTrigger().forEach(db::execute);
            })
        .up();
    execute("DELETE FROM " + quote("switchback_meta"));

    for (Body step :
        List.<Body>of(
            db -> db.removeColumn("rooms", "size"),
            db -> db.renameColumn("rooms", "size", "seats"))) {
      assertThat(migrating(step).plan().isRefused()).isTrue();
      assertThatThrownBy(migrating(step)::up)
          .isInstanceOf(MigrationFailedException.class)
          .hasMessageContaining(" – it would break trigger 'no_negative_size', and the database");
    }
    migrating(db -> db.removeColumn("rooms", "topic")).up();
    execute("INSERT INTO rooms VALUES (1, -5)");
    assertThat(rows("SELECT size FROM rooms")).containsExactly("0");
  }
}
