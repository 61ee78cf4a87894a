package dev.switchback;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.timestamp;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.operation.CreateTable;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.TableDefinition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of applied migrations, {@code switchback_meta}, seen through one session. */
final class History {

  private final Session session;
  private final String table;
  private final @Nullable String schema;

  /**
   * @param schema where the table is, or {@code null} for the current schema, whatever it is called
   */
  History(Session session, String table, @Nullable String schema) {
    this.session = session;
    this.table = table;
    this.schema = schema;
  }

  /** What every start of every application asks: one statement. No table is an empty history. */
  List<MigrationName> names() {
    return read(
        "SELECT " + session.dialect().quote("name") + " FROM " + from(),
        row -> new MigrationName(row.getString(1)));
  }

  /** The applied migrations and when they were applied, in the order of their names. */
  SortedMap<MigrationName, Instant> times() {
    SortedMap<MigrationName, Instant> times = new TreeMap<>();
    Dialect dialect = session.dialect();
    read(
        "SELECT " + dialect.quote("name") + ", " + dialect.quote("applied_at") + " FROM " + from(),
        row -> times.put(new MigrationName(row.getString(1)), dialect.instant(row, 2)));
    return times;
  }

  private String from() {
    return schema == null ? session.dialect().fromCurrentSchema(table) : qualified();
  }

  private String qualified() {
    String quoted = session.dialect().quote(table);
    return schema == null ? quoted : session.dialect().quote(schema) + "." + quoted;
  }

  private <T extends @Nullable Object> List<T> read(String sql, RowMapper<T> mapper) {
    Migrator.LOG.debug("{}", sql);
    try (Statement statement = session.connection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(mapper.map(rows));
      }
      return result;
    } catch (SQLException e) {
      if (session.dialect().isMissingTable(e)) {
        return List.of();
      }
      throw refused("it cannot be read", "See that it is a table of Switchback's, and readable", e);
    }
  }

  /** Creates the table in the schema that the session works in, unless it is there. */
  void createIfMissing() {
    if (exists()) {
      return;
    }
    Dialect dialect = session.dialect();
    try (Statement statement = session.connection().createStatement()) {
      CreateTable creation = new CreateTable(definition(dialect).table());
      for (SqlStatement sql : dialect.render(creation, dialect.catalog(session.connection()))) {
        Migrator.LOG.debug("{}", sql.sql());
        statement.execute(sql.sql());
      }
    } catch (SQLException e) {
      if (!exists()) { // else another process was first
        throw refused("it cannot be created", "Allow this user to create it", e);
      }
    }
  }

  private boolean exists() {
    try (Statement statement = session.connection().createStatement()) {
      statement.execute("SELECT 1 FROM " + qualified() + " WHERE 1 = 0");
      return true;
    } catch (SQLException e) {
      return false; // creating it says what is wrong, if it is something else
    }
  }

  private TableDefinition definition(Dialect dialect) {
    ColumnDefinition name = string(MigrationName.LONGEST).primaryKey();
    TableDefinition t = new TableDefinition(table);
    t.column("name", dialect.exactCollation().map(name::collate).orElse(name));
    t.column("applied_at", timestamp().notNull().defaultNow());
    t.column("duration_ms", bigInt().notNull());
    t.column("fingerprint", string(255));
    t.column("applied_by", string(255).notNull());
    return t;
  }

  /** Records that a migration was applied: a row, or the removal of its row. */
  void record(Direction direction, MigrationName migration, Duration duration) throws SQLException {
    switch (direction) {
      case UP -> insert(migration, duration);
      case DOWN -> delete(migration);
    }
  }

  private void insert(MigrationName migration, Duration duration) throws SQLException {
    Dialect dialect = session.dialect();
    String sql =
        "INSERT INTO %s (%s, %s, %s) VALUES (?, ?, CURRENT_USER)"
            .formatted(
                qualified(),
                dialect.quote("name"),
                dialect.quote("duration_ms"),
                dialect.quote("applied_by"));
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      statement.setString(1, migration.value());
      statement.setLong(2, duration.toMillis());
      statement.executeUpdate();
    }
  }

  private void delete(MigrationName migration) throws SQLException {
    String sql =
        "DELETE FROM %s WHERE %s = ?".formatted(qualified(), session.dialect().quote("name"));
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      statement.setString(1, migration.value());
      int rows = statement.executeUpdate();
      if (rows != 1) {
        throw new SQLException("the record of '" + migration + "' was not there any more");
      }
    }
  }

  private DatabaseException refused(String what, String remedy, SQLException cause) {
    return new DatabaseException(
        "Table %s – %s. No migration was run. %s. Cause: %s"
            .formatted(qualified(), what, remedy, Secrets.firstLine(cause)),
        cause);
  }
}
