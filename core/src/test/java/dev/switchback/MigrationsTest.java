package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T23:30:05Z"), ZoneId.of("Asia/Colombo"));

  @TempDir Path sources;

  private Path create(String description) {
    return Migrations.create(sources, "com.acme.migrations", description, CLOCK);
  }

  @Test
  void writes_a_class_that_compiles_into_the_folder_of_its_package() throws Exception {
    Path file = create("add-topic-to-rooms");

    assertThat(file)
        .isEqualTo(sources.resolve("com/acme/migrations/M20261122233005_AddTopicToRooms.java"));
    assertThat(Files.readString(file))
        .contains("package com.acme.migrations;")
        .contains("public final class M20261122233005_AddTopicToRooms implements Migration {")
        .contains("public void up(QueryInterface db)")
        .contains("public void down(QueryInterface db)");
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                sources.toString(),
                file.toString());
    assertThat(exit).isZero();
  }

  @Test
  void writes_a_class_of_kotlin_into_a_folder_of_kotlin() throws Exception {
    Path kotlin = Files.createDirectories(sources.resolve("src/main/kotlin"));
    Path file = Migrations.create(kotlin, "com.acme.migrations", "add-topic", CLOCK);

    assertThat(file).isEqualTo(kotlin.resolve("com/acme/migrations/M20261122233005_AddTopic.kt"));
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            package com.acme.migrations

            import dev.switchback.Migration
            import dev.switchback.QueryInterface

            class M20261122233005_AddTopic : Migration {

              override fun up(db: QueryInterface) {
                throw UnsupportedOperationException("write what it changes")
              }

              override fun down(db: QueryInterface) {
                throw UnsupportedOperationException("write how it is taken back")
              }
            }
            """);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Migrations.create(kotlin, "com.acme.migrations", "another", CLOCK))
        .withMessageContaining("it would not be the latest: there is '20261122233005-add-topic'");
  }

  @Test
  void writes_a_repeatable_migration_that_compiles() throws Exception {
    Path file = Migrations.createRepeatable(sources, "com.acme.migrations", "active users");

    assertThat(file).isEqualTo(sources.resolve("com/acme/migrations/R_ActiveUsers.java"));
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                sources.toString(),
                file.toString());
    assertThat(exit).isZero();
    assertThat(create("add-topic")).exists(); // the repeatable one has no time to sort before
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> Migrations.createRepeatable(sources, "com.acme.migrations", "active-users"))
        .withMessage(
            "Migration 'R_ActiveUsers' – its file already exists. Nothing was written. Choose"
                + " another description.");
  }

  @Test
  void writes_a_repeatable_class_of_kotlin_into_a_folder_of_kotlin() throws Exception {
    Path kotlin = Files.createDirectories(sources.resolve("src/main/kotlin"));
    Path file = Migrations.createRepeatable(kotlin, "com.acme.migrations", "active users");

    assertThat(file).isEqualTo(kotlin.resolve("com/acme/migrations/R_ActiveUsers.kt"));
    assertThat(Files.readString(file))
        .contains("class R_ActiveUsers : RepeatableMigration {")
        .contains("  override fun apply(db: QueryInterface) {");
  }

  @ParameterizedTest
  @CsvSource({
    "add topic to rooms,  AddTopicToRooms",
    "addTopic,            AddTopic",
    "Add 2fa,             Add_2fa",
    "2fa,                 2fa",
    "initial,             Initial",
    "größe ändern,        GrößeÄndern",
    "../../etc/passwd,    EtcPasswd"
  })
  void makes_a_class_name_of_any_words(String description, String className) {
    assertThat(create(description).getFileName())
        .hasToString("M20261122233005_" + className + ".java");
  }

  @Test
  void refuses_a_description_without_a_word() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> create(" -- "))
        .withMessageStartingWith("Description ' -- ' – it has no letter or digit.");
  }

  @Test
  void refuses_to_write_over_a_file() {
    create("add-topic");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> create("add-topic"))
        .withMessageContaining("Nothing was written.");
  }

  @Test
  void refuses_a_time_that_would_sort_before_a_migration_that_is_there() throws Exception {
    Path folder = Files.createDirectories(sources.resolve("com/acme/migrations"));
    Files.createFile(folder.resolve("M20270101000000_FromTheFuture.java"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> create("add-topic"))
        .withMessageContaining("there is '20270101000000-from-the-future'");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void refuses_a_folder_that_is_not_there() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> Migrations.create(sources.resolve("nowhere"), "com.acme", "add-topic", CLOCK))
        .withMessageContaining("there is no folder '");
  }
}
