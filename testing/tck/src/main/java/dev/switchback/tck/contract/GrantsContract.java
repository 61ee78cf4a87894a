package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Migration;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockName;
import dev.switchback.servers.DriverManagerDataSource;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import dev.switchback.tck.contract.SampleMigrations.M20250102000000_AddTopicToRooms;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The privileges that docs/privileges.md says are enough, given to users who have nothing else. */
public abstract class GrantsContract extends DatabaseContract {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String PASSWORD = "a-Password-1";

  private final List<String> users = new ArrayList<>();

  /** The contract on one kind of database. */
  protected GrantsContract(TestedDatabase database) {
    super(database);
  }

  /** A user who may log in. */
  private String user() throws SQLException {
    String name = database().name() + "_" + COUNT.incrementAndGet();
    execute(
        switch (engine()) {
          case H2 -> "CREATE USER %s PASSWORD '%s'".formatted(name, PASSWORD);
          case POSTGRESQL -> "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(name, PASSWORD);
          case MARIADB, MYSQL -> "CREATE USER %s IDENTIFIED BY '%s'".formatted(name, PASSWORD);
        });
    users.add(name);
    return name;
  }

  @AfterEach
  void dropUsers() throws SQLException {
    for (String user : users) {
      if (engine() == TestDatabase.POSTGRESQL) {
        execute("DROP OWNED BY " + user);
      }
      execute((engine() == TestDatabase.POSTGRESQL ? "DROP ROLE " : "DROP USER ") + user);
    }
  }

  private void grant(String privileges, String table, String user) throws SQLException {
    execute("GRANT %s ON %s TO %s".formatted(privileges, quote(table), user));
  }

  private DataSource as(String user) {
    String settings =
        engine() == TestDatabase.H2 ? ";.*" : "$^"; // which are for administrators there
    return new DriverManagerDataSource(database().url().replaceFirst(settings, ""), user, PASSWORD);
  }

  private Migrator migrator(String user, List<Class<? extends Migration>> migrations) {
    return Migrator.configure().dataSource(as(user)).migrations(migrations).build();
  }

  private Migrator scripted(String user, Body up, Body down) {
    return Migrator.configure()
        .dataSource(as(user))
        .migrations(List.of(M20250601000000_Scripted.class))
        .factory(type -> new M20250601000000_Scripted(up, down))
        .build();
  }

  @Test
  void who_may_read_two_tables_can_start_where_nothing_is_pending() throws Exception {
    migrator(M20250101000000_CreateRooms.class).up();
    String reader = user();
    grant("SELECT", "switchback_meta", reader);
    grant("SELECT", "switchback_journal", reader);

    Migrator migrator = migrator(reader, List.of(M20250101000000_CreateRooms.class));

    assertThat(migrator.up().isEmpty()).isTrue();
    assertThat(migrator.status())
        .singleElement()
        .extracting(MigrationStatus::state)
        .isEqualTo(MigrationStatus.State.APPLIED);
    Migrator more =
        migrator(
            reader,
            List.of(M20250101000000_CreateRooms.class, M20250102000000_AddTopicToRooms.class));
    assertThatExceptionOfType(SwitchbackException.class)
        .isThrownBy(more::up)
        .withMessageContaining("switchback_lock");
    assertThat(recorded()).containsExactly(SampleMigrations.ROOMS);
  }

  @Test
  void who_may_not_create_can_change_rows_when_another_has_prepared_the_tables() throws Exception {
    execute("CREATE TABLE " + quote("counted") + " (" + quote("n") + " INTEGER)");
    migrator(M20250101000000_CreateRooms.class).init();
    String writer = user();
    grant("SELECT, INSERT, DELETE", "switchback_meta", writer);
    grant("SELECT, INSERT, UPDATE, DELETE", "switchback_journal", writer);
    grant("SELECT, UPDATE", "switchback_lock", writer);
    grant("SELECT, INSERT, DELETE", "counted", writer); // H2 wants SELECT for a DELETE

    Migrator migrator =
        scripted(
            writer,
            db -> {
              db.execute("INSERT INTO " + quote("counted") + " VALUES (?)", 1);
              db.withConnection(
                  connection -> {
                    try (var statement = connection.createStatement()) {
                      statement.execute("INSERT INTO " + quote("counted") + " VALUES (2)");
                    }
                  });
            },
            db -> db.execute("DELETE FROM " + quote("counted")));

    assertThat(migrator.up().names()).hasSize(1);
    assertThat(rows("SELECT COUNT(*) FROM " + quote("counted"))).containsExactly("2");
    assertThat(migrator.down().names()).hasSize(1);
    assertThat(rows("SELECT COUNT(*) FROM " + quote("counted"))).containsExactly("0");
  }

  @Test
  void who_may_create_needs_nothing_else() throws Exception {
    String owner = user();
    execute(
        switch (engine()) {
          case H2 -> "GRANT ALTER ANY SCHEMA TO " + owner;
          case POSTGRESQL -> "GRANT CREATE ON SCHEMA public TO " + owner;
          case MARIADB, MYSQL ->
              ("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES"
                      + " ON %s.* TO %s")
                  .formatted(database().name(), owner);
        });
    Migrator migrator =
        scripted(
            owner,
            db -> {
              db.createTable("rooms", t -> t.column("id", integer().primaryKey()));
              db.createTable(
                  "messages",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("room_id", integer().references("rooms", "id"));
                    t.index("room_id");
                  });
              db.addColumn("rooms", "topic", string(20).nullable());
              db.addIndex("rooms", index("topic").unique().named("rooms_topic"));
              db.execute("INSERT INTO " + quote("rooms") + " VALUES (1, 'all')");
            },
            db -> {
              db.removeIndex("rooms", "rooms_topic");
              db.removeColumn("rooms", "topic");
              db.dropTable("messages");
              db.dropTable("rooms");
            });

    assertThat(migrator.up().names()).hasSize(1);
    assertThat(tables()).containsExactly("messages", "rooms");
    assertThat(migrator.down().names()).hasSize(1);
    assertThat(tables()).isEmpty();
  }

  @Test
  void a_stale_session_is_ended_by_the_same_user_and_by_no_other() throws Exception {
    if (engine() == TestDatabase.H2) {
      return; // it takes an administrator there, see docs/privileges.md
    }
    String owner = user();
    String other = user();
    if (engine() != TestDatabase.POSTGRESQL) {
      execute("GRANT SELECT ON %s.* TO %s".formatted(database().name(), owner));
      execute("GRANT SELECT ON %s.* TO %s".formatted(database().name(), other));
    }
    LockName name = new LockName(database().name(), "any_lock");
    try (Connection holder = as(owner).getConnection();
        Connection same = as(owner).getConnection();
        Connection stranger = as(other).getConnection()) {
      Dialect dialect = dialect();
      assertThat(dialect.locks().tryLock(holder, name)).isTrue();

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> dialect.locks().endLockHolder(stranger, name, List.of()));
      assertThat(holder.isValid(5)).isTrue();
      dialect.locks().endLockHolder(same, name, List.of());
      assertThat(holder.isValid(5)).isFalse();
    }
  }
}
