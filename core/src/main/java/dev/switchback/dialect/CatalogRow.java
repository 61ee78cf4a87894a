package dev.switchback.dialect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of a query of the catalogue. Its columns are found by their names. */
public interface CatalogRow {

  /** Returns the value of a column as text. */
  @Nullable String textOrNull(String column) throws SQLException;

  /** Returns the value of a column that is never {@code NULL}, as text. */
  default String text(String column) throws SQLException {
    return Objects.requireNonNull(textOrNull(column), column);
  }

  /** Returns whether the value of a column is true. Not so for {@code NULL}. */
  boolean isTrue(String column) throws SQLException;

  /** Returns the current row of {@code rows}. */
  static CatalogRow of(ResultSet rows) {
    return new CatalogRow() {
      @Override
      public @Nullable String textOrNull(String column) throws SQLException {
        return rows.getString(column);
      }

      @Override
      public boolean isTrue(String column) throws SQLException {
        return rows.getBoolean(column);
      }
    };
  }

  /** Returns this row with further columns, which are texts. */
  default CatalogRow with(Map<String, @Nullable String> more) {
    CatalogRow row = this;
    return new CatalogRow() {
      @Override
      public @Nullable String textOrNull(String column) throws SQLException {
        return more.containsKey(column) ? more.get(column) : row.textOrNull(column);
      }

      @Override
      public boolean isTrue(String column) throws SQLException {
        return row.isTrue(column);
      }
    };
  }
}
