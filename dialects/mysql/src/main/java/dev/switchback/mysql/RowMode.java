package dev.switchback.mysql;

import dev.switchback.operation.DataOperation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SQL mode that an operation on rows needs, so that each value is stored as given or refused.
 * Outside strict mode, the server truncates and rounds values that do not fit. By default, it
 * replaces the number 0 by the next number in an {@code AUTO_INCREMENT} column.
 *
 * @param ofSession the mode of the session before the run
 */
record RowMode(String ofSession) {

  private static final Set<String> OF_STRICT =
      Set.of("STRICT_ALL_TABLES", "NO_ZERO_DATE", "NO_ZERO_IN_DATE", "ERROR_FOR_DIVISION_BY_ZERO");

  private static final String KEEPS_ZERO = "NO_AUTO_VALUE_ON_ZERO";

  /** Matches texts that the server reads as the number 0. */
  private static final Pattern ZERO = Pattern.compile("\\s*[-+]?0*\\.?0*(?:[eE][-+]?\\d+)?\\s*");

  /** Returns whether a value that does not fit is an error. */
  static boolean isStrict(String mode) {
    return mode.contains("STRICT_") || mode.contains("TRADITIONAL");
  }

  /** Returns the mode for {@code operation}; empty if the session already has it. */
  Optional<String> of(DataOperation operation) {
    Set<String> modes = new LinkedHashSet<>(List.of(ofSession.split(",")));
    modes.remove("");
    boolean isMissing = !isStrict(ofSession);
    if (isMissing) {
      OF_STRICT.stream().sorted().forEach(modes::add);
    }
    if (!modes.contains(KEEPS_ZERO) && hasZero(operation)) {
      modes.add(KEEPS_ZERO);
      isMissing = true;
    }
    return isMissing ? Optional.of(String.join(",", modes)) : Optional.empty();
  }

  /**
   * Returns whether a row has a zero in any column. The mode has no effect on columns that are not
   * numbered, so all columns are checked.
   */
  private static boolean hasZero(DataOperation operation) {
    return operation.rows().stream()
        .anyMatch(row -> row.columns().stream().map(row::value).anyMatch(RowMode::isZero));
  }

  private static boolean isZero(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue() == 0;
    }
    return Boolean.FALSE.equals(value)
        || (value instanceof String text && !text.isBlank() && ZERO.matcher(text).matches());
  }
}
