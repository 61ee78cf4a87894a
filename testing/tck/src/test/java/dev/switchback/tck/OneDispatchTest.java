package dev.switchback.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.operation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A decision about an operation is a visitor, or a question that each operation answers: {@code
 * docs/decisions/0031-one-dispatch.md}. A test by {@code instanceof} would forget a new operation.
 */
class OneDispatchTest {

  private static final Path ROOT = Path.of("..", "..");

  /** The classes that may name one operation, each with the reason. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "InverseComparison",
          "the declared inverse of dropTable has these operations only, and that of changeColumn"
              + " belongs to one operation",
          "OldAttributes",
          "the declared inverse of changeColumn has these operations only");

  private static final Pattern TEST = testOf(recordsOf(Operation.class).toList());

  private static Stream<Class<?>> recordsOf(Class<?> kind) {
    return kind.isRecord()
        ? Stream.of(kind)
        : Stream.of(kind.getPermittedSubclasses()).flatMap(OneDispatchTest::recordsOf);
  }

  /**
   * Matches {@code instanceof DropTable}, and {@code DropTable.class} as an argument or a target.
   */
  private static Pattern testOf(List<Class<?>> records) {
    String names = records.stream().map(Class::getSimpleName).collect(Collectors.joining("|"));
    return Pattern.compile(
        "\\binstanceof\\s+(?:final\\s+)?(?:%1$s)\\b(?!\\.)|(?<![.\\w])(?:%1$s)\\.class\\b"
            .formatted(names));
  }

  @Test
  void no_code_asks_whether_it_has_one_operation() throws IOException {
    List<String> found = new ArrayList<>();
    Set<String> excepted = new HashSet<>();
    for (Path file : sources()) {
      String type = file.getFileName().toString().replace(".java", "");
      String text = Files.readString(file);
      Matcher test = TEST.matcher(text);
      while (test.find()) {
        if (EXCEPTIONS.containsKey(type)) {
          excepted.add(type);
        } else {
          found.add(type + ": " + test.group());
        }
      }
    }

    assertThat(found).isEmpty();
    assertThat(excepted).isEqualTo(EXCEPTIONS.keySet());
  }

  @Test
  void the_search_finds_such_a_test() {
    assertThat("if (operation instanceof DropTable drop)").containsPattern(TEST);
    assertThat("operation instanceof\n            AddIndex").containsPattern(TEST);
    assertThat("filter(ExecuteSql.class::isInstance)").containsPattern(TEST);
    assertThat("operation instanceof DataOperation data").doesNotContainPattern(TEST);
    assertThat("constraint instanceof Constraint.Check").doesNotContainPattern(TEST);
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String folder : List.of("core/src/main", "dialects", "integrations/cli/src/main")) {
      try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
        all.filter(file -> file.toString().replace('\\', '/').matches(".*/src/main/.*\\.java"))
            .forEach(sources::add);
      }
    }
    assertThat(sources).hasSizeGreaterThan(100);
    return sources;
  }
}
