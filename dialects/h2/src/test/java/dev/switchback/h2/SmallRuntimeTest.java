package dev.switchback.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java runtime of few modules, as {@code jlink} makes them. */
class SmallRuntimeTest {

  @TempDir private Path folder;

  @Test
  void migrates_without_the_module_of_flight_recorder() throws Exception {
    assertThat(migrate("--limit-modules", "java.sql,java.naming,java.management,jdk.unsupported"))
        .contains("Flight Recorder: false", "applied: [20250101000000-any]");
  }

  @Test
  void migrates_with_it_all_the_same_and_does_not_wake_it() throws Exception {
    assertThat(migrate())
        .contains("Flight Recorder: true", "applied: [20250101000000-any]", "woken: false");
  }

  private List<String> migrate(String... options) throws Exception {
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SmallRuntimeTest.class.getName()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return lines(output);
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, StandardCharsets.UTF_8);
  }

  public static void main(String[] args) {
    System.out.println("Flight Recorder: " + ModuleLayer.boot().findModule("jdk.jfr").isPresent());
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:small;DB_CLOSE_DELAY=-1");
    Migrator migrator =
        Migrator.configure()
            .dataSource(database)
            .migrations(List.of(M20250101000000_Any.class))
            .build();
    System.out.println("applied: " + migrator.up().names());
    if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
      System.out.println("woken: " + FlightRecorder.isInitialized());
    }
  }

  public static final class M20250101000000_Any implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.execute("SELECT 1");
    }

    @Override
    public void down(QueryInterface db) {}
  }
}
