package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.Fleet;
import dev.switchback.FleetReport;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationListener;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationStatus.State;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.Plan;
import dev.switchback.QueryInterface;
import dev.switchback.Resolution;
import dev.switchback.SwitchbackException;
import dev.switchback.Target;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.Verification;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.DeadManDataSource;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.CompiledMigrations.RecordingLoader;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.ScriptedRepeatables.R_Adults;
import dev.switchback.tck.contract.ScriptedRepeatables.R_Guests;
import dev.switchback.tck.contract.ScriptedRepeatables.R_Zones;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeatable migrations: when they run, in which order, and what is recorded of them. */
public abstract class RepeatableContract extends PeopleContract {

  @TempDir private Path folder;

  /** The contract on one kind of database. */
  protected RepeatableContract(TestedDatabase database) {
    super(database);
  }

  // ---- when they run

  @Test
  void runs_after_the_versioned_ones_and_only_once() throws Exception {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    ScriptedRepeatables migrations = scripted().with(R_Adults.class, view("adults", 18));

    assertThat(migrator(migrations, watched).up().names()).containsExactly(SCRIPTED, ADULTS);

    assertThat(names("adults")).containsExactly("Ben", "Cem");
    assertThat(recorded()).containsExactly(SCRIPTED, ADULTS);
    watched.clear();
    assertThat(migrator(migrations, watched).up().isEmpty()).isTrue();
    assertThat(watched.sent()).hasSize(1).first().asString().startsWith("SELECT ");
  }

  @Test
  void runs_again_only_when_its_steps_have_changed() throws Exception {
    ScriptedRepeatables before =
        scripted().with(R_Adults.class, view("adults", 18)).with(R_Zones.class, view("zones", 1));
    migrator(before).up();
    List<String> zones = record(ZONES);
    List<String> adults = record(ADULTS);

    MigrationReport report = migrator(before.with(R_Adults.class, view("adults", 21))).up();

    assertThat(report.names()).containsExactly(ADULTS);
    assertThat(report.warnings()).isEmpty();
    assertThat(names("adults")).containsExactly("Cem");
    assertThat(record(ZONES)).isEqualTo(zones);
    assertThat(record(ADULTS)).hasSize(1).isNotEqualTo(adults);
    assertThat(migrator(before).up().isEmpty()).isTrue();
  }

  @Test
  void a_project_may_have_no_other_migrations() throws Exception {
    execute("CREATE TABLE %s (%s INT)".formatted(quote("people"), quote("age")));
    ScriptedRepeatables alone = new ScriptedRepeatables().with(R_Adults.class, view("adults", 18));

    assertThat(migrator(alone).up().names()).containsExactly(ADULTS);
    assertThat(migrator(alone).up().isEmpty()).isTrue();
    assertThat(migrator(alone).verify().isClean()).isTrue();
  }

  @Test
  void a_run_with_a_target_or_a_number_of_steps_runs_none() throws Exception {
    ScriptedRepeatables migrations = scripted().with(R_Adults.class, view("adults", 18));

    assertThat(migrator(migrations).up(5).names()).containsExactly(SCRIPTED);
    assertThat(migrator(migrations).upTo(SCRIPTED).isEmpty()).isTrue();
    assertThat(migrator(migrations).plan(Direction.UP, 5).migrations()).isEmpty();
    for (String target : List.of(ADULTS, "R_Adults", "src/R_Adults.java")) {
      assertThatThrownBy(() -> migrator(migrations).upTo(target))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "Migration '%s' – it is repeatable, and cannot be a target. Nothing was run. Name a versioned migration. 'up' without a target runs the repeatable ones after all others."
                  .formatted(target));
    }
    assertThat(recorded()).containsExactly(SCRIPTED);
  }

  @Test
  void loads_no_versioned_class_when_nothing_is_pending() throws Exception {
    String repeatable =
        """
        public class R_Nothing implements dev.switchback.RepeatableMigration {
          public void apply(dev.switchback.QueryInterface db) {}
        }
        """;
    for (boolean isFirst : List.of(true, false)) {
      Path classes = folder.resolve("first " + isFirst);
      try (RecordingLoader loader =
          new CompiledMigrations(classes)
              .migration("M20250101000000_First")
              .add("R_Nothing", repeatable)
              .load()) {
        RecordingDataSource watched = new RecordingDataSource(dataSource());
        MigrationReport report = found(watched, loader).up();

        assertThat(report.isEmpty()).isEqualTo(!isFirst);
        assertThat(loader.loaded().contains("M20250101000000_First")).isEqualTo(isFirst);
        assertThat(loader.loaded()).contains("R_Nothing");
        assertThat(watched.sent().size() == 1).isEqualTo(!isFirst);
      }
    }
  }

  @Test
  void runs_again_when_its_file_has_changed() throws Exception {
    String repeatable =
        """
        public class R_Made implements dev.switchback.RepeatableMigration {
          public void apply(dev.switchback.QueryInterface db) {
            db.executeResource("made.sql");
          }
        }
        """;
    execute("CREATE TABLE made (n INT)");
    Path file = folder.resolve("classes/com/acme/migrations/made.sql");
    Files.createDirectories(file.getParent());
    List<List<String>> runs = new ArrayList<>();
    for (String text : List.of("1", "1", "2")) {
      Files.writeString(file, "DELETE FROM made;\nINSERT INTO made VALUES (%s);\n".formatted(text));
      try (RecordingLoader loader =
          new CompiledMigrations(folder).add("R_Made", repeatable).load()) {
        runs.add(found(dataSource(), loader).up().names());
      }
    }

    assertThat(runs).containsExactly(List.of("r-made"), List.of(), List.of("r-made"));
    assertThat(rows("SELECT n FROM made")).containsExactly("2");
  }

  // ---- the order

  @Test
  void runs_in_the_order_of_names_unless_one_follows_another() throws Exception {
    ScriptedRepeatables migrations =
        scripted()
            .with(R_Adults.class, over("adults", "zones"), R_Zones.class)
            .with(R_Guests.class, view("guests", 1))
            .with(R_Zones.class, view("zones", 18));

    assertThat(migrator(migrations).up().names()).containsExactly(SCRIPTED, GUESTS, ZONES, ADULTS);
    assertThat(names("adults")).containsExactly("Ben", "Cem");
  }

  private Body over(String name, String other) throws SQLException {
    String query = "SELECT * FROM " + quote(other);
    return db -> db.createOrReplaceView(name, query);
  }

  @Test
  void one_that_follows_another_runs_again_with_it() throws Exception {
    ScriptedRepeatables migrations =
        scripted()
            .with(R_Adults.class, over("adults", "zones"), R_Zones.class)
            .with(R_Guests.class, view("guests", 1))
            .with(R_Zones.class, view("zones", 18));
    migrator(migrations).up();

    Migrator changed = migrator(migrations.with(R_Zones.class, view("zones", 21)));
    Verification.Entry follows = changed.verify().migrations().get(1);

    assertThat(follows.name()).isEqualTo(ADULTS);
    assertThat(follows.differences())
        .containsExactly(
            "- the steps of 'r-zones', which runs before",
            "+ the steps of 'r-zones', which runs before");
    assertThat(changed.up().names()).containsExactly(ZONES, ADULTS);
    assertThat(changed.up().isEmpty()).isTrue();
  }

  // ---- failures

  @Test
  void one_that_fails_leaves_the_versioned_ones_applied() throws Exception {
    ScriptedRepeatables migrations =
        scripted()
            .with(R_Adults.class, db -> db.execute("INSERT INTO nowhere VALUES (1)"))
            .with(R_Guests.class, view("guests", 1));

    MigrationFailedException failure =
        assertThatExceptionOfType(MigrationFailedException.class)
            .isThrownBy(migrator(migrations)::up)
            .actual();

    assertThat(failure).hasMessageStartingWith("Migration 'r-adults'");
    assertThat(recorded()).containsExactly(SCRIPTED);
    Migrator fixed = migrator(migrations.with(R_Adults.class, view("adults", 18)));
    if (commitsEachStep() && fixed.status().get(1).state() == State.UNFINISHED) {
      fixed.resolve(ADULTS, Resolution.ABANDON, "its only step had no effect");
    }
    assertThat(fixed.up().names()).containsExactly(ADULTS, GUESTS);
  }

  @Test
  void one_that_was_killed_between_its_steps_continues_after_the_last() throws Exception {
    migrator(scripted()).up();
    ScriptedRepeatables migrations =
        scripted().with(R_Adults.class, view("adults", 18).then(view("teens", 17)));
    AtomicInteger views = new AtomicInteger();
    DeadManDataSource process =
        new DeadManDataSource(dataSource())
            .diesAfter(
                trip ->
                    trip.call().startsWith("CREATE")
                        && trip.call().contains("VIEW")
                        && views.incrementAndGet() == 2);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(migrator(migrations, process)::up);
    assertThat(process.isDead()).isTrue();
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator migrator = migrator(migrations, watched);

    if (commitsEachStep()) {
      assertThat(migrator.pending())
          .extracting(MigrationStatus::toString)
          .containsExactly("unfinished  r-adults");
      assertThatThrownBy(() -> migrator.up(1))
          .isInstanceOf(UnfinishedMigrationException.class)
          .hasMessageContaining("Migration 'r-adults' is unfinished (up), and this run would skip");
      assertThatThrownBy(migrator::down)
          .isInstanceOf(UnfinishedMigrationException.class)
          .hasMessageContaining("Migration 'r-adults' is unfinished (up), and this run is 'down'");
    }
    watched.clear();
    assertThat(migrator.up().names()).containsExactly(ADULTS);

    assertThat(names("adults")).containsExactly("Ben", "Cem");
    assertThat(names("teens")).containsExactly("Ann", "Ben", "Cem");
    assertThat(rows("SELECT * FROM " + quote("switchback_journal"))).isEmpty();
    assertThat(
            watched.sent().stream()
                .filter(sql -> sql.startsWith("CREATE VIEW") && sql.contains("adults")))
        .hasSize(commitsEachStep() ? 0 : 1);
    assertThat(migrator.up().isEmpty()).isTrue();
  }

  @Test
  void one_that_was_edited_while_it_was_unfinished_is_refused() throws Exception {
    migrator(scripted()).up();
    ScriptedRepeatables migrations =
        scripted()
            .with(
                R_Adults.class,
                view("adults", 18).then(db -> db.execute("INSERT INTO nowhere VALUES (1)")));
    assertThatExceptionOfType(MigrationFailedException.class).isThrownBy(migrator(migrations)::up);
    Migrator edited = migrator(migrations.with(R_Adults.class, view("others", 18)));

    if (commitsEachStep()) {
      assertThatThrownBy(edited::up)
          .isInstanceOf(UnfinishedMigrationException.class)
          .hasMessageStartingWith("Migration 'r-adults' cannot be resumed: step 1 was createView")
          .hasMessageContaining("Restore the done steps in the class");
      assertThat(recorded()).containsExactly(SCRIPTED);
      edited.resolve(ADULTS, Resolution.ABANDON, "the view is replaced anyway");
    }
    assertThat(edited.up().names()).containsExactly(ADULTS);
    assertThat(names("others")).containsExactly("Ben", "Cem");
  }

  @Test
  void two_processes_at_once_run_it_once() throws Exception {
    ScriptedRepeatables migrations = scripted().with(R_Adults.class, view("adults", 18));
    migrator(migrations).up();
    migrations.with(R_Adults.class, view("adults", 21));
    CyclicBarrier barrier = new CyclicBarrier(2);
    Callable<List<String>> process =
        () -> {
          barrier.await(30, SECONDS);
          return migrator(migrations).up().names();
        };
    ExecutorService processes = Executors.newFixedThreadPool(2);
    try {
      List<String> run = new ArrayList<>();
      for (Future<List<String>> each : processes.invokeAll(List.of(process, process))) {
        run.addAll(each.get());
      }
      assertThat(run).containsExactly(ADULTS);
    } finally {
      processes.shutdown();
    }
    assertThat(names("adults")).containsExactly("Cem");
  }

  // ---- what is shown

  @Test
  void status_and_verify_show_those_that_run_next() throws Exception {
    ScriptedRepeatables migrations =
        scripted().with(R_Adults.class, view("adults", 18)).with(R_Zones.class, view("zones", 1));
    migrator(migrations).up();
    migrations.with(R_Adults.class, view("adults", 21)).with(R_Guests.class, view("guests", 1));
    Migrator migrator = migrator(migrations);

    assertThat(migrator.status())
        .extracting(MigrationStatus::toString)
        .containsExactly(
            "applied     " + SCRIPTED,
            "pending     " + ADULTS,
            "pending     " + GUESTS,
            "applied     " + ZONES);
    assertThat(migrator.status())
        .extracting(MigrationStatus::isRepeatable)
        .containsExactly(false, true, true, true);
    assertThat(migrator.status())
        .extracting(each -> each.appliedAt().isPresent())
        .containsExactly(true, true, false, true);
    assertThat(migrator.pending())
        .extracting(MigrationStatus::name)
        .containsExactly(ADULTS, GUESTS);
    assertThat(migrator.executed())
        .extracting(MigrationStatus::name)
        .containsExactly(SCRIPTED, ADULTS, ZONES);
    Verification verification = migrator.verify();
    assertThat(verification.migrations())
        .extracting(Verification.Entry::state)
        .containsExactly(
            Verification.State.UNCHANGED,
            Verification.State.PENDING,
            Verification.State.PENDING,
            Verification.State.UNCHANGED);
    assertThat(verification.migrations().get(1).differences()).isNotEmpty();
    migrator.up();
    assertThat(migrator.verify().isClean()).isTrue();
    assertThat(migrator.pending()).isEmpty();
  }

  @Test
  void the_plan_has_them_after_the_versioned_ones() throws Exception {
    ScriptedRepeatables migrations = scripted().with(R_Adults.class, view("adults", 18));

    Plan plan = migrator(migrations).plan();

    assertThat(plan.migrations()).extracting(Plan.Entry::name).containsExactly(SCRIPTED, ADULTS);
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    migrator(migrations, watched).up();
    assertThat(watched.sentByMigrations()).isEqualTo(plan.sql());
    assertThat(migrator(migrations).plan().migrations()).isEmpty();
  }

  @Test
  void listeners_hear_of_them_as_of_any_migration() throws Exception {
    List<String> heard = new ArrayList<>();
    Migrator migrator =
        migrator(scripted().with(R_Adults.class, view("adults", 18)))
            .withListener(
                new MigrationListener() {
                  @Override
                  public void beforeMigration(MigrationEvent migration) {
                    heard.add(migration.name());
                  }
                });

    migrator.up();

    assertThat(heard).containsExactly(SCRIPTED, ADULTS);
  }

  @Test
  void one_without_a_class_is_named_until_it_is_forgotten() throws Exception {
    ScriptedRepeatables both =
        scripted().with(R_Adults.class, view("adults", 18)).with(R_Zones.class, view("zones", 1));
    migrator(both).up();
    Migrator without = migrator(scripted().with(R_Zones.class, view("zones", 1)));
    String warning =
        "Repeatable migrations that ran, but have no class here: 'r-adults'. What they made stays"
            + " in the schema. If a class is gone for good, remove what it made by a migration, and"
            + " run 'forget NAME --reason TEXT'.";

    assertThat(without.status().get(1).state()).isEqualTo(State.MISSING);
    assertThat(without.verify().migrations().get(1).state()).isEqualTo(Verification.State.MISSING);
    try (CapturedLog log = new CapturedLog()) {
      assertThat(without.up().warnings()).containsExactly(warning);
      assertThat(log.text()).contains(warning);
    }
    assertThatThrownBy(() -> without.forget(ZONES, "gone"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Migration 'r-zones' cannot be forgotten – its class exists: "
                + R_Zones.class.getName()
                + ". Nothing was changed. Delete the class first, and remove what it made by a"
                + " migration.");
    assertThat(without.forget("R_Adults", "its view is gone")).isEqualTo(ADULTS);

    assertThat(without.up().warnings()).isEmpty();
    assertThat(recorded()).containsExactly(SCRIPTED, ZONES);
  }

  // ---- the way back

  @Test
  void a_run_down_leaves_it_and_the_next_run_up_runs_it_again() throws Exception {
    ScriptedRepeatables migrations =
        new ScriptedRepeatables()
            .with(M20250601000000_Scripted.class, db -> {})
            .with(R_Adults.class, RepeatableContract::remade);
    Migrator migrator = migrator(migrations);
    migrator.up();
    SchemaSnapshot before = migrator.snapshot();

    assertThat(migrator.downAll().names()).containsExactly(SCRIPTED);

    assertThat(tables()).containsExactly("adults");
    assertThat(recorded()).containsExactly(ADULTS);
    assertThat(migrator.status().get(1).state()).isEqualTo(State.PENDING);
    assertThat(migrator.status().get(1).appliedAt()).isPresent();
    execute("DROP TABLE " + quote("adults"));
    assertThat(migrator.up().names()).containsExactly(SCRIPTED, ADULTS);
    assertThat(migrator.snapshot()).isEqualTo(before);
    assertThat(migrator.redo().reverted().names()).containsExactly(SCRIPTED);
    assertThat(migrator.up().names()).containsExactly(ADULTS);
    assertThat(migrator.up().isEmpty()).isTrue();
  }

  private static void remade(QueryInterface db) {
    db.ifExists().dropTable("adults");
    db.createTable("adults", t -> t.column("id", integer().primaryKey()));
  }

  // ---- many schemas

  @Test
  void a_fleet_runs_those_that_have_changed_and_asks_for_them_in_one_statement() throws Exception {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    List<Target> targets = List.of(Target.database("one", watched));
    ScriptedRepeatables migrations = scripted().with(R_Adults.class, view("adults", 18));
    assertThat(fleet(migrations, targets)).containsExactly(SCRIPTED, ADULTS);
    watched.clear();

    assertThat(fleet(migrations, targets)).isEmpty();

    assertThat(watched.sent()).hasSize(1);
    assertThat(fleet(migrations.with(R_Adults.class, view("adults", 21)), targets))
        .containsExactly(ADULTS);
    assertThat(names("adults")).containsExactly("Cem");
  }

  private static List<String> fleet(ScriptedRepeatables migrations, List<Target> targets) {
    MigratorBuilder builder = migrations.in(Migrator.configure());
    FleetReport report = Fleet.of(builder, targets).up().requireComplete();
    return report.outcomes().stream()
        .flatMap(outcome -> outcome.migrated().stream())
        .flatMap(migrated -> migrated.names().stream())
        .toList();
  }

  @Test
  void the_versioned_migrations_of_the_list_stay_as_they_are() throws Exception {
    List<Class<? extends Migration>> versioned =
        List.of(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class);
    ScriptedRepeatables none = new ScriptedRepeatables();
    Migrator before =
        none.in(Migrator.configure().dataSource(dataSource()).migrations(versioned)).build();
    before.up();
    List<String> records = rows("SELECT * FROM " + quote("switchback_meta") + " ORDER BY 1");

    execute("CREATE TABLE %s (%s INT)".formatted(quote("people"), quote("age")));
    none.with(R_Adults.class, view("adults", 18))
        .in(Migrator.configure().dataSource(dataSource()).migrations(versioned))
        .build()
        .up();

    assertThat(rows("SELECT * FROM " + quote("switchback_meta") + " ORDER BY 1"))
        .hasSize(3)
        .startsWith(records.toArray(String[]::new));
  }
}
