package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationListener;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.KeptContext;
import dev.switchback.tck.contract.FailingMigrations.M20250301000000_AddTwice;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** What a run leaves in Java Flight Recorder, and in the context of the log. */
public abstract class TracesContract extends DatabaseContract {

  private static final String KEY = "switchback.migration";
  private static final String SCRIPTED = "20250601000000-scripted";
  private static final String SECRET = "canary-7381";

  @TempDir private Path folder;

  /** The contract on one kind of database. */
  protected TracesContract(TestedDatabase database) {
    super(database);
  }

  // ---- Flight Recorder

  private List<RecordedEvent> recorded(Runnable work) throws IOException {
    Path file = folder.resolve("run.jfr");
    try (Recording recording = new Recording()) {
      for (String name : List.of("Run", "Migration", "Step")) {
        recording.enable("dev.switchback." + name).withoutThreshold();
      }
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().startsWith("dev.switchback."))
        .sorted(Comparator.comparing(RecordedEvent::getStartTime))
        .toList();
  }

  private static List<RecordedEvent> only(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals("dev.switchback." + name))
        .toList();
  }

  @Test
  void flight_recorder_has_the_run_its_migrations_and_their_steps() throws Exception {
    List<RecordedEvent> events =
        recorded(
            migrator(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class)::up);

    assertThat(events).hasSize(6);
    RecordedEvent run = only(events, "Run").get(0);
    assertThat(run.getEventType().getCategoryNames()).containsExactly("Switchback");
    assertThat(run.getString("direction")).isEqualTo("up");
    assertThat(run.getInt("migrations")).isEqualTo(2);
    assertThat(run.getString("failure")).isNull();
    assertThat(run.getThread().getJavaName()).isEqualTo(Thread.currentThread().getName());
    List<RecordedEvent> migrations = only(events, "Migration");
    assertThat(migrations)
        .extracting(event -> event.getString("migration"))
        .containsExactly(SampleMigrations.ROOMS, SampleMigrations.TOPIC);
    assertThat(migrations.get(1).getString("direction")).isEqualTo("up");
    assertThat(migrations.get(1).getInt("number")).isEqualTo(2);
    assertThat(migrations.get(1).getInt("total")).isEqualTo(2);
    assertThat(migrations.get(1).getDuration()).isPositive().isLessThan(run.getDuration());
    assertThat(only(events, "Step"))
        .extracting(event -> event.getInt("ordinal") + " " + event.getString("step"))
        .containsExactly(
            "1 createTable 'rooms'",
            "1 addColumn 'topic' on 'rooms'",
            "2 addIndex 'rooms_topic' on 'rooms'");
  }

  @Test
  void flight_recorder_has_what_failed_by_the_class_of_the_exception() throws Exception {
    List<RecordedEvent> events =
        recorded(
            () ->
                assertThatExceptionOfType(MigrationFailedException.class)
                    .isThrownBy(migrator(M20250301000000_AddTwice.class)::up));

    assertThat(only(events, "Step"))
        .extracting(event -> event.getString("failure") == null)
        .containsExactly(true, true, false);
    assertThat(only(events, "Migration").get(0).getString("failure"))
        .isEqualTo(MigrationFailedException.class.getName());
    assertThat(only(events, "Run").get(0).getString("failure"))
        .isEqualTo(MigrationFailedException.class.getName());
  }

  @Test
  void flight_recorder_has_no_value_that_was_bound_or_stood_in_quotes() throws Exception {
    List<RecordedEvent> events =
        recorded(
            () ->
                assertThatExceptionOfType(MigrationFailedException.class)
                    .isThrownBy(
                        migrating(
                                db -> {
                                  db.createTable(
                                      "keys",
                                      t -> {
                                        t.column("id", integer().primaryKey());
                                        t.column("secret", string(50).notNull());
                                      });
                                  db.bulkInsert("keys", row("id", 1, "secret", SECRET));
                                  String table = quote("keys");
                                  db.execute("INSERT INTO " + table + " VALUES (?, ?)", 2, SECRET);
                                  db.execute(
                                      "INSERT INTO " + table + " VALUES (1, '" + SECRET + "')");
                                })
                            ::up));

    assertThat(only(events, "Step")).hasSize(4);
    assertThat(events).noneMatch(event -> event.toString().contains(SECRET));
  }

  @Test
  void flight_recorder_has_nothing_of_a_start_with_nothing_to_do() throws Exception {
    migrator(M20250101000000_CreateRooms.class).up();

    assertThat(recorded(migrator(M20250101000000_CreateRooms.class)::up)).isEmpty();
  }

  // ---- the context of the log

  private static MigrationListener listening(List<String> found) {
    return new MigrationListener() {
      @Override
      public void beforeRun(RunEvent run) {
        found.add("before run " + MDC.get(KEY));
      }

      @Override
      public void beforeMigration(MigrationEvent migration) {
        found.add("before migration " + MDC.get(KEY));
      }

      @Override
      public void afterMigration(MigrationEvent migration, Outcome outcome) {
        found.add("after migration " + MDC.get(KEY));
      }

      @Override
      public void afterRun(RunEvent run, Outcome outcome) {
        found.add("after run " + MDC.get(KEY));
      }
    };
  }

  @Test
  void the_log_knows_the_name_of_the_migration_while_it_runs_and_not_afterwards() {
    List<String> found = new ArrayList<>();
    try (KeptContext context = new KeptContext()) {
      migrating(db -> found.add("migration " + MDC.get(KEY))).withListener(listening(found)).up();

      assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }
    assertThat(found)
        .containsExactly(
            "before run null",
            "before migration " + SCRIPTED,
            "migration " + SCRIPTED,
            "after migration " + SCRIPTED,
            "after run null");
  }

  @Test
  void the_context_of_the_log_is_afterwards_what_it_was_also_after_a_failure() {
    try (KeptContext context = new KeptContext()) {
      MDC.put(KEY, "the caller's");
      MDC.put("request", "17");
      migrator(M20250101000000_CreateRooms.class).up();
      assertThat(MDC.get(KEY)).isEqualTo("the caller's");

      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrator(M20250301000000_AddTwice.class)::up);

      assertThat(MDC.get(KEY)).isEqualTo("the caller's");
      assertThat(MDC.get("request")).isEqualTo("17");
    }
  }

  @Test
  void the_context_of_the_log_is_what_it_was_after_an_error_of_a_listener() {
    MigrationListener exhausted =
        new MigrationListener() {
          @Override
          public void beforeMigration(MigrationEvent migration) {
            throw new OutOfMemoryError("no room");
          }
        };
    try (KeptContext context = new KeptContext()) {
      assertThatExceptionOfType(OutOfMemoryError.class)
          .isThrownBy(migrator(M20250101000000_CreateRooms.class).withListener(exhausted)::up);

      assertThat(MDC.get(KEY)).isNull();
    }
  }
}
