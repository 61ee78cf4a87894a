package dev.switchback.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JMH in a process of its own, with the class path of one contestant. */
final class JmhProcess {

  /** Behind the name of a method: what it allocates. */
  static final String ALLOCATED = ":allocated";

  private static final int NAME = 0;
  private static final int SCORE = 4;

  private JmhProcess() {}

  /**
   * Runs the benchmarks of a class.
   *
   * @param properties what they need to know
   * @return scores by the names of the methods, in microseconds, and what they allocate, in bytes;
   *     empty if it failed
   */
  static Map<String, Double> run(
      Arena arena,
      Entrant entrant,
      int count,
      String benchmark,
      List<String> jmhOptions,
      List<String> properties)
      throws IOException, InterruptedException {
    Path scores = Files.createTempFile("jmh", ".csv");
    Path log = Files.createTempFile("jmh", ".log");
    List<String> forked = new ArrayList<>(properties);
    forked.add("-Dbenchmarks.contestant=" + entrant.className());
    forked.addAll(arena.options(entrant, count));
    List<String> arguments = new ArrayList<>(List.of(benchmark));
    arguments.addAll(jmhOptions);
    arguments.addAll(List.of("-f", "1", "-tu", "us", "-prof", "gc", "-rf", "csv"));
    arguments.addAll(List.of("-rff", scores.toString()));
    arguments.addAll(List.of("-jvmArgsAppend", String.join(" ", forked)));
    JavaCommand command =
        new JavaCommand(
            arena.withMigrations(entrant, count, arena.classPaths().warm(entrant)),
            List.of("-Djmh.ignoreLock=true"),
            "org.openjdk.jmh.Main",
            arguments);
    new ProcessBuilder(command.words())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
    Map<String, Double> result = read(scores);
    if (result.isEmpty()) {
      System.out.println(Files.readString(log));
    }
    Files.delete(scores);
    Files.delete(log);
    return result;
  }

  private static Map<String, Double> read(Path scores) throws IOException {
    Map<String, Double> result = new LinkedHashMap<>();
    for (String line : Files.readAllLines(scores).stream().skip(1).toList()) {
      List<String> columns = List.of(line.replace("\"", "").split(",", -1));
      String name = columns.get(NAME);
      String method = methodOf(name);
      if (name.endsWith("gc.alloc.rate.norm")) {
        result.put(method + ALLOCATED, Double.valueOf(columns.get(SCORE)));
      } else if (!name.contains(":")) {
        result.put(method, Double.valueOf(columns.get(SCORE)));
      }
    }
    return result;
  }

  private static String methodOf(String name) {
    String benchmark = name.replaceFirst(":.*", "");
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }
}
