package dev.switchback.schema;

import java.util.List;

/**
 * What an index is more than its name and columns. What a database lacks of it, it refuses: an
 * index without its condition or its method would be another one.
 *
 * @param kind what it is for
 * @param method how it is built, in lower case; empty for the usual way
 * @param included columns that are kept in it and are no part of its key
 * @param condition the rows that it is over, in the database's own SQL; empty for all
 * @param isNullsNotDistinct whether a unique index takes two rows without a value for the same
 */
public record IndexOptions(
    Kind kind, String method, List<String> included, String condition, boolean isNullsNotDistinct) {

  /** What an index is for. */
  public enum Kind {
    /** To find and to sort by its columns. */
    USUAL,
    /** To find words in texts. */
    FULLTEXT,
    /** To find places. */
    SPATIAL
  }

  /** None of all that. */
  public static final IndexOptions NONE = new IndexOptions(Kind.USUAL, "", List.of(), "", false);

  public IndexOptions {
    included = List.copyOf(included);
  }

  IndexOptions as(Kind other) {
    Check.that(
        kind == Kind.USUAL || kind == other,
        "index – it cannot be fulltext() and spatial(): leave one of them out");
    return new IndexOptions(other, method, included, condition, isNullsNotDistinct);
  }

  IndexOptions using(String name) {
    return new IndexOptions(kind, name, included, condition, isNullsNotDistinct);
  }

  IndexOptions including(List<String> columns) {
    return new IndexOptions(
        kind, method, Columns.checked("include()", columns), condition, isNullsNotDistinct);
  }

  IndexOptions where(String sql) {
    Check.that(!sql.isBlank(), "index – its condition is empty: leave out where(…)");
    Check.that(
        condition.isEmpty(), "index – it has two conditions: join them with AND in one where(…)");
    return new IndexOptions(kind, method, included, sql, isNullsNotDistinct);
  }

  IndexOptions withNullsNotDistinct() {
    return new IndexOptions(kind, method, included, condition, true);
  }
}
