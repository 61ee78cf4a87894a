package dev.switchback.h2;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.StandardSql;
import dev.switchback.dialect.Topology;
import dev.switchback.schema.Column;
import dev.switchback.schema.DataType;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * H2, from 2.3 on. It commits at every schema statement, even at one that fails. Source: {@code
 * org.h2.command.ddl.DefineCommand}, and measured on 2.3.232 and 2.5.252.
 */
public final class H2Dialect extends StandardSql {

  /** {@code org.h2.engine.Constants.MAX_IDENTIFIER_LENGTH}, in characters. */
  private static final int LONGEST_NAME = 256;

  /**
   * Of two processes that make the lock's table or row at once, one meets LOCK_TIMEOUT_1,
   * DUPLICATE_KEY_1, CONCURRENT_UPDATE_1 or DEADLOCK_1.
   */
  private static final Set<Integer> IN_EACH_OTHERS_WAY = Set.of(50200, 23505, 90131, 40001);

  /**
   * {@code org.h2.api.ErrorCode}: TABLE_OR_VIEW_NOT_FOUND_1, …_WITH_CANDIDATES_2 (there is one that
   * differs in case), …_DATABASE_EMPTY_1 and SCHEMA_NOT_FOUND_1.
   */
  private static final Set<Integer> TABLE_NOT_FOUND = Set.of(42102, 42103, 42104, 90079);

  /** The dialect, which needs to know nothing of the server. */
  public H2Dialect() {}

  @Override
  public String name() {
    return "H2";
  }

  @Override
  public boolean supports(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductName().equals("H2");
  }

  @Override
  public boolean hasTransactionalDdl() {
    return false;
  }

  @Override
  protected void refuseUnfit(String identifier) {
    refuse(
        identifier.length() > LONGEST_NAME,
        identifier,
        "it has " + identifier.length() + " characters, and " + LONGEST_NAME + " is the limit");
  }

  @Override
  protected String randomUuid() {
    return "RANDOM_UUID()";
  }

  @Override
  protected String constantDefault(Object value, DataType type) {
    return type instanceof DataType.Json ? "JSON " + literal(value) : literal(value);
  }

  @Override
  protected DataType.Visitor<String> types() {
    return new H2Types(this::string);
  }

  @Override
  public String typeInCatalog(String table, Column column) {
    String type = super.typeInCatalog(table, column);
    return type.startsWith("VARCHAR") ? type.replace("VARCHAR", "CHARACTER VARYING") : type;
  }

  @Override
  public boolean isMissingTable(SQLException error) {
    return TABLE_NOT_FOUND.contains(error.getErrorCode());
  }

  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    requireVersion(server.getDatabaseMajorVersion(), server.getDatabaseMinorVersion());
    return this;
  }

  void requireVersion(int major, int minor) {
    refuseServer(major < 2 || (major == 2 && minor < 3), major + "." + minor, "2.3");
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new H2Catalog(connection);
  }

  // ---- the lock: a row that an open transaction has locked, in a session beside the one that
  // migrates, because each schema statement of that one would end the transaction

  @Override
  public Topology topology() {
    return Topology.BESIDE;
  }

  @Override
  public boolean tryLock(Connection connection, LockName name) throws SQLException {
    String table = quote(name.schema()) + "." + quote(name.table());
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute("CREATE TABLE IF NOT EXISTS " + table + " (\"id\" INTEGER PRIMARY KEY)");
      statement.execute(
          "INSERT INTO " + table + " SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM " + table + ")");
      connection.setAutoCommit(false);
      try (ResultSet row =
          statement.executeQuery("SELECT \"id\" FROM " + table + " FOR UPDATE SKIP LOCKED")) {
        if (row.next()) {
          return true;
        }
      }
      connection.rollback();
      return false;
    } catch (SQLException e) {
      if (IN_EACH_OTHERS_WAY.contains(e.getErrorCode())) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void unlock(Connection connection, LockName name) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /** H2 tells a session's locks to administrators alone. */
  @Override
  public Optional<String> lockHolder(Connection connection, LockName name) {
    return Optional.empty();
  }
}
