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
 * Queries of a server's catalogue, for dialects. Each raises a {@link CatalogException} if the
 * server refuses.
 */
public final class CatalogQuery {

  private CatalogQuery() {}

  /** Takes what it needs from the current row. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** The first column of all rows. */
  public static List<String> strings(Connection connection, String sql, String... parameters) {
    List<String> result = new ArrayList<>();
    for (String[] row : rows(connection, sql, 1, parameters)) {
      result.add(row[0]);
    }
    return result;
  }

  /** The second column of each row by the first, in the order of the rows. */
  public static Map<String, String> pairs(Connection connection, String sql, String... parameters) {
    Map<String, String> result = new LinkedHashMap<>();
    for (String[] row : rows(connection, sql, 2, parameters)) {
      result.put(row[0], row[1]);
    }
    return result;
  }

  /** By the first column of each row, pairs of the second one and the third. */
  public static Map<String, Map<String, String>> pairsByGroup(
      Connection connection, String sql, List<String> parameters) {
    Map<String, Map<String, String>> result = new LinkedHashMap<>();
    for (String[] row : rows(connection, sql, 3, parameters.toArray(new String[0]))) {
      group(result, row[0]).put(row[1], row[2]);
    }
    return result;
  }

  /** By the first column of each row, the third columns of all rows with the same second one. */
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

  /** The rows and the bytes of a table, which are the columns of a row; empty without one. */
  public static Optional<TableSize> size(Connection connection, String sql, String table) {
    return pairs(connection, sql, table).entrySet().stream()
        .findFirst()
        .map(size -> new TableSize(Long.parseLong(size.getKey()), Long.parseLong(size.getValue())));
  }

  /** The second columns of all rows that have the same first one, in the order of the rows. */
  public static Map<String, List<String>> groups(
      Connection connection, String sql, String... parameters) {
    Map<String, List<String>> result = new LinkedHashMap<>();
    for (String[] row : rows(connection, sql, 2, parameters)) {
      list(result, row[0]).add(row[1]);
    }
    return result;
  }

  /** The kinds of constraints in rows of two columns: the name, and the kind's standard name. */
  public static Map<String, List<ConstraintKind>> constraintKinds(
      Connection connection, String sql, String... parameters) {
    Map<String, List<ConstraintKind>> result = new LinkedHashMap<>();
    groups(connection, sql, parameters)
        .forEach(
            (name, words) -> result.put(name, words.stream().map(ConstraintKind::of).toList()));
    return result;
  }

  /**
   * The indexes in rows of five columns: the name, a column of the key, whether the index is
   * unique, whether it is valid, and what else makes it differ from others.
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
   * The numbered columns in rows of five columns: the name of the column, and what a {@link
   * NumberedColumn} has.
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
                    row.getString(2), row.getLong(3), row.getLong(4), row.getBoolean(5))),
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
   * All rows as one text, each column with its label; empty without a row.
   *
   * @param without the labels of columns that are left out
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

  /** The first columns of all rows, so many of each. */
  private static List<String[]> rows(
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

  /** Hands each row to {@code reader}. */
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

  /** A driver may read a prepared statement, and take a name in it for something else. */
  private static void readAsWritten(Connection connection, String sql, RowReader reader) {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
      readAll(statement, reader);
    } catch (SQLException e) {
      throw new CatalogException(e);
    }
  }

  /** Connector/J takes {@code SET STATEMENT … FOR SELECT} of MariaDB for no query. */
  private static void readAll(Statement executed, RowReader reader) throws SQLException {
    try (ResultSet rows = executed.getResultSet()) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
