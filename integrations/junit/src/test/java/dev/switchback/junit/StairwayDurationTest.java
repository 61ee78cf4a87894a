package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.switchback.junit.MigratedDatabase.Server;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestServer;
import java.lang.management.ManagementFactory;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stairway of many migrations, and copies of a database that has them. {@code
 * -Dswitchback.test.stairway=100} sets their number; the durations are printed.
 */
class StairwayDurationTest {

  private static final int MIGRATIONS = Integer.getInteger("switchback.test.stairway", 12);

  @TempDir Path folder;

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void of_many_migrations(TestDatabase kind) throws Throwable {
    try (FreshDatabase database = kind.server().createDatabase();
        URLClassLoader loader = GeneratedMigrations.compile(folder, MIGRATIONS)) {
      MigrationChecks checks =
          MigrationChecks.on(database.dataSource())
              .packages(GeneratedMigrations.PACKAGE)
              .configured(builder -> builder.classLoader(loader));
      long begin = System.nanoTime();
      long cpu = cpu();

      List<String> names;
      try (Stream<DynamicNode> tests = checks.stairway()) {
        names = Tests.passed(tests);
      }

      System.out.printf(
          "Stairway of %d migrations on %s: %d ms, of which this JVM computed %d ms%n",
          MIGRATIONS, kind, (System.nanoTime() - begin) / 1_000_000, (cpu() - cpu) / 1_000_000);
      assertThat(names).hasSize(MIGRATIONS);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void of_copies_of_a_migrated_database(TestDatabase kind) throws Exception {
    TestServer server = kind.server();
    Server given = new Server(server.url(), server.user(), server.password());
    try (TestTemplates templates = new TestTemplates();
        URLClassLoader loader = GeneratedMigrations.compile(folder, MIGRATIONS)) {
      MigrationSet migrations =
          MigrationSet.NONE
              .withPackages(List.of(GeneratedMigrations.PACKAGE))
              .withOptions(builder -> builder.classLoader(loader));
      long begin = System.nanoTime();
      templates.copy(given, migrations).close();
      long first = System.nanoTime();
      TestCopy copy = templates.copy(given, migrations);
      long second = System.nanoTime();
      copy.close();

      System.out.printf(
          "Database with %d migrations on %s: the first one %d ms, a copy %d ms%n",
          MIGRATIONS, kind, (first - begin) / 1_000_000, (second - first) / 1_000_000);
      assertThat(second).isGreaterThan(first);
    }
  }
}
