package dev.switchback.servers;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A server that is ready to be started.
 *
 * @param folder the folder of its data
 * @param ready the text in its log that shows that it accepts connections
 */
record PreparedServer(
    TestServer server, Command command, Path folder, String ready, ServerEnd end) {

  /** Starts the server. It ends with this JVM at the latest. */
  ServerProcess process() throws IOException {
    return ServerProcess.start(command, folder, ready, end);
  }

  /** Returns a copy with more options, which override the former ones. */
  PreparedServer with(String... options) {
    return new PreparedServer(server, command.with(options), folder, ready, end);
  }
}
