package dev.switchback.schema;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column or an expression in an index. Created by {@link Index#column} and {@link
 * Index#expression}. Immutable: each method returns a new part. A database refuses attributes that
 * it does not support.
 *
 * @param text the name of the column, or the expression in the database's own SQL
 * @param length the number of leading characters or bytes that are indexed; 0 for all of them
 * @param collationOrNull the collation to sort by, by the database's own name
 * @param operatorClassOrNull the operator class, in the database's own syntax
 */
public record IndexPart(
    String text,
    boolean isExpression,
    boolean isDescending,
    Nulls nulls,
    int length,
    @Nullable String collationOrNull,
    @Nullable String operatorClassOrNull) {

  /** The position of {@code NULL} values. */
  public enum Nulls {
    /** The default of the database. */
    UNSPECIFIED,
    /** Before all values. */
    FIRST,
    /** After all values. */
    LAST
  }

  IndexPart(String text, boolean isExpression) {
    this(text, isExpression, false, Nulls.UNSPECIFIED, 0, null, null);
  }

  /** Returns this part in descending order. */
  public IndexPart descending() {
    return new IndexPart(
        text, isExpression, true, nulls, length, collationOrNull, operatorClassOrNull);
  }

  /** Returns this part with {@code NULL} values before the others. */
  public IndexPart nullsFirst() {
    return with(Nulls.FIRST);
  }

  /** Returns this part with {@code NULL} values after the others. */
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
   * Returns this part, limited to the first {@code characters} of a text, or the same number of
   * bytes of a binary value. In a unique index, each such prefix is then allowed once. MySQL and
   * MariaDB only.
   */
  public IndexPart length(int characters) {
    Check.that(characters > 0, "index on '%s' – length(%d): write 1 or more", text, characters);
    refuseOfExpression("length");
    return new IndexPart(
        text, isExpression, isDescending, nulls, characters, collationOrNull, operatorClassOrNull);
  }

  /** Returns this part, sorted by a collation, by the database's own name. PostgreSQL only. */
  public IndexPart collate(String collation) {
    refuseOfExpression("collate");
    return new IndexPart(
        text, isExpression, isDescending, nulls, length, collation, operatorClassOrNull);
  }

  private void refuseOfExpression(String method) {
    Check.that(
        !isExpression,
        "index on (%s) – %s is for a column: write it in the SQL of the expression",
        text,
        method);
  }

  /**
   * Returns this part with an operator class, in the database's own syntax, which is sent
   * unchanged: {@code jsonb_path_ops}. PostgreSQL only.
   */
  public IndexPart operatorClass(String sql) {
    Check.that(!sql.isBlank(), "index on '%s' – its operator class is empty", text);
    return new IndexPart(text, isExpression, isDescending, nulls, length, collationOrNull, sql);
  }

  /** Returns the collation, if one was named. */
  public Optional<String> collation() {
    return Optional.ofNullable(collationOrNull);
  }

  /** Returns the operator class, if one was named. */
  public Optional<String> operatorClass() {
    return Optional.ofNullable(operatorClassOrNull);
  }
}
