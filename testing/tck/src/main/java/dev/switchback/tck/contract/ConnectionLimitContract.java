package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.DatabaseException;
import dev.switchback.Migrator;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.contract.SampleMigrations.M20250101000000_CreateRooms;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user who may have one connection. H2 has no such limit. */
public abstract class ConnectionLimitContract extends DatabaseContract {

  private String account;
  private String user;

  /** The contract on one kind of database. */
  protected ConnectionLimitContract(TestedDatabase database) {
    super(database);
  }

  @BeforeEach
  void createUser() throws SQLException {
    user = "u" + database().name().substring(database().name().length() - 12);
    account = engine() == TestDatabase.POSTGRESQL ? user : user + "@'%'";
    execute(
        engine() == TestDatabase.POSTGRESQL
            ? "CREATE ROLE " + user + " LOGIN PASSWORD 'app' CONNECTION LIMIT 1"
            : "CREATE USER " + account + " IDENTIFIED BY 'app' WITH MAX_USER_CONNECTIONS 1");
    if (engine() != TestDatabase.POSTGRESQL) {
      execute("GRANT SELECT ON *.* TO " + account);
    }
  }

  @AfterEach
  void dropUser() throws SQLException {
    execute("DROP USER " + account);
  }

  @Test
  void a_server_that_has_no_connection_left_is_not_said_to_be_down() throws Exception {
    Migrator plain =
        Migrator.configure()
            .dataSource(OtherConnections.as(database().url(), user, "app"))
            .migrations(List.of(M20250101000000_CreateRooms.class))
            .build();

    try (Connection only = OtherConnections.as(database().url(), user, "app").getConnection();
        Migrator pooled =
            Migrator.configure()
                .url(database().url(), user, "app")
                .migrations(List.of(M20250101000000_CreateRooms.class))
                .build()) {
      for (Migrator migrator : List.of(plain, pooled)) {
        assertThatExceptionOfType(DatabaseException.class)
            .isThrownBy(migrator::up)
            .withMessageStartingWith(
                "No connection to the database. Nothing was run. The server has no connection left"
                    + " for this user. End some connections, or raise its limit. Cause: ");
      }
      only.isValid(5);
    }
  }
}
