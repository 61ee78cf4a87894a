package dev.switchback.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Refuses words that a reader of technical English stumbles over, in code, comments, messages and
 * documents. {@code docs/glossary.md} has the terms of the field.
 */
class PlainWordsTest {

  private static final Path ROOT = Path.of("..", "..");

  /** Each with what to write in its place. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(?i)\\b(mend(?:s|ed|ing)?" // fix
              + "|anew" // again
              + "|in vain" // leave it out
              + "|somebody|nobody|whoever" // name the actor
              + "|hold(?:s|ing)? up|held up" // block
              + "|look(?:s|ed|ing)? at" // check, read
              + "|own tables?" // metadata table
              + "|for people" // human-readable
              + "|unless said otherwise)\\b"); // by default

  @Test
  void are_used_in_code_and_documents() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        Matcher refused = REFUSED.matcher(lines.get(i));
        if (refused.find()) {
          found.add("%s:%d '%s'".formatted(ROOT.relativize(file), i + 1, refused.group()));
        }
      }
    }

    assertThat(found).isEmpty();
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    for (String folder : List.of("core", "dialects", "integrations", "docs")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
        all.filter(PlainWordsTest::isRead).forEach(files::add);
      }
    }
    return files;
  }

  private static boolean isRead(Path file) {
    String path = ROOT.relativize(file).toString().replace('\\', '/');
    return (path.endsWith(".java") && path.contains("/src/main/"))
        || (path.endsWith(".md") && path.startsWith("docs/") && Documents.isWritten(file));
  }
}
