package dev.switchback.servers;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The process of a server.
 *
 * @param watchdog ends the server with this JVM
 */
record ServerProcess(Process server, Process watchdog) {
  /**
   * The maximum time of a start. A machine with fifteen times its capacity of work needs more than
   * a minute.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /**
   * Starts a server in the background, and returns when its log shows that it is ready. The server
   * ends with this JVM, and its folder is then deleted.
   *
   * @param folder must be named among the arguments of the server
   */
  static ServerProcess start(Command server, Path folder, String ready, ServerEnd end)
      throws IOException {
    ServerLog log = ServerLog.in(folder);
    Process process = server.start(log.file());
    Process watchdog = end.whenThisJvmEnds(process.pid(), folder);
    long start = System.nanoTime();
    while (!log.contains(ready)) {
      if (!process.isAlive()) {
        throw new IOException("it exited with " + process.exitValue() + "\n" + log.end());
      }
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        process.destroyForcibly();
        throw new IOException(
            "it was not ready after " + PATIENCE.toSeconds() + " seconds\n" + log.end());
      }
      pause();
    }
    return new ServerProcess(process, watchdog);
  }

  boolean isAlive() {
    return server.isAlive();
  }

  /** Kills the server as the kernel does if memory runs out. Its data stays. */
  void kill() throws IOException {
    server.destroyForcibly();
    watchdog.destroyForcibly(); // before its input ends and it deletes the data
    try {
      server.waitFor();
      watchdog.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a server was killed");
    }
    watchdog.getOutputStream().close();
  }

  /** Returns a port that is free now, and very probably still free when the server starts. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a server started");
    }
  }
}
