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
 * @param isAlways whether an insert that supplies a number is refused, unless it says otherwise
 */
public record NumberedColumn(
    String sequence, long next, long last, boolean isDescending, boolean isAlways) {

  /** Returns this column with another next number. */
  public NumberedColumn restartedAt(long number) {
    return new NumberedColumn(sequence, number, last, isDescending, isAlways);
  }

  /** Returns this column with another last number. */
  public NumberedColumn endingAt(long number) {
    return new NumberedColumn(sequence, next, number, isDescending, isAlways);
  }

  /** Returns this column with another kind of numbering. */
  public NumberedColumn always(boolean isAlwaysFromNow) {
    return new NumberedColumn(sequence, next, last, isDescending, isAlwaysFromNow);
  }

  /** Returns this column with another name of its sequence. */
  public NumberedColumn of(String otherSequence) {
    return new NumberedColumn(otherSequence, next, last, isDescending, isAlways);
  }

  /** Returns whether the sequence would generate {@code number} later. */
  boolean comesTo(BigDecimal number) {
    BigDecimal from = BigDecimal.valueOf(isDescending ? last : next);
    BigDecimal to = BigDecimal.valueOf(isDescending ? next : last);
    return number.compareTo(from) >= 0 && number.compareTo(to) <= 0;
  }
}
