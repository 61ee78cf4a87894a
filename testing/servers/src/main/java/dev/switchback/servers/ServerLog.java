package dev.switchback.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The output of a server. */
record ServerLog(Path file) {
  private static final int LAST_LINES = 20;

  static ServerLog in(Path folder) {
    return new ServerLog(folder.resolve("server.log"));
  }

  boolean contains(String text) throws IOException {
    return read().contains(text);
  }

  /**
   * Returns the last lines of the log, which show why a server did not start. Empty if there is no
   * log.
   */
  String end() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    List<String> lines = read().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Returns the last lines, or the error that prevents reading them. */
  String endIfReadable() {
    try {
      return end();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String read() throws IOException {
    return Files.readString(file, ISO_8859_1); // any bytes are valid text in this charset
  }
}
