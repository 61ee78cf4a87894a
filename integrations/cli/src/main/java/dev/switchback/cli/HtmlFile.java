package dev.switchback.cli;

import dev.switchback.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file for a report. */
record HtmlFile(Path path) {

  void write(String page, Invocation invocation) {
    try {
      Files.writeString(path, page);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Report '%s' – it cannot be written. Name a file in a folder that exists."
              .formatted(path),
          e);
    }
    invocation.terminal().print(path + "  written");
  }
}
