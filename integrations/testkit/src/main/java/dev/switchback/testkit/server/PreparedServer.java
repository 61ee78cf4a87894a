package dev.switchback.testkit.server;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A server of which everything is known before it runs.
 *
 * @param folder where its data is
 * @param ready what its log says when it takes connections
 */
record PreparedServer(
    TestServer server, Command command, Path folder, String ready, ServerEnd end) {

  /** Starts it. It ends with this JVM at the latest. */
  ServerProcess process() throws IOException {
    return ServerProcess.start(command, folder, ready, end);
  }

  /** The same with more options, which count more than the ones before. */
  PreparedServer with(String... options) {
    return new PreparedServer(server, command.with(options), folder, ready, end);
  }
}
