package dev.switchback.dialect;

import dev.switchback.schema.DataType;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Renders the types with their names in standard SQL. A dialect overrides the types that it names
 * differently.
 */
public class StandardTypes implements DataType.Visitor<String> {

  private final String database;
  private final UnaryOperator<String> quoteText;

  /**
   * Creates the types of a dialect.
   *
   * @param database its name
   * @param quoteText quotes a string literal
   */
  public StandardTypes(String database, UnaryOperator<String> quoteText) {
    this.database = database;
    this.quoteText = quoteText;
  }

  /**
   * Rejects a type.
   *
   * @param what what the database cannot do
   * @param instead what to use instead
   */
  protected final UnsupportedByDialectException unsupported(String what, String instead) {
    return new UnsupportedByDialectException(database, what, instead);
  }

  /** Rejects a type whose length, or number of digits, exceeds the maximum of the database. */
  protected final void refuseOver(int limit, int length, DataType type, String instead) {
    if (length > limit) {
      throw unsupported(
          "make a column of " + type.describe() + ", because " + limit + " is the limit", instead);
    }
  }

  @Override
  public String uuid(DataType.Uuid type) {
    return "UUID";
  }

  @Override
  public String string(DataType.Varchar type) {
    return "VARCHAR(" + type.length() + ")";
  }

  @Override
  public String text(DataType.Text type) {
    return "TEXT";
  }

  @Override
  public String bool(DataType.Bool type) {
    return "BOOLEAN";
  }

  @Override
  public String integer(DataType.Int type) {
    return type.isUnsigned() ? "BIGINT" : "INTEGER";
  }

  @Override
  public String bigInt(DataType.BigInt type) {
    return type.isUnsigned() ? "NUMERIC(20, 0)" : "BIGINT";
  }

  @Override
  public String timestamp(DataType.Timestamp type) {
    return "TIMESTAMP(" + type.precision() + ") WITH TIME ZONE";
  }

  @Override
  public String date(DataType.Date type) {
    return "DATE";
  }

  @Override
  public String decimal(DataType.Decimal type) {
    return "DECIMAL(" + type.precision() + ", " + type.scale() + ")";
  }

  @Override
  public String json(DataType.Json type) {
    return "JSON";
  }

  /** Returns {@code ENUM('a', 'b')}, as H2, MySQL and MariaDB write it inline. */
  @Override
  public String enumeration(DataType.Enumeration type) {
    return type.values().stream().map(quoteText).collect(Collectors.joining(", ", "ENUM(", ")"));
  }

  /** Returns the standard's smallest type, which holds 8 bits with and without a sign. */
  @Override
  public String tinyInt(DataType.TinyInt type) {
    return "SMALLINT";
  }

  @Override
  public String smallInt(DataType.SmallInt type) {
    return type.isUnsigned() ? "INTEGER" : "SMALLINT";
  }

  @Override
  public String real(DataType.Real type) {
    return "REAL";
  }

  @Override
  public String doublePrecision(DataType.DoublePrecision type) {
    return "DOUBLE PRECISION";
  }

  @Override
  public String fixedString(DataType.FixedString type) {
    return "CHAR(" + type.length() + ")";
  }

  @Override
  public String caseInsensitiveText(DataType.CaseInsensitiveText type) {
    throw unsupported(
        "compare texts by " + type.describe(), "Use text() with a collation of the database");
  }

  @Override
  public String binary(DataType.Binary type) {
    return "BINARY LARGE OBJECT";
  }

  @Override
  public String fixedBinary(DataType.FixedBinary type) {
    return "BINARY(" + type.length() + ")";
  }

  @Override
  public String varBinary(DataType.VarBinary type) {
    return "VARBINARY(" + type.length() + ")";
  }

  @Override
  public String time(DataType.Time type) {
    return "TIME(" + type.precision() + ")";
  }

  @Override
  public String localTimestamp(DataType.LocalTimestamp type) {
    return "TIMESTAMP(" + type.precision() + ")";
  }

  @Override
  public String array(DataType.ArrayOf type) {
    return type.element().accept(this) + " ARRAY";
  }

  @Override
  public String range(DataType.RangeOf type) {
    throw unsupported(
        "make a column of " + type.describe(), "Use two columns, for its beginning and its end");
  }

  /** Rejects the type, because a text column would accept invalid addresses. */
  @Override
  public String network(DataType.Network type) {
    throw unsupported(
        "make a column of " + type.describe() + ", which accepts only addresses",
        "Use string(43), and check the values yourself");
  }

  @Override
  public String custom(DataType.Custom type) {
    return type.sql();
  }
}
