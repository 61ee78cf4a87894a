package dev.switchback.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column as the server shows it. Types, defaults and expressions are in the server's own words,
 * so that they differ from one database to the next; what stands where does not.
 *
 * @param type {@code character varying(200)} on PostgreSQL, {@code varchar(200)} on MySQL; an enum
 *     type of PostgreSQL is shown with its values
 * @param defaultOrNull what a row gets that does not name the column, as SQL; {@code (…)} where the
 *     server says of an expression only that there is one, as MySQL 8.0.15 does for texts and bytes
 * @param isAutoIncrement whether the database counts it by itself
 * @param generatedOrNull the expression that it is always computed from
 * @param commentOrNull its comment
 * @param collationOrNull its collation; PostgreSQL and H2 show none where it is the database's own
 * @param enumValues the values of an enumeration, or of an array of one, in order; none for any
 *     other type
 * @param extra what else the server says of it, such as {@code ON UPDATE CURRENT_TIMESTAMP} or
 *     {@code STORED}; often empty
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

  /** What a row gets that does not name the column, as the server's own SQL. */
  public Optional<String> defaultValue() {
    return Optional.ofNullable(defaultOrNull);
  }

  /** The expression that it is computed from, if it is a generated column. */
  public Optional<String> generated() {
    return Optional.ofNullable(generatedOrNull);
  }

  /** The comment, if there is one. */
  public Optional<String> comment() {
    return Optional.ofNullable(commentOrNull);
  }

  /** The collation, if the server shows one. */
  public Optional<String> collation() {
    return Optional.ofNullable(collationOrNull);
  }
}
