package dev.switchback.dialect;

/**
 * A feature of an index that a database may lack. A feature that it lacks is rejected, see {@link
 * StandardSql}.
 */
public enum IndexFeature {
  /** Columns in descending order. */
  DESCENDING("descending()", "Leave it out: an index is read backwards too"),
  /** NULLs before or after the other rows. */
  NULLS_ORDER("nullsFirst() or nullsLast()", "Leave it out"),
  /** A prefix of a string. */
  LENGTH("length(…)", "Leave it out, or index an expression where the database can"),
  /** A collation for a column of the index. */
  COLLATION("collate(…)", "Give the collation to the column"),
  /** An operator class. */
  OPERATOR_CLASS("operatorClass(…)", "Leave it out"),
  /** An expression in place of a column. */
  EXPRESSION("an expression", "Add a column that is generated from it, and index the column"),
  /** A condition, for a partial index. */
  CONDITION(
      "where(…)", "Without it, the index covers every row. To accept that, leave out where(…)"),
  /** Other methods than {@code btree}. */
  METHOD("using(…)", "Leave it out: every index of this database is a btree"),
  /** Columns that are not part of the key. */
  INCLUDE("include(…)", "Leave it out"),
  /** NULLs as duplicates of each other. */
  NULLS_NOT_DISTINCT("nullsNotDistinct()", "Make the column notNull()"),
  /** Words in a text, for full-text search. */
  FULLTEXT("fulltext()", "Create the database's own kind of index by execute(…)"),
  /** Spatial values. */
  SPATIAL("spatial()", "Create the database's own kind of index by execute(…)"),
  /** Maintained, and not used by queries. */
  INVISIBLE("invisible()", "Leave it out: queries use every index of this database");

  private final String call;
  private final String remedy;

  IndexFeature(String call, String remedy) {
    this.call = call;
    this.remedy = remedy;
  }

  /** Returns how a migration requests the feature. */
  String call() {
    return call;
  }

  /** Returns what to write instead. */
  String remedy() {
    return remedy;
  }
}
