package dev.switchback.cli;

import dev.switchback.MigrationListener;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of a run in one line, which is overwritten and removed at the end.
 * Thread-safe: a second thread updates the elapsed time while the run is busy.
 */
final class LiveLine implements MigrationListener, AutoCloseable {

  /**
   * The maximum width: one less than most terminals have, because a wrapped line cannot be removed.
   */
  private static final int WIDTH = 79;

  private final Terminal terminal;
  private final LongSupplier nanos;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable String subject;
  private long begin;

  /** The number of visible characters of the line. */
  private int shown;

  /**
   * Creates a line that shows nothing yet.
   *
   * @param nanos the clock, whose differences are nanoseconds
   */
  LiveLine(Terminal terminal, LongSupplier nanos) {
    this.terminal = terminal;
    this.nanos = nanos;
  }

  /** Starts a line that is redrawn every second until it is closed. */
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
      Thread.currentThread().interrupt(); // the line is no longer needed
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
  public synchronized void afterBatch(StepEvent step, BatchProgress progress) {
    MigrationEvent migration = step.migration();
    subject =
        "%d of %d · %s · %s rows"
            .formatted(
                migration.number(),
                migration.total(),
                migration.name(),
                String.format(Locale.ROOT, "%,d", progress.rows()));
    redraw();
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

  /** Redraws the line with the present time, if there is a line. */
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
