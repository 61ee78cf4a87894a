package dev.switchback.benchmarks.run;

/** The little that has to be known of what the server says. */
final class PostgreSqlProtocol {

  private static final int READY_FOR_QUERY = 6;

  private PostgreSqlProtocol() {}

  /** Whether these bytes end with the message that the server waits for a query. */
  static boolean isReadyForQuery(byte[] bytes, int length) {
    int start = length - READY_FOR_QUERY;
    return start >= 0
        && bytes[start] == 'Z'
        && bytes[start + 1] == 0
        && bytes[start + 2] == 0
        && bytes[start + 3] == 0
        && bytes[start + 4] == 5;
  }
}
