package dev.switchback.dialect;

import java.math.BigDecimal;

/**
 * A column that the database numbers. Not every database advances the sequence when rows bring
 * explicit numbers.
 *
 * @param sequence the sequence as written in SQL; empty if it has no name
 * @param next the next number or, if that is not known, the first one
 * @param last the last number of the sequence
 * @param isDescending whether the sequence counts down
 */
public record NumberedColumn(String sequence, long next, long last, boolean isDescending) {

  /** Returns this column with another next number. */
  public NumberedColumn restartedAt(long number) {
    return new NumberedColumn(sequence, number, last, isDescending);
  }

  /** Returns this column with another name of its sequence. */
  public NumberedColumn of(String otherSequence) {
    return new NumberedColumn(otherSequence, next, last, isDescending);
  }

  /** Returns whether the sequence would generate {@code number} later. */
  boolean comesTo(BigDecimal number) {
    BigDecimal from = BigDecimal.valueOf(isDescending ? last : next);
    BigDecimal to = BigDecimal.valueOf(isDescending ? next : last);
    return number.compareTo(from) >= 0 && number.compareTo(to) <= 0;
  }
}
