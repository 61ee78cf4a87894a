package dev.switchback.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** The signal that ends a server at once. Its data is not needed again. */
enum ServerEnd {
  /** For servers that leave nothing outside their folder. */
  KILL,
  /** For PostgreSQL, which removes its shared memory at this signal. */
  QUIT;

  /**
   * A script that waits until its input ends, which happens when the JVM ends or is killed. Then it
   * ends the server and deletes the folder. It sends no signal if another process has the number by
   * now. Ctrl-C in a terminal also reaches this shell, which must survive it.
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
   * Makes sure that the server ends with this JVM.
   *
   * @param server number of the process
   * @param folder the server's folder, which is named among the arguments of the process
   * @return the watchdog; without it the server would keep running, and its folder would stay
   */
  Process whenThisJvmEnds(long server, Path folder) throws IOException {
    Process watchdog =
        new ProcessBuilder(
                "sh", "-c", WATCHDOG, "sh", Long.toString(server), name(), folder.toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    // The hook also keeps the garbage collector from closing the watchdog's input.
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
