package dev.switchback.servers;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * One server for all tests of a JVM. It starts at its first use, and again if it has crashed: a
 * crash fails only the test of that moment.
 */
final class KeptServer {

  /** The maximum number of crashes after which the server is started again. */
  private static final int MOST_ENDS = 3;

  private final TestDatabase database;
  private final Launch launch;
  private final Consumer<String> report;
  private @Nullable RunningServer running;
  private @Nullable Untested untested;
  private boolean hasFailed;
  private int ends;

  /** Starts a server. */
  interface Launch {
    RunningServer launch() throws IOException;
  }

  /**
   * Creates the server without starting it.
   *
   * @param report gets a line for each server that ended, or could not start
   */
  KeptServer(TestDatabase database, Launch launch, Consumer<String> report) {
    this.database = database;
    this.launch = launch;
    this.report = report;
  }

  /**
   * Returns the server, whose process is alive.
   *
   * @param isRequired fails the first test that asks for a server that cannot start; all other
   *     tests are aborted with the same sentence
   */
  synchronized TestServer server(boolean isRequired) {
    RunningServer before = running;
    if (before != null && !before.process().isAlive()) {
      reportEnd(before);
    }
    if (running == null && untested == null) {
      start();
    }
    RunningServer now = running;
    if (now != null) {
      return now.server();
    }
    throw unavailable(isRequired);
  }

  private void start() {
    try {
      running = launch.launch();
    } catch (IOException | RuntimeException | LinkageError e) {
      // A LinkageError means a missing library: the libraries that start servers are optional.
      giveUp(e);
    }
  }

  private void reportEnd(RunningServer ended) {
    running = null;
    ends++;
    if (ends > MOST_ENDS) {
      giveUp(new IOException("it ended " + ends + " times; the last time " + ended.end()));
    } else {
      report.accept(database + " test server – " + ended.end() + " – it is started again.");
    }
  }

  private void giveUp(Throwable cause) {
    untested = new Untested(database, cause);
    report.accept(untested.sentence());
  }

  private RuntimeException unavailable(boolean isRequired) {
    Untested why = untested;
    if (why == null) {
      throw new IllegalStateException("no server, and no reason for it");
    }
    if (isRequired && !hasFailed) {
      hasFailed = true;
      throw new AssertionError(why.sentence(), why.cause());
    }
    return new TestAbortedException(why.sentence(), why.cause());
  }
}
