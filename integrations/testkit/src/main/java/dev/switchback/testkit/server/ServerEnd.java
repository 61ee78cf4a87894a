package dev.switchback.testkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** How a server is ended, at once and for good: nobody needs its data again. */
enum ServerEnd {
  /** For servers that leave nothing behind outside their folder. */
  KILL,
  /** PostgreSQL removes its shared memory when it gets this signal. */
  QUIT;

  /**
   * Waits until its input ends, which happens when the JVM is gone, even if somebody killed it.
   * Then ends the server, unless the number of its process is another's by now, and deletes the
   * folder. Ctrl-C in a terminal reaches this shell, too, which must survive it.
   */
  private static final String WATCHDOG =
      """
      server=$1 signal=$2 folder=$3 checks=200
      running() { grep -qsF -e "$folder" "/proc/$server/cmdline"; }
      trap '' HUP INT TERM
      cat >/dev/null
      if running; then kill -s "$signal" "$server"; fi
      while running && [ "$checks" -gt 0 ]; do sleep 0.05; checks=$((checks - 1)); done
      rm -rf "$folder"
      """;

  /**
   * Sees to it that the server ends with this JVM.
   *
   * @param server number of the process
   * @param folder the server's folder, which is named among the arguments of the process
   * @return who watches; without it the server goes on, and its folder stays
   */
  Process whenThisJvmEnds(long server, Path folder) throws IOException {
    Process watchdog =
        new ProcessBuilder(
                "sh", "-c", WATCHDOG, "sh", Long.toString(server), name(), folder.toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    // The hook also keeps the watchdog's input from being closed by the garbage collector.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> await(watchdog), "server-end"));
    return watchdog;
  }

  private static void await(Process watchdog) {
    try {
      watchdog.getOutputStream().close();
      watchdog.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
