package dev.switchback.cli;

import dev.switchback.MigrationListener;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, in one line that is written over again and taken away in the end. Thread-safe:
 * the time in it goes on while the run is busy.
 */
final class LiveLine implements MigrationListener, AutoCloseable {

  /** One less than windows usually have: a line that is wrapped cannot be taken away. */
  private static final int WIDTH = 79;

  private final Terminal terminal;
  private final LongSupplier nanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable String subject;
  private long begin;

  /** How many characters of the line are to be seen. */
  private int shown;

  /**
   * @param nanos the clock, whose differences are nanoseconds
   */
  LiveLine(Terminal terminal, LongSupplier nanos) {
    this.terminal = terminal;
    this.nanos = nanos;
  }

  /** One that is written again every second until it is closed. */
  static LiveLine on(Terminal terminal) {
    LiveLine line = new LiveLine(terminal, System::nanoTime);
    Thread thread = new Thread(line::redrawUntilClosed, "switchback-live-line");
    thread.setDaemon(true);
    thread.start();
    return line;
  }

  private void redrawUntilClosed() {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        redraw();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody needs the line any more
    }
  }

  @Override
  public void waitingForLock(String holder, Duration waited) {
    show("waiting for " + holder, waited);
  }

  @Override
  public void beforeMigration(MigrationEvent migration) {
    show(
        "%d of %d · %s".formatted(migration.number(), migration.total(), migration.name()),
        Duration.ZERO);
  }

  @Override
  public void afterMigration(MigrationEvent migration, Outcome outcome) {
    erase();
  }

  private synchronized void show(String what, Duration since) {
    subject = what;
    begin = nanos.getAsLong() - since.toNanos();
    redraw();
  }

  /** Writes it again with the time that it is now, if there is one. */
  synchronized void redraw() {
    if (subject != null) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - begin);
      String time = terminal.legible(" · " + seconds + " s");
      String line = shortened(terminal.legible(subject), WIDTH - time.length()) + time;
      write("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    }
  }

  private String shortened(String text, int most) {
    String dots = terminal.legible("…");
    return text.length() <= most ? text : text.substring(0, most - dots.length()) + dots;
  }

  private synchronized void erase() {
    if (subject != null) {
      write("\r" + " ".repeat(shown) + "\r");
      subject = null;
      shown = 0;
    }
  }

  private void write(String text) {
    terminal.out().print(text);
    terminal.out().flush();
  }

  @Override
  public void close() {
    closed.countDown();
    erase();
  }
}
