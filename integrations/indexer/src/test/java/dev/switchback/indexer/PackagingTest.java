package dev.switchback.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications as they are delivered, each started by {@code java} itself. */
class PackagingTest {

  @TempDir private static Path folder;

  private static Application application;

  @BeforeAll
  static void build() throws Exception {
    application = new Application(folder);
  }

  @Test
  void migrates_from_jars_in_the_jar_of_spring_boot() throws Exception {
    assertThatBothAreFound(application.runAsSpringBootJar());
  }

  @Test
  void migrates_from_a_jar_that_holds_everything() throws Exception {
    assertThatBothAreFound(application.runAsFatJar());
  }

  @Test
  void migrates_from_named_modules() throws Exception {
    assertThatBothAreFound(application.runOnTheModulePath());
  }

  private static void assertThatBothAreFound(List<String> output) {
    assertThat(output)
        .containsExactlyInAnyOrder(
            "indexed com.acme.rooms.M20250101000000_Rooms",
            "indexed com.acme.users.M20250102000000_Users",
            "applied 20250101000000-rooms",
            "applied 20250102000000-users");
  }
}
