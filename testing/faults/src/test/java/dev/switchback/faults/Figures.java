package dev.switchback.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the suite has measured. Each figure is a file in {@code target/figures}, so that topologies
 * may be tried one after another, and all of them together are the table {@code
 * target/reliability.md}.
 */
final class Figures {

  private static final Path FOLDER = Path.of("target", "figures");
  private static final Path TABLE = Path.of("target", "reliability.md");
  private static final Path DIFFERENCES = Path.of("target", "differences.txt");

  private Figures() {}

  /**
   * Keeps one row, in the place of one with the same topology and fault.
   *
   * @param tries how often the fault happened
   * @param reruns how many plain reruns followed
   * @param differences how often something was not as it should be
   */
  static synchronized void keep(
      Topology topology, String fault, int tries, int reruns, int differences, String remark) {
    try {
      Files.createDirectories(FOLDER);
      String name = (topology.name() + " " + fault).toLowerCase(Locale.ROOT);
      String row =
          "| %s | %s | %,d | %,d | %,d | %s |\n"
              .formatted(topology, fault, tries, reruns, differences, remark);
      Files.writeString(FOLDER.resolve(name.replaceAll("[^a-z0-9]+", "-") + ".txt"), row);
      Files.writeString(TABLE, table());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes down what was wrong at once, in {@code target/differences.txt}: a run takes hours. */
  static synchronized void difference(String sentence) {
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(
          DIFFERENCES, sentence + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table so far, in Markdown; nothing if nothing was measured. */
  static String table() {
    List<String> rows = new ArrayList<>();
    try {
      if (!Files.isDirectory(FOLDER)) {
        return "";
      }
      try (Stream<Path> files = Files.list(FOLDER)) {
        for (Path file : files.sorted().toList()) {
          rows.add(Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return """
    | topology | fault | tries | plain reruns | differences | remarks |
    |---|---|---:|---:|---:|---|
    """
        + String.join("", rows);
  }
}
