package dev.switchback.benchmarks.run;

/**
 * Reads what a client sends to PostgreSQL after the set-up of the connection: messages of a letter,
 * a length in four bytes, and a body.
 */
final class FrontendMessages {

  private static final int HEADER = 5;

  private int inHeader;
  private int bodyLength;
  private long bodyLeft;

  /** How many of the messages that begin here ask for a statement to be run. */
  int statementsIn(byte[] bytes, int length) {
    int statements = 0;
    for (int i = 0; i < length; i++) {
      if (bodyLeft > 0) {
        bodyLeft--;
        continue;
      }
      if (inHeader == 0 && (bytes[i] == 'E' || bytes[i] == 'Q')) { // Execute, Query
        statements++;
      }
      bodyLength = (bodyLength << 8) | (bytes[i] & 0xff); // the letter is shifted out
      inHeader++;
      if (inHeader == HEADER) {
        bodyLeft = bodyLength - 4L; // the length counts itself
        inHeader = 0;
      }
    }
    return statements;
  }
}
