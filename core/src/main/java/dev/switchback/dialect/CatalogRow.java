package dev.switchback.dialect;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of a query of the catalogue. Its columns are found by their names. */
public interface CatalogRow {

  /** Returns the value of a column as text. */
  @Nullable String textOrNull(String column) throws SQLException;

  /**
   * Returns the value of a column that every object has, as text.
   *
   * @throws MissingValueException if the server shows none, for example of an object that another
   *     session is dropping
   */
  default String text(String column) throws SQLException {
    String text = textOrNull(column);
    if (text == null) {
      throw new MissingValueException(column);
    }
    return text;
  }

  /** The catalogue does not show what every object has. */
  final class MissingValueException extends SQLException {
    private static final long serialVersionUID = 1;

    MissingValueException(String column) {
      super("the catalogue of the database shows no " + column + " for an object");
    }
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
