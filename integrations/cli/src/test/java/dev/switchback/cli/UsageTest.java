package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest extends CommandLineTest {

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void help_lists_the_commands_and_needs_no_database(String option) {
    assertThat(run(NONE, option)).isEqualTo(0);

    assertThat(out())
        .startsWith("Usage: migrate [-hV] [--stacktrace] COMMAND")
        .contains("  up        Apply every pending migration, oldest first.");
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
        "baseline",
        "rename",
        "adopt",
        "resolve",
        "init",
        "create"
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
        .containsExactly(
            "Unknown command: 'stauts'", "Did you mean: migrate status or migrate executed?");
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
}
