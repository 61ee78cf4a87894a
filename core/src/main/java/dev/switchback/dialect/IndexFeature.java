package dev.switchback.dialect;

/** What a database may lack of an index. What it lacks is refused, see {@link StandardSql}. */
public enum IndexFeature {
  /** Columns from the last value to the first. */
  DESCENDING("descending()", "Leave it out: an index is read backwards too"),
  /** Rows without a value before or behind the others. */
  NULLS_ORDER("nullsFirst() or nullsLast()", "Leave it out"),
  /** The beginning of a text. */
  LENGTH("length(…)", "Leave it out, or index an expression where the database can"),
  /** A collation for a column of the index. */
  COLLATION("collate(…)", "Give the collation to the column"),
  /** An operator class. */
  OPERATOR_CLASS("operatorClass(…)", "Leave it out"),
  /** An expression in place of a column. */
  EXPRESSION("an expression", "Add a column that is generated from it, and index the column"),
  /** A condition. */
  CONDITION("where(…)", "It would be over every row. If that is what you want, leave out where(…)"),
  /** Other methods than {@code btree}. */
  METHOD("using(…)", "Leave it out: its indexes are all of the kind btree"),
  /** Columns beside the key. */
  INCLUDE("include(…)", "Leave it out"),
  /** Rows without a value as duplicates of each other. */
  NULLS_NOT_DISTINCT("nullsNotDistinct()", "Make the column notNull()"),
  /** Words in a text. */
  FULLTEXT("fulltext()", "Use what the database has for it by execute(…)"),
  /** Places. */
  SPATIAL("spatial()", "Use what the database has for it by execute(…)");

  private final String call;
  private final String remedy;

  IndexFeature(String call, String remedy) {
    this.call = call;
    this.remedy = remedy;
  }

  /** What a migration writes for it. */
  String call() {
    return call;
  }

  /** What to write instead. */
  String remedy() {
    return remedy;
  }
}
