package dev.switchback.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

@EnabledOnOs(OS.LINUX)
class KeptServerTest {
  @TempDir Path temporary;
  private final List<String> reports = new ArrayList<>();
  private final List<RunningServer> launched = new ArrayList<>();
  private final KeptServer kept = new KeptServer(TestDatabase.MARIADB, this::launch, reports::add);

  @AfterEach
  void killAll() throws IOException {
    for (RunningServer each : launched) {
      each.process().kill();
    }
  }

  /** A program that says that it is ready, and then runs until it is killed. */
  private RunningServer launch() throws IOException {
    int number = launched.size() + 1;
    Path folder = Files.createDirectory(temporary.resolve("server" + number));
    List<String> words = List.of("sh", "-c", "echo ready; exec sleep 600", folder.toString());
    TestServer server = new TestServer(TestDatabase.MARIADB, "jdbc:mariadb://" + number, "", "");
    RunningServer running =
        RunningServer.start(
            new PreparedServer(
                server, new Command(folder, words), folder, "ready", ServerEnd.KILL));
    launched.add(running);
    return running;
  }

  @Test
  void a_server_is_started_once() {
    assertThat(kept.server(true)).isSameAs(kept.server(true));
    assertThat(launched).hasSize(1);
    assertThat(reports).isEmpty();
  }

  @Test
  void a_server_that_died_is_reported_once_with_its_log_and_started_again() throws Exception {
    TestServer first = kept.server(true);
    die();

    TestServer second = kept.server(true);

    assertThat(second).isNotEqualTo(first).isSameAs(kept.server(true));
    assertThat(reports)
        .containsExactly(
            "MariaDB test server – it ended with exit code 137, last lines of its log: ready – it"
                + " is started again.");
  }

  @Test
  void a_server_that_dies_again_and_again_is_given_up() throws Exception {
    for (int i = 0; i < 4; i++) {
      kept.server(true);
      die();
    }

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> kept.server(true))
        .withMessageContaining(
            "MariaDB was not tested – its server could not start: it ended 4 times; the last time"
                + " it ended with exit code 137");
    assertThat(launched).hasSize(4);
  }

  @Test
  void a_server_that_cannot_start_fails_one_test_and_aborts_the_others() {
    KeptServer broken =
        new KeptServer(
            TestDatabase.MARIADB,
            () -> {
              throw new IOException("no memory");
            },
            reports::add);

    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> broken.server(true));
    assertThatExceptionOfType(TestAbortedException.class).isThrownBy(() -> broken.server(true));
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> broken.server(true))
        .withMessageContaining("MariaDB was not tested – its server could not start: no memory");
    assertThat(reports).hasSize(1);
  }

  @Test
  void a_server_that_is_not_required_fails_no_test() {
    KeptServer broken =
        new KeptServer(
            TestDatabase.MYSQL,
            () -> {
              throw new IOException("no memory");
            },
            reports::add);

    assertThatExceptionOfType(TestAbortedException.class).isThrownBy(() -> broken.server(false));
    assertThat(reports).hasSize(1);
  }

  private void die() throws InterruptedException {
    Process server = launched.get(launched.size() - 1).process().server();
    server.destroyForcibly();
    server.waitFor();
  }
}
