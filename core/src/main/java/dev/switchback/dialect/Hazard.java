package dev.switchback.dialect;

import java.io.Serializable;

/**
 * How an operation affects other sessions: it blocks those that use its table, for a time that
 * depends on the size of the table; or it breaks those of the previous release of the application,
 * which still runs while the migrations of this one are applied.
 *
 * @param rule the name of the rule, which has a page in docs/lint
 * @param lock the lock that the operation takes, as the database calls it; empty if it does not
 *     block
 * @param blocks which sessions are affected
 * @param rewrites whether every row is rewritten
 * @param safeWay what to write instead, with the names of the operation
 */
public record Hazard(String rule, String lock, Blocks blocks, boolean rewrites, String safeWay)
    implements Serializable {

  /** Which sessions are affected, and how. */
  public enum Blocks {
    /** Sessions that change rows must wait. */
    WRITES("blocks writes"),
    /** All sessions that use the table must wait. */
    READS_AND_WRITES("blocks reads and writes"),
    /** Statements of the previous release of the application fail. */
    PREVIOUS_RELEASE("breaks the previous release");

    private final String words;

    Blocks(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Returns a hazard of an operation that breaks the previous release. */
  public static Hazard ofRelease(String rule, String safeWay) {
    return new Hazard(rule, "", Blocks.PREVIOUS_RELEASE, false, safeWay);
  }

  /** Returns whether other sessions must wait. Otherwise their statements fail. */
  public boolean isBlocking() {
    return blocks != Blocks.PREVIOUS_RELEASE;
  }

  /** Returns the same hazard of an operation in another schema. */
  public Hazard inSchema(String schema) {
    return new Hazard(
        rule, lock, blocks, rewrites, "in schema '%s', %s".formatted(schema, safeWay));
  }

  /** Returns a human-readable line. */
  @Override
  public String toString() {
    return "%s: %s%s%s"
        .formatted(
            rule,
            lock.isEmpty() ? "" : lock + ", ",
            blocks,
            rewrites ? ", rewrites every row" : "");
  }
}
