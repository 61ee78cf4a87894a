package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listings of docs/testing.md are files of these tests, which run. */
class TestingPageTest {

  private static final Path PAGE = Path.of("..", "..", "docs", "testing.md");

  @ParameterizedTest
  @ValueSource(strings = {"com/acme/chat/MigrationsTest.java", "com/acme/chat/RoomsTest.java"})
  void has_the_listing(String file) throws IOException {
    String listing = Files.readString(Path.of("src", "test", "java").resolve(file));

    assertThat(Files.readString(PAGE)).contains("\n```Java\n" + listing + "```\n");
  }
}
