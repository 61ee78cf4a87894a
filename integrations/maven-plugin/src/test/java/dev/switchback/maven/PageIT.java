package dev.switchback.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The listings of {@code docs/maven.md}. */
class PageIT {

  private static final Pattern LISTING = Pattern.compile("```xml\n(.*?)```", Pattern.DOTALL);

  @Test
  void each_listing_is_a_part_of_a_project_that_was_built() throws IOException {
    String page = Files.readString(Path.of("../../docs/maven.md"));
    List<String> listings =
        LISTING.matcher(page).results().map(match -> plain(match.group(1))).toList();
    String projects = plain(poms());

    assertThat(listings)
        .hasSizeGreaterThan(2)
        .allSatisfy(each -> assertThat(projects).contains(each));
  }

  private static String poms() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Path.of("src/it/goals"), 2)) {
      for (Path file : files.filter(each -> each.endsWith("pom.xml")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString().replace("@project.version@", "${switchback.version}");
  }

  private static String plain(String xml) {
    return xml.replaceAll("\\s+", "");
  }
}
