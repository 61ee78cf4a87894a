package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateCommandTest extends CommandLineTest {

  private static final String PACKAGE = "com.acme.chat.migrations";

  @TempDir private Path sources;

  @ParameterizedTest
  @ValueSource(strings = {"add topic to rooms", "add-topic-to-rooms", "AddTopicToRooms"})
  void writes_a_class_and_says_where_without_a_database(String description) throws IOException {
    assertThat(create(description)).isEqualTo(0);

    Path file = onlyFile();
    assertThat(file.getFileName().toString()).matches("M\\d{14}_AddTopicToRooms\\.java");
    assertThat(out()).containsExactly("created " + file);
    assertThat(err()).isEmpty();
    assertThat(file)
        .content()
        .startsWith("package com.acme.chat.migrations;")
        .contains("public final class " + simpleName(file) + " implements Migration {");
  }

  @Test
  void takes_a_description_of_several_words_without_quotes() throws IOException {
    assertThat(create("add", "topic", "to", "rooms")).isEqualTo(0);

    assertThat(simpleName(onlyFile())).endsWith("_AddTopicToRooms");
  }

  @Test
  void writes_a_repeatable_migration_without_a_time_in_its_name() throws IOException {
    assertThat(create("--repeatable", "active", "users")).isEqualTo(0);

    Path file = onlyFile();
    assertThat(file.getFileName()).hasToString("R_ActiveUsers.java");
    assertThat(out()).containsExactly("created " + file);
    assertThat(file)
        .content()
        .startsWith("package com.acme.chat.migrations;")
        .contains("public final class R_ActiveUsers implements RepeatableMigration {")
        .contains("public void apply(QueryInterface db) {");
    assertThat(create("--repeatable", "active users")).isEqualTo(2);
    assertThat(err())
        .containsExactly(
            "Migration 'R_ActiveUsers' – its file already exists. Nothing was written. Choose"
                + " another description.");
  }

  @Test
  void refuses_to_write_a_migration_that_would_not_be_the_latest() throws IOException {
    Path later = folder().resolve("M99991231235959_AddTopicToRooms.java");
    Files.createDirectories(later.getParent());
    Files.writeString(later, "precious");

    assertThat(create("add-topic-to-rooms")).isEqualTo(2);
    assertThat(err())
        .singleElement()
        .asString()
        .contains("it would not be the latest: there is '99991231235959-add-topic-to-rooms'");
    assertThat(onlyFile()).isEqualTo(later).hasContent("precious");
  }

  @Test
  void refuses_to_overwrite_a_file() throws IOException {
    assertThat(create("add-topic-to-rooms")).isEqualTo(0);
    Path file = onlyFile();
    Files.writeString(file, "precious");

    create("add-topic-to-rooms");

    assertThat(file).hasContent("precious");
  }

  @Test
  void refuses_a_description_without_a_letter() throws IOException {
    assertThat(create("!")).isEqualTo(2);

    assertThat(err()).singleElement().asString().startsWith("Description '!' –");
    assertThat(files()).isEmpty();
  }

  @Test
  void asks_for_a_description() {
    assertThat(create()).isEqualTo(2);

    assertThat(err())
        .containsExactly(
            "Missing required parameter: 'DESCRIPTION'", "See 'migrate create --help'.");
  }

  @Test
  void refuses_to_guess_where_the_sources_are() {
    assertThat(run(NONE, "create", "x")).isEqualTo(2);

    assertThat(err())
        .first()
        .asString()
        .startsWith("This program does not configure its source folder. Nothing was written.");
  }

  @Test
  void refuses_a_folder_that_is_not_there() {
    Path absent = sources.resolve("absent");

    assertThat(run(NONE, command -> command.sources(absent, PACKAGE), "create", "x")).isEqualTo(2);
    assertThat(err()).singleElement().asString().contains("there is no folder '" + absent + "'");
  }

  private int create(String... description) {
    String[] arguments =
        Stream.concat(Stream.of("create"), Stream.of(description)).toArray(String[]::new);
    return run(NONE, command -> command.sources(sources, PACKAGE), arguments);
  }

  private Path folder() {
    return sources.resolve(PACKAGE.replace('.', '/'));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(sources)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  private Path onlyFile() throws IOException {
    List<Path> files = files();
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private static String simpleName(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }
}
