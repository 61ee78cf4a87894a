package dev.switchback;

import dev.switchback.dialect.Dialect;
import dev.switchback.operation.CreateTable;
import dev.switchback.schema.Table;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table of Switchback's own, seen through one session. */
final class OwnTable {

  /** Several that create it at once may get in each other's way more than once. */
  private static final int TRIES = 10;

  private final Session session;
  private final Table definition;
  private final @Nullable String schema;

  OwnTable(Session session, Table definition, @Nullable String schema) {
    this.session = session;
    this.definition = definition;
    this.schema = schema;
  }

  /** The same table, seen through another session. */
  OwnTable seenBy(Session other) {
    return new OwnTable(other, definition, schema);
  }

  Dialect dialect() {
    return session.dialect();
  }

  /** Names of columns, quoted, with commas between. */
  String columns(String... names) {
    return Arrays.stream(names).map(this::quote).collect(Collectors.joining(", "));
  }

  String quote(String column) {
    return dialect().quote(column);
  }

  /** What stands behind {@code FROM} when all its rows are read. */
  String from() {
    return schema == null ? dialect().fromCurrentSchema(definition.name()) : qualified();
  }

  /** Its name with that of its schema, quoted. */
  String qualified() {
    String quoted = quote(definition.name());
    return schema == null ? quoted : quote(schema) + "." + quoted;
  }

  /** The rows of a query over it. */
  <T extends @Nullable Object> List<T> read(
      String sql, RowMapper<T> mapper, @Nullable Object... parameters) throws SQLException {
    Migrator.LOG.debug("{}", sql);
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(mapper.map(rows));
      }
      return result;
    }
  }

  /** Sends a statement that changes it. */
  int write(String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object... parameters)
      throws SQLException {
    PreparedStatement statement = session.connection().prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /** Creates it in the schema that the session works in, unless it is there. */
  void createIfMissing() {
    for (int tries = 1; !isUsable(); tries++) {
      try {
        session.inSchema(
            schema, connection -> dialect().createShared(connection, new CreateTable(definition)));
      } catch (SQLException e) {
        if (tries == TRIES && !isUsable()) {
          throw refused("it cannot be created", "Allow this user to create it", e);
        }
        pause(); // another process was first, or is in the middle of it
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10 + ThreadLocalRandom.current().nextLong(40));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isUsable() {
    String[] names = definition.columns().stream().map(c -> c.name()).toArray(String[]::new);
    try (Statement statement = session.connection().createStatement()) {
      statement.execute("SELECT " + columns(names) + " FROM " + qualified() + " WHERE 1 = 0");
      return true;
    } catch (SQLException e) {
      return false; // creating it says what is wrong, if it is something else
    }
  }

  /** The error of a table that is not as it should be. */
  DatabaseException refused(String what, String remedy, SQLException cause) {
    return new DatabaseException(
        "Table %s – %s. No migration was run. %s. Cause: %s"
            .formatted(qualified(), what, remedy, Secrets.firstLine(cause)),
        cause);
  }
}
