package dev.switchback.dialect;

import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.ColumnDescription;
import dev.switchback.schema.DataType;
import dev.switchback.schema.TableDescription;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares the collation of a column with the one that an operation gives it. */
final class CollationDifference {

  /** How MySQL, MariaDB and H2 show the collation of a table. */
  private static final Pattern TABLE_COLLATION = Pattern.compile("\\bCOLLATE=(\\S+)");

  /** How PostgreSQL names the collation of a column that has none of its own. */
  private static final String DEFAULT = "default";

  private CollationDifference() {}

  /** Returns the difference to a column that is added with the definition {@code was}. */
  static Optional<String> between(
      TableDescription table, ColumnDescription found, ColumnDefinition was) {
    return isText(was.type())
        ? between(found, was.collation().or(() -> of(table)).orElse(DEFAULT), isNamable(was.type()))
        : Optional.empty();
  }

  /** Returns the difference to the collation {@code said}. */
  static Optional<String> between(ColumnDescription found, String said) {
    return between(found, said, true);
  }

  private static Optional<String> between(ColumnDescription found, String said, boolean isNamable) {
    String own = found.collation().orElse(DEFAULT);
    if (own.equalsIgnoreCase(said)) {
      return Optional.empty();
    }
    String words = found.collation().isPresent() ? "its collation " + own : "its default collation";
    return Optional.of(
        isNamable ? words : words + ", which previously(…) cannot name for this type");
  }

  /**
   * Returns the difference to a column that is changed to the type {@code after}, and back to
   * {@code was}.
   */
  static Optional<String> between(
      TableDescription table, ColumnDescription found, DataType was, DataType after) {
    boolean isLost = found.collation().isPresent() && isText(was) && !keeps(table, found, after);
    return isLost ? between(found, of(table).orElse(DEFAULT), isNamable(was)) : Optional.empty();
  }

  private static boolean keeps(TableDescription table, ColumnDescription found, DataType after) {
    if (after instanceof DataType.Custom custom) {
      return custom.sql().contains(found.collation().orElseThrow());
    }
    return after instanceof DataType.Enumeration ? of(table).isPresent() : isText(after);
  }

  /** Returns the collation that the columns of a table have by default, if the server shows it. */
  private static Optional<String> of(TableDescription table) {
    return TABLE_COLLATION.matcher(table.extra()).results().map(m -> m.group(1)).findFirst();
  }

  /** Returns whether a column of this type takes its collation from the table or the database. */
  private static boolean isText(DataType type) {
    return isNamable(type)
        || type instanceof DataType.CaseInsensitiveText
        || type instanceof DataType.Enumeration
        || type instanceof DataType.ArrayOf;
  }

  private static boolean isNamable(DataType type) {
    return type instanceof DataType.Varchar
        || type instanceof DataType.Text
        || type instanceof DataType.FixedString;
  }
}
