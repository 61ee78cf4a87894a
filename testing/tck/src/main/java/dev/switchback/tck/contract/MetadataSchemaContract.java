package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.Fleet;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.Plan;
import dev.switchback.SwitchbackException;
import dev.switchback.Target;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metadata tables are in a schema of their own, if the migrator names one. */
public abstract class MetadataSchemaContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  private OtherSchema metadata;

  /** The contract on one kind of database. */
  protected MetadataSchemaContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createMetadataSchema() throws SQLException {
    metadata = new OtherSchema(this, "metadata");
  }

  @AfterEach
  void dropMetadataSchema() throws SQLException {
    metadata.close();
  }

  private Migrator rooms() {
    return configure(M20250101000000_CreateRooms.class).metadataSchema(metadata.name()).build();
  }

  private Migrator scriptedApart(Body up) {
    return scripted(up, db -> {}).metadataSchema(metadata.name()).build();
  }

  private List<String> recordedApart() throws SQLException {
    return rows("SELECT %s FROM %s".formatted(quote("name"), metadata.table("switchback_meta")));
  }

  private String currentSchema() throws SQLException {
    try (Connection connection = dataSource().getConnection()) {
      return dialect().sessions().currentSchema(connection).orElseThrow();
    }
  }

  /** Whether the usual schema has a table that only Switchback creates. */
  private boolean hasOwnTables() throws SQLException {
    return catalog().hasTable("switchback_meta")
        || catalog().hasTable("switchback_journal")
        || catalog().hasTable("switchback_lock");
  }

  @Test
  void the_application_has_its_schema_for_itself() throws Exception {
    try (Connection connection = dataSource().getConnection()) {
      String before = dialect().sessions().currentSchema(connection).orElseThrow();
      Migrator migrator =
          configure(M20250101000000_CreateRooms.class)
              .dataSource(new SameConnection(connection, dataSource()))
              .metadataSchema(metadata.name())
              .build();

      assertThat(migrator.up().names()).hasSize(1);

      assertThat(dialect().sessions().currentSchema(connection)).contains(before);
    }
    assertThat(hasOwnTables()).isFalse();
    assertThat(tables()).containsExactly("rooms");
    assertThat(recordedApart()).containsExactly(SampleMigrations.ROOMS);
    assertThat(rooms().status().get(0).state()).isEqualTo(MigrationStatus.State.APPLIED);
    assertThat(rooms().verify().isClean()).isTrue();
    assertThat(rooms().snapshot().tables()).hasSize(1);
    assertThat(rooms().up().isEmpty()).isTrue();

    assertThat(rooms().down().names()).hasSize(1);

    assertThat(tables()).isEmpty();
    assertThat(recordedApart()).isEmpty();
  }

  @Test
  void a_table_of_the_application_may_be_called_as_a_metadata_table_is() throws Exception {
    List<String> seen = new ArrayList<>();
    Body up =
        db -> {
          db.createTable("switchback_meta", t -> t.column("id", integer().primaryKey()));
          seen.clear();
          seen.addAll(db.showAllTables());
        };

    assertThat(scriptedApart(up).up().names()).hasSize(1);

    assertThat(seen).containsExactly("switchback_meta");
    assertThat(scriptedApart(up).snapshot().tables()).hasSize(1);
    assertThat(recordedApart()).containsExactly(SCRIPTED);
  }

  @Test
  void a_start_with_nothing_pending_is_one_statement() throws Exception {
    String schema = currentSchema();
    rooms().up();
    RecordingDataSource watched = new RecordingDataSource(dataSource());

    assertThat(
            configure(M20250101000000_CreateRooms.class)
                .dataSource(watched)
                .schema(schema)
                .metadataSchema(metadata.name())
                .build()
                .up()
                .isEmpty())
        .isTrue();

    assertThat(watched.sentByThisThread()).hasSize(1);
  }

  @Test
  void a_migration_that_failed_goes_on_with_its_journal_there() throws Exception {
    Body first = db -> db.createTable("halls", t -> t.column("id", integer().primaryKey()));
    assertThatThrownBy(
            scriptedApart(first.then(db -> db.execute("INSERT INTO nowhere VALUES (1)")))::up)
        .isInstanceOf(MigrationFailedException.class);
    boolean isKept = !dialect().rendering().hasTransactionalDdl();
    assertThat(
            rows(
                "SELECT %s FROM %s"
                    .formatted(quote("ordinal"), metadata.table("switchback_journal"))))
        .hasSize(isKept ? 1 : 0);

    assertThat(
            scriptedApart(first.then(db -> db.execute("INSERT INTO halls VALUES (1)")))
                .up()
                .names())
        .containsExactly(SCRIPTED);

    assertThat(rows("SELECT COUNT(*) FROM halls")).containsExactly("1");
    assertThat(hasOwnTables()).isFalse();
  }

  @Test
  void the_migrations_of_one_schema_do_not_count_for_another() throws Exception {
    rooms().up();
    try (OtherSchema second = new OtherSchema(this, "second")) {
      MigratorBuilder shared =
          configure(M20250101000000_CreateRooms.class)
              .schema(second.name())
              .metadataSchema(metadata.name());
      MigratorBuilder ofOthers =
          configure(M20250103000000_CreateUsers.class)
              .schema(second.name())
              .metadataSchema(metadata.name());

      for (Migrator migrator : List.of(shared.build(), ofOthers.build())) {
        for (Runnable call :
            List.<Runnable>of(
                migrator::up, migrator::down, migrator::status, migrator::verify, migrator::init)) {
          assertThatExceptionOfType(ConfigurationException.class)
              .isThrownBy(call::run)
              .withMessageContaining(
                  "it has the history of schema '%s', and this migrator has schema '%s'. Nothing was run."
                      .formatted(currentSchema(), second.name()))
              .withMessageContaining("another prefix by tablePrefix(…)");
        }
      }
      assertThat(recordedApart()).containsExactly(SampleMigrations.ROOMS);

      assertThat(shared.tablePrefix("second").build().up().names()).hasSize(1);

      assertThat(rows("SELECT COUNT(*) FROM " + second.table("rooms"))).containsExactly("0");
      assertThat(rows("SELECT COUNT(*) FROM " + metadata.table("second_meta")))
          .containsExactly("1");
    }
  }

  @Test
  void a_history_that_was_moved_there_is_taken_over_by_a_statement() throws Exception {
    rooms().up();
    execute("UPDATE %s SET %s = NULL".formatted(metadata.table("switchback_lock"), quote("info")));
    Migrator migrator =
        configure(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class)
            .metadataSchema(metadata.name())
            .build();

    String message = "";
    try {
      migrator.up();
    } catch (ConfigurationException e) {
      message = String.valueOf(e.getMessage());
    }

    assertThat(message)
        .contains(
            "it has a history, and does not name the schema of this history. Nothing was run.");
    assertThat(tables()).containsExactly("rooms");
    String begin = "execute: ";
    execute(
        message.substring(message.indexOf(begin) + begin.length(), message.indexOf(". If not")));
    assertThat(migrator.up().names()).hasSize(1);
    assertThat(tables()).containsExactly("rooms", "users");
  }

  @Test
  void refuses_a_metadata_schema_that_does_not_exist_and_names_it() throws Exception {
    Migrator migrator =
        configure(M20250101000000_CreateRooms.class).metadataSchema("nowhere").build();

    for (Runnable call : List.<Runnable>of(migrator::up, migrator::status, migrator::init)) {
      assertThatExceptionOfType(SwitchbackException.class)
          .isThrownBy(call::run)
          .withMessageContaining("nowhere")
          .withMessageContaining("or set another by metadataSchema(…).");
    }
    assertThat(tables()).isEmpty();
    assertThat(hasOwnTables()).isFalse();
  }

  @Test
  void a_migration_does_not_drop_the_schema_of_its_journal() throws Exception {
    Migrator migrator = scriptedApart(db -> db.dropSchema(metadata.name()));
    String refusal = "it has the metadata tables of this migration. Nothing was sent. Drop it";

    assertThatThrownBy(migrator::up)
        .isInstanceOf(MigrationFailedException.class)
        .hasMessageContaining(refusal);

    Plan plan = migrator.plan();
    assertThat(plan.migrations().get(0).end().orElseThrow().reason()).contains(refusal);
    assertThat(recordedApart()).isEmpty();
  }

  @Test
  void the_migrated_schema_may_be_named_for_them_too() throws Exception {
    String schema = currentSchema();
    MigratorBuilder both =
        configure(M20250101000000_CreateRooms.class).schema(schema).metadataSchema(schema);

    both.build().up();

    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
    assertThat(both.build().snapshot().tables()).hasSize(1);
    assertThat(migrator(M20250101000000_CreateRooms.class).up().isEmpty()).isTrue();
  }

  @Test
  void columns_that_tables_of_an_earlier_version_lack_are_added_there() throws Exception {
    rooms().up();
    execute(
        "ALTER TABLE %s DROP COLUMN %s"
            .formatted(metadata.table("switchback_journal"), quote("answers")));

    Migrator both =
        configure(M20250101000000_CreateRooms.class, M20250103000000_CreateUsers.class)
            .metadataSchema(metadata.name())
            .build();

    assertThat(both.up().names()).hasSize(1);
    assertThat(
            rows(
                "SELECT COUNT(%s) FROM %s"
                    .formatted(quote("answers"), metadata.table("switchback_journal"))))
        .containsExactly("0");
  }

  @Test
  void several_runs_at_once_apply_each_migration_once() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Integer>> runs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        runs.add(threads.submit(() -> rooms().up().names().size()));
      }
      int applied = 0;
      for (Future<Integer> run : runs) {
        applied += run.get();
      }
      assertThat(applied).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(recordedApart()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void a_fleet_has_no_metadata_schema() {
    assertThatThrownBy(
            () ->
                Fleet.of(
                    Migrator.configure()
                        .migrations(List.of(M20250101000000_CreateRooms.class))
                        .metadataSchema("ops"),
                    Target.schemas(dataSource(), List.of("a"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("its schemas would share one history. Nothing was run.");
  }
}
