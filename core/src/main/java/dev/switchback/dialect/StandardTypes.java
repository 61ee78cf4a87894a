package dev.switchback.dialect;

import dev.switchback.schema.DataType;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The types by their names in standard SQL. A dialect overrides those that it calls differently.
 */
public class StandardTypes implements DataType.Visitor<String> {

  private final UnaryOperator<String> quoteText;

  /** The types of a dialect that writes a text as {@code quoteText} does. */
  public StandardTypes(UnaryOperator<String> quoteText) {
    this.quoteText = quoteText;
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
    return "INTEGER";
  }

  @Override
  public String bigInt(DataType.BigInt type) {
    return "BIGINT";
  }

  @Override
  public String timestamp(DataType.Timestamp type) {
    return "TIMESTAMP(6) WITH TIME ZONE";
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

  /** {@code ENUM('a', 'b')}, as H2, MySQL and MariaDB write it inline. */
  @Override
  public String enumeration(DataType.Enumeration type) {
    return type.values().stream().map(quoteText).collect(Collectors.joining(", ", "ENUM(", ")"));
  }
}
