package dev.switchback.faults;

import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.tck.DeadManDataSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * How a run ended.
 *
 * @param error what it raised, or {@code null}
 * @param hung where it was when its time was over, or {@code null}
 */
record Outcome(Throwable error, String hung) {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Work of a process, in a thread that can be given up. */
  interface Work {
    void run() throws Exception;
  }

  /** What a way of running is: {@code up()} or {@code downAll()}. */
  enum Way {
    UP,
    DOWN;

    MigrationReport run(Migrator migrator) {
      return switch (this) {
        case UP -> migrator.up();
        case DOWN -> migrator.downAll();
      };
    }

    Way back() {
      return this == UP ? DOWN : UP;
    }
  }

  static Outcome of(Work work) throws InterruptedException {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              work.run();
              return null;
            });
    Thread thread = new Thread(task, "a process");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return new Outcome(null, null);
    } catch (ExecutionException e) {
      return new Outcome(e.getCause(), null);
    } catch (TimeoutException e) {
      String stack =
          Arrays.stream(thread.getStackTrace())
              .map(StackTraceElement::toString)
              .filter(line -> line.contains("dev.switchback"))
              .limit(6)
              .collect(Collectors.joining(" < "));
      thread.interrupt();
      return new Outcome(null, "still running after " + LONGEST + " at " + stack);
    }
  }

  /** A run of a process that may die. Only the trips of the running thread are counted. */
  static Outcome of(Way way, DeadManDataSource process, Function<DataSource, Migrator> migrator)
      throws InterruptedException {
    Outcome outcome =
        of(
            () -> {
              process.countingOnly(Thread.currentThread());
              way.run(migrator.apply(process));
            });
    if (outcome.hung != null) {
      process.kill();
    }
    return outcome;
  }

  boolean isSuccess() {
    return error == null && hung == null;
  }

  /** An end that is allowed to a process that dies: success, or an error of ours. */
  boolean isOrderly() {
    return hung == null && (error == null || error instanceof SwitchbackException);
  }

  String inWords() {
    return hung != null ? hung : error == null ? "success" : words(error);
  }

  private static String words(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String top = error.getClass().getSimpleName() + ": " + error.getMessage();
    return root == error || top.contains(String.valueOf(root.getMessage()))
        ? top
        : top + " [" + root + "]";
  }
}
