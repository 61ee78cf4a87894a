package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.servers.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MigratedPostgreSqlTest extends MigratedDatabaseContract {
  MigratedPostgreSqlTest() {
    super(TestDatabase.POSTGRESQL);
  }

  private static final String ALL = "SELECT datname FROM pg_database";

  /** Leaves a connection open. */
  static class Sample {
    @RegisterExtension static final MigratedDatabase DATABASE = on(TestDatabase.POSTGRESQL);

    @Test
    void one() throws SQLException {
      DATABASE.dataSource().getConnection();
    }

    @Test
    void two() {}
  }

  @Test
  void databases_are_dropped_at_the_end_and_those_of_killed_tests_too() throws SQLException {
    List<String> before = databases(ALL);
    create("switchback_test_1000000000_killed");

    assertThat(failures(Sample.class)).isEmpty();
    assertThat(databases(ALL)).isEqualTo(before);
  }

  static class Failing {
    @RegisterExtension
    static final MigratedDatabase DATABASE =
        on(TestDatabase.POSTGRESQL).migrations(List.of(Rooms.M20260112000000_AddsTwice.class));

    @Test
    void one() {}
  }

  @Test
  void tests_fail_with_the_migration_and_its_database_is_dropped() throws SQLException {
    List<String> before = databases(ALL);

    assertThat(failures(Failing.class))
        .singleElement()
        .asString()
        .startsWith("Migration '20260112000000-adds-twice' – 'up' failed at step 1");
    assertThat(databases(ALL)).isEqualTo(before);
  }
}
