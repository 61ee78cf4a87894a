package dev.switchback.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;

/**
 * Returns whether a value can be the default of a column of a type.
 *
 * @param value the default
 */
record ConstantFit(Object value) implements DataType.Visitor<Boolean> {

  @Override
  public Boolean uuid(DataType.Uuid type) {
    return value instanceof UUID;
  }

  @Override
  public Boolean string(DataType.Varchar type) {
    return value instanceof String text && text.codePointCount(0, text.length()) <= type.length();
  }

  @Override
  public Boolean text(DataType.Text type) {
    return value instanceof String;
  }

  @Override
  public Boolean bool(DataType.Bool type) {
    return value instanceof Boolean;
  }

  @Override
  public Boolean integer(DataType.Int type) {
    return isWhole(type);
  }

  @Override
  public Boolean bigInt(DataType.BigInt type) {
    return isWhole(type);
  }

  @Override
  public Boolean timestamp(DataType.Timestamp type) {
    return value instanceof Instant instant && Seconds.fit(instant, type.precision());
  }

  @Override
  public Boolean date(DataType.Date type) {
    return value instanceof LocalDate;
  }

  @Override
  public Boolean decimal(DataType.Decimal type) {
    if (isWhole(new DataType.BigInt())) {
      return fits(type, BigDecimal.valueOf(((Number) value).longValue()));
    }
    return (value instanceof BigDecimal decimal && fits(type, decimal))
        || (value instanceof BigInteger integer && fits(type, new BigDecimal(integer)));
  }

  private static boolean fits(DataType.Decimal type, BigDecimal value) {
    BigDecimal exact = value.stripTrailingZeros();
    return exact.scale() <= type.scale()
        && exact.precision() - exact.scale() <= type.precision() - type.scale();
  }

  @Override
  public Boolean json(DataType.Json type) {
    return value instanceof String;
  }

  @Override
  public Boolean enumeration(DataType.Enumeration type) {
    return value instanceof String word && type.values().contains(word);
  }

  @Override
  public Boolean tinyInt(DataType.TinyInt type) {
    return isWhole(type);
  }

  @Override
  public Boolean smallInt(DataType.SmallInt type) {
    return isWhole(type);
  }

  /** Accepts also a {@link Double} if a {@link Float} has the same decimal digits: {@code 0.1}. */
  @Override
  public Boolean real(DataType.Real type) {
    return value instanceof Float
        || (value instanceof Double number
            && number.toString().equals(Float.toString(number.floatValue())))
        || (value instanceof Integer number && (int) number.floatValue() == number);
  }

  @Override
  public Boolean doublePrecision(DataType.DoublePrecision type) {
    return value instanceof Double || value instanceof Integer;
  }

  /** Refuses trailing spaces: they cannot be distinguished from the padding of the database. */
  @Override
  public Boolean fixedString(DataType.FixedString type) {
    return value instanceof String text
        && text.codePointCount(0, text.length()) == type.length()
        && !text.endsWith(" ");
  }

  @Override
  public Boolean caseInsensitiveText(DataType.CaseInsensitiveText type) {
    return value instanceof String;
  }

  @Override
  public Boolean binary(DataType.Binary type) {
    return value instanceof Bytes;
  }

  @Override
  public Boolean fixedBinary(DataType.FixedBinary type) {
    return value instanceof Bytes bytes && bytes.length() == type.length();
  }

  @Override
  public Boolean varBinary(DataType.VarBinary type) {
    return value instanceof Bytes bytes && bytes.length() <= type.length();
  }

  @Override
  public Boolean time(DataType.Time type) {
    return value instanceof LocalTime time && Seconds.fit(time, type.precision());
  }

  @Override
  public Boolean localTimestamp(DataType.LocalTimestamp type) {
    return value instanceof LocalDateTime time && Seconds.fit(time, type.precision());
  }

  @Override
  public Boolean array(DataType.ArrayOf type) {
    return value instanceof List<?> list
        && list.stream().allMatch(each -> type.element().accept(new ConstantFit(each)));
  }

  @Override
  public Boolean range(DataType.RangeOf type) {
    return value instanceof String;
  }

  @Override
  public Boolean network(DataType.Network type) {
    return value instanceof String;
  }

  /**
   * Accepts values that have the same form on every database, because only the database knows the
   * type.
   */
  @Override
  public Boolean custom(DataType.Custom type) {
    return value instanceof String
        || value instanceof Boolean
        || value instanceof BigDecimal
        || isWhole(new DataType.BigInt());
  }

  /** Accepts a {@link Long} or a {@link BigInteger} only if the type has values that need one. */
  private boolean isWhole(DataType.WholeNumber type) {
    int magnitude = type.isUnsigned() ? type.bits() : type.bits() - 1;
    boolean isOfItsKind =
        value instanceof Integer
            || value instanceof Short
            || value instanceof Byte
            || (value instanceof Long && magnitude > 31)
            || (value instanceof BigInteger && magnitude > 63);
    if (!isOfItsKind) {
      return false;
    }
    BigInteger number = new BigInteger(value.toString());
    return number.bitLength() <= magnitude && (number.signum() >= 0 || !type.isUnsigned());
  }
}
