package dev.switchback.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/**
 * What a column holds, said without naming a database's type. A dialect maps each to a type that
 * loses nothing, or raises.
 */
public sealed interface DataType {

  /** Calls the method of {@code visitor} that is made for this type. */
  <R> R accept(Visitor<R> visitor);

  /** Whether {@code value} can be the default of a column of this type. */
  boolean accepts(Object value);

  /** The name by which a migration asks for this type, for messages: {@code string(200)}. */
  String describe();

  /** One method for each type, so that the compiler names a dialect that forgot one. */
  interface Visitor<R> {
    R uuid(Uuid type);

    R string(Varchar type);

    R text(Text type);

    R bool(Bool type);

    R integer(Int type);

    R bigInt(BigInt type);

    R timestamp(Timestamp type);

    R date(Date type);

    R decimal(Decimal type);

    R json(Json type);

    R enumeration(Enumeration type);
  }

  /** A universally unique identifier of 128 bits. */
  record Uuid() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.uuid(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof UUID;
    }

    @Override
    public String describe() {
      return "uuid()";
    }
  }

  /** Text of at most {@code length} characters. */
  record Varchar(int length) implements DataType {
    public Varchar {
      Check.that(length > 0, "string(%d) – a length is 1 or more", length);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.string(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof String text && text.codePointCount(0, text.length()) <= length;
    }

    @Override
    public String describe() {
      return "string(" + length + ")";
    }
  }

  /** Text of any length that the database can store. */
  record Text() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.text(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof String;
    }

    @Override
    public String describe() {
      return "text()";
    }
  }

  /** True or false. */
  record Bool() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bool(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof Boolean;
    }

    @Override
    public String describe() {
      return "bool()";
    }
  }

  /** A whole number of 32 bits, with a sign. */
  record Int() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.integer(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof Integer || value instanceof Short || value instanceof Byte;
    }

    @Override
    public String describe() {
      return "integer()";
    }
  }

  /** A whole number of 64 bits, with a sign. */
  record BigInt() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bigInt(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof Long || new Int().accepts(value);
    }

    @Override
    public String describe() {
      return "bigInt()";
    }
  }

  /** A point in time to the microsecond, kept in UTC. */
  record Timestamp() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.timestamp(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof Instant instant
          && instant.equals(instant.truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public String describe() {
      return "timestamp()";
    }
  }

  /** A day of the calendar, in no time zone. */
  record Date() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.date(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof LocalDate;
    }

    @Override
    public String describe() {
      return "date()";
    }
  }

  /** An exact number of {@code precision} digits, {@code scale} of them behind the point. */
  record Decimal(int precision, int scale) implements DataType {
    public Decimal {
      Check.that(
          precision > 0 && scale >= 0 && scale <= precision,
          "decimal(%d, %d) – the precision is 1 or more, the scale from 0 to the precision",
          precision,
          scale);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.decimal(this);
    }

    @Override
    public boolean accepts(Object value) {
      if (new BigInt().accepts(value)) {
        return fits(BigDecimal.valueOf(((Number) value).longValue()));
      }
      return (value instanceof BigDecimal decimal && fits(decimal))
          || (value instanceof BigInteger integer && fits(new BigDecimal(integer)));
    }

    private boolean fits(BigDecimal value) {
      BigDecimal exact = value.stripTrailingZeros();
      return exact.scale() <= scale && exact.precision() - exact.scale() <= precision - scale;
    }

    @Override
    public String describe() {
      return "decimal(" + precision + ", " + scale + ")";
    }
  }

  /** A JSON document. */
  record Json() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.json(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof String;
    }

    @Override
    public String describe() {
      return "json()";
    }
  }

  /** One of a list of words. */
  record Enumeration(List<String> values) implements DataType {
    public Enumeration {
      values = List.copyOf(values);
      Check.that(!values.isEmpty(), "enumeration() – it has no values: name at least one");
      Check.that(
          new HashSet<>(values).size() == values.size(),
          "enumeration%s – a value stands there twice",
          values);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.enumeration(this);
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof String word && values.contains(word);
    }

    @Override
    public String describe() {
      return "enumeration" + values;
    }
  }
}
