package dev.switchback.h2;

import dev.switchback.dialect.StandardTypes;
import dev.switchback.schema.DataType;
import java.util.function.UnaryOperator;

/** The types of H2 that have another name than in standard SQL. */
final class H2Types extends StandardTypes {

  H2Types(UnaryOperator<String> quoteText) {
    super(quoteText);
  }

  /** Not a large object, which H2 cannot index or make unique. */
  @Override
  public String text(DataType.Text type) {
    return "VARCHAR";
  }
}
