package dev.switchback.cli;

import picocli.CommandLine.Option;

/** The option for the reason of a change of the schema history. */
final class Reason {

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "The reason, which is recorded in the schema history.",
      required = true)
  private String text = "";

  String text() {
    return text;
  }
}
