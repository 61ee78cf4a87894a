package dev.switchback.servers;

import java.io.IOException;

/** A server and its process. */
record RunningServer(PreparedServer prepared, ServerProcess process) {

  static RunningServer start(PreparedServer prepared) throws IOException {
    return new RunningServer(prepared, prepared.process());
  }

  TestServer server() {
    return prepared.server();
  }

  /** Describes in one line how the server ended, with the last lines of its log. */
  String end() {
    return "it ended with exit code %d, last lines of its log: %s"
        .formatted(
            process.server().exitValue(),
            Untested.inOneLine(ServerLog.in(prepared.folder()).endIfReadable()));
  }
}
