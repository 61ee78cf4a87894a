package dev.switchback.cli;

import dev.switchback.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command writes.
 *
 * @param subject what it is, for the error: {@code Schema file}
 */
record OutputFile(String subject, Path path) {

  void write(String text, Invocation invocation) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new ConfigurationException(
          "%s '%s' – it cannot be written. Name a file in a folder that exists."
              .formatted(subject, path),
          e);
    }
    invocation.terminal().print(path + "  written");
  }
}
