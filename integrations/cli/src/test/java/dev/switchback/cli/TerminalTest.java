package dev.switchback.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalTest {

  private static final String MESSAGE = "Steps '0' – there must be one, with url(…).";

  @Test
  void shows_messages_as_they_are_where_the_charset_has_dashes() {
    assertThat(shown(StandardCharsets.UTF_8)).isEqualTo(MESSAGE);
  }

  @Test
  void writes_messages_so_that_a_charset_without_dashes_can_show_them() {
    assertThat(shown(StandardCharsets.US_ASCII))
        .isEqualTo("Steps '0' - there must be one, with url(...).");
  }

  private static String shown(Charset charset) {
    StringWriter err = new StringWriter();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    new Terminal(nowhere, new PrintWriter(err), charset, Ansi.OFF)
        .fail(new IllegalStateException(MESSAGE), false);
    return err.toString().strip();
  }
}
