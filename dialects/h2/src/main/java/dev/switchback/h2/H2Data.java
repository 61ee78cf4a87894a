package dev.switchback.h2;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.DataSql;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.StandardSql;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders operations on rows for H2. */
final class H2Data extends DataSql {

  H2Data(StandardSql sql, Catalog catalog) {
    super(sql, catalog);
  }

  /**
   * Converts a text for a JSON column to bytes, which H2 parses. A text would become a JSON string
   * (H2 manual, "JSON Type").
   */
  @Override
  protected @Nullable Object value(String table, String column, @Nullable Object value) {
    if (value instanceof List<?> elements) {
      return array(elements);
    }
    return value instanceof String text && typeOf(table, column).equals("JSON")
        ? text.getBytes(StandardCharsets.UTF_8)
        : value;
  }

  @Override
  protected boolean leavesNumbering() {
    return true;
  }

  /**
   * Advances the numbering of a column. Unlike other {@code ALTER TABLE} statements, this one does
   * not commit (measured).
   */
  @Override
  protected SqlStatement moveOn(String table, String column, NumberedColumn numbering) {
    return SqlStatement.of(restart(quote(table), quote(column), numbering));
  }

  /**
   * Returns the statement that sets the next number, above the numbers in the table. The names are
   * quoted.
   */
  static String restart(String table, String column, NumberedColumn numbering) {
    boolean isDescending = numbering.isDescending();
    return "ALTER TABLE %1$s ALTER COLUMN %2$s RESTART WITH (SELECT %3$s(%4$d, COALESCE(%5$s(%2$s) %6$s 1, %4$d)) FROM %1$s WHERE %2$s %7$s %8$d)"
        .formatted(
            table,
            column,
            isDescending ? "LEAST" : "GREATEST",
            numbering.next(),
            isDescending ? "MIN" : "MAX",
            isDescending ? "-" : "+",
            isDescending ? ">" : "<",
            numbering.last());
  }

  private static @Nullable Object[] array(List<?> elements) {
    return elements.stream().map(H2Data::element).toArray();
  }

  private static @Nullable Object element(@Nullable Object value) {
    if (value instanceof List<?> inner) {
      return array(inner);
    }
    return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
  }
}
