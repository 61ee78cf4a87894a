package dev.switchback.h2;

import dev.switchback.dialect.StandardTypes;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.schema.DataType;
import java.util.function.UnaryOperator;

/** The types of H2 that have another name than in standard SQL. */
final class H2Types extends StandardTypes {

  H2Types(UnaryOperator<String> quoteText) {
    super(quoteText);
  }

  /** H2 takes a value of nothing but spaces and control characters for none. */
  @Override
  public String enumeration(DataType.Enumeration type) {
    for (String value : type.values()) {
      if (value.trim().isEmpty()) {
        throw new UnsupportedByDialectException(
            "H2", "keep a value of an enumeration that is blank", "Write a word, or use string(…)");
      }
    }
    return super.enumeration(type);
  }

  /** Not a large object, which H2 cannot index or make unique. */
  @Override
  public String text(DataType.Text type) {
    return "VARCHAR";
  }
}
