package dev.switchback.tck.contract;

import static dev.switchback.dialect.Probe.Result.APPLIED;
import static dev.switchback.dialect.Probe.Result.NOT_APPLIED;
import static dev.switchback.dialect.Probe.Result.UNKNOWN;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.ReferentialAction.SET_NULL;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.DatabaseProduct;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.SwitchbackException;
import dev.switchback.TableAlteration;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.schema.Column;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.RecordingDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** {@code alterTable}: several changes of a table at once. */
public abstract class AlterTableContract extends ChangesContract {

  /** What {@link #manyChanges} are on H2: three statements for the change of one column. */
  private static final int STATEMENTS_OF_H2 = 11;

  /** The contract on one kind of database. */
  protected AlterTableContract(TestedDatabase database) {
    super(database);
  }

  /** MySQL 8.0.15 reads a check and forgets it; the others keep it. */
  private boolean hasChecks() throws SQLException {
    return engine() != TestDatabase.MYSQL || isVersion(8, 0, 16);
  }

  /** H2 commits each of its statements, and has no statement for several kinds of changes. */
  private boolean isOneStatement() {
    return engine() != TestDatabase.H2;
  }

  private static void halls(QueryInterface db) {
    db.createTable("users", t -> t.column("id", integer().primaryKey()));
    db.createTable(
        "halls",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("name", string(20).notNull().defaultValue("x").comment("it's about"));
          t.column("size", integer());
          t.column("old_user", integer());
          t.column("note", string(40).unique());
        });
    db.addConstraint("halls", foreignKey("old_user").references("users", "id"));
    db.bulkInsert("users", row("id", 7));
    db.bulkInsert("halls", row("id", 1, "name", "a", "size", 3, "note", "n"));
  }

  /** Each kind of change, with constraints over new, changed and old columns. */
  private static void manyChanges(TableAlteration t) {
    t.addColumn("user_id", integer().references("users", "id").onDelete(SET_NULL));
    t.addColumn("code", string(10).notNull().defaultValue("c").unique());
    t.changeColumn("name", string(60), previously(string(20)));
    t.changeColumn(
        "size",
        c -> c.notNull().defaultValue(1).comment("seats"),
        previously(c -> c.nullable().dropDefault().dropComment()));
    t.addConstraint(unique("name", "code"));
    t.removeConstraint(foreignKey("old_user").references("users", "id"));
    t.removeColumn("note", previously(string(40).unique()));
  }

  private void given() throws SQLException {
    run(AlterTableContract::halls);
    execute("DELETE FROM " + quote("switchback_meta"));
    isUp = false;
  }

  private Migrator altering(Consumer<TableAlteration> changes) {
    return changing(db -> db.alterTable("halls", changes));
  }

  private Migrator changing(Body body) {
    return configure(M20250601000000_Changing.class)
        .factory(type -> new M20250601000000_Changing(body))
        .build();
  }

  @Test
  void makes_each_change_and_keeps_the_rest() throws Exception {
    given();
    altering(AlterTableContract::manyChanges).up();

    assertThat(columns("halls"))
        .containsOnlyKeys("id", "name", "size", "old_user", "user_id", "code")
        .containsEntry("name", "not null")
        .containsEntry("size", "not null")
        .containsEntry("code", "not null")
        .containsEntry("user_id", "nullable");
    assertThat(comment("halls", "name")).isEqualTo("it's about");
    assertThat(comment("halls", "size")).isEqualTo("seats");
    assertThat(metadata("halls", "name", "COLUMN_SIZE")).isEqualTo("60");
    assertThat(foreignKeys("halls"))
        .containsOnlyKeys("halls_user_id_fk")
        .containsEntry("halls_user_id_fk", "user_id -> users.id");
    insert("halls", "id, name, user_id, code", "2, 'b', 7, 'd'");
    assertThat(all("halls", "size")).containsExactly("1", "3");
    assertThat(all("halls", "code")).containsExactly("c", "d");
  }

  @Test
  void finds_the_way_back_by_itself_and_goes_there_again() throws Exception {
    given();
    Migrator migrator = altering(AlterTableContract::manyChanges);
    SchemaSnapshot before = migrator.snapshot();

    migrator.up();
    SchemaSnapshot after = migrator.snapshot();
    assertThat(after).isNotEqualTo(before);
    migrator.down();
    assertThat(migrator.snapshot().differencesFrom(before)).isEmpty();
    migrator.up();
    assertThat(migrator.snapshot().differencesFrom(after)).isEmpty();
  }

  @Test
  void sends_one_statement_there_and_one_back_where_the_database_has_it() throws Exception {
    given();
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    Migrator migrator =
        Migrator.configure()
            .dataSource(recording)
            .migrations(List.of(M20250601000000_Changing.class))
            .factory(
                type ->
                    new M20250601000000_Changing(
                        db -> db.alterTable("halls", AlterTableContract::manyChanges)))
            .build();

    migrator.up();
    assertThat(alterations(recording)).hasSize(isOneStatement() ? 1 : STATEMENTS_OF_H2);
    recording.clear();
    migrator.down();
    assertThat(alterations(recording)).hasSize(isOneStatement() ? 1 : STATEMENTS_OF_H2 + 1);
  }

  /** PostgreSQL has a statement for the comment of a column too, in the same transaction. */
  private List<String> alterations(RecordingDataSource recording) {
    return recording.sentByMigrations().stream()
        .filter(sql -> engine() != TestDatabase.POSTGRESQL || !sql.startsWith("COMMENT ON"))
        .toList();
  }

  @Test
  void shows_the_statement_with_what_it_loses_and_whom_it_blocks() throws Exception {
    given();
    Migrator migrator = altering(AlterTableContract::manyChanges);
    PlannedRun run =
        new PlannedRun(
            dataSource(), db -> db.alterTable("halls", AlterTableContract::manyChanges), db -> {});
    Plan plan = migrator.plan();
    List<Plan.Step> steps = plan.migrations().get(0).steps();
    run.migrator().up();

    assertThat(plan.isComplete()).isTrue();
    assertThat(plan.sql()).isEqualTo(run.sent());
    assertThat(steps.stream().flatMap(step -> step.loses().stream()))
        .containsExactly("the values of 'note' in 'halls'");
    assertThat(steps).hasSize(isOneStatement() ? 1 : STATEMENTS_OF_H2);
    List<String> rules =
        steps.stream().flatMap(step -> step.hazards().stream()).map(each -> each.rule()).toList();
    switch (engine()) {
      case H2 ->
          assertThat(rules)
              .containsExactly("adds-unique", "adds-not-null", "adds-unique", "removes-column");
      case POSTGRESQL ->
          assertThat(rules)
              .containsExactly(
                  "foreign-key-scans",
                  "key-builds-an-index",
                  "not-null-scans",
                  "key-builds-an-index",
                  "adds-unique",
                  "adds-not-null",
                  "adds-unique",
                  "removes-column");
      case MYSQL, MARIADB ->
          assertThat(rules)
              .containsExactly(
                  "foreign-key-copies",
                  "adds-unique",
                  "adds-not-null",
                  "adds-unique",
                  "removes-column");
    }
  }

  @Test
  void works_in_another_schema_and_in_a_branch_for_this_database() throws Exception {
    String other = "switchback_" + Long.toHexString(System.nanoTime());
    execute("CREATE SCHEMA " + quote(other));
    try {
      run(
          db -> {
            db.inSchema(other).createTable("users", t -> t.column("id", integer().primaryKey()));
            db.inSchema(other)
                .createTable(
                    "halls",
                    t -> {
                      t.column("id", integer());
                      t.column("note", text());
                    });
          });
      execute("DELETE FROM " + quote("switchback_meta"));
      Consumer<TableAlteration> changes =
          t -> {
            t.addColumn("user_id", integer().references("users", "id"));
            t.removeColumn("note", previously(text()));
          };
      Migrator migrator =
          changing(
              db ->
                  db.on(
                          new DatabaseProduct(dialectName()),
                          here -> here.inSchema(other).alterTable("halls", changes))
                      .otherwise(
                          here ->
                              here.dropTable(
                                  "halls", previously(was -> was.column("id", integer())))));
      migrator.up();
      String table = quote(other) + "." + quote("halls");
      execute("INSERT INTO " + quote(other) + "." + quote("users") + " VALUES (1)");
      execute("INSERT INTO %s VALUES (1, 1)".formatted(table));
      assertThatThrownBy(() -> execute("INSERT INTO %s VALUES (2, 2)".formatted(table)))
          .isInstanceOf(SQLException.class);
      migrator.down();
      assertThat(rows("SELECT * FROM " + table)).containsExactly("1, null");
    } finally {
      drop(other);
    }
  }

  private void drop(String schema) throws SQLException {
    for (String table : List.of("halls", "users")) {
      execute("DROP TABLE IF EXISTS " + quote(schema) + "." + quote(table));
    }
    execute("DROP SCHEMA " + quote(schema));
  }

  @Test
  void a_change_finds_what_those_before_it_have_changed() throws Exception {
    given();
    boolean isChecked = hasChecks();
    run(
        db ->
            db.alterTable(
                "halls",
                t -> {
                  t.addColumn("rows", integer().references("users", "id"));
                  t.addColumn("seats", integer());
                  if (isChecked) {
                    t.addConstraint(check("some_seats", "id > 0 OR seats > id"));
                  }
                  t.addConstraint(unique("rows", "seats"));
                  t.changeColumn("old_user", c -> c.nullable());
                }));
    run(
        db ->
            db.alterTable(
                "halls",
                t -> {
                  t.removeConstraint(unique("rows", "seats"));
                  t.removeConstraint("halls_rows_fk");
                  if (isChecked) {
                    t.removeConstraint("some_seats");
                  }
                  t.removeColumn("seats");
                  t.removeColumn("rows");
                }));

    assertThat(columns("halls")).doesNotContainKeys("rows", "seats");
    assertThat(catalog().constraintKinds("halls"))
        .doesNotContainKeys("halls_rows_seats_uk", "halls_rows_fk", "some_seats");
  }

  @Test
  void refuses_a_foreign_key_that_would_set_a_column_to_null_that_refuses_it() throws Exception {
    given();
    SchemaSnapshot before = migrating(db -> {}).snapshot();

    assertFails(
            db ->
                db.alterTable(
                    "halls",
                    t -> {
                      t.addColumn("user_id", integer().notNull().defaultValue(7));
                      t.addConstraint(
                          foreignKey("user_id").references("users", "id").onDelete(SET_NULL));
                    }))
        .hasMessageContaining(
            "addConstraint 'halls_user_id_fk' on 'halls' – it cannot be SET_NULL, because column"
                + " 'user_id' refuses NULL. Nothing was sent. Make the column nullable() first by"
                + " changeColumn, or choose another action");
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
    assertRefusedKey(
        t -> {
          t.addConstraint(foreignKey("size").references("users", "id").onDelete(SET_NULL));
          t.changeColumn("size", c -> c.notNull());
        },
        "changeColumn 'size' of 'halls': not null – column 'size' cannot refuse NULL, because the"
            + " foreign key 'halls_size_fk' is SET_NULL. Nothing was sent. Remove the key first by"
            + " removeConstraint, and add it again with another action");
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
  }

  private void assertRefusedKey(Consumer<TableAlteration> changes, String message) {
    assertFails(db -> db.alterTable("halls", changes)).hasMessageContaining(message);
  }

  @Test
  void a_column_becomes_nullable_with_the_foreign_key_that_sets_it_to_null() throws Exception {
    given();
    execute("UPDATE %s SET %s = 7".formatted(quote("halls"), quote("size")));
    run(db -> db.changeColumn("halls", "size", c -> c.notNull()));
    run(
        db ->
            db.alterTable(
                "halls",
                t -> {
                  t.changeColumn("size", c -> c.nullable());
                  t.addConstraint(foreignKey("size").references("users", "id").onDelete(SET_NULL));
                }));
    execute("DELETE FROM " + quote("users"));

    assertThat(all("halls", "size")).containsExactly("null");
  }

  @Test
  void sends_nothing_if_one_of_the_changes_is_refused() throws Exception {
    given();
    SchemaSnapshot before = migrating(db -> {}).snapshot();

    assertFails(
            db ->
                db.alterTable(
                    "halls",
                    t -> {
                      t.addColumn("topic", string(20));
                      t.removeConstraint("none");
                    }))
        .hasMessageContaining(
            "removeConstraint 'none' from 'halls' – there is no constraint of this name on this"
                + " table; it has '");
    assertFails(
            db ->
                db.alterTable(
                    "halls",
                    t -> {
                      t.addColumn("topic", string(20));
                      t.addColumn("hero", integer().references("heroes", "id"));
                    }))
        .hasMessageContaining("heroes");
    assertFails(
            db ->
                db.alterTable(
                    "halls",
                    t -> {
                      t.addColumn("topic", string(20));
                      t.changeColumn("name", integer());
                    }))
        .hasMessageContaining(engine() == TestDatabase.POSTGRESQL ? "ERROR" : "Nothing was sent.");
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
    assertThat(before.tables()).anyMatch(table -> table.name().equals("halls"));
  }

  @Test
  void refuses_what_is_no_one_change_before_anything_is_sent() throws Exception {
    given();
    SchemaSnapshot before = migrating(db -> {}).snapshot();

    assertRefused(t -> {}, "alterTable 'halls' – it changes nothing: name at least one change");
    assertRefused(
        t -> {
          t.addColumn("topic", string(20));
          t.removeColumn("Topic");
        },
        "alterTable 'halls' – it names the column 'Topic' twice. Nothing was sent. Write one change"
            + " of it, or two steps");
    assertRefused(
        t -> {
          t.removeConstraint("halls_note_uk");
          t.addConstraint(unique("note"));
        },
        "alterTable 'halls' – it names the constraint 'halls_note_uk' twice. Nothing was sent."
            + " Write two steps, or give the new one another name");
    assertRefused(
        t -> {
          t.removeConstraint("halls_pk");
          t.addConstraint(primaryKey("name").named("by_name"));
        },
        "alterTable 'halls' – it removes the primary key and adds one. Nothing was sent. Write"
            + " removeConstraint(…) and addConstraint(…) as two steps");
    assertRefused(
        t -> t.addConstraint(unique("size").usingIndex("sizes")),
        "alterTable 'halls' – usingIndex(…) takes over an index, which is no change of the table."
            + " Nothing was sent. Write addConstraint(…) as a step of its own");
    assertRefused(
        t -> t.removeConstraint(unique("size").usingIndex("sizes")),
        "alterTable 'halls' – usingIndex(…) is for adding a constraint. Nothing was sent. Leave it"
            + " out");
    assertFails(db -> db.ifExists().alterTable("halls", t -> t.removeColumn("note")))
        .hasRootCauseMessage(
            "alterTable 'halls': removeColumn 'note' from 'halls' – ifExists() is for operations"
                + " that remove something. Nothing was sent. Leave out ifExists(), or ask the"
                + " catalogue first, by tableExists(…) or describeTable(…)");
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
  }

  private void assertRefused(Consumer<TableAlteration> changes, String message) {
    assertFails(db -> db.alterTable("halls", changes)).hasRootCauseMessage(message);
  }

  @Test
  void refuses_to_go_back_from_a_change_that_does_not_say_what_was_there() throws Exception {
    given();
    Migrator migrator =
        altering(
            t -> {
              t.addColumn("topic", string(20));
              t.removeColumn("note");
            });
    migrator.up();

    assertThatThrownBy(migrator::down)
        .hasMessageContaining(
            "removeColumn 'note' from 'halls' – its undo needs its definition. Write"
                + " removeColumn(table, column, previously(…)) with its definition.")
        .hasMessageContaining("Nothing was run.");
    assertThat(columns("halls")).containsKey("topic");
  }

  @Test
  void compares_what_each_change_says_was_there() throws Exception {
    given();
    SchemaSnapshot before = migrating(db -> {}).snapshot();

    assertThatThrownBy(
            altering(
                    t -> {
                      t.removeConstraint(foreignKey("old_user").references("users", "id"));
                      t.removeColumn("note", previously(string(50).unique()));
                    })
                ::up)
        .hasMessageContaining(" – its undo would not restore ")
        .hasMessageContaining("Nothing was sent. Declare it in previously(…)");
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
  }

  /** PostgreSQL itself refuses to drop a column that a view reads, and H2 would drop the view. */
  @Test
  void refuses_to_break_a_view_by_any_of_the_changes() throws Exception {
    given();
    run(db -> db.createView("hall_notes", "SELECT note FROM halls"));
    execute("DELETE FROM " + quote("switchback_meta"));
    isUp = false;
    SchemaSnapshot before = migrating(db -> {}).snapshot();
    Body changes =
        db ->
            db.alterTable(
                "halls",
                t -> {
                  t.addColumn("topic", string(20));
                  t.removeColumn("note");
                  t.removeColumn("size");
                });

    assertFails(changes)
        .hasMessageContaining(
            switch (engine()) {
              case H2 ->
                  "removeColumn 'note' from 'halls' – it is used by the view 'hall_notes'. Nothing"
                      + " was sent. Remove that first, by removeConstraint or dropView";
              case POSTGRESQL ->
                  "cannot drop column note of table halls because other objects depend on it";
              case MYSQL, MARIADB ->
                  " – it would break view 'hall_notes', and the database would not report it."
                      + " Nothing was sent. Drop that before this step and create it again after"
                      + " it, or acknowledge it by acknowledged(reason)";
            });
    assertThat(migrating(db -> {}).snapshot()).isEqualTo(before);
    if (isMySqlFamily()) {
      run(db -> changes.run(db.acknowledged("nobody reads it")));
      assertThat(columns("halls")).containsKey("topic").doesNotContainKeys("note", "size");
    }
  }

  @Test
  void tells_by_its_parts_whether_it_took_effect() throws Exception {
    given();
    AddColumn topic = new AddColumn("halls", new Column("topic", string(20)));
    AlterTable all =
        AlterTable.of(
            "halls",
            List.of(
                topic,
                ChangeColumn.by("halls", "size", c -> c.notNull()),
                new RemoveColumn("halls", "old_note")));

    execute("ALTER TABLE %s ADD COLUMN %s INTEGER".formatted(quote("halls"), quote("old_note")));
    assertThat(probe(all)).isEqualTo(NOT_APPLIED);
    carryOut(topic);
    assertThat(probe(all)).isEqualTo(UNKNOWN);
    carryOut(new RemoveColumn("halls", "old_note"));
    assertThat(probe(all)).isEqualTo(APPLIED);
    AlterTable harmless =
        AlterTable.of("halls", List.of(ChangeColumn.by("halls", "size", c -> c.notNull())));
    assertThat(probe(harmless)).isEqualTo(NOT_APPLIED);
    assertThat(
            probe(
                AlterTable.of(
                    "halls", List.of(new AddConstraint("halls", unique("size", "name"))))))
        .isEqualTo(NOT_APPLIED);
  }

  @Test
  void resumes_after_its_process_has_died_before_or_behind_each_statement() throws Exception {
    given();
    Body changes =
        db -> {
          db.alterTable("halls", AlterTableContract::manyChanges);
          db.bulkInsert("users", row("id", 8));
        };
    Body back =
        db -> {
          db.bulkDelete("users", where("id", 8));
          db.alterTable(
              "halls",
              t -> {
                t.addColumn("note", string(40).unique());
                t.addConstraint(foreignKey("old_user").references("users", "id"));
                t.removeConstraint(unique("name", "code"));
                t.changeColumn("size", c -> c.nullable().dropDefault().dropComment());
                t.changeColumn("name", string(20));
                t.removeConstraint("halls_code_uk");
                t.removeColumn("code");
                t.removeConstraint("halls_user_id_fk");
                t.removeColumn("user_id");
              });
        };
    SchemaSnapshot before = migrating(changes).snapshot();
    migrating(changes, back).up();
    SchemaSnapshot after = migrating(changes).snapshot();
    migrating(changes, back).down();
    assertThat(migrating(changes).snapshot().differencesFrom(before)).isEmpty();
    int statements = isOneStatement() ? 1 : STATEMENTS_OF_H2;
    for (int last = 1; last <= statements; last++) {
      for (boolean isAnswered : List.of(false, true)) {
        die(last, isAnswered, changes);
        migrating(changes, back).up();
        assertThat(migrating(changes).snapshot().differencesFrom(after)).isEmpty();
        assertThat(all("users", "id")).containsExactly("7", "8");
        migrating(changes, back).down();
        assertThat(migrating(changes).snapshot().differencesFrom(before)).isEmpty();
      }
    }
  }

  private static boolean isSchemaStatement(String sql) {
    return sql.startsWith("ALTER TABLE") || sql.startsWith("COMMENT ON");
  }

  private void die(int statement, boolean isAnswered, Body body) {
    AtomicInteger seen = new AtomicInteger();
    DeadManDataSource process = new DeadManDataSource(dataSource());
    DeadManDataSource dying =
        isAnswered
            ? process.diesAfter(
                trip -> isSchemaStatement(trip.call()) && seen.incrementAndGet() == statement)
            : process.pausesBefore(
                trip -> isSchemaStatement(trip.call()) && seen.incrementAndGet() == statement,
                process::kill);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(dying, body).up());
    assertThat(dying.isDead()).isTrue();
  }
}
