package dev.switchback.testkit.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a server prints. */
record ServerLog(Path file) {
  private static final int LAST_LINES = 20;

  static ServerLog in(Path folder) {
    return new ServerLog(folder.resolve("server.log"));
  }

  boolean contains(String text) throws IOException {
    return read().contains(text);
  }

  /**
   * The end of the log, which tells why a server did not start; empty if it did not come so far.
   */
  String end() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    List<String> lines = read().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** The same, or why it cannot be read. */
  String endIfReadable() {
    try {
      return end();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String read() throws IOException {
    return Files.readString(file, ISO_8859_1); // in which any bytes are text
  }
}
