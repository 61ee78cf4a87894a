package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.schema.Column;
import dev.switchback.schema.DataType;
import dev.switchback.schema.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses enum values with characters that the character set of the column lacks. The server would
 * silently replace them by question marks.
 */
record EnumerationFit(MySqlSql sql, Catalog catalog) {

  /** Checks the columns of a new table. */
  void require(Table table) {
    String ofTable = MySqlTableOptions.collationOrSet(table).orElse(null);
    for (Column column : table.columns()) {
      if (column.definition().type() instanceof DataType.Enumeration type) {
        require(
            table.name(),
            column.name(),
            type.values(),
            column.definition().collation().orElse(ofTable));
      }
    }
  }

  void require(String table, Column column) {
    if (column.definition().type() instanceof DataType.Enumeration type) {
      require(table, column.name(), type.values(), column.definition().collation().orElse(null));
    }
  }

  void require(String table, String column, List<String> values, @Nullable String collation) {
    List<String> odd =
        values.stream().filter(value -> value.chars().anyMatch(c -> c > 127)).toList();
    if (odd.isEmpty() || !(catalog.of(table) instanceof MySqlCatalog mine)) {
      return;
    }
    String name = collation == null ? mine.collation(table, column) : collation;
    String characterSet = name.replaceFirst("_.*", "");
    if (characterSet.matches("utf8.*|utf16.*|utf32|uca1400") || !characterSet.matches("\\w+")) {
      return;
    }
    for (String value : odd) {
      if (!mine.hasCharacters(characterSet, value)) {
        throw new UnsupportedByDialectException(
            sql.database(),
            "keep the value '%s' of the enumeration '%s' of '%s', because its character set %s lacks a character of it, and the server would store a question mark"
                .formatted(value, column, table, characterSet),
            "Nothing was sent. Use string(…).collate(\"utf8mb4_bin\"), or give the table another"
                + " character set first, by execute(\"ALTER TABLE … CHARACTER SET utf8mb4\").");
      }
    }
  }
}
