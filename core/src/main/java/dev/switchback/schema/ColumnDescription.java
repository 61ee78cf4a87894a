package dev.switchback.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column as the server describes it. The structure is the same on every database. Types, defaults
 * and expressions are in the syntax of the server, and differ between databases.
 *
 * @param type {@code character varying(200)} on PostgreSQL, {@code varchar(200)} on MySQL; an enum
 *     type of PostgreSQL is shown with its values
 * @param defaultOrNull the default, as SQL; {@code (…)} if the server reports only that there is an
 *     expression, as MySQL 8.0.15 does for texts and bytes
 * @param isAutoIncrement whether the database numbers the rows
 * @param generatedOrNull the expression of a generated column
 * @param commentOrNull the comment
 * @param collationOrNull the collation; PostgreSQL and H2 do not show the default of the database
 * @param enumValues the values of an enumeration, or of an array of one, in order; empty for any
 *     other type
 * @param extra further attributes, such as {@code ON UPDATE CURRENT_TIMESTAMP} or {@code STORED};
 *     often empty
 */
public record ColumnDescription(
    String name,
    String type,
    boolean isNullable,
    @Nullable String defaultOrNull,
    boolean isAutoIncrement,
    @Nullable String generatedOrNull,
    @Nullable String commentOrNull,
    @Nullable String collationOrNull,
    List<String> enumValues,
    String extra) {

  public ColumnDescription {
    enumValues = List.copyOf(enumValues);
  }

  /** Returns the default, in the SQL of the server. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultOrNull);
  }

  /** Returns the expression, if this is a generated column. */
  public Optional<String> generated() {
    return Optional.ofNullable(generatedOrNull);
  }

  /** Returns the comment, if there is one. */
  public Optional<String> comment() {
    return Optional.ofNullable(commentOrNull);
  }

  /** Returns the collation, if the server reports one. */
  public Optional<String> collation() {
    return Optional.ofNullable(collationOrNull);
  }
}
