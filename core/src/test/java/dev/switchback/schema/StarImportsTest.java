package dev.switchback.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StarImportsTest {

  /** {@code import static …DropOption.*} beside {@code …ReferentialAction.*}, and the like. */
  @Test
  void no_two_types_that_migrations_import_have_a_constant_of_the_same_name() {
    List<String> names =
        Stream.<Enum<?>[]>of(DropOption.values(), ReferentialAction.values(), Deferral.values())
            .flatMap(Arrays::stream)
            .map(Enum::name)
            .toList();

    assertThat(names).doesNotHaveDuplicates().contains("CASCADE", "WITH_DEPENDENTS");
  }
}
