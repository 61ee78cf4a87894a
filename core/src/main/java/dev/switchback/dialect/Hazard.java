package dev.switchback.dialect;

import java.io.Serializable;

/**
 * How an operation blocks the sessions that use its table. The duration depends on the size of the
 * table.
 *
 * @param rule the name of the rule, which has a page in docs/lint
 * @param lock the lock that the operation takes, as the database calls it
 * @param blocks which sessions must wait
 * @param rewrites whether every row is rewritten
 * @param safeWay what to write instead, with the names of the operation
 */
public record Hazard(String rule, String lock, Blocks blocks, boolean rewrites, String safeWay)
    implements Serializable {

  /** Which sessions must wait. */
  public enum Blocks {
    /** Sessions that change rows. */
    WRITES("writes"),
    /** All sessions that use the table. */
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

  /** Returns the same hazard of an operation in another schema. */
  Hazard inSchema(String schema) {
    return new Hazard(
        rule, lock, blocks, rewrites, "in schema '%s', %s".formatted(schema, safeWay));
  }

  /** Returns a human-readable line. */
  @Override
  public String toString() {
    return "%s: %s, blocks %s%s"
        .formatted(rule, lock, blocks, rewrites ? ", rewrites every row" : "");
  }
}
