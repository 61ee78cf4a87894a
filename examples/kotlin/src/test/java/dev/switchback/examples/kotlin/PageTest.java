package dev.switchback.examples.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The listings of {@code docs/kotlin.md} are those of this module. */
class PageTest {

  private static final Pattern LISTING =
      Pattern.compile("```(xml|kotlin) ?(\\S*)\n(.*?)```", Pattern.DOTALL);

  @Test
  void shows_the_files_of_this_module() throws IOException {
    String page = Files.readString(Path.of("../../docs/kotlin.md"));
    List<MatchResult> listings = LISTING.matcher(page).results().toList();

    assertThat(listings).hasSize(5);
    for (MatchResult listing : listings) {
      String file = listing.group(1).equals("xml") ? "pom.xml" : listing.group(2);
      assertThat(plain(Files.readString(Path.of(file)))).contains(plain(listing.group(3)));
    }
  }

  private static String plain(String text) {
    return text.replace("${project.version}", "${switchback.version}").replaceAll("\\s+", "");
  }
}
