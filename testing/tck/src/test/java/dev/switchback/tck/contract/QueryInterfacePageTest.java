package dev.switchback.tck.contract;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.QueryInterface;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code docs/query-interface.md} shows every sample with the SQL of every dialect. Between its
 * marks it is written by {@code -Dswitchback.test.approve=true}, and the rest by people.
 */
class QueryInterfacePageTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "query-interface.md");

  private static final Pattern SHOWN =
      Pattern.compile("<!-- sample: ([^\n]+?) -->\n.*?<!-- /sample -->", Pattern.DOTALL);

  private static final Pattern REFUSED = Pattern.compile("-- refused: \\w+ cannot do this: (.*)");

  @Test
  void shows_every_sample_with_the_sql_of_every_dialect() throws IOException {
    Map<String, String> blocks = blocks();
    String page = Files.readString(PAGE);
    String written =
        SHOWN
            .matcher(page)
            .replaceAll(
                shown ->
                    Matcher.quoteReplacement(
                        blocks.getOrDefault(shown.group(1), "no such sample: " + shown.group(1))));
    if (Boolean.getBoolean("switchback.test.approve")) {
      Files.writeString(PAGE, written);
    }

    assertThat(SHOWN.matcher(page).results().map((MatchResult shown) -> shown.group(1)))
        .containsExactlyInAnyOrderElementsOf(blocks.keySet());
    assertThat(Files.readString(PAGE)).isEqualTo(written);
  }

  /** What the pages name is there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "query-interface.md",
        "coming-from-sequelize.md",
        "coming-from-flyway.md",
        "coming-from-liquibase.md",
        "coming-from-rails.md"
      })
  void names_only_methods_that_there_are(String page) throws IOException {
    Set<String> methods =
        Stream.of(QueryInterface.class.getMethods()).map(Method::getName).collect(toSet());

    assertThat(
            Pattern.compile("\\bdb\\.(\\w+)\\(")
                .matcher(Files.readString(PAGE.resolveSibling(page)))
                .results()
                .map(call -> call.group(1))
                .distinct())
        .hasSizeGreaterThan(3)
        .isSubsetOf(methods);
  }

  private static Map<String, String> blocks() throws IOException {
    List<GoldenPage> pages =
        List.of(
            golden("H2", "h2/src/test/golden/h2.sql"),
            golden("PostgreSQL", "postgresql/src/test/golden/postgresql.sql"),
            golden("MySQL", "mysql/src/test/golden/mysql.sql"),
            golden("MariaDB", "mysql/src/test/golden/mariadb.sql"));
    Map<GoldenPage, Iterator<String>> rest = new LinkedHashMap<>();
    pages.forEach(page -> rest.put(page, page.sections().iterator()));
    SampleSource source = SampleSource.read();
    Map<String, String> blocks = new HashMap<>();
    for (Sample sample : (Iterable<Sample>) Samples.all()::iterator) {
      Map<String, String> dialects = new LinkedHashMap<>();
      rest.forEach(
          (page, sections) ->
              dialects.merge(
                  GoldenPage.next(sample, sections),
                  page.dialect(),
                  (one, other) -> one + ", " + other));
      blocks.put(sample.title(), block(sample.title(), source.of(sample), dialects));
    }
    return blocks;
  }

  private static GoldenPage golden(String dialect, String file) throws IOException {
    return GoldenPage.of(dialect, Path.of("..", "..", "dialects").resolve(file));
  }

  private static String block(String title, String java, Map<String, String> dialects) {
    Map<String, String> refusals = new LinkedHashMap<>();
    StringBuilder sql = new StringBuilder();
    dialects.forEach(
        (text, names) -> {
          Matcher refused = REFUSED.matcher(text);
          if (refused.matches()) {
            refusals.merge(refused.group(1), names, (one, other) -> one + ", " + other);
          } else {
            sql.append("\n-- ").append(names).append("\n").append(text).append("\n");
          }
        });
    String refusal =
        refusals.entrySet().stream()
            .map(entry -> "\nRefused by " + entry.getValue() + ": " + entry.getKey() + "\n")
            .collect(Collectors.joining());
    return """
    <!-- sample: %s -->
    ```java
    %s
    ```
    %s%s<!-- /sample -->\
    """
        .formatted(
            title,
            java,
            sql.isEmpty() ? "" : "```sql\n" + sql.toString().strip() + "\n```\n",
            refusal.isEmpty() ? "" : refusal + "\n");
  }
}
