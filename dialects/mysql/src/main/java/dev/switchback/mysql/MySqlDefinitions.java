package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.IndexFeature;
import dev.switchback.dialect.StandardSql;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.schema.Bytes;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.ReferentialAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes names, values, columns and constraints in the SQL of MySQL, and says how the catalogue
 * stores them.
 */
abstract class MySqlDefinitions extends StandardSql {

  /** The longest name in characters (MySQL Reference Manual, "Identifier Length Limits"). */
  private static final int LONGEST_NAME = 64;

  /**
   * The longest comment of a column in characters (MySQL Reference Manual, "CREATE TABLE
   * Statement").
   */
  private static final int LONGEST_COLUMN_COMMENT = 1_024;

  private static final int LONGEST_TABLE_COMMENT = 2_048;

  final ServerSettings settings;

  final ServerVersion version;

  private final String qualifier;

  /**
   * @param qualifier the quoted database and a dot; empty for the current database
   */
  MySqlDefinitions(ServerSettings settings, ServerVersion version, String qualifier) {
    this.settings = settings;
    this.version = version;
    this.qualifier = qualifier;
  }

  @Override
  protected String qualifier() {
    return qualifier;
  }

  @Override
  protected String database() {
    return "MySQL";
  }

  @Override
  protected String identifierQuote() {
    return "`";
  }

  /**
   * Refuses a name with a character beyond U+FFFF or a space at the end (MySQL Reference Manual,
   * "Schema Object Names"). The server also reads tabs and line breaks as spaces.
   */
  @Override
  protected void refuseUnfit(String identifier) {
    int length = identifier.codePointCount(0, identifier.length());
    refuseLonger(identifier, length, LONGEST_NAME, "characters");
    refuse(length < identifier.length(), identifier, "it has a character beyond U+FFFF");
    refuse(
        " \t\n\u000b\f\r".indexOf(identifier.charAt(identifier.length() - 1)) >= 0,
        identifier,
        "it ends with a space");
  }

  @Override
  protected String string(String text) {
    String quoted = super.string(text);
    return settings.sqlMode().contains("NO_BACKSLASH_ESCAPES")
        ? quoted
        : quoted.replace("\\", "\\\\");
  }

  /** Returns the literal without the keyword TIMESTAMP, which 8.0.15 refuses in a default. */
  @Override
  protected String timestamp(String utc) {
    return string(utc);
  }

  /** Returns the literal without the keyword DATE, which 8.0.15 refuses in a default. */
  @Override
  protected String date(String day) {
    return string(day);
  }

  @Override
  protected String time(String time) {
    return string(time);
  }

  @Override
  protected String localTimestamp(String time) {
    return string(time);
  }

  /** Adds an exponent, so that the number is not decimal and a negative zero keeps its sign. */
  @Override
  protected String approximate(String number) {
    new FiniteNumbers(database()).require(number);
    return number.contains("E") ? number : number + "E0";
  }

  @Override
  protected DataType.Visitor<String> types() {
    return new MySqlTypes(database(), this::string);
  }

  /**
   * Renders a constant default. Text, JSON and binary columns take a default only as an expression
   * in brackets. In such an expression, 8.0.15 rewrites {@code X''} to {@code 0x}, and then reads
   * it as a column name.
   */
  @Override
  protected String constantDefault(Object value, DataType type) {
    if (type instanceof DataType.Text || type instanceof DataType.Json) {
      return "(" + textInExpression(value.toString()) + ")";
    }
    if (type instanceof DataType.Binary) {
      return value instanceof Bytes bytes && bytes.length() == 0
          ? "('')"
          : "(" + literal(value) + ")";
    }
    return value instanceof UUID uuid && isBinary(type)
        ? binary(uuid.toString().replace("-", ""))
        : literal(value);
  }

  /** Returns whether the type is a UUID that is stored as bytes. */
  private boolean isBinary(DataType type) {
    return type instanceof DataType.Uuid && type.accept(types()).startsWith("BINARY");
  }

  /**
   * Writes NULL for a nullable TIMESTAMP if the server would add a default of its own. Refuses a
   * TIMESTAMP that is not nullable and has no default.
   */
  @Override
  protected String type(String table, Column column) {
    String type = super.type(table, column);
    if (!settings.fillsTimestamps() || !type.toLowerCase(Locale.ROOT).startsWith("timestamp")) {
      return type;
    }
    if (!column.definition().isNullable() && column.definition().defaultValue().isEmpty()) {
      throw new UnsupportedByDialectException(
          database(),
          "keep '%s' of '%s' without a default, because the server gives a TIMESTAMP one while explicit_defaults_for_timestamp is OFF"
              .formatted(column.name(), table),
          "Nothing was sent. Switch explicit_defaults_for_timestamp on in the server, or use"
              + " localTimestamp().");
    }
    return column.definition().isNullable() ? type + " NULL" : type;
  }

  /**
   * Converts the UUID of the server's function, which is text, to bytes if the column stores bytes.
   */
  @Override
  protected String defaultClause(DefaultValue value, DataType type) {
    return value instanceof DefaultValue.RandomUuid && isBinary(type)
        ? " DEFAULT (UNHEX(REPLACE(UUID(), '-', '')))"
        : super.defaultClause(value, type);
  }

  /** Returns no check, because the types themselves refuse values that do not fit. */
  @Override
  protected Optional<String> typeCondition(DataType type, String column) {
    return Optional.empty();
  }

  @Override
  protected String identityAlways() {
    throw new UnsupportedByDialectException(
        database(), "refuse the numbers that inserts provide", "Use autoIncrement()");
  }

  /** Returns nothing: the first number is an option of the table, and its next number from then. */
  @Override
  protected String beginning(DefaultValue.AutoIncrement numbering) {
    if (numbering.increment() != 1) {
      throw new UnsupportedByDialectException(
          database(),
          "number rows by " + numbering.increment() + ", because a server has one distance for all",
          "Nothing was sent. Leave out incrementedBy(…), or set auto_increment_increment in the"
              + " server.");
    }
    return "";
  }

  @Override
  public String beginningInCatalog(DefaultValue.AutoIncrement numbering) {
    return "";
  }

  /**
   * Renders a text in an expression. Under NO_BACKSLASH_ESCAPES, the server stores expressions with
   * backslash escapes, and then cannot read them (seen on 8.0.15). There, the text is written in
   * hexadecimal digits.
   */
  private String textInExpression(String text) {
    String quoted = string(text); // throws if the text has forbidden characters
    return settings.sqlMode().contains("NO_BACKSLASH_ESCAPES") && !text.isEmpty()
        ? "CONVERT(X'%s' USING utf8mb4)"
            .formatted(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
        : quoted;
  }

  /**
   * Renders a comment. The server stores comments in the old utf8, which replaces characters beyond
   * U+FFFF by question marks.
   */
  private String comment(String text, String of, int longest) {
    int length = text.codePointCount(0, text.length());
    refuse(length < text.length(), text, "a comment cannot contain a character beyond U+FFFF");
    if (length > longest) {
      throw new UnsupportedByDialectException(
          database(),
          "keep the comment of a %s with %d characters, because %d is the limit"
              .formatted(of, length, longest),
          "Write a shorter one");
    }
    return string(text);
  }

  /** Returns the comment of a table as a literal. */
  final String tableComment(String text) {
    return comment(text, "table", LONGEST_TABLE_COMMENT);
  }

  @Override
  protected String columnComment(String text) {
    return " COMMENT " + comment(text, "column", LONGEST_COLUMN_COMMENT);
  }

  @Override
  protected String autoIncrement() {
    return " AUTO_INCREMENT";
  }

  @Override
  protected String placement(AddColumn operation, ColumnPosition position, Catalog catalog) {
    return placed(position);
  }

  /** Returns what places a column, with a leading space. */
  final String placed(ColumnPosition position) {
    return position.after().map(column -> " AFTER " + quote(column)).orElse(" FIRST");
  }

  /** Accepts every position: {@code MODIFY COLUMN} moves a column. */
  @Override
  protected void requireMovable(ChangeColumn operation, ColumnPosition position) {}

  /** Returns the time in UTC. CURRENT_TIMESTAMP would be in the time zone of the session. */
  @Override
  protected String now() {
    return "(UTC_TIMESTAMP(6))";
  }

  @Override
  protected String randomUuid() {
    return "(UUID())";
  }

  /**
   * Refuses SET DEFAULT, which InnoDB lacks. MySQL refuses it late, and MariaDB treats it as no
   * action.
   */
  @Override
  protected String rule(String event, ReferentialAction action) {
    if (action == ReferentialAction.SET_DEFAULT) {
      throw new UnsupportedByDialectException(
          database(),
          event + " SET DEFAULT, which InnoDB does not execute",
          "Use another action, or a trigger by execute(…)");
    }
    return super.rule(event, action);
  }

  /**
   * Refuses a check before 8.0.16, which would parse and ignore it (MySQL Reference Manual, "CHECK
   * Constraints").
   */
  @Override
  protected String check(Constraint.Check check) {
    if (version.isBefore(8, 0, 16)) {
      throw new UnsupportedByDialectException(
          database(),
          "keep the " + check.describe() + ", which version " + version.text() + " does not store",
          "Use version 8.0.16 or a later one, or leave it out");
    }
    return super.check(check);
  }

  @Override
  protected Set<IndexFeature> indexFeatures() {
    return EnumSet.of(
        IndexFeature.DESCENDING,
        IndexFeature.LENGTH,
        IndexFeature.EXPRESSION,
        IndexFeature.FULLTEXT,
        IndexFeature.INVISIBLE,
        IndexFeature.SPATIAL);
  }

  /**
   * Returns the type as in {@code information_schema.COLUMNS}, without the display widths of old
   * servers.
   */
  @Override
  public String typeInCatalog(String table, Column column) {
    if (column.definition().type() instanceof DataType.Enumeration enumeration) {
      return EnumType.of(enumeration.values());
    }
    String type = column.definition().type().accept(types()).toLowerCase(Locale.ROOT);
    return switch (type) {
      case "boolean" -> "tinyint(1)";
      case "integer" -> "int";
      case "integer unsigned" -> "int unsigned";
      default -> type.replace(", ", ",").replaceFirst(" character set .*", "");
    };
  }

  /**
   * Returns PRIMARY for a primary key, because the server gives every primary key this name. Its
   * conventional name means it too. No other constraint is found by that name.
   */
  @Override
  public String nameInCatalog(RemoveConstraint operation) {
    return operation.meansPrimaryKey() ? "PRIMARY" : operation.name();
  }

  /**
   * These servers ignore the case of all names but those of databases, tables and triggers (MySQL
   * Reference Manual, "Identifier Case Sensitivity").
   */
  @Override
  public boolean isSameName(String one, String other) {
    return one.equalsIgnoreCase(other);
  }

  /** Returns PRIMARY for a primary key, whatever name the migration gave it. */
  @Override
  public String nameInCatalog(Constraint constraint) {
    return constraint instanceof Constraint.PrimaryKey ? "PRIMARY" : constraint.name();
  }

  @Override
  public boolean indexesForeignKeys() {
    return true;
  }
}
