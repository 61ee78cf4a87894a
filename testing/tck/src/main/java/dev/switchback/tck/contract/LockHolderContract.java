package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.LockHolder;
import dev.switchback.Migrator;
import dev.switchback.dialect.Topology;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A migrator tells which run holds the lock, whoever asks. */
public abstract class LockHolderContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected LockHolderContract(TestedDatabase database) {
    super(database);
  }

  private Migrator rooms() {
    return migrator(M20250101000000_CreateRooms.class);
  }

  /** On H2 another connection holds the lock, and no session shows it. */
  private boolean isShownByTheServer() throws SQLException {
    return dialect().locks().topology() == Topology.DIRECT;
  }

  @Test
  void nobody_holds_it_before_the_first_run_and_asking_creates_nothing() throws Exception {
    assertThat(rooms().lockHolder()).isEmpty();
    assertThat(catalog().hasTable("switchback_lock")).isFalse();
  }

  @Test
  void nobody_holds_it_after_a_run() {
    rooms().up();

    assertThat(rooms().lockHolder()).isEmpty();
  }

  @Test
  void a_run_is_told_with_its_process_and_its_session() throws Exception {
    List<LockHolder> told = new ArrayList<>();
    migrating(db -> rooms().lockHolder().ifPresent(told::add), db -> {}).up();

    LockHolder holder = told.get(0);
    assertThat(holder.process().orElseThrow())
        .matches("process " + ProcessHandle.current().pid() + " on \\S+");
    if (isShownByTheServer()) {
      assertThat(holder.session().orElseThrow()).matches("session \\d+.*");
    } else {
      assertThat(holder.session()).isEmpty();
    }
    assertThat(holder)
        .hasToString(
            holder.process().get() + holder.session().map(session -> "; " + session).orElse(""));
  }

  @Test
  void the_run_of_another_prefix_is_not_told() throws Exception {
    List<Optional<LockHolder>> told = new ArrayList<>();
    Migrator other = configure(M20250101000000_CreateRooms.class).tablePrefix("other").build();
    other.init();
    migrating(db -> told.add(other.lockHolder()), db -> {}).up();

    assertThat(told).isNotEmpty().containsOnly(Optional.empty());
  }

  @Test
  void a_killed_process_is_told_only_where_no_session_shows_the_lock() throws Exception {
    rooms().init();
    execute(
        "UPDATE %s SET %s = 'dead', %s = 'process 1 on gone, sessions 2000000000' WHERE %s = 1"
            .formatted(quote("switchback_lock"), quote("owner"), quote("info"), quote("id")));

    assertThat(rooms().lockHolder())
        .isEqualTo(
            isShownByTheServer()
                ? Optional.empty()
                : Optional.of(new LockHolder("process 1 on gone", null)));
  }

  @Test
  void asking_writes_nothing() throws Exception {
    rooms().up();
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator asking =
        Migrator.configure()
            .dataSource(watched)
            .migrations(List.of(M20250101000000_CreateRooms.class))
            .build();

    assertThat(asking.lockHolder()).isEmpty();
    assertThat(watched.sentByThisThread())
        .isNotEmpty()
        .noneMatch(sql -> sql.matches("(?i)\\s*(INSERT|UPDATE|DELETE|CREATE|ALTER|DROP)\\b.*"));
  }
}
