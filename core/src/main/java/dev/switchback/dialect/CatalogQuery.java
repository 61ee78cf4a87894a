package dev.switchback.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Queries of a server's catalogue, for dialects. */
public final class CatalogQuery {

  private CatalogQuery() {}

  /**
   * The first column of all rows.
   *
   * @throws CatalogException if the server refuses
   */
  public static List<String> strings(Connection connection, String sql, String... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<String> result = new ArrayList<>();
        while (rows.next()) {
          result.add(rows.getString(1));
        }
        return result;
      }
    } catch (SQLException e) {
      throw new CatalogException(e);
    }
  }
}
