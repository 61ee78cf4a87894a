package dev.switchback.cli.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--password=secret | Unknown option: '--password'. Set the environment variable"
            + " SWITCHBACK_PASSWORD. See 'switchback-cli --help'.",
        "--pakages=x | Unknown option: '--pakages'. See 'switchback-cli --help'.",
        "--packages | Missing required parameter for option '--packages' (PACKAGE). See"
            + " 'switchback-cli --help'."
      })
  void refuses_options_that_it_does_not_know_and_repeats_no_value(String option, String message) {
    assertThat(errorOf(option)).isEqualTo(message);
  }

  private static String errorOf(String... arguments) {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertThat(new Standalone(Map.of()).run(arguments)).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return err.toString(StandardCharsets.UTF_8).strip();
  }
}
