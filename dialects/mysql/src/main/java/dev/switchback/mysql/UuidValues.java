package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.UnsupportedByDialectException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a UUID that raw SQL compares with a column of sixteen bytes. The drivers send a UUID as
 * text, which equals no such value, so the statement would find no row.
 */
record UuidValues(String database, Catalog catalog) {

  private static final Pattern CONVERTED =
      Pattern.compile("(?i)\\b(?:UUID_TO_BIN|UNHEX|CAST|CONVERT)\\s*\\(");

  /**
   * @param table the table of a condition; empty if the SQL itself names its tables
   */
  void require(String table, String sql, List<? extends @Nullable Object> values) {
    if (values.stream().noneMatch(UUID.class::isInstance)
        || CONVERTED.matcher(sql).find()
        || !(catalog.of(table) instanceof MySqlCatalog mine)) {
      return;
    }
    String text = TextUse.withoutStrings(sql);
    mine.columnsOfSixteenBytes()
        .forEach(
            (of, columns) -> {
              if (table.isEmpty() ? isNamed(of, text) : table.equalsIgnoreCase(of)) {
                columns.stream()
                    .filter(column -> isNamed(column, text))
                    .findFirst()
                    .ifPresent(column -> refuse(of, column));
              }
            });
  }

  private static boolean isNamed(String name, String text) {
    return text.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT))
        && TextUse.named(name).matcher(text).find();
  }

  private void refuse(String table, String column) {
    throw new UnsupportedByDialectException(
        database,
        "bind a UUID in SQL with '%s' of '%s', which is binary(16), because the driver sends a UUID as text, which equals no such value"
            .formatted(column, table),
        "Nothing was sent. Write UNHEX(REPLACE(?, '-', '')), or bind its sixteen bytes, or its text"
            + " if another column takes it.");
  }
}
