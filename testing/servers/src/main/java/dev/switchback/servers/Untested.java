package dev.switchback.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A database that could not start, so nothing was tested on it. */
record Untested(TestDatabase database, Throwable cause) {

  /** Describes in one line what happened and what to do. */
  String sentence() {
    return "%s was not tested – its server could not start: %s – to test on a server of your own:"
            .formatted(database, oneLine(cause))
        + " -Dswitchback.test.%1$s.url=… .user=… .password=…; to make this a failure:"
            .formatted(database.property())
        + " -Dswitchback.test.require=%s".formatted(database.property());
  }

  /** Appends a line to a file that the build reads, in the folder of the module under test. */
  static void report(String line) {
    Path file = Path.of("target", "untested.txt");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String oneLine(Throwable cause) {
    boolean ours = cause instanceof IOException;
    String text = ours ? String.valueOf(cause.getMessage()) : cause.toString();
    return inOneLine(text);
  }

  static String inOneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " | ");
  }
}
