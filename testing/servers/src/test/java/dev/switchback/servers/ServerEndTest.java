package dev.switchback.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ServerEndTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void createFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("server"));
  }

  @Test
  void a_server_and_its_folder_are_gone_when_the_jvm_has_ended() throws Exception {
    Process jvm = startJvm();
    ProcessHandle server = serverOf(jvm);

    jvm.getOutputStream().close();

    assertThat(jvm.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(folder).doesNotExist();
    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void a_server_and_its_folder_go_when_the_jvm_is_killed() throws Exception {
    Process jvm = startJvm();
    ProcessHandle server = serverOf(jvm);

    jvm.destroyForcibly();

    CompletableFuture<ProcessHandle> end = server.onExit();
    assertThat(end).succeedsWithin(Duration.ofMinutes(2));
    long start = System.nanoTime();
    while (Files.exists(folder) && System.nanoTime() - start < 120_000_000_000L) {
      Thread.sleep(10);
    }
    assertThat(folder).doesNotExist();
  }

  private Process startJvm() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            JvmWithServer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static ProcessHandle serverOf(Process jvm) throws IOException {
    try (BufferedReader output = jvm.inputReader(UTF_8)) {
      return ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    }
  }

  /** Starts something that runs as long as a server, and ends when its input does. */
  static final class JvmWithServer {
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      List<String> server = List.of("sh", "-c", "while :; do sleep 1; done", folder.toString());
      long number = new Command(folder, server).start(folder.resolve("server.log")).pid();
      ServerEnd.KILL.whenThisJvmEnds(number, folder);
      System.out.println(number);
      while (System.in.read() != -1) {}
    }
  }
}
