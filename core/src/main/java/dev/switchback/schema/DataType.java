package dev.switchback.schema;

import java.util.HashSet;
import java.util.List;

/**
 * A portable data type. A dialect maps each data type to a database type without loss, or throws an
 * exception.
 */
public sealed interface DataType {

  /** Calls the method of {@code visitor} for this type. */
  <R> R accept(Visitor<R> visitor);

  /** Returns the call that creates this type, for messages: {@code string(200)}. */
  String describe();

  /** One method for each type, so that a dialect that lacks one does not compile. */
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

    R tinyInt(TinyInt type);

    R smallInt(SmallInt type);

    R real(Real type);

    R doublePrecision(DoublePrecision type);

    R fixedString(FixedString type);

    R caseInsensitiveText(CaseInsensitiveText type);

    R binary(Binary type);

    R fixedBinary(FixedBinary type);

    R varBinary(VarBinary type);

    R time(Time type);

    R localTimestamp(LocalTimestamp type);

    R array(ArrayOf type);

    R range(RangeOf type);

    R network(Network type);

    R custom(Custom type);
  }

  /**
   * A UUID.
   *
   * @param isBinary whether it is stored in 16 bytes also if the database has no UUID type
   */
  record Uuid(boolean isBinary) implements DataType {
    public Uuid() {
      this(false);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.uuid(this);
    }

    @Override
    public String describe() {
      return isBinary ? "uuid().asBinary()" : "uuid()";
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
    public String describe() {
      return "bool()";
    }
  }

  /** An integer type. */
  sealed interface WholeNumber extends DataType {

    /** Returns whether the type is unsigned. */
    boolean isUnsigned();

    /** Returns the number of bits. */
    int bits();

    /** Returns the unsigned type with the same number of bits. */
    WholeNumber unsigned();

    /** Returns the highest number of the type, at most {@link Long#MAX_VALUE}. */
    default long highest() {
      return bits() == Long.SIZE
          ? Long.MAX_VALUE
          : (1L << (isUnsigned() ? bits() : bits() - 1)) - 1;
    }
  }

  /** An integer of 8 bits. */
  record TinyInt(boolean isUnsigned) implements WholeNumber {
    public TinyInt() {
      this(false);
    }

    @Override
    public int bits() {
      return Byte.SIZE;
    }

    @Override
    public TinyInt unsigned() {
      return new TinyInt(true);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.tinyInt(this);
    }

    @Override
    public String describe() {
      return isUnsigned ? "tinyInt().unsigned()" : "tinyInt()";
    }
  }

  /** An integer of 16 bits. */
  record SmallInt(boolean isUnsigned) implements WholeNumber {
    public SmallInt() {
      this(false);
    }

    @Override
    public int bits() {
      return Short.SIZE;
    }

    @Override
    public SmallInt unsigned() {
      return new SmallInt(true);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.smallInt(this);
    }

    @Override
    public String describe() {
      return isUnsigned ? "smallInt().unsigned()" : "smallInt()";
    }
  }

  /** An integer of 32 bits. */
  record Int(boolean isUnsigned) implements WholeNumber {
    public Int() {
      this(false);
    }

    @Override
    public int bits() {
      return Integer.SIZE;
    }

    @Override
    public Int unsigned() {
      return new Int(true);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.integer(this);
    }

    @Override
    public String describe() {
      return isUnsigned ? "integer().unsigned()" : "integer()";
    }
  }

  /** An integer of 64 bits. */
  record BigInt(boolean isUnsigned) implements WholeNumber {
    public BigInt() {
      this(false);
    }

    @Override
    public int bits() {
      return Long.SIZE;
    }

    @Override
    public BigInt unsigned() {
      return new BigInt(true);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.bigInt(this);
    }

    @Override
    public String describe() {
      return isUnsigned ? "bigInt().unsigned()" : "bigInt()";
    }
  }

  /**
   * A point in time, stored in UTC.
   *
   * @param precision the number of fractional digits of a second, from 0 to 6
   */
  record Timestamp(int precision) implements DataType {
    public Timestamp {
      Seconds.check("timestamp", precision);
    }

    public Timestamp() {
      this(Seconds.FINEST);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.timestamp(this);
    }

    @Override
    public String describe() {
      return Seconds.describe("timestamp", precision);
    }
  }

  /** A date without time zone. */
  record Date() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.date(this);
    }

    @Override
    public String describe() {
      return "date()";
    }
  }

  /**
   * A decimal number of {@code precision} digits, {@code scale} of them after the decimal point.
   */
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
    public String describe() {
      return "json()";
    }
  }

  /** An enumeration of texts. */
  record Enumeration(List<String> values) implements DataType {
    public Enumeration {
      values = List.copyOf(values);
      Check.that(!values.isEmpty(), "enumeration() – it has no values: name at least one");
      Check.that(
          new HashSet<>(values).size() == values.size(),
          "enumeration%s – a value appears twice",
          values);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.enumeration(this);
    }

    @Override
    public String describe() {
      return "enumeration" + values;
    }
  }

  /** A floating-point number of 4 bytes. */
  record Real() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.real(this);
    }

    @Override
    public String describe() {
      return "real()";
    }
  }

  /** A floating-point number of 8 bytes. */
  record DoublePrecision() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.doublePrecision(this);
    }

    @Override
    public String describe() {
      return "doublePrecision()";
    }
  }

  /** Text of exactly {@code length} characters. */
  record FixedString(int length) implements DataType {
    public FixedString {
      Check.that(length > 0, "fixedString(%d) – a length is 1 or more", length);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.fixedString(this);
    }

    @Override
    public String describe() {
      return "fixedString(" + length + ")";
    }
  }

  /** Text of any length that is compared without regard to case. */
  record CaseInsensitiveText() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.caseInsensitiveText(this);
    }

    @Override
    public String describe() {
      return "citext()";
    }
  }

  /** Bytes, up to the maximum of the database. */
  record Binary() implements DataType {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.binary(this);
    }

    @Override
    public String describe() {
      return "binary()";
    }
  }

  /** Exactly {@code length} bytes. */
  record FixedBinary(int length) implements DataType {
    public FixedBinary {
      Check.that(length > 0, "binary(%d) – a length is 1 or more", length);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.fixedBinary(this);
    }

    @Override
    public String describe() {
      return "binary(" + length + ")";
    }
  }

  /** At most {@code length} bytes. */
  record VarBinary(int length) implements DataType {
    public VarBinary {
      Check.that(length > 0, "varBinary(%d) – a length is 1 or more", length);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.varBinary(this);
    }

    @Override
    public String describe() {
      return "varBinary(" + length + ")";
    }
  }

  /**
   * A time of day without time zone.
   *
   * @param precision the number of fractional digits of a second, from 0 to 6
   */
  record Time(int precision) implements DataType {
    public Time {
      Seconds.check("time", precision);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.time(this);
    }

    @Override
    public String describe() {
      return Seconds.describe("time", precision);
    }
  }

  /**
   * A date and time of day without time zone.
   *
   * @param precision the number of fractional digits of a second, from 0 to 6
   */
  record LocalTimestamp(int precision) implements DataType {
    public LocalTimestamp {
      Seconds.check("localTimestamp", precision);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.localTimestamp(this);
    }

    @Override
    public String describe() {
      return Seconds.describe("localTimestamp", precision);
    }
  }

  /** An array of values of one type. */
  record ArrayOf(DataType element) implements DataType {
    public ArrayOf {
      Check.that(
          !(element instanceof ArrayOf),
          "arrayOf(%s) – arrays of arrays differ from database to database: use json()",
          element.describe());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.array(this);
    }

    @Override
    public String describe() {
      return "arrayOf(" + element.describe() + ")";
    }
  }

  /** A range between two values of an ordered type. */
  record RangeOf(DataType bound) implements DataType {
    public RangeOf {
      boolean hasRanges =
          bound.equals(new Int())
              || bound.equals(new BigInt())
              || bound instanceof Decimal
              || bound.equals(new Timestamp())
              || bound.equals(new LocalTimestamp(Seconds.FINEST))
              || bound instanceof Date;
      Check.that(
          hasRanges,
          "rangeOf(%s) – a range is of integer(), bigInt(), decimal(), timestamp(),"
              + " localTimestamp() or date()",
          bound.describe());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.range(this);
    }

    @Override
    public String describe() {
      return "rangeOf(" + bound.describe() + ")";
    }
  }

  /** A network address. */
  record Network(Kind kind) implements DataType {
    /** The kind of network address. */
    public enum Kind {
      /** A host address, optionally with its network. */
      INET,
      /** A network. */
      CIDR,
      /** A MAC address of 6 bytes. */
      MACADDR
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.network(this);
    }

    @Override
    public String describe() {
      return switch (kind) {
        case INET -> "inet()";
        case CIDR -> "cidr()";
        case MACADDR -> "macAddr()";
      };
    }
  }

  /** A type in the database's own syntax. */
  record Custom(String sql) implements DataType {
    public Custom {
      Check.that(!sql.isBlank(), "custom() – the type is empty");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.custom(this);
    }

    @Override
    public String describe() {
      return "custom(" + sql + ")";
    }
  }
}
