package dev.switchback.postgresql;

import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition.Nullability;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code ALTER TABLE} for a change of a column, all of it in one statement, so
 * that the table is copied once.
 *
 * @param column its name, quoted
 * @param before what the catalogue says of it
 * @param ownsEnum whether its type is its own, and goes
 */
record ColumnAlteration(
    String column, ColumnChange change, Map<String, String> before, boolean ownsEnum) {

  private static final String VALUE = "(?:NULL|'(?:[^']|'')*')";

  private static final String TYPE = "(?:[\\w .,()\\[\\]]|\"(?:[^\"]|\"\")*\")+";

  /** A constant as the server writes it down, with a cast to the type that the column had. */
  private static final Pattern CAST_CONSTANT = Pattern.compile("(" + VALUE + ")::" + TYPE);

  /** An array of such constants. */
  private static final Pattern CAST_ARRAY =
      Pattern.compile("ARRAY\\[((?:" + VALUE + "::" + TYPE + ")+)(?:::" + TYPE + ")?");

  private static final Pattern EMPTY_ARRAY = Pattern.compile("ARRAY\\[\\]::" + TYPE);

  /** A type to which a cast cuts nothing off: one with a name of its own, and without a length. */
  private static final Pattern WITHOUT_LENGTH =
      Pattern.compile("(?i)(?!\"?(?:bit|char|character|bpchar|name)\\b)[^(]*");

  /**
   * The actions, or nothing if there are none.
   *
   * @param type what it is to be, as far as that changes
   * @param collation what it is named in the change, quoted
   * @param newDefault {@code DEFAULT …}
   */
  String actions(@Nullable String type, @Nullable String collation, @Nullable String newDefault) {
    List<String> actions = new ArrayList<>();
    boolean isSetAgain = isSetAgain();
    if (isSetAgain || change.dropsDefault()) {
      actions.add("DROP DEFAULT");
    }
    if (type != null || collation != null) {
      actions.add(
          "TYPE " + (type == null ? before.get("type") : type) + collate(collation) + using(type));
    }
    if (change.defaultOrNull() instanceof DefaultValue.Generated generated) {
      actions.add("SET EXPRESSION AS (" + generated.sql() + ")");
    } else if (newDefault != null) {
      actions.add("SET " + newDefault);
    } else if (isSetAgain && !change.dropsDefault()) {
      actions.add("SET DEFAULT " + withoutCast(before.getOrDefault("default", "NULL")));
    }
    if (change.nullability() != Nullability.UNSPECIFIED) {
      actions.add(change.nullability() == Nullability.NOT_NULL ? "SET NOT NULL" : "DROP NOT NULL");
    }
    actions.replaceAll(action -> "ALTER COLUMN " + column + " " + action);
    return String.join(", ", actions);
  }

  /** The server does not convert a default where it does not know how to convert the values. */
  private boolean isSetAgain() {
    return change.typeOrNull() != null
        && before.containsKey("default")
        && (ownsEnum || isEnum() || change.usingOrNull() != null);
  }

  private boolean isEnum() {
    DataType type = change.typeOrNull();
    return (type instanceof DataType.ArrayOf array ? array.element() : type)
        instanceof DataType.Enumeration;
  }

  /** The text, or the texts, that the values are on their way to another type. */
  private String asText() {
    return column + (change.typeOrNull() instanceof DataType.ArrayOf ? "::text[]" : "::text");
  }

  /** What names no collation would lose the one that the column has. */
  private String collate(@Nullable String named) {
    if (named != null) {
      return " COLLATE " + named;
    }
    DataType type = change.typeOrNull();
    boolean isText = type instanceof DataType.Varchar || type instanceof DataType.Text;
    String kept = before.get("collation");
    return isText && kept != null ? " COLLATE " + kept : "";
  }

  /** No cast to a shorter text, which would cut off what does not fit, and not fail. */
  private String using(@Nullable String type) {
    if (change.usingOrNull() != null) {
      return " USING " + change.usingOrNull();
    }
    if (isEnum()) {
      return " USING " + asText() + "::" + type;
    }
    boolean isNamed =
        change.typeOrNull() instanceof DataType.Custom && WITHOUT_LENGTH.matcher(type).matches();
    return ownsEnum && type != null ? " USING " + asText() + (isNamed ? "::" + type : "") : "";
  }

  private static String withoutCast(String expression) {
    Matcher constant = CAST_CONSTANT.matcher(expression);
    if (constant.matches()) {
      return constant.group(1);
    }
    if (EMPTY_ARRAY.matcher(expression).matches()) {
      return "'{}'";
    }
    Matcher array = CAST_ARRAY.matcher(expression);
    return array.matches() ? arrayText(array.group(1)) : expression;
  }

  /** Constants with casts, as the array between quotes that can be of any type. */
  private static String arrayText(String constants) {
    List<@Nullable String> elements = new ArrayList<>();
    Matcher constant = CAST_CONSTANT.matcher(constants);
    while (constant.find()) {
      String literal = constant.group(1);
      elements.add(
          literal.equals("NULL")
              ? null
              : literal.substring(1, literal.length() - 1).replace("''", "'"));
    }
    return "'" + ArrayText.of(elements).replace("'", "''") + "'";
  }
}
