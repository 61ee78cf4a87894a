package dev.switchback.spring.boot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Starts applications in processes of their own, with the class path of the tests. */
final class Applications {

  private static final String DEVTOOLS = "spring-boot-devtools";

  private final Predicate<String> classPath;
  private final List<String> more;
  private final Map<String, String> environment;

  private Applications(
      Predicate<String> classPath, List<String> more, Map<String, String> environment) {
    this.classPath = classPath;
    this.more = more;
    this.environment = environment;
  }

  /** As an application is packaged: without DevTools. */
  static Applications packaged() {
    return new Applications(entry -> !entry.contains(DEVTOOLS), List.of(), Map.of());
  }

  /** As a developer starts an application: with DevTools. */
  static Applications developed() {
    return new Applications(entry -> true, List.of(), Map.of());
  }

  /** Leaves out the entries of the class path that match. */
  Applications without(String regex) {
    return new Applications(classPath.and(entry -> !entry.matches(regex)), more, environment);
  }

  /** Puts folders in front of the class path. */
  Applications with(Path... folders) {
    List<String> first = Arrays.stream(folders).map(Path::toString).toList();
    return new Applications(classPath, first, environment);
  }

  /** Adds variables to the environment of the processes. */
  Applications in(Map<String, String> variables) {
    return new Applications(classPath, more, variables);
  }

  /** Returns a port that nothing uses now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Starts a process. Its errors are in its output. */
  Process start(List<String> options, Class<?> main, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                String.join(File.pathSeparator, entries())));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().putAll(environment);
    return process.start();
  }

  List<String> entries() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> entries = new ArrayList<>(more);
    Arrays.stream(all.split(File.pathSeparator, -1)).filter(classPath).forEach(entries::add);
    return entries;
  }

  /** What a process printed, and its exit code. */
  record Ended(int code, String output) {
    static Ended of(Process process) throws IOException, InterruptedException {
      try (BufferedReader output = process.inputReader(UTF_8)) {
        String printed = output.lines().collect(Collectors.joining("\n"));
        return new Ended(process.waitFor(), printed);
      }
    }
  }
}
