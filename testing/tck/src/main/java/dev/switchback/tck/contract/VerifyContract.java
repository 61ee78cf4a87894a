package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.OutOfOrder;
import dev.switchback.QueryInterface;
import dev.switchback.Resolution;
import dev.switchback.Verification;
import dev.switchback.Verification.State;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.CanonicalForm;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.Operation;
import dev.switchback.schema.Row;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

/** What was applied, compared with what the classes say now. */
public abstract class VerifyContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  private static final Body HALLS = VerifyContract::halls;

  private static final Body HALLS_INDEX = db -> db.addIndex("halls", "name");

  private static Operation created() {
    TableDefinition t = new TableDefinition("halls");
    t.column("id", integer().primaryKey());
    t.column("name", string(200).notNull());
    return new CreateTable(t.table(), false);
  }

  private static final Body LONGER_HALLS =
      db ->
          db.createTable(
              "halls",
              t -> {
                t.column("id", integer().primaryKey());
                t.column("name", string(400).notNull());
              });

  /** The contract on one kind of database. */
  protected VerifyContract(TestedDatabase database) {
    super(database);
  }

  private static void halls(QueryInterface db) {
    db.createTable(
        "halls",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("name", string(200).notNull());
        });
  }

  private Verification.Entry only(Migrator migrator) {
    List<Verification.Entry> all = migrator.verify().migrations();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** What comes of a migration that was applied as {@code before} and says {@code now} today. */
  private Verification.Entry changed(Body before, Body now) {
    migrating(before).up();
    return only(migrating(now));
  }

  /** A migrator of the scripted migration and of one that is older, and pending. */
  private MigratorBuilder withPending(Body scripted, List<Class<? extends Migration>> made) {
    return configure(M20250101000000_CreateRooms.class, M20250601000000_Scripted.class)
        .factory(
            type -> {
              made.add(type);
              return type == M20250601000000_Scripted.class
                  ? new M20250601000000_Scripted(scripted, db -> {})
                  : new M20250101000000_CreateRooms();
            });
  }

  private MigratorBuilder withPending(Body scripted) {
    return withPending(scripted, new ArrayList<>());
  }

  @Test
  void what_asks_for_the_same_steps_is_unchanged() {
    Verification.Entry entry =
        changed(
            HALLS,
            db -> {
              int length = 2 * 100;
              db.createTable(
                  "halls",
                  table -> {
                    table.column("id", integer().primaryKey());
                    table.column("name", string(length).notNull());
                  });
            });

    assertThat(entry.name()).isEqualTo(SCRIPTED);
    assertThat(entry.state()).isEqualTo(State.UNCHANGED);
    assertThat(entry.differences()).isEmpty();
    assertThat(entry.notCovered()).isEmpty();
    assertThat(migrating(HALLS).verify().isClean()).isTrue();
  }

  @Test
  void another_length_is_shown_as_the_step_that_was_applied_and_the_one_that_is_asked_for() {
    Body more = db -> db.addIndex("halls", "name");
    Verification.Entry entry = changed(HALLS.then(more), LONGER_HALLS.then(more));

    assertThat(entry.state()).isEqualTo(State.CHANGED);
    assertThat(entry.differences()).hasSize(2);
    assertThat(entry.differences().get(0)).startsWith("- createTable").contains("length=200");
    assertThat(entry.differences().get(1)).startsWith("+ createTable").contains("length=400");
    assertThat(migrating(LONGER_HALLS).verify().isClean()).isFalse();
  }

  @Test
  void steps_that_came_and_went_are_shown() {
    Body addA = db -> db.addColumn("halls", "a", integer().nullable());
    Body addB = db -> db.addColumn("halls", "b", integer().nullable());

    assertThat(changed(HALLS.then(addA), HALLS.then(addA).then(addB)).differences())
        .singleElement()
        .asString()
        .startsWith("+ addColumn")
        .contains("name=1:b");
    assertThat(only(migrating(HALLS)).differences())
        .singleElement()
        .asString()
        .startsWith("- addColumn");
  }

  @Test
  void raw_sql_is_covered_without_showing_what_may_be_a_secret() {
    Body insert = db -> db.execute("INSERT INTO " + quote("halls") + " VALUES (1, 'secret-1')");
    Body other = db -> db.execute("INSERT INTO " + quote("halls") + " VALUES (1, 'secret-2')");
    Verification.Entry entry = changed(HALLS.then(insert), HALLS.then(other));

    assertThat(entry.state()).isEqualTo(State.CHANGED);
    assertThat(entry.differences()).hasSize(2);
    assertThat(entry.differences().toString()).contains("- execute 'INSERT").doesNotContain("secr");
  }

  @Test
  void the_values_of_rows_are_not_covered_and_their_columns_are() {
    Body one = db -> db.bulkInsert("halls", row("id", 1, "name", "a"));
    Body other = db -> db.bulkInsert("halls", row("id", 2, "name", "b"));
    Body two = db -> db.bulkInsert("halls", row("id", 1, "name", "a"), row("id", 2, "name", "b"));

    assertThat(changed(HALLS.then(one), HALLS.then(other)).state()).isEqualTo(State.UNCHANGED);
    assertThat(only(migrating(HALLS.then(two))).state()).isEqualTo(State.CHANGED);
  }

  private static Row room(boolean turned) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(turned ? "name" : "id", turned ? "a" : 1);
    values.put(turned ? "id" : "name", turned ? 1 : "a");
    return Row.of(values);
  }

  @Test
  void the_order_of_a_rows_columns_does_not_count() {
    Body one = db -> db.bulkInsert("halls", Stream.of(room(false)));
    Body other = db -> db.bulkInsert("halls", Stream.of(room(true)));

    assertThat(changed(HALLS.then(one), HALLS.then(other)).state()).isEqualTo(State.UNCHANGED);
  }

  @Test
  void an_unfinished_migration_goes_on_whatever_order_the_columns_of_its_rows_have() {
    boolean[] fails = {true};
    Body rest =
        db -> {
          if (fails[0]) {
            throw new IllegalStateException("not yet");
          }
          db.addColumn("halls", "a", integer().nullable());
        };
    Body one =
        HALLS
            .then(db -> db.bulkInsert("halls", Stream.of(room(false))))
            .then(HALLS_INDEX)
            .then(rest);
    Body other =
        HALLS
            .then(db -> db.bulkInsert("halls", Stream.of(room(true))))
            .then(HALLS_INDEX)
            .then(rest);
    assertThatThrownBy(migrating(one)::up).isInstanceOf(MigrationFailedException.class);
    fails[0] = false;

    migrating(other).up();

    assertThat(only(migrating(one)).state()).isEqualTo(State.UNCHANGED);
  }

  @Test
  void what_an_earlier_version_recorded_in_the_order_of_the_row_is_unchanged() throws Exception {
    Body insert = db -> db.bulkInsert("halls", row("name", "a", "id", 1));
    migrating(HALLS.then(insert)).up();
    execute(
        "UPDATE %s SET %s = '%s'"
            .formatted(
                quote("switchback_meta"),
                quote("fingerprint"),
                CanonicalForm.fingerprint(
                    "STEP %s\nSTEP %s\n"
                        .formatted(
                            CanonicalForm.fingerprint(created()),
                            CanonicalForm.fingerprintAsGiven(
                                new BulkInsert("halls", List.of(row("name", "a", "id", 1))))))));

    assertThat(only(migrating(HALLS.then(insert))).state()).isEqualTo(State.UNCHANGED);
    Body turned = db -> db.bulkInsert("halls", row("id", 1, "name", "a"));
    assertThat(only(migrating(HALLS.then(turned))).state()).isEqualTo(State.CHANGED);
  }

  @Test
  void what_follows_on_a_query_is_named_as_not_covered() {
    Body asks = db -> db.query("SELECT 1", row -> row.getInt(1));
    Body then = db -> db.addColumn("halls", "a", integer().nullable());
    Verification.Entry entry = changed(HALLS.then(asks).then(then), HALLS.then(asks));

    assertThat(entry.state()).isEqualTo(State.UNCHANGED);
    assertThat(entry.notCovered()).containsExactly("query 'SELECT 1' and what follows it");

    assertThat(only(migrating(LONGER_HALLS.then(asks))).state()).isEqualTo(State.CHANGED);
    Body asksElse = db -> db.tableExists("halls");
    assertThat(only(migrating(HALLS.then(asksElse))).differences())
        .containsExactly("- query 'SELECT 1'", "+ tableExists 'halls'");
  }

  @Test
  void inserted_rows_are_covered_and_what_follows_on_their_numbers_is_not() {
    Body table =
        db ->
            db.createTable(
                "people",
                t -> {
                  t.column("id", integer().primaryKey().autoIncrement());
                  t.column("name", string(9));
                });
    Body one = table.then(db -> db.insertNumbered("people", row("name", "a")));
    Body two = table.then(db -> db.insertNumbered("people", row("name", "a"), row("name", "b")));

    Verification.Entry entry = changed(one, one.then(VerifyContract::halls));

    assertThat(entry.state()).isEqualTo(State.UNCHANGED);
    assertThat(entry.notCovered())
        .containsExactly(
            "the numbers of insertNumbered of 1 row into 'people' and what follows it");
    assertThat(only(migrating(two)).differences())
        .contains(
            "- insertNumbered of 1 row into 'people'", "+ insertNumbered of 2 rows into 'people'");
  }

  @Test
  void work_on_the_connection_is_not_called_and_named_as_not_covered() {
    boolean[] isCalled = {false};
    Body works = db -> db.withConnection(connection -> {});
    Body wouldWork = db -> db.withConnection(connection -> isCalled[0] = true);
    Verification.Entry entry = changed(HALLS.then(works), HALLS.then(wouldWork));

    assertThat(entry.state()).isEqualTo(State.UNCHANGED);
    assertThat(entry.notCovered()).containsExactly("withConnection");
    assertThat(isCalled[0]).isFalse();
  }

  @Test
  void a_reversible_migration_is_compared_by_its_way_up() {
    Body before = db -> db.reversibly(VerifyContract::halls, down -> down.dropTable("halls"));
    Body now = db -> db.reversibly(VerifyContract::halls, down -> {});

    assertThat(changed(before, now).state()).isEqualTo(State.UNCHANGED);
  }

  @Test
  void what_is_acknowledged_is_recorded_and_does_not_count() throws Exception {
    Body add = db -> db.addIndex("halls", "name");
    Body known = db -> db.acknowledged("it is empty").addIndex("halls", "name");

    assertThat(changed(HALLS.then(known), HALLS.then(add)).state()).isEqualTo(State.UNCHANGED);
    String packed =
        rows("SELECT %s FROM %s".formatted(quote("form"), quote("switchback_meta"))).get(0);
    try (InputStream form =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getMimeDecoder().decode(packed)))) {
      assertThat(new String(form.readAllBytes(), UTF_8)).contains("acknowledged: it is empty");
    }
    Body other = db -> db.acknowledged("it is empty").addIndex("halls", "id");
    assertThat(only(migrating(HALLS.then(other))).differences()).hasSize(2);
  }

  @Test
  void one_that_was_resumed_is_recorded_as_a_whole() throws Exception {
    boolean[] fails = {true};
    Body twice =
        HALLS.then(
            db -> {
              if (fails[0]) {
                throw new IllegalStateException("not yet");
              }
              db.addColumn("halls", "a", integer().nullable());
            });
    assertThatThrownBy(migrating(twice)::up).isInstanceOf(MigrationFailedException.class);
    fails[0] = false;
    migrating(twice).up();

    assertThat(only(migrating(twice)).state()).isEqualTo(State.UNCHANGED);
    assertThat(only(migrating(HALLS)).differences())
        .singleElement()
        .asString()
        .startsWith("- addColumn");
  }

  @Test
  void thousands_of_steps_are_kept() throws Exception {
    String update = "UPDATE " + quote("halls") + " SET " + quote("id") + " = ";
    Body many =
        HALLS.then(
            db -> {
              for (int i = 0; i < 3_000; i++) {
                db.execute(update + i);
              }
            });

    assertThat(changed(many, HALLS).differences()).hasSize(3_000);
    assertThat(rows("SELECT LENGTH(%s) FROM %s".formatted(quote("form"), quote("switchback_meta"))))
        .singleElement()
        .satisfies(length -> assertThat(Integer.parseInt(length)).isGreaterThan(65_535));
  }

  private String quoted(String... columns) throws Exception {
    StringJoiner all = new StringJoiner(", ");
    for (String column : columns) {
      all.add(quote(column));
    }
    return all.toString();
  }

  @Test
  void it_says_what_is_pending_missing_and_unfinished_and_creates_nothing() throws Exception {
    Migrator both = withPending(HALLS).build();
    assertThat(both.verify().migrations())
        .extracting(Verification.Entry::state)
        .containsExactly(State.PENDING, State.PENDING);
    assertThat(both.verify().isClean()).isFalse();
    assertThat(catalog().schema().tables()).isEmpty();

    both.up();
    assertThat(both.verify().isClean()).isTrue();
    assertThat(migrator(M20250101000000_CreateRooms.class).verify().migrations())
        .extracting(Verification.Entry::state)
        .containsExactly(State.UNCHANGED, State.MISSING);
    assertThat(migrator(M20250101000000_CreateRooms.class).verify().isClean()).isFalse();

    execute(
        "INSERT INTO %s (%s) VALUES ('%s', 1, 'down', 'v1:x', 'a step', 'DONE')"
            .formatted(
                quote("switchback_journal"),
                quoted("migration", "ordinal", "direction", "fingerprint", "description", "state"),
                SCRIPTED));
    assertThat(both.verify().migrations())
        .extracting(Verification.Entry::state)
        .containsExactly(State.UNCHANGED, State.UNFINISHED);
  }

  @Test
  void it_asks_two_questions_and_writes_nothing() {
    Migrator both = withPending(HALLS).build();
    both.up();
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    withPending(HALLS).dataSource(watched).build().verify();

    assertThat(watched.sent()).hasSize(2).allMatch(sql -> sql.startsWith("SELECT "));
  }

  @Test
  void what_a_later_version_has_recorded_is_unknown() throws Exception {
    migrating(HALLS).up();
    execute("UPDATE %s SET %s = 'v9:0'".formatted(quote("switchback_meta"), quote("fingerprint")));

    Verification.Entry entry = only(migrating(HALLS));
    assertThat(entry.state()).isEqualTo(State.UNKNOWN);
    assertThat(entry.notCovered())
        .containsExactly("its steps were recorded by a later version of Switchback");
    try (CapturedLog log = new CapturedLog()) {
      withPending(HALLS).onChangedMigration(ChangedMigrationPolicy.FAIL).build().up();
      assertThat(log.text())
          .contains(
              "Migration '20250601000000-scripted' – recorded by a later version of Switchback, and"
                  + " not compared with its class.");
    }
  }

  @Test
  void what_was_changed_by_hand_in_the_history_is_said() throws Exception {
    migrating(HALLS).up();
    execute("UPDATE %s SET %s = 'x'".formatted(quote("switchback_meta"), quote("form")));

    assertThat(only(migrating(HALLS)).state()).isEqualTo(State.UNCHANGED);
    assertThat(only(migrating(LONGER_HALLS)).differences())
        .containsExactly(
            "- the applied steps cannot be shown: the column 'form' was changed by hand");
  }

  @Test
  void a_class_that_tells_nothing_without_a_database_is_unknown_and_disturbs_no_run() {
    migrating(HALLS).up();
    Body fails =
        db -> {
          throw new AssertionError("no");
        };

    Verification.Entry entry = only(migrating(fails));
    assertThat(entry.state()).isEqualTo(State.UNKNOWN);
    assertThat(entry.notCovered()).containsExactly("its steps cannot be read without a database");
    assertThat(
            withPending(fails).onChangedMigration(ChangedMigrationPolicy.FAIL).build().up().names())
        .hasSize(1);
  }

  @Test
  void a_run_warns_of_a_migration_that_was_changed_and_goes_on() {
    migrating(HALLS).up();

    try (CapturedLog log = new CapturedLog()) {
      assertThat(withPending(LONGER_HALLS).build().up().names()).hasSize(1);

      assertThat(log.text())
          .containsOnlyOnce(
              "WARN dev.switchback - Migration '20250601000000-scripted' – changed since it was"
                  + " applied. 'verify' shows the differences. Restore the class and write a new"
                  + " migration for the change.");
    }
  }

  @Test
  void a_late_one_says_whether_the_order_matters() throws Exception {
    String noMatter =
        " The order does not matter: they use none of the tables of the later migrations.";
    migrating(HALLS).up();
    try (CapturedLog log = new CapturedLog()) {
      withPending(HALLS).build().up();
      assertThat(log.text()).contains("which is applied already, and is applied now." + noMatter);
    }
    Body refers = db -> db.addConstraint("halls", foreignKey("id").references("rooms", "id"));
    Body raw = db -> db.execute("UPDATE halls SET id = id");
    for (Body touching : List.of(refers, raw)) {
      dropDatabase();
      createDatabase();
      migrating(HALLS).up();
      try (CapturedLog log = new CapturedLog()) {
        withPending(HALLS.then(touching)).build().up();
        assertThat(log.text())
            .contains("which is applied already, and is applied now.")
            .doesNotContain(noMatter);
      }
    }
  }

  @Test
  void a_run_is_refused_before_anything_is_run_if_it_is_told_to_fail() throws Exception {
    migrating(HALLS).up();

    assertThatThrownBy(
            withPending(LONGER_HALLS).onChangedMigration(ChangedMigrationPolicy.FAIL).build()::up)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Migration '20250601000000-scripted' – changed since it was applied. Nothing was run."
                + " 'verify' shows the differences. Restore the class and write a new migration for"
                + " the change, or set onChangedMigration(WARN).");
    assertThat(recorded()).containsExactly(SCRIPTED);
    assertThat(
            withPending(HALLS).onChangedMigration(ChangedMigrationPolicy.FAIL).build().up().names())
        .hasSize(1);
  }

  @Test
  void no_applied_migration_is_made_when_nobody_asks() {
    migrating(HALLS).up();
    List<Class<? extends Migration>> made = new ArrayList<>();

    try (CapturedLog log = new CapturedLog()) {
      withPending(LONGER_HALLS, made)
          .onChangedMigration(ChangedMigrationPolicy.IGNORE)
          .build()
          .up();
      assertThat(log.text()).doesNotContain("changed since");
    }
    assertThat(made).containsOnly(M20250101000000_CreateRooms.class); // and one for its rehearsal
    made.clear();
    withPending(LONGER_HALLS, made).build().up();
    assertThat(made).isEmpty();
  }

  // ---- a class that was renamed

  private static final String CHANGING = "20250601000000-changing";

  private Migrator named(Class<? extends Migration> type, Body up) {
    return configure(type).factory(any -> new M20250601000000_Scripted(up, db -> {})).build();
  }

  private void assertIsTakenForRenamed(Migrator renamed, String after) {
    assertThatThrownBy(renamed::up)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Migration '"
                + after
                + "' – it is pending, and has the same steps as '20250601000000-scripted', which is"
                + " applied and has no class. If the class was renamed, run 'rename"
                + " 20250601000000-scripted "
                + after
                + " --reason TEXT'.\n"
                + "Nothing was run. If it is a different migration, restore the class of the"
                + " applied one, or set onChangedMigration(IGNORE).");
    assertThatThrownBy(renamed::plan).hasMessageStartingWith("Migration '" + after + "'");
  }

  @Test
  void a_class_that_was_renamed_is_not_applied_twice() throws Exception {
    Body body = HALLS.then(db -> db.execute("INSERT INTO " + quote("halls") + " VALUES (1, 'a')"));
    migrating(body).up();

    assertIsTakenForRenamed(named(M20250601000000_Changing.class, body), CHANGING);
    assertIsTakenForRenamed(
        named(SampleMigrations.M20250102000000_AddTopicToRooms.class, body),
        SampleMigrations.TOPIC);
    assertThat(recorded()).containsExactly(SCRIPTED);
  }

  @Test
  void an_applied_migration_gets_the_new_name_of_its_class() throws Exception {
    migrating(HALLS).up();
    Migrator renamed = named(M20250601000000_Changing.class, HALLS);

    renamed.rename(SCRIPTED, CHANGING, "a clearer name");

    assertThat(
            rows(
                "SELECT %s, %s FROM %s"
                    .formatted(quote("name"), quote("reason"), quote("switchback_meta"))))
        .containsExactly(CHANGING + ", a clearer name");
    assertThat(renamed.up().isEmpty()).isTrue();
    assertThat(renamed.verify().isClean()).isTrue();
  }

  @Test
  void rename_baseline_and_resolve_take_the_name_of_a_class() throws Exception {
    migrating(HALLS).up();
    Migrator renamed = named(M20250601000000_Changing.class, HALLS);
    String type = "com.acme.M20250601000000_Changing";
    String file = "src/main/java/com/acme/M20250601000000_Changing.java";

    renamed.rename("M20250601000000_Scripted.java", type, "why");
    assertThat(recorded()).containsExactly(CHANGING);
    execute("DELETE FROM " + quote("switchback_meta"));
    renamed.baseline(file, "why");
    assertThat(recorded()).containsExactly(CHANGING);
    for (String name : List.of("M20250601000000_Changing", type, file)) {
      assertThatThrownBy(() -> renamed.resolve(name, Resolution.ABANDON, "why"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("'" + CHANGING + "'");
    }
  }

  @Test
  void what_was_not_renamed_gets_no_other_name() throws Exception {
    migrating(HALLS).up();
    Migrator renamed = named(M20250601000000_Changing.class, HALLS);

    assertNotRenamed(
        renamed, SCRIPTED, ROOMS, "no class has the name '" + ROOMS + "'. Nothing was");
    assertNotRenamed(renamed, ROOMS, CHANGING, "it is not recorded as applied. Nothing was");
    assertNotRenamed(migrating(HALLS), SCRIPTED, SCRIPTED, "it still has a class of this name.");
    assertNotRenamed(
        named(M20250601000000_Changing.class, LONGER_HALLS),
        SCRIPTED,
        CHANGING,
        "the steps of '20250601000000-changing' differ from the applied ones:\n- createTable");
    named(M20250601000000_Changing.class, db -> {}).up();
    assertNotRenamed(renamed, SCRIPTED, CHANGING, "'20250601000000-changing' is recorded too.");
    assertThatThrownBy(() -> renamed.rename(SCRIPTED, CHANGING, " "))
        .hasMessageStartingWith("rename – it requires a reason");
    assertThat(recorded()).containsExactly(CHANGING, SCRIPTED);
  }

  private static final String ROOMS = SampleMigrations.ROOMS;

  private static void assertNotRenamed(Migrator migrator, String before, String after, String why) {
    assertThatThrownBy(() -> migrator.rename(before, after, "why"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Migration '" + before + "' cannot be renamed – " + why)
        .hasMessageContaining("Nothing was changed.");
  }

  @Test
  void what_says_little_of_its_steps_is_taken_for_renamed_by_its_name_alone() throws Exception {
    List<Body> little =
        List.of(
            db -> {},
            db -> db.withConnection(connection -> {}),
            db -> db.bulkInsert("halls", row("id", 1, "name", "a")),
            db -> db.execute("UPDATE " + quote("halls") + " SET " + quote("name") + " = ?", "b"));
    for (Body body : little) {
      execute(
          "CREATE TABLE %s (%s INTEGER, %s VARCHAR(9))"
              .formatted(quote("halls"), quote("id"), quote("name")));
      migrating(body).up();

      assertIsTakenForRenamed(named(M20250601000000_Changing.class, body), CHANGING);
      Migrator other = named(SampleMigrations.M20250102000000_AddTopicToRooms.class, body);
      assertThat(other.up().names()).containsExactly(SampleMigrations.TOPIC);
      dropDatabase();
      createDatabase();
    }
  }

  @Test
  void who_says_so_applies_it_again() {
    assertThat(named(M20250601000000_Changing.class, db -> db.execute("SELECT 1")).up().names())
        .containsExactly(CHANGING);
    Migrator again =
        named(SampleMigrations.M20250102000000_AddTopicToRooms.class, db -> db.execute("SELECT 1"));
    assertThatThrownBy(again::up).isInstanceOf(ConfigurationException.class);
    assertThat(again.withChangedMigrations(ChangedMigrationPolicy.IGNORE).up().names())
        .containsExactly(SampleMigrations.TOPIC);
  }

  // ---- the report

  @Test
  void the_report_has_every_warning() throws Exception {
    migrating(HALLS).up();
    execute(
        "INSERT INTO %s (%s, %s, %s) VALUES ('20250102000000-gone', 1, 'x')"
            .formatted(
                quote("switchback_meta"),
                quote("name"),
                quote("duration_ms"),
                quote("applied_by")));
    String missing =
        "Recorded as applied, but without a class here: '20250102000000-gone'. They cannot be"
            + " reverted. If a class is gone for good, run 'forget NAME --reason TEXT': its changes"
            + " stay in the schema.";

    assertThat(withPending(LONGER_HALLS).outOfOrder(OutOfOrder.WARN).build().up().warnings())
        .containsExactly(
            missing,
            "Migration '20250601000000-scripted' – changed since it was applied. 'verify' shows the"
                + " differences. Restore the class and write a new migration for the change.",
            "Migration '20250101000000-create-rooms' – it is older than '20250601000000-scripted',"
                + " which is applied already, and is applied now.");
    assertThat(withPending(LONGER_HALLS).build().up().warnings()).containsExactly(missing);
  }
}
