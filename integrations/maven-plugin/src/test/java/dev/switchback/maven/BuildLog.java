package dev.switchback.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The log of a build of one of the projects in {@code src/it}. */
record BuildLog(String project) {

  List<String> lines() {
    try {
      return Files.readAllLines(folder().resolve("build.log")).stream()
          .map(line -> line.replaceAll(" +\\d+ ms", " N ms"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The invoker has not built " + folder(), e);
    }
  }

  /** Returns what a goal printed in an execution of a module. */
  List<String> of(String goal, String execution, String module) {
    String heading = ":" + goal + " (" + execution + ") @ " + module;
    return lines().stream()
        .dropWhile(line -> !(line.startsWith("[INFO] --- ") && line.contains(heading)))
        .skip(1)
        .takeWhile(line -> !line.startsWith("[INFO] --- ") && !line.startsWith("[INFO] Reactor "))
        .filter(line -> line.startsWith("[INFO]"))
        .map(line -> line.replaceFirst("^\\[INFO\\] ?", "").stripTrailing())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** Returns the message with which the build of a module failed, in one line. */
  String failureOf(String module) {
    String begin = "on project " + module + ": ";
    List<String> message =
        lines().stream()
            .dropWhile(line -> !line.contains(begin))
            .takeWhile(
                line -> !line.startsWith("[ERROR] Failed to execute") || line.contains(begin))
            .filter(line -> line.startsWith("[ERROR]"))
            .map(line -> line.substring("[ERROR] ".length() - 1).strip())
            .takeWhile(line -> !line.isEmpty())
            .toList();
    String all = String.join("\n", message);
    int start = all.indexOf(begin);
    return start < 0
        ? ""
        : all.substring(start + begin.length()).replaceFirst(" -> \\[Help \\d+]$", "");
  }

  Path folder() {
    return Path.of("target", "it", project);
  }
}
