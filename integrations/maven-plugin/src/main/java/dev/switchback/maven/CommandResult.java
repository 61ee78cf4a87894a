package dev.switchback.maven;

import java.util.List;

/**
 * The result of a command.
 *
 * @param results the lines of its standard output
 * @param errors the lines of its standard error
 */
record CommandResult(String command, int exitCode, List<String> results, List<String> errors) {

  boolean isSuccess() {
    return exitCode == 0;
  }

  /** Returns the error of the command. A check that found something has only results. */
  String sentence() {
    List<String> sentences =
        errors.stream()
            .filter(line -> !line.startsWith("See '")) // the help of a command line
            .toList();
    if (!sentences.isEmpty()) {
      return String.join(System.lineSeparator(), sentences);
    }
    return results.isEmpty()
        ? "The command '" + command + "' ended with exit code " + exitCode + "."
        : command + ": " + results.get(results.size() - 1);
  }
}
