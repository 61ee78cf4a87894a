package dev.switchback.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of a contestant, from its start to its end. */
final class MeasuredProcess {

  private final JavaCommand command;
  private final Duration longest;

  /**
   * A process that is not started yet.
   *
   * @param longest so long it may run; then it is ended, and has failed
   */
  MeasuredProcess(JavaCommand command, Duration longest) {
    this.command = command;
    this.longest = longest;
  }

  /** What is to be done beside the process, when it is at that point. */
  interface Beside {
    /** At {@code ready} and at {@code ran}. */
    void at(String point);
  }

  /** Runs it. */
  Outcome run() throws IOException, InterruptedException {
    return run(point -> {});
  }

  /** Runs it; it waits at each point until {@code beside} is done. */
  Outcome run(Beside beside) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("contestant", ".log");
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command.words()).redirectError(errors.toFile()).start();
    CompletableFuture.delayedExecutor(longest.toSeconds(), TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    Map<String, Long> said = converse(process, beside);
    int exit = process.waitFor();
    long wall = System.nanoTime() - start;
    Optional<String> problem = problem(exit, said, wall, errors);
    Files.delete(errors);
    return new Outcome(said, wall, problem);
  }

  private static Map<String, Long> converse(Process process, Beside beside) throws IOException {
    Map<String, Long> said = new HashMap<>();
    try (BufferedReader lines = process.inputReader(UTF_8);
        Writer answer = process.outputWriter(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int equals = line.indexOf('=');
        if (!line.matches("[a-z_]+=-?\\d+")) {
          continue; // The tool itself talks.
        }
        String name = line.substring(0, equals);
        said.put(name, Long.valueOf(line.substring(equals + 1)));
        if (name.equals("ready") || name.equals("ran")) {
          beside.at(name);
          answer.write("\n");
          answer.flush();
        }
      }
    }
    return said;
  }

  private Optional<String> problem(int exit, Map<String, Long> said, long wall, Path errors)
      throws IOException {
    long failures = said.getOrDefault("failures", 0L);
    if (exit == 0 && failures == 0) {
      return Optional.empty();
    }
    if (Duration.ofNanos(wall).compareTo(longest) >= 0) {
      return Optional.of("ended after " + longest.toSeconds() + " s");
    }
    try (Stream<String> lines = Files.lines(errors)) {
      String first = lines.filter(line -> line.contains("Exception")).findFirst().orElse("");
      String kind = first.replaceFirst("^Exception in thread \"main\" ", "");
      String shortened = kind.length() > 160 ? kind.substring(0, 160) + "…" : kind;
      return Optional.of(
          (failures > 0 ? failures + " failed: " : "exit " + exit + ": ") + shortened);
    }
  }
}
