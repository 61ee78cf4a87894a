package dev.switchback.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.servers.TestServer;
import dev.switchback.spring.boot.Applications.Ended;
import dev.switchback.spring.boot.killed.KilledApplication;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Applications whose process is killed in the middle of a migration, and started again. */
class KilledApplicationTest {

  @TempDir Path folder;

  private static Process start(FreshDatabase database, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--switchback.packages=dev.switchback.spring.boot.killed.migrations",
                "--spring.main.web-application-type=none",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
    arguments.addAll(List.of(more));
    return Applications.packaged().start(List.of(), KilledApplication.class, arguments);
  }

  private static void assertContinued(FreshDatabase database) throws Exception {
    Process first = start(database, "--halts=true");
    try (BufferedReader output = first.inputReader(UTF_8)) {
      String printed =
          output
              .lines()
              .takeWhile(line -> !line.equals(KilledApplication.HALTED))
              .collect(Collectors.joining("\n"));
      assertThat(first.isAlive()).as(printed).isTrue();
    } finally {
      first.destroyForcibly().waitFor(); // SIGKILL
    }

    Ended second = Ended.of(start(database));
    assertThat(second.code()).as(second.output()).isZero();
    JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
    assertThat(jdbc.queryForList("SELECT name FROM rooms ORDER BY id", String.class))
        .containsExactly("before", "after");
    assertThat(jdbc.queryForList("SELECT seats FROM rooms WHERE topic IS NULL")).hasSize(2);
    assertThat(jdbc.queryForList("SELECT name FROM switchback_meta", String.class))
        .containsExactly("20260108000000-killed");
  }

  @Test
  void a_file_of_h2_is_continued() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("any").toAbsolutePath();
    try (FreshDatabase database = new TestServer(TestDatabase.H2, url, "sa", "").createDatabase()) {
      assertContinued(database);
    }
  }

  @Test
  void a_database_of_postgresql_is_continued() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      assertContinued(database);
    }
  }
}
