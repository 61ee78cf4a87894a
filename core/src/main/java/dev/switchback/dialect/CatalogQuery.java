package dev.switchback.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queries a server's catalogue for dialects. Every method throws a {@link CatalogException} if the
 * server rejects the query.
 */
public final class CatalogQuery {

  private CatalogQuery() {}

  /** Reads values from the current row. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Returns the first column of all rows. */
  public static List<String> strings(Connection connection, String sql, String... parameters) {
    List<String> result = new ArrayList<>();
    for (String[] row : rows(connection, sql, 1, parameters)) {
      result.add(row[0]);
    }
    return result;
  }

  /** Returns the second column of each row by the first, in the order of the rows. */
  public static Map<String, String> pairs(Connection connection, String sql, String... parameters) {
    Map<String, String> result = new LinkedHashMap<>();
    for (String[] row : rows(connection, sql, 2, parameters)) {
      result.put(row[0], row[1]);
    }
    return result;
  }

  /** Returns pairs of the second and the third column, grouped by the first column. */
  public static Map<String, Map<String, String>> pairsByGroup(
      Connection connection, String sql, List<String> parameters) {
    Map<String, Map<String, String>> result = new LinkedHashMap<>();
    for (String[] row : rows(connection, sql, 3, parameters.toArray(new String[0]))) {
      group(result, row[0]).put(row[1], row[2]);
    }
    return result;
  }

  /** Returns the third columns, grouped by the first column and then by the second. */
  public static Map<String, Map<String, List<String>>> groupsByGroup(
      Connection connection, String sql, List<String> parameters) {
    Map<String, Map<String, List<String>>> result = new LinkedHashMap<>();
    for (String[] row : rows(connection, sql, 3, parameters.toArray(new String[0]))) {
      list(group(result, row[0]), row[1]).add(row[2]);
    }
    return result;
  }

  private static <T> Map<String, T> group(Map<String, Map<String, T>> groups, String name) {
    return groups.computeIfAbsent(name, any -> new LinkedHashMap<>());
  }

  private static List<String> list(Map<String, List<String>> lists, String name) {
    return lists.computeIfAbsent(name, any -> new ArrayList<>());
  }

  /**
   * Returns the size of a table from a row with two columns: rows and bytes. Empty without a row.
   */
  public static Optional<TableSize> size(Connection connection, String sql, String table) {
    return pairs(connection, sql, table).entrySet().stream()
        .findFirst()
        .map(size -> new TableSize(Long.parseLong(size.getKey()), Long.parseLong(size.getValue())));
  }

  /** Returns the second columns, grouped by the first column, in the order of the rows. */
  public static Map<String, List<String>> groups(
      Connection connection, String sql, String... parameters) {
    Map<String, List<String>> result = new LinkedHashMap<>();
    for (String[] row : rows(connection, sql, 2, parameters)) {
      list(result, row[0]).add(row[1]);
    }
    return result;
  }

  /**
   * Returns the kinds of constraints by name, from rows with two columns: the name, and the
   * standard name of the kind.
   */
  public static Map<String, List<ConstraintKind>> constraintKinds(
      Connection connection, String sql, String... parameters) {
    Map<String, List<ConstraintKind>> result = new LinkedHashMap<>();
    groups(connection, sql, parameters)
        .forEach(
            (name, words) -> result.put(name, words.stream().map(ConstraintKind::of).toList()));
    return result;
  }

  /**
   * Returns indexes from rows with five columns: the name, a column of the key, whether the index
   * is unique, whether it is valid, and its attributes.
   */
  public static List<CatalogIndex> indexes(
      Connection connection, String sql, String... parameters) {
    Map<String, CatalogIndex> result = new LinkedHashMap<>();
    read(
        connection,
        sql,
        row ->
            result.merge(
                row.getString(1),
                new CatalogIndex(
                    row.getString(1),
                    List.of(row.getString(2)),
                    row.getBoolean(3),
                    row.getBoolean(4),
                    Objects.requireNonNullElse(row.getString(5), "")),
                CatalogQuery::joined),
        parameters);
    return List.copyOf(result.values());
  }

  /**
   * Returns the numbered columns from rows with six columns: the name of the column, and the
   * components of a {@link NumberedColumn}.
   */
  public static Map<String, NumberedColumn> numberedColumns(
      Connection connection, String sql, String... parameters) {
    Map<String, NumberedColumn> result = new LinkedHashMap<>();
    read(
        connection,
        sql,
        row ->
            result.put(
                row.getString(1),
                new NumberedColumn(
                    row.getString(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getBoolean(5),
                    row.getBoolean(6))),
        parameters);
    return result;
  }

  private static CatalogIndex joined(CatalogIndex index, CatalogIndex next) {
    List<String> columns = new ArrayList<>(index.columns());
    columns.addAll(next.columns());
    return new CatalogIndex(
        index.name(), columns, index.isUnique(), index.isValid(), index.attributes());
  }

  /**
   * Returns all rows as one string, each column with its label. Empty without a row.
   *
   * @param without the labels of columns to leave out
   */
  public static String text(
      Connection connection, String sql, Set<String> without, @Nullable String... parameters) {
    StringBuilder text = new StringBuilder();
    read(
        connection,
        sql,
        row -> {
          ResultSetMetaData columns = row.getMetaData();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            String label = columns.getColumnLabel(i);
            if (!without.contains(label)) {
              text.append(label).append('=').append(row.getString(i)).append('\n');
            }
          }
        },
        parameters);
    return text.toString();
  }

  /** Returns the first {@code columns} columns of all rows. */
  public static List<String[]> rows(
      Connection connection, String sql, int columns, String... parameters) {
    List<String[]> rows = new ArrayList<>();
    read(
        connection,
        sql,
        row -> {
          String[] values = new String[columns];
          for (int i = 0; i < columns; i++) {
            values[i] = row.getString(i + 1);
          }
          rows.add(values);
        },
        parameters);
    return rows;
  }

  /** Passes each row to {@code reader}. */
  static void read(
      Connection connection, String sql, RowReader reader, @Nullable String... parameters) {
    if (parameters.length == 0) {
      readAsWritten(connection, sql, reader);
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.execute();
      readAll(statement, reader);
    } catch (SQLException e) {
      throw new CatalogException(e);
    }
  }

  /**
   * Sends the query as a plain statement, because a driver may parse a prepared one and misread a
   * name in it.
   */
  private static void readAsWritten(Connection connection, String sql, RowReader reader) {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
      readAll(statement, reader);
    } catch (SQLException e) {
      throw new CatalogException(e);
    }
  }

  /**
   * Reads the result set after {@code Statement.execute}. Connector/J rejects {@code executeQuery}
   * here, because it does not recognize MariaDB's {@code SET STATEMENT … FOR SELECT} as a query.
   */
  private static void readAll(Statement executed, RowReader reader) throws SQLException {
    try (ResultSet rows = executed.getResultSet()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
