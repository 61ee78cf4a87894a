package dev.switchback.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlteredCatalogTest {

  /** A default method that it inherits would answer as if the database showed nothing. */
  @Test
  void passes_every_question_of_a_catalogue_on() {
    List<Method> questions =
        Stream.of(Catalog.class.getMethods())
            .filter(method -> !method.isBridge() && !method.isSynthetic())
            .toList();

    assertThat(questions)
        .hasSizeGreaterThan(40)
        .allSatisfy(question -> assertThat(answers(question)).as(question.toString()).isTrue());
  }

  private static boolean answers(Method question) {
    return Stream.of(AlteredCatalog.class.getDeclaredMethods())
        .anyMatch(
            method ->
                method.getName().equals(question.getName())
                    && Arrays.equals(method.getParameterTypes(), question.getParameterTypes()));
  }
}
