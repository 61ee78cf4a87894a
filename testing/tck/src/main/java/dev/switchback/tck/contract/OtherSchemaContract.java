package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.Direction;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.SwitchbackException;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.RecordingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The operations in another schema, which the current one does not notice. */
public abstract class OtherSchemaContract extends TwoSchemasContract {

  /** The contract on one kind of database. */
  protected OtherSchemaContract(TestedDatabase database) {
    super(database);
  }

  private Migrator there() {
    return configure(M20250601000000_Scripted.class).schema(other.name()).build();
  }

  private String currentSchema() throws SQLException {
    try (Connection connection = dataSource().getConnection()) {
      return dialect().sessions().currentSchema(connection).orElseThrow();
    }
  }

  private Body rooms() {
    return db ->
        db.inSchema(other.name())
            .createTable(
                "rooms",
                t -> {
                  t.column("id", integer().primaryKey());
                  t.column("name", string(50));
                  t.index("name");
                });
  }

  private Body inOrder(Body first, Body second) {
    return db -> {
      first.run(db);
      second.run(db);
    };
  }

  @Test
  void a_table_is_made_and_filled_there_and_not_here() throws Exception {
    migrating(
            inOrder(
                rooms(),
                db -> {
                  var there = db.inSchema(other.name());
                  there.bulkInsert("rooms", row("id", 1, "name", "a"), row("id", 2, "name", "b"));
                  there.bulkUpdate("rooms", row("name", "c"), where("id", 1));
                  there.upsert("rooms", List.of("id"), row("id", 2, "name", "d"));
                  there.insertMissing("rooms", List.of("id"), row("id", 3, "name", "e"));
                  there.bulkDelete("rooms", where("id", 3));
                }))
        .up();

    assertThat(rows("SELECT id, name FROM " + other.table("rooms") + " ORDER BY id"))
        .containsExactly("1, c", "2, d");
    assertThat(tables()).isEmpty();
    assertThat(there().snapshot().tables()).hasSize(1);
  }

  @Test
  void the_session_has_its_own_schema_again_after_each_step() throws Exception {
    migrating(
            inOrder(
                rooms(),
                db -> {
                  db.createTable("rooms", t -> t.column("here", integer()));
                  db.inSchema(other.name()).addColumn("rooms", "size", integer());
                  db.execute("INSERT INTO rooms (here) VALUES (1)");
                  db.inSchema(other.name()).bulkInsert("rooms", row("id", 1, "size", 2));
                  assertThat(db.query("SELECT here FROM rooms", row -> row.getInt(1)))
                      .containsExactly(1);
                }))
        .up();

    assertThat(tables()).containsExactly("rooms");
    assertThat(rows("SELECT size FROM " + other.table("rooms"))).containsExactly("2");
  }

  @Test
  void the_session_has_its_own_schema_again_after_a_failure() throws Exception {
    Body body =
        inOrder(
            rooms(),
            db -> {
              db.inSchema(other.name()).bulkInsert("rooms", row("id", 1));
              db.inSchema(other.name()).bulkInsert("rooms", row("id", 1));
            });
    assertThatThrownBy(() -> migrating(body).up()).hasMessageContaining("bulkInsert");

    Body mended =
        inOrder(rooms(), db -> db.inSchema(other.name()).bulkInsert("rooms", row("id", 1)));
    migrating(mended).up();

    assertThat(recorded()).hasSize(1);
    assertThat(rows("SELECT id FROM " + other.table("rooms"))).containsExactly("1");
  }

  @Test
  void foreign_keys_lead_from_one_schema_to_the_other() throws Exception {
    String here = currentSchema();
    migrating(
            inOrder(
                rooms(),
                db -> {
                  db.createTable("guests", t -> t.column("id", integer().primaryKey()));
                  db.addColumn(
                      "guests", "room", integer().references("rooms", "id").inSchema(other.name()));
                  var there = db.inSchema(other.name());
                  there.createTable(
                      "stays",
                      t -> {
                        t.column("room", integer().references("rooms", "id"));
                        t.column("guest", integer().references("guests", "id").inSchema(here));
                      });
                  there.addColumn("rooms", "owner", integer());
                  there.addConstraint(
                      "rooms", foreignKey("owner").references("guests", "id").inSchema(here));
                }))
        .up();

    assertThat(catalog().schema().describe("guests").orElseThrow().constraints())
        .filteredOn(key -> key.referencedTable().isPresent())
        .singleElement()
        .satisfies(
            key ->
                assertThat(key.referencedTable().get())
                    .isEqualToIgnoringCase(other.name() + ".rooms"));
    assertThatThrownBy(() -> execute("INSERT INTO guests (id, room) VALUES (1, 7)"))
        .isInstanceOf(SQLException.class);
    assertThatThrownBy(
            () -> execute("INSERT INTO %s (guest) VALUES (7)".formatted(other.table("stays"))))
        .isInstanceOf(SQLException.class);
    migrating(
            db -> {
              db.inSchema(other.name()).removeConstraint("rooms", "rooms_owner_fk");
              db.inSchema(other.name()).dropTable("stays");
              db.dropTable("guests");
            })
        .redo();
  }

  @Test
  void a_foreign_key_that_does_not_fit_is_refused_before_the_first_step() throws Exception {
    for (Body key :
        List.<Body>of(
            db ->
                db.addColumn(
                    "guests", "room", uuid().references("rooms", "id").inSchema(other.name())),
            db ->
                db.addConstraint(
                    "guests", foreignKey("id").references("none", "id").inSchema(other.name())),
            db ->
                db.inSchema(other.name())
                    .addColumn("rooms", "twin", uuid().references("rooms", "id")))) {
      Body body =
          inOrder(
              inOrder(
                  rooms(),
                  db -> db.createTable("guests", t -> t.column("id", integer().primaryKey()))),
              key);
      assertThatThrownBy(() -> migrating(body).up()).isInstanceOf(SwitchbackException.class);
      assertThat(tables()).isEmpty();
      assertThat(there().snapshot().tables()).isEmpty();
    }
  }

  @Test
  void a_schema_that_does_not_exist_is_refused() throws Exception {
    Body body =
        db -> {
          db.createTable("here", t -> t.column("id", integer()));
          db.inSchema("no such").createTable("rooms", t -> t.column("id", integer()));
        };
    String refusal =
        "Schema 'no such' – it does not exist, or this user may not use it. Nothing was sent.";

    assertThat(migrating(body).plan().migrations().get(0).end().orElseThrow().reason())
        .startsWith(refusal);
    assertThatThrownBy(() -> migrating(body).up()).hasMessageContaining(refusal);
  }

  @Test
  void a_schema_is_made_and_used_in_one_migration() throws Exception {
    String made = "made_of_" + database().name();
    Body body =
        db -> {
          db.createSchema(made);
          db.inSchema(made).createTable("rooms", t -> t.column("id", integer().primaryKey()));
          db.inSchema(made).addColumn("rooms", "name", string(9));
          db.inSchema(made).addIndex("rooms", "name");
        };
    try {
      PlannedRun run = new PlannedRun(dataSource(), body, db -> {});
      Plan plan = run.migrator().plan();
      run.migrator().up();

      assertThat(plan.isComplete()).isTrue();
      assertThat(run.sent()).isEqualTo(plan.sql());
      assertThat(plan.migrations().get(0).steps().get(1).description())
          .isEqualTo("createTable 'rooms' in schema '" + made + "'");
      Plan offline =
          scripted(body, db -> {})
              .build()
              .planOffline(Direction.UP, dialect().name(), dialect().version());
      assertThat(offline.sql()).isEqualTo(plan.sql());
    } finally {
      migrating(db -> db.dropSchemaCascade(made)).redo();
    }
  }

  @Test
  void a_reversible_migration_comes_back_from_there() throws Exception {
    anew(rooms());
    SchemaSnapshot before = there().snapshot();
    Migrator migrator =
        configure(M20250601000000_Changing.class)
            .factory(
                type ->
                    new M20250601000000_Changing(
                        db -> {
                          var there = db.inSchema(other.name());
                          there.createTable("a", t -> t.column("id", integer().primaryKey()));
                          there.createTable("b", t -> t.column("id", integer().primaryKey()));
                          there.addConstraint("a", foreignKey("id").references("b", "id"));
                          there.addColumn("rooms", "size", integer());
                          there.renameColumn("rooms", "name", "title");
                          there.changeColumn("rooms", "title", string(80), previously(string(50)));
                          db.createTable("a", t -> t.column("id", integer()));
                        }))
            .build();

    migrator.up();
    assertThat(there().snapshot().tables()).hasSize(3);
    assertThat(tables()).containsExactly("a");
    migrator.down();

    assertThat(there().snapshot().differencesFrom(before)).isEmpty();
    assertThat(tables()).isEmpty();
  }

  @Test
  void what_previously_declares_is_compared_with_the_table_there() throws Exception {
    execute("CREATE TABLE rooms (id INTEGER, name VARCHAR(20))");
    anew(rooms());
    Migrator migrator =
        configure(M20250601000000_Changing.class)
            .factory(
                type ->
                    new M20250601000000_Changing(
                        db ->
                            db.inSchema(other.name())
                                .changeColumn("rooms", "name", string(80), previously(string(20)))))
            .build();

    assertThatThrownBy(migrator::up).hasMessageContaining("its undo would not restore");
  }

  @Test
  void conditions_look_at_the_table_there() throws Exception {
    execute("CREATE TABLE rooms (id INTEGER, size INTEGER)");
    migrating(
            inOrder(
                rooms(),
                db -> {
                  var there = db.inSchema(other.name());
                  there.ifNotExists().addColumn("rooms", "size", integer());
                  there.ifNotExists().addColumn("rooms", "size", integer());
                  there.ifExists().removeIndex("rooms", "rooms_name");
                  there.ifExists().removeIndex("rooms", "rooms_name");
                  there.ifExists().removeColumn("rooms", "none");
                }))
        .up();

    assertThat(columns("rooms")).hasSize(2);
    assertThat(there().snapshot().tables().get(0).columns()).hasSize(3);
    assertThat(there().snapshot().tables().get(0).indexes()).hasSize(1);
  }

  /** The steps of a migration that dies, each there or here. */
  private Map<String, Body> steps() {
    return new TreeMap<>(
        Map.of(
            "a table", rooms(),
            "a column", db -> db.inSchema(other.name()).addColumn("halls", "size", integer()),
            "an index", db -> db.inSchema(other.name()).addIndex("halls", "id"),
            "a column goes", db -> db.inSchema(other.name()).removeColumn("halls", "name"),
            "another type",
                db -> db.inSchema(other.name()).changeColumn("halls", "name", string(99)),
            "another name", db -> db.inSchema(other.name()).renameTable("halls", "aulas"),
            "a table goes", db -> db.inSchema(other.name()).dropTable("halls")));
  }

  @Test
  void continues_behind_a_step_there_that_was_interrupted() throws Exception {
    Body halls =
        db -> {
          db.inSchema(other.name())
              .createTable(
                  "halls",
                  t -> {
                    t.column("id", integer());
                    t.column("name", string(50));
                  });
          db.createTable("halls", t -> t.column("other", string(7)));
        };
    Body none =
        db -> {
          db.inSchema(other.name()).ifExists().dropTable("halls");
          db.inSchema(other.name()).ifExists().dropTable("aulas");
          db.inSchema(other.name()).ifExists().dropTable("rooms");
          db.ifExists().dropTable("halls");
          db.ifExists().dropTable("log");
        };
    for (Map.Entry<String, Body> step : steps().entrySet()) {
      Body body =
          inOrder(step.getValue(), db -> db.createTable("log", t -> t.column("id", integer())));
      anew(halls);
      migrating(body).up();
      SchemaSnapshot expected = there().snapshot();
      anew(none);
      for (boolean isBefore : List.of(true, false)) {
        anew(halls);
        DeadManDataSource process = new DeadManDataSource(dataSource());
        if (isBefore) {
          process.pausesBefore(trip -> isStep(trip.call()), process::kill);
        } else {
          process.diesAfter(trip -> isStep(trip.call()));
        }
        assertThatExceptionOfType(SwitchbackException.class)
            .as(step.getKey())
            .isThrownBy(() -> scripted(process, body).up());
        assertThat(process.isDead()).as(step.getKey()).isTrue();
        migrating(body).up();
        assertThat(there().snapshot().differencesFrom(expected)).as(step.getKey()).isEmpty();
        assertThat(columns("halls")).as(step.getKey()).hasSize(1);
        assertThat(tables()).as(step.getKey()).containsExactly("halls", "log");
        anew(none);
      }
    }
  }

  private static boolean isStep(String sql) {
    return sql.matches("(?i)(CREATE|ALTER|DROP|RENAME) .*other_of_.*");
  }

  private void anew(Body body) {
    migrating(db -> {}).down();
    migrating(body).up();
    migrating(db -> {}).down();
  }

  @Test
  void an_operation_that_belongs_to_no_schema_is_refused() {
    assertThatThrownBy(() -> migrating(db -> db.inSchema(other.name()).createSchema("x")).up())
        .hasMessageContaining("createSchema 'x' – inSchema(…) is for tables and views.");
    assertThatThrownBy(() -> migrating(db -> db.inSchema("").dropTable("x")).up())
        .hasMessageContaining("inSchema(…) – the name of the schema is empty");
  }

  @Test
  void a_name_with_a_dot_is_refused_if_it_looks_like_a_table_there() throws Exception {
    String dotted = other.name() + ".rooms";
    String refusal =
        "createTable '%s' – the name of a table has no schema in it. Nothing was sent. Write inSchema(\"%s\") before the operation, and \"rooms\" for the table. If the table is really called so, write acknowledged(reason) before the operation"
            .formatted(dotted, other.name());
    Body body = db -> db.createTable(dotted, t -> t.column("id", integer()));

    assertThat(migrating(body).plan().migrations().get(0).end().orElseThrow().reason())
        .isEqualTo(refusal);
    assertThatThrownBy(() -> migrating(body).up()).hasMessageContaining(refusal);
    migrating(
            db -> {
              db.createTable("no such." + dotted, t -> t.column("id", integer()));
              db.acknowledged("it is called so")
                  .createTable(dotted, t -> t.column("id", integer()));
              db.addColumn(dotted, "size", integer());
            })
        .up();

    assertThat(tables()).containsExactlyInAnyOrder("no such." + dotted, dotted);
    assertThat(there().snapshot().tables()).isEmpty();
  }

  @Test
  void a_plan_shows_the_enum_types_of_the_current_schema_behind_a_step_there() throws Exception {
    Body given =
        engine() == TestDatabase.POSTGRESQL
            ? db -> db.inSchema(other.name()).createEnumType("mood", "sad")
            : db -> {};
    anew(inOrder(rooms(), given));
    Body body =
        db -> {
          db.inSchema(other.name()).bulkInsert("rooms", row("id", 1));
          if (db.showEnumTypes().isEmpty()) {
            db.createTable("without_types", t -> t.column("id", integer()));
          }
        };

    assertThat(migrating(body).plan().sql()).hasSize(2);
    migrating(body).up();
    assertThat(tables()).containsExactly("without_types");
  }

  @Test
  void sql_in_an_operation_finds_the_tables_there() throws Exception {
    execute("CREATE TABLE rooms (id INTEGER)");
    migrating(
            inOrder(
                rooms(),
                db -> {
                  db.inSchema(other.name()).bulkInsert("rooms", row("id", 7));
                  db.inSchema(other.name()).createView("all_rooms", "SELECT id, name FROM rooms");
                }))
        .up();

    assertThat(rows("SELECT id FROM " + other.table("all_rooms"))).containsExactly("7");
  }

  @Test
  void a_step_there_sends_few_statements_more() throws Exception {
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    migrating(inOrder(rooms(), db -> db.createTable("rooms", t -> t.column("id", integer())))).up();
    migrating(db -> {}).down();
    scripted(recording, db -> db.addColumn("rooms", "a", integer())).up();
    int here = recording.sentByThisThread().size();
    migrating(db -> {}).down();
    recording.clear();
    scripted(recording, db -> db.inSchema(other.name()).addColumn("rooms", "a", integer())).up();
    int there = recording.sentByThisThread().size();

    assertThat(there - here)
        .isEqualTo(
            switch (engine()) {
              case POSTGRESQL -> 3;
              case MYSQL, MARIADB -> 10; // its tables are looked at before it is sent
              case H2 -> 17;
            });
  }

  @Test
  void a_table_is_filled_there_in_batches_and_the_session_is_here_again_after_a_failure()
      throws Exception {
    Body body =
        inOrder(
            rooms(),
            db -> {
              var there = db.inSchema(other.name());
              for (int id = 1; id <= 10; id++) {
                there.bulkInsert("rooms", row("id", id, "name", "a"));
              }
              db.createTable("rooms", t -> t.column("here", integer()));
              there.backfill("rooms", b -> b.setSql("name", "CONCAT(name, 'b')").batchesOf(3));
              db.execute("INSERT INTO rooms (here) VALUES (1)");
            });
    AtomicInteger batches = new AtomicInteger();
    DeadManDataSource process =
        new DeadManDataSource(dataSource())
            .diesAfter(
                trip ->
                    trip.call().contains(" LIMIT 1 OFFSET 2") && batches.incrementAndGet() == 3);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, body).up());
    migrating(body).up();

    assertThat(rows("SELECT name, COUNT(*) FROM " + other.table("rooms") + " GROUP BY name"))
        .containsExactly("ab, 10");
    assertThat(rows("SELECT here FROM rooms")).containsExactly("1");
  }
}
