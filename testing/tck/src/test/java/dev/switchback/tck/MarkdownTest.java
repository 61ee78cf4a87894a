package dev.switchback.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the documents readable in a terminal and in a diff. */
class MarkdownTest {

  private static final Path ROOT = Path.of("..", "..");

  private static final int LONGEST_LINE = 120;

  @Test
  void has_lines_of_at_most_120_characters_outside_tables_and_listings() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      boolean isListing = false;
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.strip().startsWith("```")) {
          isListing = !isListing;
        } else if (!isListing && isText(line) && line.length() > LONGEST_LINE) {
          found.add("%s:%d".formatted(ROOT.relativize(file), i + 1));
        }
      }
    }

    assertThat(found).isEmpty();
  }

  /** Returns whether a line may be wrapped: it is not of a table, nor written by a test. */
  private static boolean isText(String line) {
    return !line.startsWith("|") && !line.startsWith("Refused by ");
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      files.add(ROOT.resolve(name));
    }
    files.addAll(Documents.in(ROOT.resolve("docs")));
    return files;
  }
}
