package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.SwitchbackException;
import dev.switchback.tck.CapturedLog;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Everything that comes out for somebody to read, to look for secrets in it. */
final class Canaries implements AutoCloseable {

  /** No word of any message, and long enough not to come about by chance. */
  static final String CANARY = "kanarienvogel";

  private final CapturedLog log = new CapturedLog();
  private final StringBuilder said = new StringBuilder();

  /** Notes what a caller gets. */
  void see(Object shown) {
    said.append(shown).append('\n');
  }

  /** Notes the messages that are ours; the driver's own error behind them keeps its words. */
  void seeMessages(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof SwitchbackException) {
        see(t);
      }
    }
  }

  /** Notes all of an error: its stack trace, with the messages of whatever is behind it. */
  void seeAll(Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    see(trace);
  }

  /** Fails if a secret was shown, or if nothing was. */
  void assertNoneShown() {
    assertThat(log.text() + said).isNotBlank().doesNotContainIgnoringCase(CANARY);
  }

  String log() {
    return log.text();
  }

  @Override
  public void close() {
    log.close();
  }
}
