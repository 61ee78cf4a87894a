package dev.switchback.tck.contract;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.Fleet;
import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationListener;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationTool;
import dev.switchback.Migrator;
import dev.switchback.OutOfOrder;
import dev.switchback.Target;
import dev.switchback.Verification;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.CompiledMigrations.RecordingLoader;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import dev.switchback.tck.contract.SquashSamples.M20250102000000_Both;
import dev.switchback.tck.contract.SquashSamples.M20250103000000_Everything;
import dev.switchback.tck.contract.SquashSamples.M20250103000000_OfSquash;
import dev.switchback.tck.contract.SquashSamples.M20250104000000_CreateHalls;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that replaces others runs alone, or is recorded in their place. */
public abstract class SquashContract extends DatabaseContract {

  private static final String ROOMS = SampleMigrations.ROOMS;
  private static final String TOPIC = SampleMigrations.TOPIC;
  private static final String USERS = SampleMigrations.USERS;
  private static final String BOTH = SquashSamples.BOTH;
  private static final String ALL = SquashSamples.ALL;
  private static final String HALLS = "20250104000000-create-halls";

  @TempDir Path folder;

  /** The contract on one kind of database. */
  protected SquashContract(TestedDatabase database) {
    super(database);
  }

  /** The version before the squash. */
  private Migrator before() {
    return migrator(
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class,
        M20250103000000_CreateUsers.class);
  }

  /** The version in which the squash is beside the classes that it replaces. */
  private Migrator beside() {
    return migrator(
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class,
        M20250102000000_Both.class,
        M20250103000000_CreateUsers.class);
  }

  /** The version without the classes that the squash replaces. */
  private Migrator after() {
    return migrator(M20250102000000_Both.class, M20250103000000_CreateUsers.class);
  }

  /** The same with a squash of everything up to the last one. */
  private Migrator everything() {
    return migrator(M20250103000000_Everything.class, M20250104000000_CreateHalls.class);
  }

  private static List<String> texts(Migrator migrator) {
    return migrator.status().stream().map(MigrationStatus::toString).toList();
  }

  private List<String> reasons() throws SQLException {
    return rows(
        "SELECT %s, %s FROM %s ORDER BY 1"
            .formatted(quote("name"), quote("reason"), quote("switchback_meta")));
  }

  @Test
  void a_new_database_runs_the_squash_alone() throws Exception {
    for (Migrator migrator : List.of(beside(), after())) {
      assertThat(migrator.pending()).extracting(MigrationStatus::name).containsExactly(BOTH, USERS);
      assertThat(migrator.up().names()).containsExactly(BOTH, USERS);

      assertThat(columns("rooms")).containsOnlyKeys("id", "name", "topic");
      assertThat(texts(migrator))
          .containsExactly(
              "replaced    " + ROOMS + " by " + BOTH,
              "replaced    " + TOPIC + " by " + BOTH,
              "applied     " + BOTH,
              "applied     " + USERS);
      assertThat(migrator.verify().isClean()).isTrue();
      assertThat(migrator.up().isEmpty()).isTrue();
      assertThat(migrator.up().warnings()).isEmpty();
      assertThat(before().up().isEmpty()).as("a version that is older").isTrue();
      assertThat(migrator.downAll().names()).containsExactly(USERS, BOTH);
      assertThat(recorded()).isEmpty();
      assertThat(tables()).isEmpty();
    }
  }

  @Test
  void a_database_that_has_all_of_them_gets_it_recorded_in_their_place() throws Exception {
    before().up();
    SchemaSnapshot schema = before().snapshot();
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator migrator =
        configure(M20250102000000_Both.class, M20250103000000_CreateUsers.class)
            .dataSource(watched)
            .outOfOrder(OutOfOrder.REJECT)
            .build();

    MigrationReport report;
    try (CapturedLog log = new CapturedLog()) {
      report = migrator.up();
      assertThat(log.text())
          .contains("Recorded '" + BOTH + "' in place of 2 migrations, without executing it")
          .doesNotContain("without a class");
    }

    assertThat(report.toString())
        .isEqualTo("up " + BOTH + " (recorded in place of those it replaces)");
    assertThat(report.migrations()).allMatch(MigrationReport.Entry::isOnlyRecorded);
    assertThat(watched.sentByThisThread()).noneMatch(sql -> sql.contains("rooms"));
    assertThat(migrator.snapshot()).isEqualTo(schema);
    assertThat(reasons())
        .containsExactly(
            ROOMS + ", replaced by " + BOTH,
            TOPIC + ", replaced by " + BOTH,
            BOTH + ", in place of 2 migrations",
            USERS + ", null");
    assertThat(texts(migrator))
        .containsExactly(
            "replaced    " + ROOMS + " by " + BOTH,
            "replaced    " + TOPIC + " by " + BOTH,
            "applied     " + BOTH,
            "applied     " + USERS);
    assertThat(migrator.executed()).allMatch(each -> each.appliedAt().isPresent()).hasSize(4);
    assertThat(migrator.verify().isClean()).isTrue();
    assertThat(migrator.up().warnings()).isEmpty();
  }

  @Test
  void an_instance_of_the_older_version_runs_nothing_again() throws Exception {
    before().up();
    after().up();
    List<String> history = reasons();

    MigrationReport report = before().up();

    assertThat(report.isEmpty()).isTrue();
    assertThat(report.warnings()).singleElement().asString().contains(BOTH).doesNotContain(ROOMS);
    assertThat(reasons()).isEqualTo(history);
  }

  @Test
  void a_start_with_nothing_pending_is_one_statement_and_loads_no_class() throws Exception {
    String replaces = "@dev.switchback.Replaces(upTo = \"20250101000000-first\") ";
    String squash = "M20250101000000_Squash";
    String body = "public class %s implements dev.switchback.Migration {%s}";
    try (RecordingLoader loader =
        new CompiledMigrations(folder.resolve("a")).migration("M20250101000000_First").load()) {
      compiled(loader).up();
    }
    CompiledMigrations classes =
        new CompiledMigrations(folder.resolve("b"))
            .add(squash, replaces + body.formatted(squash, CompiledMigrations.BODY));
    try (RecordingLoader loader = classes.load()) {
      assertThat(compiled(loader).up().migrations())
          .containsExactly(MigrationReport.Entry.recorded("20250101000000-squash"));
    }
    try (RecordingLoader loader = classes.load()) {
      RecordingDataSource watched = new RecordingDataSource(dataSource());
      Migrator migrator =
          Migrator.configure()
              .dataSource(watched)
              .packages("com.acme.migrations")
              .classLoader(loader)
              .build();

      MigrationReport report = migrator.up();

      assertThat(report.isEmpty()).isTrue();
      assertThat(report.warnings()).isEmpty();
      assertThat(loader.loaded()).isEmpty();
      assertThat(watched.sentByThisThread())
          .filteredOn(sql -> sql.contains("switchback_"))
          .singleElement()
          .asString()
          .startsWith("SELECT");
    }
  }

  private Migrator compiled(ClassLoader loader) {
    return Migrator.configure()
        .dataSource(dataSource())
        .packages("com.acme.migrations")
        .classLoader(loader)
        .build();
  }

  @Test
  void a_database_that_is_half_way_is_refused_with_what_is_missing() throws Exception {
    before().upTo(ROOMS);
    List<String> history = reasons();

    for (Migrator migrator : List.of(beside(), after())) {
      for (Runnable run : List.<Runnable>of(migrator::up, migrator::plan, () -> migrator.up(1))) {
        assertThatThrownBy(run::run)
            .isInstanceOf(ConfigurationException.class)
            .hasMessage(
                "Squash '%s' – this database has only some of the migrations that it replaces. Missing: '%s'. Nothing was run. First run 'up' with a version of the application that has their classes, and not the squash. If their classes are here too, withoutSquash(\"%1$s\") runs them."
                    .formatted(BOTH, TOPIC));
      }
      assertThat(migrator.status().get(0).state())
          .isIn(MigrationStatus.State.APPLIED, MigrationStatus.State.MISSING);
    }
    assertThat(reasons()).isEqualTo(history);

    Migrator originals =
        configure(
                M20250101000000_CreateRooms.class,
                M20250102000000_AddTopicToRooms.class,
                M20250102000000_Both.class,
                M20250103000000_CreateUsers.class)
            .withoutSquash(BOTH)
            .build();
    assertThat(originals.up().names()).containsExactly(TOPIC, USERS);
    assertThatThrownBy(
            configure(M20250101000000_CreateRooms.class).withoutSquash(ROOMS).build()::up)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Squash '%s' – withoutSquash(…) names it, and no migration with @Replaces has this name. Nothing was run. Name one, or leave the call out."
                .formatted(ROOMS));
    assertThat(beside().up().migrations()).containsExactly(MigrationReport.Entry.recorded(BOTH));
  }

  @Test
  void a_run_waits_for_an_older_version_that_is_half_way() throws Exception {
    CountDownLatch isWaiting = new CountDownLatch(1);
    MigrationListener listener =
        new MigrationListener() {
          @Override
          public void waitingForLock(String holder, Duration waited) {
            isWaiting.countDown();
          }
        };
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      List<Future<MigrationReport>> newer = new ArrayList<>();
      configure(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class)
          .factory(
              type ->
                  type == M20250101000000_CreateRooms.class
                      ? new M20250101000000_CreateRooms()
                      : new M20250601000000_Scripted(
                          db -> {
                            newer.add(other.submit(() -> after().withListener(listener).up()));
                            assertThat(isWaiting.await(30, SECONDS)).isTrue();
                            new M20250102000000_AddTopicToRooms().up(db);
                          },
                          db -> {}))
          .build()
          .up();

      assertThat(newer.get(0).get(60, SECONDS).migrations())
          .contains(MigrationReport.Entry.recorded(BOTH));
    } finally {
      other.shutdownNow();
    }
    assertThat(tables()).containsExactly("rooms", "users");
  }

  @Test
  void up_to_a_name_needs_all_that_is_recorded_until_then_and_the_name() throws Exception {
    before().upTo(TOPIC);

    assertThatThrownBy(everything()::up)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Missing: '" + USERS + "'. Nothing was run.");
    before().up();
    assertThat(everything().up().toString())
        .startsWith("up " + ALL + " (recorded in place of those it replaces)\nup " + HALLS + " (");
    assertThat(texts(everything()))
        .containsExactly(
            "replaced    " + ROOMS + " by " + ALL,
            "replaced    " + TOPIC + " by " + ALL,
            "replaced    " + USERS + " by " + ALL,
            "applied     " + ALL,
            "applied     " + HALLS);
    assertThat(everything().downAll().names()).containsExactly(HALLS, ALL);
    assertThat(recorded()).isEmpty();
    assertThat(everything().up().names()).containsExactly(ALL, HALLS);
    assertThat(recorded()).containsExactly(ALL, HALLS);
  }

  @Test
  void a_migration_that_was_begun_is_missing() throws Exception {
    before().up();
    execute(
        "INSERT INTO %s (%s) VALUES ('%s', 1, 'down', 'x', 'dropIndex', 'begun')"
            .formatted(
                quote("switchback_journal"),
                String.join(
                    ", ",
                    quote("migration"),
                    quote("ordinal"),
                    quote("direction"),
                    quote("fingerprint"),
                    quote("description"),
                    quote("state")),
                TOPIC));

    assertThatThrownBy(after()::up)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Missing: '" + TOPIC + "' (unfinished). Nothing was run.");
  }

  @Test
  void a_squash_is_applied_again_with_the_records_that_it_replaces() throws Exception {
    before().upTo(TOPIC);
    Migrator alone = migrator(M20250102000000_Both.class);
    alone.up();

    assertThat(alone.redo().applied().names()).containsExactly(BOTH);

    assertThat(texts(alone))
        .containsExactly(
            "replaced    " + ROOMS + " by " + BOTH,
            "replaced    " + TOPIC + " by " + BOTH,
            "applied     " + BOTH);
    assertThat(alone.down().names()).containsExactly(BOTH);
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_later_squash_replaces_a_squash() throws Exception {
    before().up();
    after().up();

    assertThat(migrator(M20250103000000_OfSquash.class).up().migrations())
        .containsExactly(MigrationReport.Entry.recorded("20250103000000-of-squash"));

    Migrator last = migrator(M20250103000000_OfSquash.class);
    assertThat(texts(last))
        .containsExactly(
            "replaced    " + ROOMS + " by " + BOTH,
            "replaced    " + TOPIC + " by " + BOTH,
            "replaced    " + BOTH + " by 20250103000000-of-squash",
            "replaced    " + USERS + " by 20250103000000-of-squash",
            "applied     20250103000000-of-squash");
    assertThat(last.verify().isClean()).isTrue();
    assertThat(last.up().warnings()).isEmpty();
    last.downAll();
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_database_that_never_had_the_inner_squash_gets_the_outer_one_while_its_class_is_there()
      throws Exception {
    before().up();

    assertThatThrownBy(migrator(M20250103000000_OfSquash.class)::up)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Missing: '" + BOTH + "'. Nothing was run.");
    Migrator both = migrator(M20250102000000_Both.class, M20250103000000_OfSquash.class);
    assertThat(both.up().migrations())
        .containsExactly(MigrationReport.Entry.recorded("20250103000000-of-squash"));
    assertThat(both.up().isEmpty()).isTrue();
  }

  @Test
  void a_new_database_runs_only_the_outer_squash() throws Exception {
    Migrator migrator =
        migrator(
            M20250101000000_CreateRooms.class,
            M20250102000000_AddTopicToRooms.class,
            M20250102000000_Both.class,
            M20250103000000_CreateUsers.class,
            M20250103000000_OfSquash.class);

    assertThat(migrator.up().names()).containsExactly("20250103000000-of-squash");
    assertThat(recorded()).hasSize(5);
    assertThat(migrator.up().isEmpty()).isTrue();
  }

  @Test
  void what_contradicts_itself_is_refused_before_anything_is_sent() throws Exception {
    String hint =
        "Nothing was run. Write @Replaces(upTo = \"…\") with the last migration that it replaces,"
            + " or a list of all of them.";
    assertRefused(
        "Squash '20250110000000-of-nothing' – @Replaces names no migration. " + hint,
        SquashSamples.M20250110000000_OfNothing.class);
    assertRefused(
        "Squash '20250110000000-twice' – @Replaces has a list and upTo. " + hint,
        SquashSamples.M20250110000000_Twice.class);
    assertRefused(
        "Squash '20250110000000-of-words' – @Replaces has 'create-rooms', which is not the name of"
            + " a migration. Nothing was run. Write it as 'status' shows it.",
        SquashSamples.M20250110000000_OfWords.class);
    assertRefused(
        "Squash '20250110000000-itself' – it replaces itself. Nothing was run. Name only older"
            + " migrations in @Replaces.",
        SquashSamples.M20250110000000_Itself.class);
    assertRefused(
        "Squash '20250102000000-early' – it replaces '"
            + USERS
            + "', which is later. Nothing was run. Give it a timestamp after all migrations that"
            + " it replaces.",
        SquashSamples.M20250102000000_Early.class);
    assertRefused(
        "Squash '20250102000000-misspelt' – it replaces '20250102000000-add-topics', which has"
            + " neither a class nor a record. Nothing was run. Correct @Replaces, or remove the"
            + " classes of all migrations that it replaces.",
        M20250101000000_CreateRooms.class,
        SquashSamples.M20250102000000_Misspelt.class);
    assertRefused(
        "Squash '20250103000000-with-gap' – it does not replace '%1$s', which is between it and '%2$s'. Nothing was run. A new database would run '%1$s' without what is older. Replace it too, or give it a timestamp after that of the squash."
            .formatted(TOPIC, ROOMS),
        M20250101000000_CreateRooms.class,
        M20250102000000_AddTopicToRooms.class,
        M20250103000000_CreateUsers.class,
        SquashSamples.M20250103000000_WithGap.class);
    assertRefused(
        "Squash '20250103000000-overlap' – it replaces '%1$s', and '%2$s' replaces it too. Nothing was run. Replace '%2$s' as a whole, or nothing of it."
            .formatted(TOPIC, BOTH),
        M20250102000000_Both.class,
        SquashSamples.M20250103000000_Overlap.class);
    assertThat(tables()).isEmpty();

    migrator(M20250102000000_Both.class).up();
    assertRefused(
        "Squash '20250103000000-overlap' – it replaces '%1$s', and '%2$s' replaces it too. Nothing was run. Replace '%2$s' as a whole, or nothing of it."
            .formatted(TOPIC, BOTH),
        SquashSamples.M20250103000000_Overlap.class);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private void assertRefused(String message, Class<? extends Migration>... migrations) {
    assertThatThrownBy(migrator(migrations)::up)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void a_migration_that_comes_late_among_the_replaced_ones_is_not_passed_over_in_silence()
      throws Exception {
    everything().up();

    assertRefused(
        "Migration '%1$s' – it is not applied, but '%2$s' is, which replaces everything up to '%3$s'. Nothing was run. If '%2$s' contains what it does, remove the class. If not, give it a later timestamp."
            .formatted(TOPIC, ALL, USERS),
        M20250102000000_AddTopicToRooms.class,
        M20250103000000_Everything.class,
        M20250104000000_CreateHalls.class);
  }

  @Test
  void no_run_stops_at_a_replaced_migration() throws Exception {
    String message =
        "Migration '%s' – '%s' replaces it, so that no run stops at it. Nothing was run. Name '%2$s', or another migration."
            .formatted(TOPIC, BOTH);
    assertThatThrownBy(() -> beside().upTo(TOPIC)).hasMessage(message);
    beside().up();
    assertThatThrownBy(() -> beside().downTo(TOPIC)).hasMessage(message);
    assertThatThrownBy(() -> after().downTo("add-topic-to-rooms")).hasMessage(message);
    assertThatThrownBy(() -> after().downOnly(TOPIC)).hasMessage(message);
    assertThat(after().downTo(BOTH).names()).containsExactly(USERS, BOTH);
  }

  @Test
  void a_plan_sends_nothing_for_a_squash_that_is_only_recorded() throws Exception {
    assertThat(beside().plan().migrations())
        .extracting(entry -> entry.name())
        .containsExactly(BOTH, USERS);
    assertThat(
            beside().planOffline(Direction.UP, dialect().name(), dialect().version()).migrations())
        .extracting(entry -> entry.name())
        .containsExactly(BOTH, USERS);
    before().up();

    assertThat(beside().plan().isComplete()).isTrue();
    assertThat(beside().plan().toString())
        .isEqualTo(
            "-- %s, up: 1 migration, 0 statements\n\n-- %s\n\n-- in place of 2 migrations: it is recorded, and nothing is sent"
                .formatted(dialect().name(), BOTH));
  }

  @Test
  void baseline_records_a_squash_with_what_it_replaces() throws Exception {
    assertThatThrownBy(() -> beside().baseline(TOPIC, "was there"))
        .hasMessageContaining("'" + BOTH + "' replaces it");

    assertThat(beside().baseline(USERS, "was there")).containsExactly(BOTH, USERS);

    assertThat(reasons())
        .containsExactly(
            ROOMS + ", replaced by " + BOTH,
            TOPIC + ", replaced by " + BOTH,
            BOTH + ", was there",
            USERS + ", was there");
  }

  @Test
  void the_records_of_another_tool_are_mapped_to_a_squash() throws Exception {
    before().up();
    execute("DROP TABLE " + quote("switchback_meta"));
    String table = quote("SequelizeMeta");
    execute("CREATE TABLE %s (%s VARCHAR(255) PRIMARY KEY)".formatted(table, quote("name")));
    for (String name : List.of("1.js", "2.js", "3.js")) {
      execute("INSERT INTO %s VALUES ('%s')".formatted(table, name));
    }
    Map<String, String> mapping = Map.of("1.js", BOTH, "2.js", BOTH, "3.js", USERS);

    beside().adopt(MigrationTool.SEQUELIZE, mapping, "moved over");

    assertThat(texts(beside()))
        .containsExactly(
            "replaced    " + ROOMS + " by " + BOTH,
            "replaced    " + TOPIC + " by " + BOTH,
            "applied     " + BOTH,
            "applied     " + USERS);
  }

  @Test
  void the_commands_for_the_history_know_what_is_replaced() throws Exception {
    before().up();
    after().up();

    assertThatThrownBy(() -> beside().accept(ROOMS, "why"))
        .hasMessage(
            "Migration '%s' cannot be accepted – '%s' replaces it. Nothing was changed. Its class is not compared any more."
                .formatted(ROOMS, BOTH));
    assertThatThrownBy(() -> after().rename(ROOMS, USERS, "why"))
        .hasMessage(
            "Migration '%s' cannot be renamed – '%s' replaces it. Nothing was changed. Leave its record as it is."
                .formatted(ROOMS, BOTH));
    after().forget(ROOMS, "it is long gone");
    assertThat(recorded()).containsExactly(TOPIC, BOTH, USERS);
    assertThat(after().up().isEmpty()).isTrue();

    before().forget(BOTH, "back to the older version");
    assertThat(texts(migrator(M20250102000000_AddTopicToRooms.class)))
        .as("without the squash, what it replaced is applied again")
        .containsExactly("applied     " + TOPIC, "missing     " + USERS);
  }

  @Test
  void a_renamed_squash_still_replaces_the_same() throws Exception {
    before().up();
    after().up();
    Migrator renamed =
        migrator(Renamed.M20250102000000_FirstTwo.class, M20250103000000_CreateUsers.class);

    renamed.rename(BOTH, "20250102000000-first-two", "a better name");

    assertThat(texts(renamed))
        .containsExactly(
            "replaced    " + ROOMS + " by 20250102000000-first-two",
            "replaced    " + TOPIC + " by 20250102000000-first-two",
            "applied     20250102000000-first-two",
            "applied     " + USERS);
    assertThat(renamed.verify().migrations())
        .extracting(Verification.Entry::state)
        .containsExactly(
            Verification.State.REPLACED,
            Verification.State.REPLACED,
            Verification.State.UNCHANGED,
            Verification.State.UNCHANGED);
  }

  /** Holds the squash under another name. */
  static final class Renamed {

    private Renamed() {}

    /** The same steps. */
    @dev.switchback.Replaces({SampleMigrations.ROOMS, SampleMigrations.TOPIC})
    public static final class M20250102000000_FirstTwo
        implements dev.switchback.ReversibleMigration {
      @Override
      public void change(dev.switchback.QueryInterface db) {
        new M20250102000000_Both().change(db);
      }
    }
  }

  @Test
  void the_reason_that_a_record_had_is_kept() throws Exception {
    before().baseline(USERS, "it was there; before: us");
    migrator(M20250101000000_CreateRooms.class).up();

    after().up();

    assertThat(reasons())
        .startsWith(ROOMS + ", replaced by " + BOTH + "; before: it was there; before: us");
    assertThat(texts(after())).startsWith("replaced    " + ROOMS + " by " + BOTH);
  }

  @Test
  void a_reason_that_reads_like_a_mark_marks_nothing() throws Exception {
    before().baseline(USERS, "replaced by 20250102000000-both");

    assertThat(texts(before()))
        .containsExactly("applied     " + ROOMS, "applied     " + TOPIC, "applied     " + USERS);
  }

  @Test
  void a_squash_that_failed_is_continued() throws Exception {
    execute("CREATE TABLE %s (%s INTEGER)".formatted(quote("users"), quote("id")));
    assertThatThrownBy(everything()::up).isInstanceOf(MigrationFailedException.class);
    execute("DROP TABLE " + quote("users"));

    assertThat(everything().up().names()).containsExactly(ALL, HALLS);
    assertThat(tables()).containsExactly("halls", "rooms", "users");
  }

  @Test
  void a_fleet_warns_of_no_replaced_migration() throws Exception {
    before().up();
    Fleet fleet =
        Fleet.of(
            Migrator.configure()
                .migrations(List.of(M20250102000000_Both.class, M20250103000000_CreateUsers.class)),
            List.of(Target.database("one", dataSource())));
    for (int run = 0; run < 2; run++) {
      try (CapturedLog log = new CapturedLog()) {
        assertThat(fleet.up().isComplete()).isTrue();
        assertThat(log.text()).doesNotContain("without a class");
      }
    }
  }
}
