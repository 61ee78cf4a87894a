package dev.switchback.examples.chat;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.switchback.junit.MigrationChecks;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.sql.SQLException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The migrations of the example in the test kit, on each database. */
class MigrationChecksTest {

  @TestFactory
  Stream<DynamicNode> each_migration_is_reverted_and_applied_again() {
    return Stream.of(TestDatabase.values()).map(kind -> on(kind, MigrationChecks::stairway));
  }

  @TestFactory
  Stream<DynamicNode> each_migration_survives_the_death_of_its_process() {
    return Stream.of(TestDatabase.values())
        .map(kind -> on(kind, checks -> checks.since("20250106").crashAtEveryStep()));
  }

  private static DynamicNode on(
      TestDatabase kind, Function<MigrationChecks, Stream<DynamicNode>> check) {
    try {
      FreshDatabase database = kind.server().createDatabase();
      MigrationChecks checks =
          MigrationChecks.on(database.dataSource())
              .packages("dev.switchback.examples.chat.migrations");
      return dynamicContainer(
          kind.dialectName(), check.apply(checks).onClose(() -> drop(database)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void drop(FreshDatabase database) {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
