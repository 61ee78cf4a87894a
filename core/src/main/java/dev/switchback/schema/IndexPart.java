package dev.switchback.schema;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of an index, or an expression in its place; made by {@link Index#column} and {@link
 * Index#expression}. Immutable: each method returns a new one. What a database cannot do of it, it
 * refuses.
 *
 * @param text the name of the column, or the expression in the database's own SQL
 * @param length how many characters or bytes from the beginning count; 0 for all of them
 * @param collationOrNull the collation to sort by, by the database's own name
 * @param operatorClassOrNull the operator class, in the database's own words
 */
public record IndexPart(
    String text,
    boolean isExpression,
    boolean isDescending,
    Nulls nulls,
    int length,
    @Nullable String collationOrNull,
    @Nullable String operatorClassOrNull) {

  /** Where rows without a value stand. */
  public enum Nulls {
    /** Where the database puts them. */
    UNSPECIFIED,
    /** Before all values. */
    FIRST,
    /** Behind all values. */
    LAST
  }

  IndexPart(String text, boolean isExpression) {
    this(text, isExpression, false, Nulls.UNSPECIFIED, 0, null, null);
  }

  /** From the last value to the first. */
  public IndexPart descending() {
    return new IndexPart(
        text, isExpression, true, nulls, length, collationOrNull, operatorClassOrNull);
  }

  /** With the rows that have no value before the others. */
  public IndexPart nullsFirst() {
    return with(Nulls.FIRST);
  }

  /** With the rows that have no value behind the others. */
  public IndexPart nullsLast() {
    return with(Nulls.LAST);
  }

  private IndexPart with(Nulls said) {
    Check.that(
        nulls == Nulls.UNSPECIFIED || nulls == said,
        "index on '%s' – it cannot be nullsFirst() and nullsLast(): leave one of them out",
        text);
    return new IndexPart(
        text, isExpression, isDescending, said, length, collationOrNull, operatorClassOrNull);
  }

  /**
   * Only the first {@code characters} of a text, or as many bytes of a binary value. For MySQL and
   * MariaDB; a unique index allows each beginning once, then.
   */
  public IndexPart length(int characters) {
    Check.that(characters > 0, "index on '%s' – length(%d): write 1 or more", text, characters);
    refuseOfExpression("length");
    return new IndexPart(
        text, isExpression, isDescending, nulls, characters, collationOrNull, operatorClassOrNull);
  }

  /** Sorted by a collation, by the database's own name for it. For PostgreSQL. */
  public IndexPart collate(String collation) {
    refuseOfExpression("collate");
    return new IndexPart(
        text, isExpression, isDescending, nulls, length, collation, operatorClassOrNull);
  }

  private void refuseOfExpression(String method) {
    Check.that(!isExpression, "index on (%s) – %s is for a column: say it in SQL", text, method);
  }

  /**
   * Compared by an operator class, in the database's own words, which are passed on as they are:
   * {@code jsonb_path_ops}. For PostgreSQL.
   */
  public IndexPart operatorClass(String sql) {
    Check.that(!sql.isBlank(), "index on '%s' – its operator class is empty", text);
    return new IndexPart(text, isExpression, isDescending, nulls, length, collationOrNull, sql);
  }

  /** The collation, if one was named. */
  public Optional<String> collation() {
    return Optional.ofNullable(collationOrNull);
  }

  /** The operator class, if one was named. */
  public Optional<String> operatorClass() {
    return Optional.ofNullable(operatorClassOrNull);
  }
}
