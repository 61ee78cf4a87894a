package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.junit.MigratedDatabase.Server;
import dev.switchback.servers.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The same on a server whose databases remain when nobody is connected to them. */
abstract class MigratedServerContract extends MigratedDatabaseContract {

  /** The server of the sample classes, which JUnit creates by itself. */
  private static volatile TestDatabase sampled = TestDatabase.POSTGRESQL;

  private final TestDatabase kind;
  private final String allDatabases;

  MigratedServerContract(TestDatabase kind, String allDatabases) {
    super(kind);
    this.kind = kind;
    this.allDatabases = allDatabases;
  }

  @BeforeEach
  void chooseServer() {
    sampled = kind;
  }

  private static MigratedDatabase onSampled() {
    return MigratedDatabase.on(() -> server(sampled)).migrations(Rooms.GOOD);
  }

  /** Leaves a connection open. */
  static class Sample {
    @RegisterExtension static final MigratedDatabase DATABASE = onSampled();

    @Test
    void one() throws SQLException {
      DATABASE.dataSource().getConnection();
    }

    @Test
    void two() {}
  }

  @Test
  void databases_are_dropped_at_the_end_and_those_of_killed_tests_too() throws SQLException {
    List<String> before = databases();
    create("switchback_test_1000000000_killed");

    assertThat(failures(Sample.class)).isEmpty();
    assertThat(databases()).isEqualTo(before);
  }

  static class Failing {
    @RegisterExtension
    static final MigratedDatabase DATABASE =
        onSampled().migrations(List.of(Rooms.M20260112000000_AddsTwice.class));

    @Test
    void one() {}
  }

  @Test
  void tests_fail_with_the_migration_and_its_database_is_dropped() throws SQLException {
    List<String> before = databases();

    assertThat(failures(Failing.class))
        .singleElement()
        .asString()
        .startsWith("Migration '20260112000000-adds-twice' – 'up' failed at step 1");
    assertThat(databases()).isEqualTo(before);
  }

  /** Runs a class as JUnit does, and returns the messages of its failures. */
  private static List<String> failures(Class<?> tests) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(tests))
                .build(),
            summary);
    return summary.getSummary().getFailures().stream()
        .map(failure -> failure.getException().getMessage())
        .toList();
  }

  private Connection connect() throws SQLException {
    Server server = server(kind);
    return DriverManager.getConnection(server.url(), server.user(), server.password());
  }

  private List<String> databases() throws SQLException {
    try (Connection connection = connect()) {
      return strings(connection, allDatabases).stream()
          .filter(name -> name.startsWith("switchback_test_"))
          .toList();
    }
  }

  private void create(String name) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
  }
}
