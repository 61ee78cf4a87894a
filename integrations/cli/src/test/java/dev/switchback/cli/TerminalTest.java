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

  @Test
  void is_live_only_where_there_is_a_console_and_colours_are_not_merely_forced() {
    assertThat(Terminal.isLive(true, true)).isTrue();
    assertThat(Terminal.isLive(false, true)).isFalse();
    assertThat(Terminal.isLive(true, false)).isFalse();
  }

  @Test
  void is_not_live_where_a_program_hands_in_its_own_writers() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());

    assertThat(Terminal.of(nowhere, nowhere).isLive()).isFalse();
  }

  private static String shown(Charset charset) {
    StringWriter err = new StringWriter();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    new Terminal(nowhere, new PrintWriter(err), charset, Ansi.OFF, false, () -> null)
        .fail(new IllegalStateException(MESSAGE), false);
    return err.toString().strip();
  }
}
