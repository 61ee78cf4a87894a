package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Fleet;
import dev.switchback.FleetReport;
import dev.switchback.FleetReport.State;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.SwitchbackException;
import dev.switchback.Target;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250103000000_CreateUsers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many schemas of one database. */
public abstract class FleetContract extends DatabaseContract {

  private static final String NOWHERE = "nowhere";

  private final List<String> schemas = new ArrayList<>();

  /** The contract on one kind of database. */
  protected FleetContract(TestedDatabase database) {
    super(database);
  }

  private List<String> schemas(int count) throws SQLException {
    for (int i = 0; i < count; i++) {
      create("fleet_%d_of_%s".formatted(i, database().name()));
    }
    return schemas;
  }

  private void create(String schema) throws SQLException {
    execute("CREATE SCHEMA " + quote(schema));
    schemas.add(schema);
  }

  @AfterEach
  void dropSchemas() throws SQLException {
    boolean isMySql = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    for (String schema : schemas) {
      execute("DROP SCHEMA " + quote(schema) + (isMySql ? "" : " CASCADE"));
    }
  }

  private static MigratorBuilder rooms() {
    return Migrator.configure().migrations(List.of(M20250101000000_CreateRooms.class));
  }

  private static MigratorBuilder roomsAndUsers() {
    return rooms().migrations(List.of(M20250103000000_CreateUsers.class));
  }

  /** Its migration fails where there is such a table already. */
  private void createRoomsIn(String schema) throws SQLException {
    execute("CREATE TABLE " + quote(schema) + "." + quote("rooms") + " (id int)");
  }

  private int recordedIn(String schema) throws SQLException {
    return rows("SELECT 1 FROM " + quote(schema) + "." + quote("switchback_meta")).size();
  }

  private static List<String> names(FleetReport report, State state) {
    return report.in(state).stream().map(outcome -> outcome.target().name()).toList();
  }

  @Test
  void migrates_every_schema_and_then_asks_for_all_of_them_in_one_statement() throws Exception {
    RecordingDataSource recording = new RecordingDataSource(dataSource());
    Fleet fleet = Fleet.of(roomsAndUsers(), Target.schemas(recording, schemas(7)));

    FleetReport first = fleet.up();

    assertThat(names(first, State.MIGRATED)).isEqualTo(schemas);
    assertThat(first.outcomes().get(0).migrated().orElseThrow().names())
        .containsExactly(SampleMigrations.ROOMS, SampleMigrations.USERS);
    assertThat(first.requireComplete())
        .hasToString("7 targets: 0 up to date, 7 migrated, 0 failed, 0 not run");
    for (String schema : schemas) {
      assertThat(recordedIn(schema)).isEqualTo(2);
    }
    recording.clear();

    assertThat(names(fleet.parallelism(1).up(), State.UP_TO_DATE)).isEqualTo(schemas);

    assertThat(recording.sent()).hasSize(1);
  }

  @Test
  void applies_what_came_since_and_finds_the_new_schema_among_the_others() throws Exception {
    Fleet.of(rooms(), Target.schemas(dataSource(), schemas(5))).up().requireComplete();
    Fleet.of(roomsAndUsers(), Target.schemas(dataSource(), schemas.subList(0, 3))).up();
    create("fleet_new_of_" + database().name());

    FleetReport report = Fleet.of(roomsAndUsers(), Target.schemas(dataSource(), schemas)).up();

    assertThat(names(report, State.UP_TO_DATE)).isEqualTo(schemas.subList(0, 3));
    assertThat(names(report, State.MIGRATED)).isEqualTo(schemas.subList(3, 6));
    assertThat(recordedIn(schemas.get(4))).isEqualTo(2);
    assertThat(recordedIn(schemas.get(5))).isEqualTo(2);
  }

  @Test
  void goes_on_without_a_schema_that_is_not_there_and_does_only_the_rest_the_next_time()
      throws Exception {
    List<Target> targets = new ArrayList<>(Target.schemas(dataSource(), List.of(NOWHERE)));
    targets.addAll(Target.schemas(dataSource(), schemas(4)));
    createRoomsIn(schemas.get(2));

    FleetReport report = Fleet.of(rooms(), targets).up();

    assertThat(names(report, State.FAILED)).containsExactly(NOWHERE, schemas.get(2));
    assertThat(names(report, State.MIGRATED)).hasSize(3);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(report::requireComplete)
        .withMessageStartingWith(
            "5 targets: 0 up to date, 3 migrated, 2 failed, 0 not run\n'nowhere': ")
        .withMessageContaining("'" + schemas.get(2) + "': Migration '20250101000000-create-rooms'");
    execute("DROP TABLE " + quote(schemas.get(2)) + "." + quote("rooms"));

    FleetReport second = Fleet.of(rooms(), targets).up();

    assertThat(names(second, State.FAILED)).containsExactly(NOWHERE);
    assertThat(names(second, State.MIGRATED)).containsExactly(schemas.get(2));
    assertThat(names(second, State.UP_TO_DATE)).hasSize(3);
  }

  @Test
  void begins_no_other_schema_when_the_canary_fails() throws Exception {
    createRoomsIn(schemas(3).get(0));

    FleetReport report = Fleet.of(rooms(), Target.schemas(dataSource(), schemas)).up();

    assertThat(names(report, State.FAILED)).containsExactly(schemas.get(0));
    assertThat(names(report, State.NOT_RUN)).isEqualTo(schemas.subList(1, 3));
    assertThat(report.isComplete()).isFalse();
  }

  @Test
  void begins_no_other_schema_when_so_many_have_failed() throws Exception {
    for (String schema : schemas(4)) {
      createRoomsIn(schema);
    }

    FleetReport report =
        Fleet.of(rooms(), Target.schemas(dataSource(), schemas))
            .parallelism(1)
            .canary(0)
            .stopAfter(2)
            .up();

    assertThat(names(report, State.FAILED)).isEqualTo(schemas.subList(0, 2));
    assertThat(names(report, State.NOT_RUN)).isEqualTo(schemas.subList(2, 4));
  }

  @Test
  void takes_a_few_connections_for_each_worker_and_none_for_each_schema() throws Exception {
    CountingDataSource counting = new CountingDataSource(dataSource());
    Fleet fleet =
        Fleet.of(roomsAndUsers(), Target.schemas(counting.dataSource(), schemas(9)))
            .parallelism(2)
            .canary(0);

    fleet.up().requireComplete();

    assertThat(counting.open()).isZero();
    assertThat(counting.mostAtOnce()).isLessThanOrEqualTo(2 * 3);
    assertThat(counting.opened()).isLessThanOrEqualTo(2 + 2 * 3);
  }

  @Test
  void migrates_databases_that_are_not_schemas_of_one() throws Exception {
    DataSource here = dataSource();
    Fleet fleet = Fleet.of(rooms(), List.of(Target.database("here", here)));

    assertThat(names(fleet.up(), State.MIGRATED)).containsExactly("here");
    assertThat(names(fleet.up(), State.UP_TO_DATE)).containsExactly("here");
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void refuses_what_would_have_two_answers() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Fleet.of(rooms().dataSource(dataSource()), List.of()))
        .withMessageStartingWith(
            "The migrator of a fleet has no database of its own – the targets name the databases.");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> Fleet.of(rooms(), Target.schemas(dataSource(), List.of("twice", "twice"))))
        .withMessageStartingWith("Target 'twice' – two targets have this name.");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Fleet.of(rooms(), List.of()).parallelism(0))
        .withMessage("parallelism(0) – the number must be 1 or more. Nothing was run.");
  }
}
