package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest extends CommandLineTest {

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void help_lists_the_commands_and_needs_no_database(String option) {
    assertThat(run(NONE, option)).isEqualTo(0);

    assertThat(out())
        .startsWith("Usage: migrate [-hV] [--stacktrace] COMMAND")
        .anyMatch(
            line -> line.matches(" +up, migrate +Apply every pending migration, oldest first."));
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "down",
        "down:all",
        "redo",
        "plan",
        "status",
        "pending",
        "executed",
        "verify",
        "schema",
        "baseline",
        "rename",
        "accept",
        "forget",
        "adopt",
        "resolve",
        "init",
        "create",
        "help"
      })
  void every_command_has_help(String command) {
    assertThat(run(NONE, command, "--help")).isEqualTo(0);

    assertThat(out()).first().asString().startsWith("Usage: migrate " + command + " [-h]");
  }

  @Test
  void help_calls_the_program_by_its_name() {
    run(NONE, command -> command.named("chat migrate"), "up", "--help");

    assertThat(out()).first().asString().startsWith("Usage: chat migrate up ");
  }

  @Test
  void version_is_the_one_of_the_build() {
    assertThat(run(NONE, "--version")).isEqualTo(0);

    assertThat(out())
        .singleElement()
        .asString()
        .matches("Switchback \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @Test
  void without_a_command_there_is_help_on_the_standard_error() {
    assertThat(run(NONE)).isEqualTo(2);

    assertThat(out()).isEmpty();
    assertThat(err()).first().asString().startsWith("Usage: migrate ");
  }

  @Test
  void an_unknown_command_is_refused_with_the_ones_that_are_like_it() {
    assertThat(run(NONE, "stauts")).isEqualTo(2);

    assertThat(err())
        .containsExactly("Unknown command: 'stauts'", "Did you mean 'migrate status'?");
  }

  @Test
  void an_unknown_option_is_refused() {
    assertThat(run(NONE, "up", "--steps", "2")).isEqualTo(2);

    assertThat(err())
        .containsExactly("Unknown option: '--steps'", "Possible solutions: --step, --stacktrace");
  }

  @Test
  void commands_are_told_apart_by_case_in_every_language() {
    assertThat(run(NONE, "STATUS")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down"})
  void step_and_to_exclude_each_other(String command) {
    assertThat(run(NONE, command, "--step", "1", "--to", "x")).isEqualTo(2);

    assertThat(err())
        .containsExactly(
            "--step=N, --to=NAME are mutually exclusive (specify only one)",
            "See 'migrate " + command + " --help'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "two", "99999999999", ""})
  void a_number_of_steps_is_1_or_more(String steps) {
    assertThat(run(NONE, "up", "--step", steps)).isEqualTo(2);

    assertThat(out()).isEmpty();
    assertThat(err())
        .containsExactly(
            "Invalid value for option '--step': '" + steps + "' is not a whole number of 1 or more",
            "See 'migrate up --help'.");
  }

  @Test
  void resolve_wants_one_answer() {
    assertThat(run(NONE, "resolve", "x", "--reason", "y")).isEqualTo(2);
    assertThat(err())
        .containsExactly(
            "Missing required argument (specify one of these): (--applied | --not-applied |"
                + " --abandon)",
            "See 'migrate resolve --help'.");

    assertThat(run(NONE, "resolve", "x", "--applied", "--abandon", "--reason", "y")).isEqualTo(2);
    assertThat(err())
        .containsExactly(
            "--applied, --abandon are mutually exclusive (specify only one)",
            "See 'migrate resolve --help'.");
  }

  @Test
  void resolve_wants_a_reason_and_a_name() {
    assertThat(run(NONE, "resolve", "x", "--applied")).isEqualTo(2);
    assertThat(err())
        .containsExactly(
            "Missing required option: '--reason=TEXT'", "See 'migrate resolve --help'.");

    assertThat(run(NONE, "resolve", "--applied", "--reason", "y")).isEqualTo(2);
    assertThat(err())
        .containsExactly("Missing required parameter: 'NAME'", "See 'migrate resolve --help'.");
  }

  @Test
  void a_command_takes_no_stray_words() {
    assertThat(run(NONE, "up", "down")).isEqualTo(2);

    assertThat(err()).containsExactly("Unknown argument: 'down'", "See 'migrate up --help'.");
  }

  @ParameterizedTest
  @CsvSource({
    "rolback, down",
    "migrat, up",
    "repair, resolve",
    "revert, down",
    "generate, create",
    "verfy, verify",
    "baselin, baseline",
    "hlep, help"
  })
  void an_unknown_command_is_answered_with_the_one_that_was_meant(String word, String command) {
    assertThat(run(NONE, word)).isEqualTo(2);

    assertThat(err())
        .containsExactly(
            "Unknown command: '" + word + "'", "Did you mean 'migrate " + command + "'?");
  }

  @Test
  void an_unknown_command_that_is_like_none_is_answered_with_the_help() {
    assertThat(run(NONE, "xyzzy")).isEqualTo(2);

    assertThat(err()).containsExactly("Unknown command: 'xyzzy'", "See 'migrate --help'.");
  }

  @Test
  void help_is_a_command_too() {
    assertThat(run(NONE, "help")).isEqualTo(0);
    List<String> all = List.copyOf(out());
    assertThat(run(NONE, "--help")).isEqualTo(0);
    assertThat(out()).isEqualTo(all);

    assertThat(run(NONE, "help", "down")).isEqualTo(0);
    assertThat(out()).first().asString().startsWith("Usage: migrate down [-h]");
    assertThat(run(NONE, "help", "rollback")).isEqualTo(0);
    assertThat(out()).first().asString().startsWith("Usage: migrate down [-h]");
    assertThat(run(NONE, "help", "dwn")).isEqualTo(2);
    assertThat(err()).containsExactly("Unknown command: 'dwn'", "Did you mean 'migrate down'?");
  }

  @ParameterizedTest
  @CsvSource({"migrate, up", "rollback, down", "info, status", "validate, verify"})
  void commands_have_the_names_of_other_tools_too(String alias, String command) {
    assertThat(run(NONE, alias, "--help")).isEqualTo(0);

    assertThat(out()).first().asString().startsWith("Usage: migrate " + command + " [-h]");
  }

  @Test
  void the_list_of_commands_says_each_in_a_whole_sentence() {
    run(NONE, "--help");

    List<String> commands =
        out().stream().dropWhile(line -> !line.equals("Commands:")).skip(1).toList();
    List<String> entries = commands.stream().takeWhile(line -> !line.isEmpty()).toList();
    assertThat(String.join("\n", entries).split("\n(?=  \\S)"))
        .hasSizeGreaterThan(14)
        .allMatch(entry -> entry.endsWith("."));
  }
}
