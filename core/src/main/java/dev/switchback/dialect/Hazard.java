package dev.switchback.dialect;

import java.io.Serializable;

/**
 * What an operation does to those who use its table, for as long as the size of the table makes it
 * take.
 *
 * @param rule the name of the rule, with a page of its own in docs/lint
 * @param lock the lock that it takes, in the words of the database
 * @param blocks who has to wait
 * @param rewrites whether every row is written anew
 * @param safeWay what to write instead, with the names of the operation
 */
public record Hazard(String rule, String lock, Blocks blocks, boolean rewrites, String safeWay)
    implements Serializable {

  /** Who has to wait. */
  public enum Blocks {
    /** Those who change rows. */
    WRITES("writes"),
    /** Everybody. */
    READS_AND_WRITES("reads and writes");

    private final String words;

    Blocks(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** A line for people. */
  @Override
  public String toString() {
    return "%s: %s, blocks %s%s"
        .formatted(rule, lock, blocks, rewrites ? ", rewrites every row" : "");
  }
}
