package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/spring-boot.md} shows files that the build compiles and runs, and names each
 * property.
 */
class PageTest {

  private static final Path ROOT = Path.of("..", "..");

  private static final Pattern LISTING = Pattern.compile("(?ms)^```java (\\S+)\\n(.*?)^```");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("`([a-z.-]+)`");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/spring-boot.md"));
  }

  @Test
  void shows_files_as_they_are() throws IOException {
    List<MatchResult> listings = LISTING.matcher(page()).results().toList();

    assertThat(listings).hasSize(3);
    for (MatchResult listing : listings) {
      assertThat(sourcesOf(listing.group(1))).as(listing.group(1)).contains(listing.group(2));
    }
  }

  private static List<String> sourcesOf(String file) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder :
        List.of("examples/spring-boot-chat/src/main", "integrations/spring-boot/src/test")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
        all.filter(path -> path.getFileName().toString().equals(file)).forEach(found::add);
      }
    }
    List<String> sources = new ArrayList<>();
    for (Path path : found) {
      sources.add(Files.readString(path));
    }
    return sources;
  }

  @Test
  void names_every_property() throws Exception {
    String text = page();
    Set<String> named =
        ROW.matcher(text)
            .results()
            .flatMap(row -> NAME.matcher(row.group(1)).results())
            .map(name -> "switchback." + name.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    named.add("switchback.instances");

    assertThat(named).isEqualTo(ConfigurationMetadataTest.names());
  }
}
