package dev.switchback.h2;

import dev.switchback.dialect.AlteredCatalog;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.SetNumbering;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.DataType;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refuses changes of columns in which H2 would lose a part of the table, silently or with a late
 * error. H2 copies the table, and a failed copy stays. Seen on 2.3.232 and 2.5.252.
 */
final class H2Changes {

  /** The key of the attribute that shows whether a column is an identity. */
  static final String IDENTITY = "identity";

  /** The key of the attribute that contains the default, as SQL. */
  static final String DEFAULT = "default";

  private H2Changes() {}

  /** Returns the refusal of a new position, which H2 has only for a new column. */
  static UnsupportedByDialectException cannotMove(ChangeColumn operation, ColumnPosition position) {
    return new UnsupportedByDialectException(
        H2Dialect.NAME,
        operation.describe() + ", because a column keeps its place",
        "Nothing was sent. Leave out "
            + position.call()
            + ", or add another column at this place, fill it by execute(\"UPDATE …\"), remove this"
            + " one, and rename that");
  }

  /** Refuses enum values that lack the present default, because H2 would drop the default. */
  static void refuseLostDefault(ChangeColumn operation, Catalog catalog) {
    ColumnChange change = operation.change();
    boolean isNamed = change.dropsDefault() || change.defaultOrNull() != null;
    if (isNamed || !(change.typeOrNull() instanceof DataType.Enumeration type)) {
      return;
    }
    String value =
        catalog.attributes(operation.table(), operation.column()).getOrDefault(DEFAULT, "");
    if (value.matches("'(?:[^']|'')*'")
        && !type.values().contains(value.substring(1, value.length() - 1).replace("''", "'"))) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – its default "
              + value
              + " is none of these values, and H2 would drop the default. Nothing was sent. Name"
              + " another default in the same change, or write dropDefault()");
    }
  }

  /** Refuses to number a column with a default, because H2 would drop the default. */
  static void refuseLostDefault(SetNumbering operation, Catalog catalog) {
    if (catalog.attributes(operation.table(), operation.column()).containsKey(DEFAULT)) {
      throw new IllegalArgumentException(
          "%s – the column has a default, and H2 would drop it. Nothing was sent. Write changeColumn(\"%s\", \"%s\", c -> c.dropDefault()) before this step"
              .formatted(operation.describe(), operation.table(), operation.column()));
    }
  }

  /**
   * Refuses to remove a column if H2 would drop a foreign key of another table or a view with it.
   */
  static void refuseNeeded(RemoveColumn operation, Catalog catalog) {
    Map<String, String> dependents = catalog.dependentsOf(operation.table(), operation.column());
    if (!dependents.isEmpty()) {
      String words =
          dependents.entrySet().stream()
              .map(each -> words(each.getKey(), each.getValue()))
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          operation.describe()
              + " – it is used by "
              + words
              + ". Nothing was sent. Remove that first, by removeConstraint or dropView");
    }
  }

  private static String words(String name, String table) {
    return table.isEmpty()
        ? "the view '" + name + "'"
        : "the foreign key '" + name + "' of '" + table + "'";
  }

  /**
   * Matches the name that H2 gives to the index of a primary key. H2 drops the key with this index.
   */
  private static final Pattern OF_KEY = Pattern.compile("(?i)PRIMARY_KEY_[0-9A-F]+(_[0-9]+)?");

  /**
   * Refuses to remove the index of a primary key.
   *
   * @param name of the index, as in the catalogue
   */
  static void refuseIndexOfKey(RemoveIndex operation, String name, Catalog catalog) {
    boolean isOfKey =
        OF_KEY.matcher(name).matches()
            && catalog.indexes(operation.table()).stream()
                .anyMatch(index -> index.isUnique() && index.name().equals(name));
    if (isOfKey) {
      throw new IllegalArgumentException(
          "%s – H2 uses this name for the index of a primary key, and removes the key with it. Nothing was sent. Remove the key by removeConstraint(\"%s\", \"%2$s_pk\")"
              .formatted(operation.describe(), operation.table()));
    }
  }

  static boolean isIdentity(Map<String, String> attributes) {
    return "YES".equals(attributes.get(IDENTITY));
  }

  /**
   * Refuses a type that an existing value does not fit, because H2 would drop the column's default.
   */
  static void refuseUnfitRows(ChangeColumn operation, String conversion, Catalog catalog) {
    if (AlteredCatalog.origin(catalog) instanceof H2Catalog database
        && !database.isConvertible(
            operation.table(), operation.column(), conversion, longest(operation))) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – a value in this column does not fit the type. Nothing was sent. Change the rows"
              + " first");
    }
  }

  /**
   * Returns the expression for a conversion of texts that H2 does in another way than other
   * databases: it makes a text of JSON from any text, and reads a time without a zone in the zone
   * of the JVM.
   */
  static Optional<String> conversion(
      ChangeColumn operation, String column, String type, Catalog catalog) {
    DataType after = operation.change().typeOrNull();
    boolean isSpecial = after instanceof DataType.Json || after instanceof DataType.Timestamp;
    if (!isSpecial || operation.change().usingOrNull() != null || !isText(operation, catalog)) {
      return Optional.empty();
    }
    return Optional.of(
        after instanceof DataType.Json
            ? column + " FORMAT JSON"
            : "CAST(CASE WHEN REGEXP_LIKE(%1$s, '[0-9]:[0-9]{2}.*(Z|[+-][0-9]{2}(:?[0-9]{2})?)$') THEN %1$s ELSE CAST(CAST(%1$s AS TIMESTAMP(9)) AS VARCHAR) || '+00:00' END AS %2$s)"
                .formatted(column, type));
  }

  private static boolean isText(ChangeColumn operation, Catalog catalog) {
    return catalog
        .columns(operation.table())
        .getOrDefault(operation.column(), "")
        .startsWith("CHARACTER");
  }

  private static int longest(ChangeColumn operation) {
    DataType type = operation.change().typeOrNull();
    return type instanceof DataType.Varchar string
        ? string.length()
        : type instanceof DataType.FixedString fixed ? fixed.length() : Integer.MAX_VALUE;
  }
}
