package dev.switchback.h2;

import dev.switchback.dialect.StandardTypes;
import dev.switchback.schema.DataType;
import java.util.function.UnaryOperator;

/** The types that H2 names differently from standard SQL. */
final class H2Types extends StandardTypes {

  /**
   * The maximum length in characters or bytes: {@code org.h2.engine.Constants}, MAX_STRING_LENGTH.
   */
  private static final int LONGEST = 1_000_000_000;

  /** The maximum precision: {@code org.h2.engine.Constants}, MAX_NUMERIC_PRECISION. */
  private static final int MOST_DIGITS = 100_000;

  H2Types(UnaryOperator<String> quoteText) {
    super("H2", quoteText);
  }

  /** Refuses blank values: H2 reads a value of only spaces and control characters as no value. */
  @Override
  public String enumeration(DataType.Enumeration type) {
    for (String value : type.values()) {
      if (value.trim().isEmpty()) {
        throw unsupported(
            "keep a value of an enumeration that is blank", "Write a word, or use string(…)");
      }
    }
    return super.enumeration(type);
  }

  /** Returns VARCHAR. H2 cannot index a large object or make it unique. */
  @Override
  public String text(DataType.Text type) {
    return "VARCHAR";
  }

  @Override
  public String string(DataType.Varchar type) {
    refuseOver(LONGEST, type.length(), type, "Use text()");
    return super.string(type);
  }

  @Override
  public String fixedString(DataType.FixedString type) {
    refuseOver(LONGEST, type.length(), type, "Use text()");
    return super.fixedString(type);
  }

  @Override
  public String fixedBinary(DataType.FixedBinary type) {
    refuseOver(LONGEST, type.length(), type, "Use binary()");
    return super.fixedBinary(type);
  }

  @Override
  public String varBinary(DataType.VarBinary type) {
    refuseOver(LONGEST, type.length(), type, "Use binary()");
    return super.varBinary(type);
  }

  @Override
  public String decimal(DataType.Decimal type) {
    refuseOver(MOST_DIGITS, type.precision(), type, "Use a smaller precision, or text()");
    return super.decimal(type);
  }

  @Override
  public String caseInsensitiveText(DataType.CaseInsensitiveText type) {
    return "VARCHAR_IGNORECASE";
  }
}
