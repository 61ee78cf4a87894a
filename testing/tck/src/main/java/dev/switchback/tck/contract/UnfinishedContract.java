package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedMigrationException;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.DeadManDataSource;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Migrations that stop half way, and the runs that resume them. */
abstract class UnfinishedContract extends DatabaseContract {

  /** The contract on one kind of database. */
  protected UnfinishedContract(TestedDatabase database) {
    super(database);
  }

  static final String SCRIPTED = "20250601000000-scripted";

  @BeforeEach
  void requireJournal() throws SQLException {
    assertThat(dialect().rendering().hasTransactionalDdl()).isFalse();
  }

  static final Body THREE_STEPS =
      db -> {
        db.createTable("rooms", t -> t.column("id", integer()));
        db.addColumn("rooms", "topic", string(200).nullable());
        db.addIndex("rooms", index("topic").named("rooms_topic"));
      };

  static MigrationFailedException failure(Migrator migrator) {
    return assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .actual();
  }

  static UnfinishedMigrationException stopped(Runnable run) {
    return assertThatExceptionOfType(UnfinishedMigrationException.class)
        .isThrownBy(run::run)
        .actual();
  }

  List<String> journal() throws SQLException {
    return rows(
        "SELECT %s FROM %s ORDER BY 1".formatted(quote("ordinal"), quote("switchback_journal")));
  }

  static final Body RAW_IN_THE_MIDDLE =
      db -> {
        db.createTable("rooms", t -> t.column("id", integer()));
        db.execute("CREATE TABLE room_copy AS SELECT 1 AS n");
        db.createTable("more", t -> t.column("id", integer()));
      };

  /** Runs {@code up} in a process that dies after the first round trip that begins so. */
  void dieAfter(String begin, Body up) {
    DeadManDataSource process =
        new DeadManDataSource(dataSource()).diesAfter(trip -> trip.call().startsWith(begin));
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> scripted(process, up).up());
    assertThat(process.isDead()).isTrue();
  }
}
