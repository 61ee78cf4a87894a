package dev.switchback.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The project {@code src/it/goals}. */
class GoalsIT {

  private final BuildLog log = new BuildLog("goals");

  @Test
  void up_applies_one_migration_and_then_the_rest() {
    assertThat(log.of("up", "first", "app"))
        .containsExactly(
            "20250101000000-create-rooms  applied N ms", "1 migration applied in N ms");
    assertThat(log.of("up", "rest", "app"))
        .containsExactly("20250102000000-add-topic  applied N ms", "1 migration applied in N ms");
    assertThat(log.of("up", "again", "app")).containsExactly("up to date");
  }

  @Test
  void status_lists_the_migrations_before_and_after() {
    assertThat(log.of("status", "before", "app"))
        .containsExactly(
            "pending  20250101000000-create-rooms",
            "pending  20250102000000-add-topic",
            "0 applied, 2 pending");
    assertThat(log.of("status", "after", "app"))
        .contains("2 applied, 0 pending", "Nothing was changed since it was applied.");
  }

  @Test
  void plan_shows_the_sql_of_the_database() {
    assertThat(log.of("plan", "plan", "app"))
        .contains("-- H2, up: 2 migrations, 2 statements", "CREATE TABLE `rooms` (");
  }

  @Test
  void verify_finds_no_change() {
    assertThat(log.of("verify", "compare", "app")).endsWith("2 unchanged");
  }

  @Test
  void down_reverts_down_to_a_migration() {
    assertThat(log.of("down", "revert", "app"))
        .containsExactly(
            "20250102000000-add-topic     reverted N ms",
            "20250101000000-create-rooms  reverted N ms",
            "2 migrations reverted in N ms");
  }

  @Test
  void a_goal_can_be_skipped() {
    assertThat(log.of("down", "skipped", "app")).containsExactly("Skipped: switchback.skip is set");
  }

  @Test
  void create_writes_a_class_to_the_source_folder() throws IOException {
    try (Stream<Path> files = Files.list(log.folder().resolve("app/src/main/java/it/migrations"))) {
      assertThat(files).anyMatch(file -> file.toString().endsWith("_AddSizeToRooms.java"));
    }
    assertThat(log.of("create", "new", "app"))
        .singleElement()
        .asString()
        .startsWith("created ")
        .endsWith("_AddSizeToRooms.java");
  }

  @Test
  void scope_test_uses_migrations_and_dependencies_of_the_tests() {
    assertThat(log.of("up", "in-tests", "tests")).contains("2 migrations applied in N ms");
  }

  @Test
  void plan_writes_a_file_without_a_database_and_compares_it() throws IOException {
    Path file = log.folder().toAbsolutePath().resolve("ci/target/plans/up.json");

    assertThat(file).content().contains("CREATE TABLE \\\"rooms\\\"");
    assertThat(log.of("plan", "write", "ci")).containsExactly("Plan written to " + file);
    assertThat(log.of("plan", "check", "ci")).containsExactly(file + " matches the plan");
  }

  @Test
  void plan_shows_the_way_back_and_blocking_operations() {
    assertThat(log.of("plan", "back", "ci")).contains("DROP TABLE \"rooms\";");
    assertThat(log.of("plan", "lint", "ci")).isNotEmpty();
  }

  @Test
  void baseline_records_and_runs_nothing() {
    assertThat(log.of("baseline", "baseline", "existing"))
        .containsExactly(
            "20250101000000-create-rooms  recorded", "20250102000000-add-topic  recorded");
  }

  @Test
  void adopt_records_what_the_mapping_names() {
    assertThat(log.of("adopt", "adopt", "existing"))
        .contains("1 migration recorded")
        .anyMatch(line -> line.contains("20250101000000-create-rooms"));
  }

  @Test
  void no_password_is_in_the_log_not_even_with_the_values_of_parameters() {
    List<String> lines = log.lines();

    assertThat(lines).anyMatch(line -> line.contains("(f) serverId = rooms"));
    assertThat(lines).noneMatch(line -> line.contains("open sesame"));
  }
}
