package dev.switchback.mysql;

import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses numbers that are infinite or not a number, which no column can store. */
record FiniteNumbers(String database) {

  void require(SqlStatement statement) {
    for (List<@Nullable Object> values : statement.batch()) {
      for (Object value : values) {
        if (value instanceof Double || value instanceof Float) {
          require(value.toString());
        }
      }
    }
  }

  void require(String number) {
    if (!number.matches("[-+.\\dE]+")) {
      throw new UnsupportedByDialectException(
          database, "keep '" + number + "' as a number", "Use a column that may be NULL");
    }
  }
}
