package dev.switchback.postgresql;

import dev.switchback.dialect.StandardTypes;
import dev.switchback.schema.DataType;
import java.util.Locale;
import java.util.Optional;

/** The types that PostgreSQL names differently from standard SQL. */
final class PostgreSqlTypes extends StandardTypes {

  /** The maximum length in characters of CHAR and VARCHAR. */
  private static final int LONGEST_STRING = 10_485_760;

  private static final int MOST_DIGITS = 1_000;

  PostgreSqlTypes(String database) {
    super(
        database,
        text -> {
          throw new IllegalStateException("an enumeration is a separate type here");
        });
  }

  /** Returns the name that {@code format_type} gives to a type. */
  static String inCatalog(String type) {
    return type.toLowerCase(Locale.ROOT)
        .replaceFirst("^varchar", "character varying")
        .replaceFirst("^char(?=\\()", "character")
        .replaceFirst("^(?:decimal|numeric)\\((\\d+), (\\d+)\\)", "numeric($1,$2)")
        .replaceFirst("^(time(?:stamp)?(?:\\(\\d\\))?)(?=$|\\[)", "$1 without time zone");
  }

  /** Returns the type. Microseconds are the default, as for every timestamp of PostgreSQL. */
  @Override
  public String timestamp(DataType.Timestamp type) {
    return "TIMESTAMP" + seconds(type.precision()) + " WITH TIME ZONE";
  }

  /** Returns a check of the length of binary values: {@code BYTEA} has no length. */
  static Optional<String> lengthCondition(DataType type, String column) {
    if (type instanceof DataType.FixedBinary binary) {
      return Optional.of("octet_length(" + column + ") = " + binary.length());
    }
    return type instanceof DataType.VarBinary binary
        ? Optional.of("octet_length(" + column + ") <= " + binary.length())
        : Optional.empty();
  }

  private static String seconds(int precision) {
    return precision == 6 ? "" : "(" + precision + ")";
  }

  /** Returns JSONB, which can be compared and indexed. */
  @Override
  public String json(DataType.Json type) {
    return "JSONB";
  }

  @Override
  public String string(DataType.Varchar type) {
    refuseOver(LONGEST_STRING, type.length(), type, "Use text()");
    return super.string(type);
  }

  @Override
  public String fixedString(DataType.FixedString type) {
    refuseOver(LONGEST_STRING, type.length(), type, "Use text()");
    return super.fixedString(type);
  }

  @Override
  public String decimal(DataType.Decimal type) {
    refuseOver(MOST_DIGITS, type.precision(), type, "Use a smaller precision, or text()");
    return super.decimal(type);
  }

  @Override
  public String time(DataType.Time type) {
    return "TIME" + seconds(type.precision());
  }

  @Override
  public String localTimestamp(DataType.LocalTimestamp type) {
    return "TIMESTAMP" + seconds(type.precision());
  }

  @Override
  public String caseInsensitiveText(DataType.CaseInsensitiveText type) {
    return "CITEXT";
  }

  @Override
  public String binary(DataType.Binary type) {
    return "BYTEA";
  }

  /** Returns BYTEA, which has no length. A check limits the length. */
  @Override
  public String fixedBinary(DataType.FixedBinary type) {
    return "BYTEA";
  }

  @Override
  public String varBinary(DataType.VarBinary type) {
    return "BYTEA";
  }

  @Override
  public String array(DataType.ArrayOf type) {
    return type.element().accept(this) + "[]";
  }

  @Override
  public String range(DataType.RangeOf type) {
    return type.bound()
        .accept(
            new StandardTypes("", text -> text) {
              @Override
              public String integer(DataType.Int bound) {
                return "INT4RANGE";
              }

              @Override
              public String bigInt(DataType.BigInt bound) {
                return "INT8RANGE";
              }

              @Override
              public String decimal(DataType.Decimal bound) {
                return "NUMRANGE";
              }

              @Override
              public String timestamp(DataType.Timestamp bound) {
                return "TSTZRANGE";
              }

              @Override
              public String localTimestamp(DataType.LocalTimestamp bound) {
                return "TSRANGE";
              }

              @Override
              public String date(DataType.Date bound) {
                return "DATERANGE";
              }
            });
  }

  @Override
  public String network(DataType.Network type) {
    return type.kind().name();
  }
}
