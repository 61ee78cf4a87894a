package dev.switchback.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listings of a page about an example are files of that example, which the build runs. */
class ExamplePagesTest {

  private static final Path ROOT = Path.of("..", "..");

  @ParameterizedTest
  @CsvSource({"jooq, java, 5", "kotlin, kotlin, 6", "cdi, java, 2", "micronaut, java, 2"})
  void a_page_shows_the_files_of_its_example(String example, String language, int count)
      throws IOException {
    String page = Files.readString(ROOT.resolve("docs").resolve(example + ".md"));
    List<MatchResult> listings =
        Pattern.compile("```(xml|" + language + ") ?(\\S*)\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .toList();

    assertThat(listings).hasSize(count);
    for (MatchResult listing : listings) {
      String file = listing.group(1).equals("xml") ? "pom.xml" : listing.group(2);
      Path path = ROOT.resolve("examples").resolve(example).resolve(file);
      assertThat(plain(Files.readString(path))).contains(plain(listing.group(3)));
    }
  }

  private static String plain(String text) {
    return text.replace("${project.version}", "${switchback.version}").replaceAll("\\s+", "");
  }
}
