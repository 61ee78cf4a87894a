package dev.switchback.tck.contract;

import dev.switchback.operation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The approved SQL of a dialect, for each operation of the samples.
 *
 * @param sections of the operations, in their order
 */
record GoldenPage(String dialect, List<String> sections) {

  static GoldenPage of(String dialect, Path file) throws IOException {
    String page = "\n" + Files.readString(file);
    List<String> sections = new ArrayList<>();
    int start = 0;
    for (Operation operation : Samples.operations()) {
      String title = "\n-- " + operation.describe() + "\n";
      int next = page.indexOf(title, start);
      if (next < 0) {
        throw new IllegalStateException(file + " has no '" + title.strip() + "' where it should");
      }
      if (!sections.isEmpty()) {
        sections.set(sections.size() - 1, page.substring(start, next).strip());
      }
      start = next + title.length();
      sections.add(page.substring(start).strip());
    }
    return new GoldenPage(dialect, List.copyOf(sections));
  }

  /** The SQL of the sample, which is that of its operations; taken from {@code rest}. */
  static String next(Sample sample, Iterator<String> rest) {
    List<String> sql = new ArrayList<>();
    sample.operations().forEach(operation -> sql.add(rest.next()));
    return String.join("\n", sql);
  }
}
