package dev.switchback.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/when-it-fails.md} quotes messages as they are in the code. */
class MessagesPageTest {

  private static final Path ROOT = Path.of("..", "..");

  @Test
  void quotes_the_messages_of_the_code() throws IOException {
    String code = code();
    List<String> quotes =
        Pattern.compile("(?m)^### `(.*)`$")
            .matcher(Files.readString(ROOT.resolve("docs").resolve("when-it-fails.md")))
            .results()
            .map(heading -> heading.group(1))
            .toList();
    List<String> unknown = new ArrayList<>();
    for (String quote : quotes) {
      for (String part : quote.split("(?<!\\()…|…(?!\\))", -1)) { // (…) is part of it
        if (!code.contains(part.strip())) {
          unknown.add(quote + ": " + part);
        }
      }
    }

    assertThat(quotes).hasSizeGreaterThan(70);
    assertThat(unknown).isEmpty();
  }

  /** Returns the code of all modules, with each text that is split over lines in one piece. */
  private static String code() throws IOException {
    StringBuilder code = new StringBuilder();
    for (String folder : List.of("core", "dialects", "integrations")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
        for (Path file : all.filter(MessagesPageTest::isCode).toList()) {
          code.append(Files.readString(file));
        }
      }
    }
    return code.toString()
        .replaceAll("\"\\s*\\.formatted\\([^\"]*?\\)\\s*\\+\\s*\"", "")
        .replaceAll("\"\\s*\\+\\s*\"", "");
  }

  private static boolean isCode(Path file) {
    String path = ROOT.relativize(file).toString().replace('\\', '/');
    return path.endsWith(".java") && path.contains("/src/main/");
  }
}
