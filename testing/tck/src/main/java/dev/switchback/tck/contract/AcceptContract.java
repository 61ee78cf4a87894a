package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.ConfigurationException;
import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.Verification;
import dev.switchback.Verification.State;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.RecordingDataSource;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An applied migration that was edited is accepted as its class is now. */
public abstract class AcceptContract extends DatabaseContract {

  private static final String SCRIPTED = "20250601000000-scripted";

  private static final Body HALLS = halls(200);

  private static final Body LONGER_HALLS = halls(400);

  private static Body halls(int length) {
    return db ->
        db.createTable(
            "halls",
            t -> {
              t.column("id", integer().primaryKey());
              t.column("name", string(length).notNull());
            });
  }

  /** The contract on one kind of database. */
  protected AcceptContract(TestedDatabase database) {
    super(database);
  }

  private Migrator strict(Body body) {
    return scripted(body, db -> db.dropTable("halls"))
        .onChangedMigration(ChangedMigrationPolicy.FAIL)
        .build();
  }

  private String column(String name) throws SQLException {
    return rows("SELECT %s FROM %s".formatted(quote(name), quote("switchback_meta"))).get(0);
  }

  @Test
  void the_class_as_it_is_now_is_recorded_and_nothing_is_executed() throws Exception {
    strict(HALLS).up();
    String before = column("fingerprint");
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator changed = scripted(LONGER_HALLS, db -> {}).dataSource(watched).build();

    Verification.Entry accepted;
    try (CapturedLog log = new CapturedLog()) {
      accepted = changed.accept("scripted", "widened by hand on all servers");
      assertThat(log.text())
          .contains(
              "Accepted '" + SCRIPTED + "' as its class is now. widened by hand on all servers");
    }

    assertThat(accepted.name()).isEqualTo(SCRIPTED);
    assertThat(accepted.state()).isEqualTo(State.CHANGED);
    assertThat(accepted.differences()).hasSize(2);
    assertThat(column("fingerprint")).isNotEqualTo(before);
    assertThat(column("reason")).isEqualTo("widened by hand on all servers");
    assertThat(column("applied_by")).isNotEmpty();
    assertThat(watched.sent()).noneMatch(sql -> sql.contains("halls"));
    assertThat(changed.verify().isClean()).isTrue();
  }

  @Test
  void what_was_accepted_can_be_reverted() throws Exception {
    strict(HALLS).up();
    assertThatThrownBy(strict(LONGER_HALLS)::down).isInstanceOf(ConfigurationException.class);

    strict(LONGER_HALLS).accept(SCRIPTED, "why");
    strict(LONGER_HALLS).down();

    assertThat(tables()).isEmpty();
    assertThat(recorded()).isEmpty();
  }

  @Test
  void a_class_that_did_not_change_is_left_as_it_is_recorded() throws Exception {
    strict(HALLS).up();

    Verification.Entry same = strict(HALLS).accept(SCRIPTED, "why");

    assertThat(same.state()).isEqualTo(State.UNCHANGED);
    assertThat(column("reason")).isEqualTo("null");
  }

  @Test
  void a_record_without_steps_gets_those_of_its_class() throws Exception {
    strict(HALLS).up();
    execute(
        "UPDATE %s SET %s = NULL, %s = NULL"
            .formatted(quote("switchback_meta"), quote("fingerprint"), quote("form")));

    assertThat(strict(HALLS).accept(SCRIPTED, "why").state()).isEqualTo(State.UNKNOWN);

    assertThat(strict(HALLS).verify().migrations().get(0).state()).isEqualTo(State.UNCHANGED);
  }

  @Test
  void what_cannot_be_accepted_is_refused_and_stays_as_it_is() throws Exception {
    assertRefused(
        strict(HALLS), SCRIPTED, "it is not recorded as applied. Nothing was changed. 'up'");
    assertRefused(
        strict(HALLS),
        "20240101000000-gone",
        "it is not recorded as applied. Nothing was changed.");
    strict(HALLS).up();
    String before = column("fingerprint");
    for (String reason : List.of("", " ", "x".repeat(10_000))) {
      assertThatThrownBy(() -> strict(LONGER_HALLS).accept(SCRIPTED, reason))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("accept – it requires a reason of at most ");
    }
    assertRefused(
        strict(
            db -> {
              throw new IllegalStateException("no database");
            }),
        SCRIPTED,
        "the steps of its class cannot be read without a database. Nothing was changed.");
    assertRefused(
        migrator(SampleMigrations.M20250101000000_CreateRooms.class),
        SCRIPTED,
        "it has no class. Nothing was changed. Restore the class, or give its new name to 'rename'."
            + " If it is gone for good, use 'forget'.");
    assertThat(column("fingerprint")).isEqualTo(before);
    assertThat(column("reason")).isEqualTo("null");

    execute(
        "UPDATE %s SET %s = 'v9:later'".formatted(quote("switchback_meta"), quote("fingerprint")));
    assertRefused(
        strict(HALLS), SCRIPTED, "its steps were recorded by a later version of Switchback.");
    assertThat(column("fingerprint")).isEqualTo("v9:later");
  }

  private static void assertRefused(Migrator migrator, String name, String why) {
    assertThatThrownBy(() -> migrator.accept(name, "why"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Migration '" + name + "' cannot be accepted – " + why);
  }

  @Test
  void an_unfinished_migration_is_not_accepted() throws Exception {
    Body fails = HALLS.then(db -> db.execute("INSERT INTO nowhere VALUES (1)"));
    assertThatThrownBy(strict(fails)::up).isInstanceOf(MigrationFailedException.class);

    assertRefused(
        strict(HALLS),
        SCRIPTED,
        dialect().rendering().hasTransactionalDdl()
            ? "it is not recorded as applied."
            : "it is unfinished. Nothing was changed. Complete it first.");
  }
}
