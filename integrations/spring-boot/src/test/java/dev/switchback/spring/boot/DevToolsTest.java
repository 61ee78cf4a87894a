package dev.switchback.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.spring.boot.killed.KilledApplication;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that DevTools restarts in its process, with new classes. */
class DevToolsTest {

  @TempDir Path folder;

  @Test
  void a_restarted_application_migrates_its_new_database() throws Exception {
    Process process =
        Applications.developed()
            .with(folder)
            .start(
                List.of(),
                KilledApplication.class,
                List.of(
                    "--logging.level.root=info",
                    "--server.port=0",
                    "--switchback.packages=dev.switchback.spring.boot.killed.migrations",
                    "--spring.datasource.url=jdbc:h2:mem:developed",
                    "--spring.devtools.restart.poll-interval=200ms",
                    "--spring.devtools.restart.quiet-period=100ms"));
    CompletableFuture.delayedExecutor(1, TimeUnit.MINUTES).execute(process::destroyForcibly);
    List<String> printed = new ArrayList<>();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      readUntilStarted(output, printed);
      Files.writeString(folder.resolve("changed.txt"), "now");
      readUntilStarted(output, printed);
    } finally {
      process.destroyForcibly().waitFor();
    }

    assertThat(printed)
        .as(String.join("\n", printed))
        .filteredOn(line -> line.contains("Applied '20260108000000-killed'"))
        .hasSize(2);
  }

  private static void readUntilStarted(BufferedReader output, List<String> printed)
      throws Exception {
    String line = output.readLine();
    while (line != null && !line.contains("Started KilledApplication")) {
      printed.add(line);
      line = output.readLine();
    }
    assertThat(line).as(String.join("\n", printed)).isNotNull();
  }
}
