package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.DatabaseException;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.Verification;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user who may not do all that a run needs is told so, and nothing is half done. */
public abstract class PrivilegesContract extends DatabaseContract {

  private static final List<String> OWN =
      List.of("switchback_meta", "switchback_journal", "switchback_lock");
  private static final List<String> RIGHTS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

  private String user;
  private DataSource limited;

  /** The contract on one kind of database. */
  protected PrivilegesContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createUser() throws SQLException {
    migrator(M20250101000000_CreateRooms.class).up();
    user = "u" + database().name().substring(database().name().length() - 12);
    execute(
        switch (engine()) {
          case H2 -> "CREATE USER " + user + " PASSWORD 'app'";
          case POSTGRESQL -> "CREATE ROLE " + user + " LOGIN PASSWORD 'app'";
          case MARIADB, MYSQL -> "CREATE USER " + user + "@'%' IDENTIFIED BY 'app'";
        });
    String url = database().url();
    String plain = engine() == TestDatabase.H2 ? url.replaceFirst(";.*", "") : url;
    limited = OtherConnections.as(plain, user, "app"); // H2's settings are for administrators
  }

  @AfterEach
  void dropUser() throws SQLException {
    if (engine() == TestDatabase.POSTGRESQL) {
      execute("DROP OWNED BY " + user);
    }
    execute("DROP USER " + account());
  }

  private String account() {
    boolean hasHost = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    return hasHost ? user + "@'%'" : user;
  }

  private void grant(String rights, String table) throws SQLException {
    execute("GRANT %s ON %s TO %s".formatted(rights, quote(table), account()));
  }

  private Migrator rooms() {
    return Migrator.configure()
        .dataSource(limited)
        .migrations(List.of(M20250101000000_CreateRooms.class))
        .build();
  }

  private Migrator pending(DataSource source) {
    return Migrator.configure()
        .dataSource(source)
        .migrations(
            List.of(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class))
        .build();
  }

  @Test
  void a_user_who_may_only_read_starts_and_sees_the_status_and_is_refused_before_any_write()
      throws Exception {
    for (String table : OWN) {
      grant("SELECT", table);
    }

    Migrator owner = pending(dataSource());
    SchemaSnapshot schema = owner.snapshot();
    List<String> history = rows("SELECT * FROM " + quote("switchback_meta"));
    assertThat(rooms().up().isEmpty()).isTrue();
    assertThat(pending(limited).status())
        .extracting(MigrationStatus::state)
        .containsExactly(MigrationStatus.State.APPLIED, MigrationStatus.State.PENDING);
    assertThat(pending(limited).plan().isComplete()).isTrue();
    assertThat(pending(limited).verify().migrations())
        .extracting(Verification.Entry::state)
        .containsExactly(Verification.State.UNCHANGED, Verification.State.PENDING);
    assertThat(owner.snapshot().differencesFrom(schema)).isEmpty();
    assertThat(rows("SELECT * FROM " + quote("switchback_meta"))).isEqualTo(history);
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(() -> pending(limited).up())
        .withMessageContaining("Nothing was run.")
        .withMessageMatching("(?is).*(denied|rights).*");
    assertThat(columns("rooms")).doesNotContainKey("topic");
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void a_user_who_may_create_no_table_is_told_who_may() throws Exception {
    grant("SELECT", "switchback_meta");
    if (engine() == TestDatabase.POSTGRESQL) {
      execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC"); // which old servers grant
    }
    Migrator migrator =
        Migrator.configure()
            .dataSource(limited)
            .migrations(List.of(M20250101000000_CreateRooms.class))
            .tablePrefix("other")
            .build();
    String toCreate =
        " – it cannot be created. No migration was run. Allow this user to create it, or run 'init'"
            + " once as a user with that privilege. Cause: ";
    String toRead =
        " – it cannot be read. No migration was run. Allow this user to read it. If it does not"
            + " exist yet, run 'init' once as a user with that privilege. Cause: ";
    boolean mayNotAsk = engine() == TestDatabase.MYSQL || engine() == TestDatabase.MARIADB;
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(migrator::up)
        .withMessageContaining("other_meta")
        .withMessageContaining(mayNotAsk ? toRead : toCreate)
        .withMessageMatching("(?is).*(denied|rights).*");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(migrator::init)
        .withMessageContaining("other_meta")
        .withMessageContaining(toCreate)
        .withMessageMatching("(?is).*(denied|rights).*");
  }

  /** A replica, for instance. H2 knows that of a file alone, see H2ConnectionsTest. */
  @Test
  void a_server_that_takes_no_writes_is_enough_with_nothing_pending_and_is_named_otherwise()
      throws Exception {
    if (engine() == TestDatabase.H2) {
      return;
    }
    for (String table : OWN) {
      grant("SELECT, INSERT, UPDATE, DELETE", table);
    }
    refuseWrites(true);
    try {
      assertThat(rooms().up().isEmpty()).isTrue();
      assertThat(pending(limited).status()).hasSize(2);
      assertThatExceptionOfType(SwitchbackException.class)
          .isThrownBy(() -> pending(limited).up())
          .withMessageContaining("Nothing was run.")
          .withMessageMatching("(?is).*read-only.*");
    } finally {
      refuseWrites(false);
    }
    assertThat(columns("rooms")).doesNotContainKey("topic");
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
    assertThat(limitedScripted().up().names()).hasSize(1);
  }

  private void refuseWrites(boolean refuses) throws SQLException {
    String word = refuses ? "ON" : "OFF";
    execute(
        engine() == TestDatabase.POSTGRESQL
            ? "ALTER ROLE " + user + " SET default_transaction_read_only = " + word
            : "SET GLOBAL read_only = " + word);
  }

  @Test
  void each_right_that_is_missing_on_its_own_tables_is_named_and_a_rerun_completes()
      throws Exception {
    for (String table : OWN) {
      for (String right : RIGHTS) {
        List<String> rest = new ArrayList<>(RIGHTS);
        rest.remove(right);
        for (String each : OWN) {
          grant(String.join(", ", each.equals(table) ? rest : RIGHTS), each);
        }
        int recordedBefore = recorded().size();
        boolean isRefused = false;
        try {
          limitedScripted().up();
        } catch (SwitchbackException e) {
          isRefused = true;
          assertThat(e.getMessage()).matches("(?is).*(denied|rights).*");
          assertThat(recorded()).hasSize(recordedBefore);
        }
        boolean isNeeded =
            switch (right) {
              case "SELECT" -> true;
              case "INSERT" -> table.equals("switchback_meta");
              case "UPDATE" -> table.equals("switchback_lock");
              default -> false;
            };
        if (isNeeded) {
          assertThat(isRefused).as(right + " on " + table).isTrue();
        }
        if (isRefused) {
          grant(right, table);
          assertThat(limitedScripted().up().names()).as(right + " on " + table).hasSize(1);
        }
        migrating(db -> {}).down();
        for (String each : OWN) {
          List<String> granted = each.equals(table) && !isRefused ? rest : RIGHTS;
          execute(
              "REVOKE %s ON %s FROM %s"
                  .formatted(String.join(", ", granted), quote(each), account()));
        }
      }
    }
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  private Migrator limitedScripted() {
    return Migrator.configure()
        .dataSource(limited)
        .migrations(List.of(M20250601000000_Scripted.class))
        .factory(type -> new M20250601000000_Scripted(db -> {}, db -> {}))
        .build();
  }

  @Test
  void each_right_that_is_missing_in_the_schema_fails_a_step_and_a_rerun_completes()
      throws Exception {
    if (engine() != TestDatabase.MYSQL && engine() != TestDatabase.MARIADB) {
      return; // there, who creates a table owns it and may do anything with it
    }
    List<String> all =
        List.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "ALTER",
            "DROP",
            "INDEX",
            "REFERENCES");
    for (String right : all) {
      List<String> rest = new ArrayList<>(all);
      rest.remove(right);
      String on = " ON " + quote(database().name()) + ".* ";
      execute("GRANT " + String.join(", ", rest) + on + "TO " + account());
      boolean isRefused = false;
      try {
        everything(limited).up();
        everything(limited).down();
      } catch (SwitchbackException e) {
        isRefused = true;
        assertThat(e.getMessage()).as(right).matches("(?is).*denied.*");
      }
      execute("GRANT " + right + on + "TO " + account());
      if (!isUnfinishedGoingDown()) {
        everything(limited).up();
      }
      everything(limited).down();
      boolean isNeeded = !right.equals("REFERENCES") || engine() == TestDatabase.MYSQL;
      assertThat(isRefused).as(right).isEqualTo(isNeeded);
      assertThat(tables()).as(right).containsExactly("rooms");
      assertThat(recorded()).as(right).containsExactly(SampleMigrations.ROOMS);
      assertThat(rows("SELECT * FROM " + quote("switchback_journal"))).isEmpty();
      execute("REVOKE ALL" + on + "FROM " + account());
    }
  }

  private boolean isUnfinishedGoingDown() throws SQLException {
    return rows("SELECT DISTINCT " + quote("direction") + " FROM " + quote("switchback_journal"))
        .contains("down");
  }

  private static Migrator everything(DataSource source) {
    Body up =
        db -> {
          db.createTable("parents", t -> t.column("id", integer().primaryKey()));
          db.createTable(
              "children", t -> t.column("parent_id", integer().references("parents", "id")));
          db.addColumn("children", "n", integer().nullable());
          db.addIndex("children", "n");
          db.execute("INSERT INTO parents VALUES (1)");
          db.execute("UPDATE parents SET id = 2");
          db.execute("DELETE FROM parents");
          db.removeIndex("children", "children_n");
        };
    Body down =
        db -> {
          db.dropTable("children");
          db.dropTable("parents");
        };
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.of(M20250601000000_Scripted.class))
        .factory(type -> new M20250601000000_Scripted(up, down))
        .build();
  }
}
