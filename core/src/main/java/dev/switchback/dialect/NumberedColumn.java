package dev.switchback.dialect;

import java.math.BigDecimal;

/**
 * A column that the database numbers. Rows with numbers of their own do not move the numbering on
 * everywhere.
 *
 * @param sequence what counts, as the database writes it in SQL; empty if it has no name
 * @param next the next number or, where that is not known, the first one
 * @param last the number at which the numbering ends
 * @param isDescending whether it counts down
 */
public record NumberedColumn(String sequence, long next, long last, boolean isDescending) {

  /** Whether the numbering would come to {@code number} later. */
  boolean comesTo(BigDecimal number) {
    BigDecimal from = BigDecimal.valueOf(isDescending ? last : next);
    BigDecimal to = BigDecimal.valueOf(isDescending ? next : last);
    return number.compareTo(from) >= 0 && number.compareTo(to) <= 0;
  }
}
