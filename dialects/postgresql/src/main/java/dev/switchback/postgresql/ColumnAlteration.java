package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition.Nullability;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The actions of one {@code ALTER TABLE} that changes a column. One statement copies the table only
 * once.
 *
 * @param column its name, quoted
 * @param before the attributes of the column in the catalogue
 * @param ownsEnum whether the present enum type belongs to this column, and will be dropped
 */
record ColumnAlteration(
    String column, ColumnChange change, Map<String, String> before, boolean ownsEnum) {

  private static final String VALUE = "(?:NULL|'(?:[^']|'')*')";

  private static final String TYPE = "(?:[\\w .,()\\[\\]]|\"(?:[^\"]|\"\")*\")+";

  /** Matches a constant as the server writes it: with a cast to the former type of the column. */
  private static final Pattern CAST_CONSTANT = Pattern.compile("(" + VALUE + ")::" + TYPE);

  /** Matches an array of such constants. */
  private static final Pattern CAST_ARRAY =
      Pattern.compile("ARRAY\\[((?:" + VALUE + "::" + TYPE + ")+)(?:::" + TYPE + ")?");

  private static final Pattern EMPTY_ARRAY = Pattern.compile("ARRAY\\[\\]::" + TYPE);

  /** Matches a type whose cast truncates nothing: a named type without a length. */
  private static final Pattern WITHOUT_LENGTH =
      Pattern.compile("(?i)(?!\"?(?:bit|char|character|bpchar|name)\\b)[^(]*");

  /** The data types that a sequence can have. */
  private static final Set<String> WHOLE_NUMBERS = Set.of("SMALLINT", "INTEGER", "BIGINT");

  /** Reads the attributes of the column. Refuses a change that the column cannot have. */
  static ColumnAlteration of(
      ChangeColumn operation, String column, boolean ownsEnum, Catalog catalog) {
    Map<String, String> before = catalog.attributes(operation.table(), operation.column());
    if (before.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no such column in the current schema");
    }
    if (operation.change().defaultOrNull() instanceof DefaultValue.Generated generated) {
      requireGenerated(operation, before.get("generated"), generated);
    }
    operation.change().numbering().ifPresent(kind -> requireIdentity(operation, before, kind));
    return new ColumnAlteration(column, operation.change(), before, ownsEnum);
  }

  /** Refuses to change how a column is generated: the server would compute all its values again. */
  private static void requireGenerated(
      ChangeColumn operation, @Nullable String kind, DefaultValue.Generated generated) {
    if (!(generated.isVirtual() ? "v" : "s").equals(kind)) {
      throw new UnsupportedByDialectException(
          PostgreSqlDialect.NAME,
          operation.describe()
              + ", because the column is not generated in this way, and its values would be lost",
          "Nothing was sent. Remove the column, and add it with generatedAs(…).");
    }
  }

  /** Refuses GENERATED ALWAYS for a {@code serial} column, which cannot refuse other numbers. */
  private static void requireIdentity(
      ChangeColumn operation, Map<String, String> before, DefaultValue.AutoIncrement kind) {
    if (kind.isAlways() && !before.containsKey("identity")) {
      throw new IllegalArgumentException(
          "%s – the default of this column numbers it, as serial does, and cannot refuse other numbers. Nothing was sent. Write changeColumn(\"%s\", \"%s\", c -> c.dropDefault()) and addNumbering(\"%2$s\", \"%3$s\") before this step"
              .formatted(operation.describe(), operation.table(), operation.column()));
    }
  }

  /**
   * Returns the statement that changes the type of a {@code serial} column's sequence. The server
   * changes the sequence of an identity column itself.
   */
  Optional<String> ofSequence(@Nullable String type) {
    String sequence = before.get("sequence");
    return sequence != null && type != null && WHOLE_NUMBERS.contains(type)
        ? Optional.of("ALTER SEQUENCE " + sequence + " AS " + type)
        : Optional.empty();
  }

  /**
   * Returns the actions, or an empty string if there are none.
   *
   * @param type the new type, or null if it does not change
   * @param collation the new collation, quoted, or null
   * @param newDefault {@code DEFAULT …}, or null
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
    } else if (change.numbering().isPresent()) {
      if (before.containsKey("identity")) {
        actions.add(
            "SET GENERATED " + (change.numbering().get().isAlways() ? "ALWAYS" : "BY DEFAULT"));
      }
    } else if (newDefault != null) {
      actions.add("SET " + newDefault);
    } else if (isSetAgain && !change.dropsDefault()) {
      String value = before.getOrDefault("default", "NULL");
      String converted = conversion("(" + value + ")").orElseGet(() -> withoutCast(value));
      actions.add("SET DEFAULT " + converted);
    }
    if (change.nullability() != Nullability.UNSPECIFIED) {
      actions.add(change.nullability() == Nullability.NOT_NULL ? "SET NOT NULL" : "DROP NOT NULL");
    }
    actions.replaceAll(action -> "ALTER COLUMN " + column + " " + action);
    return String.join(", ", actions);
  }

  /**
   * Returns whether the default must be dropped and set again. The server does not convert a
   * default if it cannot convert the values by itself.
   */
  private boolean isSetAgain() {
    return change.typeOrNull() != null
        && before.containsKey("default")
        && (ownsEnum || isEnum() || change.usingOrNull() != null || conversion(column).isPresent());
  }

  private boolean isEnum() {
    DataType type = change.typeOrNull();
    return (type instanceof DataType.ArrayOf array ? array.element() : type)
        instanceof DataType.Enumeration;
  }

  /** Returns the column cast to text, or to an array of texts, which any type can be read from. */
  private String asText() {
    return column + (change.typeOrNull() instanceof DataType.ArrayOf ? "::text[]" : "::text");
  }

  /** Repeats the present collation, because {@code TYPE} without {@code COLLATE} would reset it. */
  private String collate(@Nullable String named) {
    if (named != null) {
      return " COLLATE " + named;
    }
    DataType type = change.typeOrNull();
    boolean isText =
        type instanceof DataType.Varchar
            || type instanceof DataType.Text
            || type instanceof DataType.FixedString
            || type instanceof DataType.CaseInsensitiveText;
    String kept = before.get("collation");
    return isText && kept != null ? " COLLATE " + kept : "";
  }

  /**
   * Returns the expression that converts a value to the new type. Empty if the migration or an enum
   * type decides that, or if the server converts the value by itself.
   */
  private Optional<String> conversion(String value) {
    DataType type = change.typeOrNull();
    return type == null || ownsEnum || isEnum() || change.usingOrNull() != null
        ? Optional.empty()
        : Conversion.of(before.getOrDefault("type", ""), type, value);
  }

  /**
   * Returns a {@code USING} clause. It never casts to a type with a length, because such a cast
   * truncates values without an error.
   */
  private String using(@Nullable String type) {
    if (change.usingOrNull() != null) {
      return " USING " + change.usingOrNull();
    }
    if (isEnum()) {
      return " USING " + asText() + "::" + type;
    }
    Optional<String> conversion = conversion(column);
    if (conversion.isPresent()) {
      return " USING " + conversion.get();
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

  /** Converts an array of constants with casts to one quoted array, which can have any type. */
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
