package dev.switchback.postgresql;

import dev.switchback.schema.DataType;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Converts values that PostgreSQL converts only by an explicit cast. No value is truncated: one
 * that is not of the new type is an error.
 */
final class Conversion {

  private static final Pattern TEXT =
      Pattern.compile("(?:text|citext|character(?: varying)?(?:\\(\\d+\\))?)");

  private static final Set<String> WHOLE_NUMBERS = Set.of("smallint", "integer", "bigint");

  /** Matches a text with a time and a time zone. */
  private static final String WITH_ZONE = "'\\d:\\d\\d.*(Z|[+-]\\d\\d(:?\\d\\d)?)$'";

  private Conversion() {}

  /**
   * Returns the expression that converts {@code value}. Empty if the server converts it by itself,
   * or only with a loss.
   *
   * @param before the present type, as in the catalogue
   */
  static Optional<String> of(String before, DataType after, String value) {
    if (TEXT.matcher(before).matches()) {
      return ofText(after, value);
    }
    if (before.equals("boolean") && after instanceof DataType.WholeNumber) {
      return Optional.of(value + "::integer");
    }
    if (WHOLE_NUMBERS.contains(before) && after instanceof DataType.Bool) {
      return Optional.of(value + " <> 0");
    }
    return Optional.empty();
  }

  private static Optional<String> ofText(DataType after, String text) {
    if (after instanceof DataType.WholeNumber number) {
      boolean isLarge = number instanceof DataType.BigInt large && large.isUnsigned();
      return Optional.of(text + (isLarge ? "::numeric" : "::bigint"));
    } else if (after instanceof DataType.Decimal) {
      return Optional.of(text + "::numeric");
    } else if (after instanceof DataType.Real || after instanceof DataType.DoublePrecision) {
      return Optional.of(text + "::double precision");
    } else if (after instanceof DataType.Bool) {
      return Optional.of(text + "::boolean");
    } else if (after instanceof DataType.Uuid) {
      return Optional.of(text + "::uuid");
    } else if (after instanceof DataType.Json) {
      return Optional.of(text + "::jsonb");
    } else if (after instanceof DataType.Timestamp) {
      return Optional.of(
          "CASE WHEN %1$s ~ %2$s THEN %1$s::timestamptz ELSE %1$s::timestamp AT TIME ZONE 'UTC' END"
              .formatted(text, WITH_ZONE));
    }
    return Optional.empty();
  }
}
