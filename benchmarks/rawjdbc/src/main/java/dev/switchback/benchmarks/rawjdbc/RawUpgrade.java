package dev.switchback.benchmarks.rawjdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One SELECT of the history, and for each pending migration its statement, one INSERT and one
 * commit. When something is pending, PostgreSQL's advisory lock is taken once.
 */
final class RawUpgrade {

  private final DataSource dataSource;
  private final @Nullable String schema;
  private final List<Index.Entry> migrations;

  RawUpgrade(DataSource dataSource, @Nullable String schema, List<Index.Entry> migrations) {
    this.dataSource = dataSource;
    this.schema = schema;
    this.migrations = migrations;
  }

  void run() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      if (!pending(applied(connection)).isEmpty()) {
        applyUnderLock(connection);
      }
    }
  }

  private List<Index.Entry> pending(Set<String> applied) {
    return migrations.stream().filter(each -> !applied.contains(each.name())).toList();
  }

  private void applyUnderLock(Connection connection) throws SQLException {
    boolean locks = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    int key = schema == null ? 0 : schema.hashCode();
    if (locks) {
      execute(connection, "SELECT pg_advisory_lock(" + key + ")");
    }
    try {
      apply(connection);
    } finally {
      if (locks) {
        execute(connection, "SELECT pg_advisory_unlock(" + key + ")");
      }
    }
  }

  private void apply(Connection connection) throws SQLException {
    if (schema != null) {
      connection.setSchema(schema);
    }
    Set<String> applied = applied(connection);
    if (applied.isEmpty()) {
      execute(
          connection,
          """
          CREATE TABLE IF NOT EXISTS history
          (name varchar(255) PRIMARY KEY, applied_at timestamp DEFAULT CURRENT_TIMESTAMP)
          """);
    }
    connection.setAutoCommit(false);
    try (PreparedStatement record =
        connection.prepareStatement("INSERT INTO history (name) VALUES (?)")) {
      for (Index.Entry migration : pending(applied)) {
        execute(connection, migration.sql());
        record.setString(1, migration.name());
        record.executeUpdate();
        connection.commit();
      }
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private Set<String> applied(Connection connection) throws SQLException {
    String history = schema == null ? "history" : schema + ".history";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM " + history)) {
      Set<String> names = new HashSet<>();
      while (rows.next()) {
        names.add(rows.getString(1));
      }
      return names;
    } catch (SQLException e) {
      if (isMissingTable(e)) {
        return Set.of();
      }
      throw e;
    }
  }

  /** As PostgreSQL and H2 say it. */
  private static boolean isMissingTable(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.equals("42P01") || state.startsWith("42S0");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
