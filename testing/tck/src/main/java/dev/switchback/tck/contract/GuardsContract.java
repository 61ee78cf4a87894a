package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.ReferentialAction.CASCADE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.Direction;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.SchemaInterface;
import dev.switchback.SwitchbackException;
import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.Operation;
import dev.switchback.schema.DropOption;
import dev.switchback.schema.Row;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.RecordingDataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations that are executed only if their object exists, or does not exist. */
public abstract class GuardsContract extends ChangesContract {

  private static final String TOO_LONG = "n".repeat(300);

  /** The contract on one kind of database. */
  protected GuardsContract(TestedDatabase database) {
    super(database);
  }

  private String archive() {
    return database().name() + "_guarded";
  }

  @AfterEach
  void dropArchive() throws SQLException {
    if (catalog().hasSchema(archive())) {
      carryOut(new DropSchema(archive(), true));
    }
  }

  private Migrator through(DataSource source, Body body) {
    return scripted(body, body)
        .dataSource(source)
        .onChangedMigration(ChangedMigrationPolicy.IGNORE)
        .build();
  }

  /** The statements that a run of {@code body} sends for its steps. */
  private List<String> sentBy(Body body) {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    if (isUp) {
      through(watched, body).down();
    } else {
      through(watched, body).up();
    }
    isUp = !isUp;
    return watched.sentByMigrations();
  }

  private SchemaSnapshot snapshot() throws SQLException {
    return catalog().schema().snapshot();
  }

  private static void roomsAndSeats(QueryInterface db) {
    rooms(db);
    db.createTable(
        "seats",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("room_id", integer());
        });
  }

  private boolean hasChecks() throws SQLException {
    return engine() != TestDatabase.MYSQL || isVersion(8, 0, 16);
  }

  /** A creation of each kind of object, on tables that exist. */
  private Map<String, Consumer<SchemaInterface>> creations() throws SQLException {
    Map<String, Consumer<SchemaInterface>> all = new LinkedHashMap<>();
    all.put(
        "addColumn 'size' on 'rooms'",
        db -> db.addColumn("rooms", "size", integer().notNull().defaultValue(7).comment("seats")));
    all.put(
        "addColumn 'mood' on 'rooms'",
        db -> db.addColumn("rooms", "mood", enumeration("calm", "it's").defaultValue("it's")));
    all.put(
        "addColumn 'twice' on 'rooms'",
        db -> db.addColumn("rooms", "twice", integer().generatedAs("id * 2")));
    all.put("addIndex 'rooms_note' on 'rooms'", db -> db.addIndex("rooms", "note"));
    all.put(
        "addIndex 'odd' on 'rooms'",
        db -> db.addIndex("rooms", index("note", "topic").unique().named("odd")));
    all.put(
        "addConstraint 'rooms_note_uk' on 'rooms'",
        db -> db.addConstraint("rooms", unique("note")));
    all.put(
        "addConstraint 'seats_room_id_fk' on 'seats'",
        db ->
            db.addConstraint(
                "seats", foreignKey("room_id").references("rooms", "id").onDelete(CASCADE)));
    if (hasChecks()) {
      all.put(
          "addConstraint 'even' on 'seats'",
          db -> db.addConstraint("seats", check("even", "id > 0")));
    }
    all.put(
        "addEnumValue 'shut' to 'kind' of 'rooms'",
        db -> db.addEnumValueBefore("rooms", "kind", "shut", "it's"));
    all.put("createView 'topics'", db -> db.createView("topics", "SELECT 1 AS n"));
    all.put("createSchema '" + archive() + "'", db -> db.createSchema(archive()));
    if (engine() == TestDatabase.POSTGRESQL) {
      all.put(
          "createMaterializedView 'kept'",
          db -> db.createMaterializedView("kept", "SELECT 1 AS n"));
    }
    return all;
  }

  @Test
  void creates_only_what_does_not_exist() throws Exception {
    run(GuardsContract::roomsAndSeats);
    for (Map.Entry<String, Consumer<SchemaInterface>> creation : creations().entrySet()) {
      String name = creation.getKey();
      Body body = db -> creation.getValue().accept(db.ifNotExists());

      assertThat(sentBy(body)).as(name).isNotEmpty();
      SchemaSnapshot after = snapshot();
      try (CapturedLog log = new CapturedLog()) {
        assertThat(sentBy(body)).as(name).isEmpty();
        assertThat(log.text())
            .contains(
                "'20250601000000-scripted' step 1 (%s if it does not exist) sends nothing: it exists already"
                    .formatted(name));
      }
      assertThat(snapshot()).as(name).isEqualTo(after);
    }
  }

  /** A removal of what each creation creates. */
  private Map<String, Consumer<SchemaInterface>> removals() throws SQLException {
    Map<String, Consumer<SchemaInterface>> all = new LinkedHashMap<>();
    all.put("removeColumn 'size' from 'rooms'", db -> db.removeColumn("rooms", "size"));
    all.put("removeIndex 'rooms_note' from 'rooms'", db -> db.removeIndex("rooms", "rooms_note"));
    all.put(
        "removeIndex 'odd' from 'rooms'",
        db -> db.removeIndex("rooms", index("note", "topic").unique().named("odd")));
    all.put(
        "removeConstraint 'rooms_note_uk' from 'rooms'",
        db -> db.removeConstraint("rooms", "rooms_note_uk"));
    all.put(
        "removeConstraint 'seats_room_id_fk' from 'seats'",
        db ->
            db.removeConstraint(
                "seats", foreignKey("room_id").references("rooms", "id").onDelete(CASCADE)));
    if (hasChecks()) {
      all.put(
          "removeConstraint 'even' from 'seats'",
          db -> db.removeConstraint("seats", check("even", "id > 0")));
    }
    all.put("dropView 'topics'", db -> db.dropView("topics"));
    all.put("dropSchemaCascade '" + archive() + "'", db -> db.dropSchemaCascade(archive()));
    if (engine() == TestDatabase.POSTGRESQL) {
      all.put("dropMaterializedView 'kept'", db -> db.dropMaterializedView("kept"));
    }
    return all;
  }

  @Test
  void removes_only_what_exists() throws Exception {
    run(GuardsContract::roomsAndSeats);
    Map<String, Consumer<SchemaInterface>> creations = creations();
    run(db -> creations.values().forEach(creation -> creation.accept(db)));
    for (Map.Entry<String, Consumer<SchemaInterface>> removal : removals().entrySet()) {
      String name = removal.getKey();
      Body body = db -> removal.getValue().accept(db.ifExists());

      assertThat(sentBy(body)).as(name).isNotEmpty();
      SchemaSnapshot after = snapshot();
      try (CapturedLog log = new CapturedLog()) {
        assertThat(sentBy(body)).as(name).isEmpty();
        assertThat(log.text())
            .contains(
                "'20250601000000-scripted' step 1 (%s if it exists) sends nothing: it does not exist"
                    .formatted(name));
      }
      assertThat(snapshot()).as(name).isEqualTo(after);
    }
  }

  @Test
  void a_missing_table_has_nothing_to_remove_and_takes_nothing_new() throws Exception {
    assertThat(
            sentBy(
                db -> {
                  db.ifExists().removeColumn("nowhere", "size");
                  db.ifExists().removeIndex("nowhere", "nowhere_size");
                  db.ifExists().removeConstraint("nowhere", "nowhere_size_uk");
                  db.ifExists().removeConstraint("nowhere", primaryKey("id"));
                  db.ifExists().dropTable("nowhere", DropOption.IF_EXISTS);
                }))
        .allMatch(sql -> sql.startsWith("DROP TABLE IF EXISTS "));
    Map<String, Consumer<SchemaInterface>> fail = new LinkedHashMap<>();
    fail.put("addColumn 'size' on 'nowhere'", db -> db.addColumn("nowhere", "size", integer()));
    fail.put("addIndex 'nowhere_size' on 'nowhere'", db -> db.addIndex("nowhere", "size"));
    fail.put(
        "addConstraint 'nowhere_size_uk' on 'nowhere'",
        db -> db.addConstraint("nowhere", unique("size")));
    fail.put(
        "addEnumValue 'x' to 'kind' of 'nowhere'", db -> db.addEnumValue("nowhere", "kind", "x"));
    fail.forEach(
        (name, creation) ->
            assertFails(db -> creation.accept(db.ifNotExists()))
                .hasMessageContaining(name + " if it does not exist"));
    assertThat(tables()).isEmpty();
  }

  private void assertOther(String words, Body body) throws SQLException {
    SchemaSnapshot before = snapshot();
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    assertThatExceptionOfType(SwitchbackException.class)
        .as(words)
        .isThrownBy(
            () -> {
              if (isUp) {
                through(watched, body).down();
              } else {
                through(watched, body).up();
              }
            })
        .withMessageContaining(words)
        .withMessageContaining(". Nothing was sent. ");
    assertThat(watched.sentByMigrations()).as(words).isEmpty();
    assertThat(snapshot()).as(words).isEqualTo(before);
  }

  @Test
  void takes_no_other_object_for_the_one_that_it_would_create() throws Exception {
    run(GuardsContract::roomsAndSeats);
    Map<String, Consumer<SchemaInterface>> creations = creations();
    run(db -> creations.values().forEach(creation -> creation.accept(db)));
    String is = " if it does not exist – it exists, and is another one: ";

    assertOther(
        "addColumn 'note' on 'rooms'" + is + "its type ",
        db -> db.ifNotExists().addColumn("rooms", "note", string(21)));
    assertOther(
        "addColumn 'note' on 'rooms'"
            + is
            + "that it takes NULL. Nothing was sent. Change it, or"
            + " choose another name",
        db -> db.ifNotExists().addColumn("rooms", "note", string(20).notNull()));
    assertOther(
        "addColumn 'topic' on 'rooms'" + is + "its NOT NULL",
        db -> db.ifNotExists().addColumn("rooms", "topic", string(20).defaultValue("x")));
    assertOther(
        "addColumn 'size' on 'rooms'" + is + "its default ",
        db -> db.ifNotExists().addColumn("rooms", "size", integer().notNull().defaultValue(8)));
    assertOther(
        "addColumn 'note' on 'rooms'" + is + "that it has no default",
        db -> db.ifNotExists().addColumn("rooms", "note", string(20).defaultValue("x")));
    assertOther(
        "addColumn 'size' on 'rooms'" + is + "its comment",
        db ->
            db.ifNotExists()
                .addColumn("rooms", "size", integer().notNull().defaultValue(7).comment("m²")));
    assertOther(
        "addColumn 'id' on 'rooms'" + is + "that it is not numbered",
        db -> db.ifNotExists().addColumn("rooms", "id", integer().autoIncrement()));
    assertOther(
        "addColumn 'twice' on 'rooms'" + is + "its expression",
        db -> db.ifNotExists().addColumn("rooms", "twice", integer()));
    assertOther(
        "addColumn 'mood' on 'rooms'" + is + "its type ",
        db -> db.ifNotExists().addColumn("rooms", "mood", enumeration("calm", "loud")));
    assertOther(
        "addIndex 'rooms_note' on 'rooms'" + is + "an index over note and not an index over topic",
        db -> db.ifNotExists().addIndex("rooms", index("topic").named("rooms_note")));
    assertOther(
        "addIndex 'odd' on 'rooms'" + is + "a unique index over note, topic and not an index over",
        db -> db.ifNotExists().addIndex("rooms", index("note", "topic").named("odd")));
    assertOther(
        "addConstraint 'rooms_note_uk' on 'rooms'" + is + "its unique 'rooms_note_uk' over note",
        db -> db.ifNotExists().addConstraint("rooms", unique("topic").named("rooms_note_uk")));
    assertOther(
        "addConstraint 'seats_room_id_fk' on 'seats'"
            + is
            + "its foreign key 'seats_room_id_fk' to 'rooms' ON DELETE CASCADE",
        db ->
            db.ifNotExists()
                .addConstraint("seats", foreignKey("room_id").references("rooms", "id")));
    assertOther(
        "addConstraint 'seats_room_id_fk' on 'seats'" + is + "its foreign key 'seats_room_id_fk'",
        db -> db.ifNotExists().addConstraint("seats", unique("id").named("seats_room_id_fk")));
    assertOther(
        "addEnumValue 'open' to 'kind' of 'rooms'" + is + "a value that is not after 'it's'",
        db -> db.ifNotExists().addEnumValueAfter("rooms", "kind", "open", "it's"));
    assertOther(
        "createView 'seats'" + is + "a table",
        db -> db.ifNotExists().createView("seats", "SELECT 1 AS n"));
  }

  @Test
  void removes_by_its_definition_no_object_that_is_another_one() throws Exception {
    run(GuardsContract::roomsAndSeats);
    Map<String, Consumer<SchemaInterface>> creations = creations();
    run(db -> creations.values().forEach(creation -> creation.accept(db)));
    String is = " if it exists – it exists, and is another one: ";

    assertOther(
        "removeIndex 'rooms_note' from 'rooms'"
            + is
            + "an index over note and not a unique index over note. Nothing was sent. Remove it by"
            + " its name if it is not needed",
        db -> db.ifExists().removeIndex("rooms", index("note").unique()));
    assertOther(
        "removeConstraint 'rooms_note_uk' from 'rooms'" + is + "its unique 'rooms_note_uk'",
        db -> db.ifExists().removeConstraint("rooms", unique("topic").named("rooms_note_uk")));
    assertOther(
        "removeConstraint 'seats_room_id_fk' from 'seats'"
            + is
            + "its foreign key 'seats_room_id_fk'",
        db -> db.ifExists().removeConstraint("seats", unique("id").named("seats_room_id_fk")));
    assertOther(
        "removeColumn 'size' from 'rooms'" + is + "its default",
        db -> db.ifExists().removeColumn("rooms", "size", previously(integer().notNull())));
    assertOther("dropView 'seats'" + is + "a table", db -> db.ifExists().dropView("seats"));
    if (engine() == TestDatabase.POSTGRESQL) {
      assertOther(
          "dropView 'kept'" + is + "a materialized view", db -> db.ifExists().dropView("kept"));
    }
  }

  @Test
  void a_condition_that_does_not_fit_its_operation_is_refused() throws Exception {
    run(GuardsContract::roomsAndSeats);
    String leaveOut =
        " is for operations that %s something. Nothing was sent. Leave out %s, or ask the catalogue"
            + " first, by tableExists(…) or describeTable(…)";
    String exists = "ifExists()" + leaveOut.formatted("remove", "ifExists()");
    String not = "ifNotExists()" + leaveOut.formatted("create", "ifNotExists()");

    assertOther(
        "renameTable 'rooms' to 'halls' – " + exists,
        db -> db.ifExists().renameTable("rooms", "halls"));
    assertOther(
        "renameColumn 'note' to 'notes' on 'rooms' – " + exists,
        db -> db.ifExists().renameColumn("rooms", "note", "notes"));
    assertOther(
        " – " + not, db -> db.ifNotExists().changeColumn("rooms", "note", c -> c.comment("it")));
    assertOther(
        "commentOnTable 'rooms' – " + not, db -> db.ifNotExists().commentOnTable("rooms", "it"));
    assertOther(
        "replaceView 'topics' – " + exists,
        db -> db.ifExists().replaceView("topics", "SELECT 2 AS n"));
    assertOther(
        "removeColumn 'note' from 'rooms' – ifNotExists() is for operations that create something."
            + " Nothing was sent. Write ifExists() before it",
        db -> db.ifNotExists().removeColumn("rooms", "note"));
    assertOther(
        "dropTable 'rooms' – ifNotExists() is for operations that create something. Nothing was"
            + " sent. Write ifExists() before it",
        db -> db.ifNotExists().dropTable("rooms"));
    assertOther(
        "addColumn 'size' on 'rooms' – ifExists() is for operations that remove something. Nothing"
            + " was sent. Write ifNotExists() before it",
        db -> db.ifExists().addColumn("rooms", "size", integer()));
    assertOther(
        "createTable 'halls' – ifExists() is for operations that remove something",
        db -> db.ifExists().createTable("halls", t -> t.column("id", integer())));
  }

  private static List<String> forms(Consumer<QueryInterface> call) {
    return new Sample("", call)
        .operations().stream().map((Operation operation) -> CanonicalForm.of(operation)).toList();
  }

  @Test
  void a_table_is_created_and_dropped_by_the_forms_that_it_has() {
    assertThat(forms(db -> db.ifNotExists().createTable("halls", t -> t.column("id", integer()))))
        .isEqualTo(
            forms(
                db ->
                    db.createTable(
                        "halls",
                        t -> {
                          t.ifNotExists();
                          t.column("id", integer());
                        })));
    assertThat(forms(db -> db.ifExists().dropTable("halls")))
        .isEqualTo(forms(db -> db.dropTable("halls", DropOption.IF_EXISTS)));
    assertThat(forms(db -> db.ifExists().dropTable("halls", DropOption.WITH_DEPENDENTS)))
        .isEqualTo(
            forms(db -> db.dropTable("halls", DropOption.WITH_DEPENDENTS, DropOption.IF_EXISTS)));
    assertThat(
            forms(
                db -> db.ifExists().dropTable("halls", previously(t -> t.column("id", integer())))))
        .isEqualTo(forms(db -> db.dropTable("halls", DropOption.IF_EXISTS)));
  }

  @Test
  void each_of_several_operations_has_the_condition() throws Exception {
    run(
        db -> {
          rooms(db);
          db.addColumn("rooms", "code", string(5));
        });
    run(db -> db.ifNotExists().addColumn("rooms", "code", string(5).unique()));
    assertThat(catalog().constraints("rooms")).containsKey("rooms_code_uk");

    Body halls =
        db ->
            db.ifNotExists()
                .createTable(
                    "halls",
                    t -> {
                      t.column("id", integer().primaryKey());
                      t.column("name", string(20));
                      t.index("name");
                      t.comment("where it happens");
                    });
    run(halls);
    run(db -> db.removeIndex("halls", "halls_name"));
    run(halls);
    run(halls);
    assertThat(indexes("halls")).containsEntry("halls_name", "(name)");
  }

  /** The condition is for the calls on what the method returns, as many as there are. */
  @Test
  void other_calls_have_no_condition() throws Exception {
    run(
        db -> {
          rooms(db);
          SchemaInterface missing = db.ifNotExists();
          missing.addColumn("rooms", "note", string(20));
          missing.addColumn("rooms", "size", integer());
        });
    assertFails(
            db -> {
              db.ifNotExists().addColumn("rooms", "size", integer());
              db.addColumn("rooms", "size", integer());
            })
        .hasMessageContaining("(addColumn 'size' on 'rooms', ");
  }

  /** A plan of a database shows what a run would find there. */
  @Test
  void a_plan_shows_what_is_needed() throws Exception {
    run(GuardsContract::roomsAndSeats);
    run(db -> {});
    Body body =
        db -> {
          db.ifNotExists().addColumn("rooms", "note", string(20));
          db.ifNotExists().addColumn("rooms", "size", integer().nullable());
          db.ifNotExists().addIndex("rooms", "size");
          db.ifNotExists().addIndex("rooms", "size");
          db.ifExists().removeColumn("nowhere", "size");
          db.ifExists().removeColumn("rooms", "note");
          db.addIndex("rooms", "size");
        };
    isUp = false;
    Plan plan = migrating(body).plan();
    List<Plan.Step> steps = plan.migrations().get(0).steps();

    assertThat(steps)
        .extracting(Plan.Step::description)
        .startsWith(
            "addColumn 'note' on 'rooms' if it does not exist: it exists already",
            "addColumn 'size' on 'rooms' if it does not exist",
            "addIndex 'rooms_size' on 'rooms' if it does not exist")
        .contains(
            "removeColumn 'size' from 'nowhere' if it exists: it does not exist",
            "removeColumn 'note' from 'rooms' if it exists");
    assertThat(steps.get(0).sql()).isEmpty();
    assertThat(steps.get(1).sql()).hasSize(1);
    assertThat(steps.get(2).sql()).hasSize(1);
    assertThat(steps.get(4).sql()).isEmpty();
    assertThat(steps.get(5).sql()).hasSize(1);
    assertThat(steps.get(5).loses()).contains("the values of 'note' in 'rooms'");
    assertThat(plan.isRefused()).as(plan.toString()).isTrue();
    assertThat(plan.toString())
        .contains("addIndex 'rooms_size' on 'rooms' – the table has an index of this name");
  }

  @Test
  void a_needed_step_has_the_hazards_of_its_operation_and_another_one_has_none() throws Exception {
    run(ChangesContract::rooms);
    run(db -> db.bulkInsert("rooms", Row.row("id", 1)));

    Plan.Step usual = onlyStep(db -> db.addIndex("rooms", "note"));
    Plan.Step needed = onlyStep(db -> db.ifNotExists().addIndex("rooms", "note"));
    Plan.Step done = onlyStep(db -> db.ifNotExists().addColumn("rooms", "note", string(20)));

    assertThat(needed.hazards()).isEqualTo(usual.hazards());
    assertThat(needed.hazards().isEmpty()).isEqualTo(engine() != TestDatabase.POSTGRESQL);
    assertThat(done.hazards()).isEmpty();
  }

  private Plan.Step onlyStep(Body body) {
    return migrating(body).plan().migrations().get(0).steps().get(0);
  }

  @Test
  void an_object_that_is_another_one_is_refused_in_a_plan_too() throws Exception {
    run(GuardsContract::roomsAndSeats);
    run(db -> {});
    Plan plan = migrating(db -> db.ifNotExists().addColumn("rooms", "note", integer())).plan();

    assertThat(plan.isRefused()).isTrue();
    assertThat(plan.toString())
        .contains("addColumn 'note' on 'rooms' if it does not exist – it exists, and is another");
  }

  /** From an empty schema, as a plan without a server is. */
  @Test
  void a_plan_without_a_server_shows_what_creates_the_object() throws Exception {
    Plan plan =
        migrating(
                db -> {
                  rooms(db);
                  db.ifNotExists().addColumn("rooms", "size", integer());
                  db.ifNotExists().addIndex("rooms", "size");
                  db.ifExists().removeColumn("rooms", "note");
                  db.ifExists().removeColumn("rooms", "note");
                })
            .planOffline(Direction.UP, dialect().name(), version());
    assertThat(plan.isComplete()).as(plan.toString()).isTrue();
    List<Plan.Step> steps = plan.migrations().get(0).steps();
    assertThat(steps)
        .extracting(Plan.Step::description)
        .containsExactly(
            "createTable 'rooms'",
            "addColumn 'size' on 'rooms' if it does not exist",
            "addIndex 'rooms_size' on 'rooms' if it does not exist",
            "removeColumn 'note' from 'rooms' if it exists",
            "removeColumn 'note' from 'rooms' if it exists: it does not exist");
    assertThat(steps.subList(1, 4)).allMatch(step -> step.sql().size() == 1);
    assertThat(steps.get(4).sql()).isEmpty();
  }

  private String version() throws SQLException {
    try (Connection connection = dataSource().getConnection()) {
      DatabaseMetaData server = connection.getMetaData();
      return server.getDatabaseMajorVersion() + "." + server.getDatabaseMinorVersion();
    }
  }

  /** The step before the one that fails is done, whether it sent something or not. */
  @Test
  void a_migration_is_resumed_after_steps_that_were_not_needed() throws Exception {
    run(ChangesContract::rooms);
    Body body =
        db -> {
          db.ifNotExists().addColumn("rooms", "note", string(20));
          db.bulkInsert("rooms", Row.row("id", 1));
          db.ifNotExists().addColumn("rooms", "size", integer());
          db.ifExists().removeIndex("rooms", "rooms_absent");
          db.createTable("taken", t -> t.column("id", integer()));
          db.ifExists().removeColumn("rooms", "size");
        };
    execute("CREATE TABLE taken (id INTEGER)");
    assertFails(body).hasMessageContaining("createTable 'taken'");
    execute("DROP TABLE taken");
    run(body);

    assertThat(all("rooms", "id")).containsExactly("1");
    assertThat(columns("rooms")).containsOnlyKeys("id", "topic", "kind", "note");
    assertThat(tables()).contains("taken");
  }

  /** The process dies before or after each statement that it sends. */
  @Test
  void a_run_continues_after_a_death_during_a_step_with_a_condition() throws Exception {
    Body body =
        db -> {
          db.ifNotExists().addColumn("rooms", "size", integer());
          db.ifNotExists().addColumn("rooms", "size", integer());
          db.ifNotExists().addIndex("rooms", "size");
          db.ifExists().removeColumn("rooms", "note");
          db.ifExists().removeColumn("rooms", "note");
          db.ifExists().removeConstraint("rooms", "rooms_topic_uk");
        };
    run(ChangesContract::rooms);
    List<String> statements = sentBy(body);
    SchemaSnapshot expected = snapshot();
    run(db -> db.dropTable("rooms"));
    run(ChangesContract::rooms);
    assertThat(statements).hasSizeGreaterThanOrEqualTo(4);
    for (String sql : statements) {
      for (boolean isBefore : List.of(true, false)) {
        DeadManDataSource process = new DeadManDataSource(dataSource());
        DeadManDataSource dying =
            isBefore
                ? process.pausesBefore(trip -> trip.call().equals(sql), process::kill)
                : process.diesAfter(trip -> trip.call().equals(sql));
        assertThatExceptionOfType(SwitchbackException.class)
            .as(sql)
            .isThrownBy(() -> direction(through(dying, body)));
        assertThat(process.isDead()).as(sql).isTrue();
        direction(through(dataSource(), body));
        isUp = !isUp;
        assertThat(snapshot()).as(sql).isEqualTo(expected);
        run(db -> db.dropTable("rooms"));
        run(ChangesContract::rooms);
      }
    }
  }

  private void direction(Migrator migrator) {
    if (isUp) {
      migrator.down();
    } else {
      migrator.up();
    }
  }

  @Test
  void what_no_database_could_create_is_refused_before_the_first_commit() throws Exception {
    run(ChangesContract::rooms);
    run(db -> {});
    assertFails(
            db -> {
              db.createTable("one", t -> t.column("id", integer()));
              db.ifNotExists().addColumn("rooms", TOO_LONG, integer());
            })
        .hasMessageContaining("Name '" + TOO_LONG + "' – " + dialectName() + " cannot keep it: ");
    assertThat(tables()).containsExactly("rooms");
  }
}
