package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrations;
import dev.switchback.Migrator;
import dev.switchback.OutOfOrder;
import dev.switchback.Plan;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run would do, and what cannot be known of it. */
public abstract class PlanContract extends DatabaseContract {

  private static final Body HALLS =
      db ->
          db.createTable(
              "halls",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("name", string(200).nullable());
              });

  /** The contract on one kind of database. */
  protected PlanContract(TestedDatabase database) {
    super(database);
  }

  private Plan.Entry only(Plan plan) {
    assertThat(plan.migrations()).hasSize(1);
    return plan.migrations().get(0);
  }

  private Plan.Step lastOf(Body up) {
    List<Plan.Step> steps = only(migrating(up).plan()).steps();
    return steps.get(steps.size() - 1);
  }

  /** All of it is known before, and nothing else is sent. */
  private void requireSentAsPlanned(Body all) {
    PlannedRun run = new PlannedRun(dataSource(), all, db -> {});
    Plan plan = run.migrator().plan();

    assertThat(plan.isComplete()).isTrue();
    run.migrator().up();
    assertThat(run.sent()).isEqualTo(plan.sql());
  }

  private Migrator three() {
    return migrator(
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class,
        M20250103000000_CreateUsers.class);
  }

  @Test
  void a_plan_writes_nothing_and_takes_no_lock() throws Exception {
    three().up(1);
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator migrator =
        configure(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class)
            .dataSource(watched)
            .build();

    Plan plan = migrator.plan();

    assertThat(plan.dialect()).isEqualTo(dialect().name());
    assertThat(plan.isComplete()).isTrue();
    assertThat(plan.sql()).hasSize(2).first().asString().startsWith("ALTER TABLE");
    assertThat(watched.sent())
        .noneMatch(sql -> sql.matches("(?is)\\s*(INSERT|UPDATE|DELETE|CREATE|ALTER|DROP).*"))
        .noneMatch(sql -> sql.matches("(?is).*(switchback_lock|advisory|GET_LOCK).*"));
    assertThat(columns("rooms")).doesNotContainKey("topic");
    assertThat(recorded()).hasSize(1);
  }

  @Test
  void with_nothing_to_do_it_is_one_question() {
    three().up();
    RecordingDataSource watched = new RecordingDataSource(dataSource());

    Plan plan = configure(M20250101000000_CreateRooms.class).dataSource(watched).build().plan();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(watched.sent()).hasSize(1);
  }

  @Test
  void it_plans_what_the_run_of_the_same_words_would_take() {
    assertThat(names(three().plan())).hasSize(3);
    assertThat(names(three().plan(Direction.UP, 2))).hasSize(2);
    assertThat(names(three().planTo(Direction.UP, SampleMigrations.ROOMS))).hasSize(1);
    assertThat(names(three().plan(Direction.DOWN))).isEmpty();
    three().up();

    assertThat(names(three().plan(Direction.DOWN)))
        .containsExactly(SampleMigrations.USERS, SampleMigrations.TOPIC, SampleMigrations.ROOMS);
    assertThat(names(three().plan(Direction.DOWN, 1))).containsExactly(SampleMigrations.USERS);
    assertThatThrownBy(() -> three().planTo(Direction.DOWN, "no-such"))
        .isInstanceOf(ConfigurationException.class);
  }

  private static List<String> names(Plan plan) {
    return plan.migrations().stream().map(Plan.Entry::name).toList();
  }

  @Test
  void each_migration_is_planned_in_the_schema_that_those_before_it_will_have_left()
      throws Exception {
    Body all =
        HALLS.then(
            db -> {
              db.createTable(
                  "seats",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("hall_id", integer().notNull());
                    t.column("row_no", integer().notNull());
                  });
              db.addConstraint("seats", foreignKey("hall_id").references("halls", "id"));
              db.addIndex("seats", index("row_no").named("by row"));
              db.removeIndex("seats", "by row");
              db.renameTable("halls", "large halls");
              db.removeConstraint("seats", foreignKey("hall_id").references("halls", "id"));
              db.removeColumn("seats", "hall_id");
              db.addColumn("large halls", "floor", integer().nullable());
              db.dropTable("seats");
              db.dropTable("large halls");
              db.createTable("halls", t -> t.column("id", integer().primaryKey()));
              db.bulkInsert("halls", row("id", 1), row("id", 2));
              db.bulkDelete("halls", everyRow());
            });
    requireSentAsPlanned(all);
  }

  @Test
  void enumerations_are_followed_through_a_plan() throws Exception {
    Body all =
        db -> {
          db.createTable(
              "lamps",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("state", enumeration("on", "off").notNull());
              });
          db.renameTable("lamps", "lights");
          db.dropTable("lights");
        };
    requireSentAsPlanned(all);
  }

  @Test
  void it_says_what_is_lost() {
    migrating(HALLS).up();
    assertThat(only(migrating(HALLS, db -> db.dropTable("halls")).plan(Direction.DOWN)).steps())
        .singleElement()
        .satisfies(step -> assertThat(step.loses()).contains("the rows of 'halls'"));
    Migrator removing = migrating(HALLS, db -> db.removeColumn("halls", "name"));
    assertThat(only(removing.plan(Direction.DOWN)).steps().get(0).loses())
        .contains("the values of 'name' in 'halls'");
    Migrator deleting = migrating(HALLS, db -> db.bulkDelete("halls", everyRow()));
    assertThat(only(deleting.plan(Direction.DOWN)).steps().get(0).loses())
        .contains("rows of 'halls'");
    Migrator updating =
        migrating(HALLS, db -> db.bulkUpdate("halls", row("name", "x"), everyRow()));
    assertThat(only(updating.plan(Direction.DOWN)).steps().get(0).loses())
        .contains("the old values of 'name' in 'halls'");
  }

  @Test
  void it_says_what_holds_up_others_unless_that_is_acknowledged() {
    migrating(HALLS).up();
    Body adds =
        db -> {
          db.createTable("rooms", t -> t.column("id", integer().primaryKey()));
          db.addConstraint("rooms", foreignKey("id").references("halls", "id"));
          db.addConstraint("halls", foreignKey("id").references("rooms", "id"));
        };
    Body knows =
        db -> {
          db.acknowledged("it has no rows")
              .addConstraint("halls", foreignKey("id").references("halls", "id").named("one"));
          db.addConstraint("halls", foreignKey("id").references("halls", "id").named("two"));
        };
    List<Plan.Step> steps = only(migrating(HALLS, adds).plan(Direction.DOWN)).steps();
    List<Plan.Step> known = only(migrating(HALLS, knows).plan(Direction.DOWN)).steps();

    boolean hasRules = engine() != TestDatabase.H2;
    assertThat(steps).extracting(Plan.Step::isHazardous).containsExactly(false, false, hasRules);
    assertThat(known).extracting(Plan.Step::isHazardous).containsExactly(false, hasRules);
    if (hasRules) {
      assertThat(known.get(0).acknowledged()).contains("it has no rows");
      assertThat(known.get(0).hazards()).hasSize(1);
      assertThat(known.get(1).acknowledged()).isEmpty();
    }
  }

  @Test
  void what_nobody_can_look_into_is_named_and_is_not_called() {
    Plan.Step step =
        lastOf(
            db ->
                db.withConnection(
                    connection -> {
                      throw new AssertionError("it is called");
                    }));

    assertThat(step.sql()).isEmpty();
    assertThat(step.unknown()).contains("its effect cannot be read");
  }

  @Test
  void it_ends_at_a_query_and_goes_on_with_the_next_migration() throws Exception {
    List<String> seen = new ArrayList<>();
    Body asks =
        HALLS.then(
            db -> {
              db.query("SELECT 1", row -> row.getInt(1));
              seen.add("went on");
            });
    Plan.Entry entry = only(migrating(asks).plan());

    assertThat(seen).isEmpty();
    assertThat(entry.steps()).hasSize(1);
    assertThat(entry.end())
        .contains(new Plan.End(false, "the next steps depend on the result of query 'SELECT 1'"));

    Migrator both =
        configure(M20250601000000_Scripted.class, M20250103000000_CreateUsers.class)
            .factory(
                type ->
                    type == M20250601000000_Scripted.class
                        ? new M20250601000000_Scripted(asks, db -> {})
                        : new M20250103000000_CreateUsers())
            .build();
    assertThat(names(both.plan())).hasSize(2);
  }

  @Test
  void tables_are_looked_up_in_the_plan() {
    Body looks =
        HALLS.then(
            db -> {
              if (db.tableExists("halls") && !db.tableExists("others")) {
                db.addColumn("halls", "found", integer().nullable());
              }
            });

    Plan.Step step = lastOf(looks);

    assertThat(step.description()).isEqualTo("addColumn 'found' on 'halls'");
    assertThat(step.isAfterQuery()).isTrue();
    assertThat(only(migrating(looks).plan()).steps().get(0).isAfterQuery()).isFalse();
  }

  @Test
  void what_would_be_refused_ends_the_plan_and_after_raw_sql_it_is_in_doubt() {
    migrating(HALLS).up();
    Body refused = db -> db.removeIndex("halls", "no such");
    Migrator twice = migrating(HALLS, refused);

    Plan.Entry entry = only(twice.plan(Direction.DOWN));

    if (entry.end().isPresent()) { // MySQL and MariaDB ask their server alone
      assertThat(entry.end().get().isRefused()).isTrue();
      assertThat(entry.end().get().reason()).startsWith("removeIndex 'no such' from 'halls' – ");
      Body raw = db -> db.execute("SELECT 1");
      Plan.Step step =
          only(migrating(HALLS, raw.then(refused)).plan(Direction.DOWN)).steps().get(1);
      assertThat(step.unknown().orElse(""))
          .startsWith(
              "depends on execute 'SELECT 1'; as the database is now, it would be refused: ");
    } else {
      assertThat(engine()).isIn(TestDatabase.MYSQL, TestDatabase.MARIADB);
    }
  }

  /** A run leaves most of it to the server. */
  @Test
  void what_the_server_would_refuse_is_refused_by_a_plan_too() throws Exception {
    Body before =
        HALLS.then(
            db -> {
              db.createTable("rooms", t -> t.column("id", integer().primaryKey()));
              db.addIndex("halls", index("name").named("by_name"));
              db.createView("shown", "SELECT * FROM " + quote("halls"));
            });
    migrating(before).up();
    List<Body> refused =
        List.of(
            HALLS,
            db -> db.dropTable("none"),
            db -> db.commentOnTable("none", "there is none"),
            db -> db.addColumn("none", "size", integer()),
            db -> db.addColumn("halls", "name", integer().nullable()),
            db -> db.removeColumn("halls", "none"),
            db -> db.removeColumn("none", "name"),
            db -> db.renameColumn("halls", "none", "other"),
            db -> db.renameColumn("rooms", "none", "id"),
            db -> db.changeColumn("halls", "none", string(9)),
            db -> db.addEnumValue("halls", "none", "x"),
            db -> db.addConstraint("none", foreignKey("id").references("halls", "id")),
            db -> db.removeConstraint("halls", "none"),
            db -> db.addIndex("halls", index("id").named("by_name")),
            db -> db.addIndex("none", "id"),
            db -> db.removeIndex("halls", "none"),
            db -> db.removeIndex("none", "none"),
            db -> db.renameIndex("halls", "none", "other"),
            db -> db.renameIndex("none", "none", "other"),
            db -> db.renameConstraint("halls", "none", "other"),
            db -> db.renameConstraint("none", "none", "other"),
            db -> db.renameTable("none", "other"),
            db -> db.renameTable("rooms", "halls"),
            db -> db.createView("shown", "SELECT 1"),
            db -> db.replaceView("none", "SELECT 1"),
            db -> db.dropView("none"),
            db -> db.renameView("none", "other"),
            db -> db.renameView("shown", "halls"),
            db -> db.renameSchema("no such schema", "other"),
            db -> db.renameEnumValue("halls", "none", "x", "y"),
            db -> db.dropSchema("no such schema"),
            db -> db.bulkInsert("none", row("id", 1)),
            db -> db.bulkUpdate("none", row("id", 1), everyRow()),
            db -> db.bulkDelete("none", everyRow()),
            db -> db.upsert("none", List.of("id"), row("id", 1)),
            db -> db.forEachRow("DELETE FROM " + quote("rooms"), row -> {}),
            db -> db.execute("COMMIT"),
            db -> db.execute("SELECT 1; COMMIT"),
            db -> db.verifiedBy("SELECT 1").dropTable("rooms"));
    for (int i = 0; i < refused.size(); i++) {
      Migrator migrator = migrating(before, refused.get(i));

      Plan plan = migrator.plan(Direction.DOWN);

      assertThat(plan.isRefused()).as("call %d: %s", i, plan).isTrue();
      assertThatThrownBy(migrator::down).as("call %d", i).isInstanceOf(Exception.class);
    }
    assertThat(only(migrating(before, refused.get(1)).plan(Direction.DOWN)).end())
        .contains(
            new Plan.End(
                true, "dropTable 'none' – there is no table of this name in the current schema"));
    assertThat(only(migrating(before, refused.get(4)).plan(Direction.DOWN)).end())
        .contains(
            new Plan.End(
                true, "addColumn 'name' on 'halls' – the table has a column of this name"));
  }

  @Test
  void a_string_that_a_query_verifies_is_one_step_as_in_a_run() throws Exception {
    String one = "CREATE TABLE %s (%s INTEGER)".formatted(quote("one"), quote("id"));
    String two = "CREATE TABLE %s (%s INTEGER)".formatted(quote("two"), quote("id"));
    Body verified =
        db -> db.verifiedBy("SELECT COUNT(*) FROM " + quote("two")).execute(one + "; " + two);
    Body plain = db -> db.execute(one + "; " + two);

    Plan.Entry entry = only(migrating(verified).plan());

    assertThat(entry.steps()).hasSize(1);
    assertThat(entry.steps().get(0).sql()).containsExactly(one + "; " + two);
    assertThat(entry.end()).isEmpty();
    assertThat(only(migrating(plain).plan()).steps())
        .hasSize(engine() == TestDatabase.POSTGRESQL ? 1 : 2);
    assertThat(only(migrating(verified.then(plain)).plan()).steps())
        .hasSize(engine() == TestDatabase.POSTGRESQL ? 2 : 3);
  }

  @Test
  void an_enumeration_that_would_lose_its_default_is_refused_by_the_plan_as_by_the_run()
      throws Exception {
    Body create =
        db ->
            db.createTable(
                "rooms",
                t -> {
                  t.column("id", integer().nullable());
                  t.column("kind", enumeration("open", "it's").notNull().defaultValue("it's"));
                });
    Body change = db -> db.changeColumn("rooms", "kind", enumeration("p", "open"));
    Plan after = migrating(create.then(change)).plan();
    migrating(create, change).up();
    Plan.Entry there = only(migrating(create, change).plan(Direction.DOWN));

    assertThatThrownBy(migrating(create, change)::down)
        .isInstanceOf(MigrationFailedException.class);
    assertThat(there.isRefused()).as("%s", there).isTrue();
    assertThat(there.end().orElseThrow().reason())
        .contains("changeColumn 'kind' of 'rooms'")
        .contains(" – its default ")
        .contains(" is none of these values");
    assertThat(after.isComplete()).as("%s", after).isFalse();
  }

  @Test
  void a_plan_forgets_no_step_of_its_own() throws Exception {
    requireSentAsPlanned(
        HALLS.then(
            db -> {
              db.addIndex("halls", index("name").named("by_name"));
              db.renameColumn("halls", "name", "title");
              db.renameIndex("halls", "by_name", "by_title");
              db.renameTable("halls", "large halls");
              db.removeIndex("large halls", "by_title");
              db.addConstraint("large halls", unique("title"));
              db.renameConstraint("large halls", "large halls_title_uk", "one of a title");
              db.removeConstraint("large halls", "one of a title");
              db.removeColumn("large halls", "title");
              db.addColumn("large halls", "name", integer().nullable());
              db.addIndex("large halls", index("name").named("by_name"));
              db.createTable("halls", t -> t.column("n", integer().nullable()));
              db.createView("shown", "SELECT * FROM " + quote("halls"));
              db.dropView("shown");
              db.createView("shown", "SELECT 1 AS " + quote("n"));
              db.renameView("shown", "seen");
              db.renameView("seen", "shown");
              db.replaceView("shown", "SELECT 2 AS " + quote("n"));
              db.dropView("shown");
              db.dropTable("halls");
              db.renameTable("large halls", "halls");
            }));
  }

  @Test
  void behind_raw_sql_a_refusal_that_asks_nothing_is_certain() {
    Body raw = db -> db.execute("SELECT 1");

    assertThat(
            migrating(raw.then(db -> db.renameTable("none", "x".repeat(300)))).plan().isRefused())
        .isTrue();
    assertThat(migrating(raw.then(db -> db.dropTable("none"))).plan().isRefused()).isFalse();
  }

  @Test
  void an_index_that_is_not_there_is_not_removed_by_a_plan_either() {
    Plan plan =
        migrating(
                db -> {
                  db.createTable("rooms", t -> t.column("id", integer()));
                  db.addIndex("rooms", index("id").named("by_id"));
                  db.removeIndex("rooms", "by_id");
                  db.removeIndex("rooms", "by_id");
                })
            .plan();

    assertThat(plan.isRefused()).isTrue();
    assertThat(plan.migrations().get(0).steps()).hasSize(3);
    assertThat(plan.migrations().get(0).end().orElseThrow().reason())
        .contains("removeIndex 'by_id' from 'rooms'")
        .contains("there is no index of this name");
  }

  @Test
  void a_migration_that_throws_would_fail() {
    Body throwing =
        db -> {
          throw new IllegalStateException("not today");
        };

    assertThat(only(migrating(throwing).plan()).end())
        .contains(new Plan.End(true, "it throws not today"));
  }

  @Test
  void what_would_refuse_the_whole_run_refuses_the_plan() throws Exception {
    migrating(HALLS).up();
    Migrator stuck = migrating(HALLS, db -> db.irreversible("the topics are gone"));
    assertThatThrownBy(() -> stuck.plan(Direction.DOWN))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot be reverted")
        .hasMessageContaining("the topics are gone");
    Migrator late =
        configure(M20250101000000_CreateRooms.class).outOfOrder(OutOfOrder.REJECT).build();
    assertThatThrownBy(late::plan)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("which is applied already");
    Migrator changed =
        configure(M20250101000000_CreateRooms.class, M20250601000000_Scripted.class)
            .factory(
                type ->
                    type == M20250601000000_Scripted.class
                        ? new M20250601000000_Scripted(db -> {}, db -> {})
                        : new M20250101000000_CreateRooms())
            .onChangedMigration(ChangedMigrationPolicy.FAIL)
            .build();
    assertThatThrownBy(changed::plan)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("changed since it was applied");
  }

  @Test
  void nobody_swallows_the_end_of_what_is_known() {
    Body swallows =
        HALLS.then(
            db -> {
              try {
                db.query("SELECT 1", row -> row.getInt(1));
              } catch (Throwable t) {
                db.dropTable("halls");
              }
              db.dropTable("halls");
            });

    Plan.Entry entry = only(migrating(swallows).plan());

    assertThat(entry.steps()).hasSize(1);
    assertThat(entry.end()).isPresent();
  }

  @Test
  void rows_are_followed_as_far_as_they_can_be() {
    migrating(HALLS.then(db -> db.bulkInsert("halls", row("id", 1)))).up();
    Body fills = db -> db.bulkInsert("halls", row("id", 2));
    Body strict = db -> db.addColumn("halls", "size", integer().notNull());
    Body empties = db -> db.bulkDelete("halls", everyRow());
    boolean asksForRows = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;

    Plan.Entry emptied = only(migrating(HALLS, empties.then(strict)).plan(Direction.DOWN));
    assertThat(emptied.end()).isEmpty();
    assertThat(emptied.steps().get(1).unknown().isPresent()).isEqualTo(asksForRows);
    Plan.Entry filled =
        only(migrating(HALLS, empties.then(fills).then(strict)).plan(Direction.DOWN));
    assertThat(filled.end().isPresent()).isEqualTo(asksForRows);
    Body drop = db -> db.dropTable("halls");
    Plan.Entry anew =
        only(migrating(HALLS, fills.then(drop).then(HALLS).then(strict)).plan(Direction.DOWN));
    assertThat(anew.end()).isEmpty();
  }

  @Test
  void an_index_that_a_foreign_key_was_given_goes_when_another_serves_it() throws Exception {
    Body all =
        HALLS.then(
            db -> {
              db.createTable(
                  "seats",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("hall_id", integer().notNull().references("halls", "id"));
                    t.index("hall_id");
                  });
              db.removeConstraint("seats", foreignKey("hall_id").references("halls", "id"));
            });
    PlannedRun run = new PlannedRun(dataSource(), all, db -> {});
    Plan plan = run.migrator().plan();
    run.migrator().up();

    assertThat(run.sent()).isEqualTo(plan.sql());
  }

  @Test
  void offline_the_way_back_knows_what_is_in_doubt_on_the_way_there() throws Exception {
    Body up = HALLS.then(db -> db.execute("CREATE INDEX by_name ON halls (name)"));
    Body down = db -> db.removeIndex("halls", "by_name");

    Plan back = migrating(up, down).planOffline(Direction.DOWN, dialect().name(), version());

    assertThat(only(back).end()).isEmpty();
    assertThat(only(back).steps()).hasSize(1);
  }

  @Test
  void an_unfinished_migration_is_named() throws Exception {
    Body half =
        HALLS.then(
            db -> {
              throw new IllegalStateException("not today");
            });
    assertThatThrownBy(migrating(half)::up).isInstanceOf(MigrationFailedException.class);
    Plan.Entry entry = only(migrating(half).plan());

    if (dialect().rendering().hasTransactionalDdl()) {
      assertThat(entry.steps()).hasSize(1);
    } else {
      assertThat(entry.end())
          .contains(
              new Plan.End(
                  false, "it is unfinished: a run resumes it after its steps that are done"));
    }
  }

  @Test
  void offline_it_is_what_the_server_would_get_from_an_empty_schema_on() throws Exception {
    Plan offline =
        Migrations.planOffline(
            dialect().name(),
            version(),
            List.of(
                M20250101000000_CreateRooms.class,
                M20250102000000_AddTopicToRooms.class,
                M20250103000000_CreateUsers.class));

    assertThat(offline).isEqualTo(three().plan());
    Plan back = three().planOffline(Direction.DOWN, dialect().name(), version());
    three().up();
    assertThat(back).isEqualTo(three().plan(Direction.DOWN));
  }

  private String version() throws Exception {
    try (var connection = dataSource().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  @Test
  void offline_an_old_server_and_no_version_are_refused() throws Exception {
    String name = dialect().name();
    assertThatThrownBy(() -> three().planOffline(Direction.UP, name, "1.0"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageMatching(name + " cannot do this: migrate a server of version 1(\\.0)?\\. .*");
    assertThatThrownBy(() -> three().planOffline(Direction.UP, name, "new"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Version 'new' – it does not begin with a number. Write 15, or 8.0.36");
    assertThatThrownBy(() -> three().planOffline(Direction.UP, "Oracle", "23"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("No dialect for 'Oracle'. Nothing was run. There are dialects for: ");
  }
}
