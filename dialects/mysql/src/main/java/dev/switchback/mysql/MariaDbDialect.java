package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.IndexFeature;
import dev.switchback.dialect.Topology;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.schema.Column;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The dialect of MariaDB 10.6 and later. Overrides what differs from MySQL. */
public final class MariaDbDialect extends MySqlDialect {

  /**
   * The value of wsrep_sync_wait for all kinds of statements: each waits until this node has
   * applied what the other nodes committed.
   */
  private static final int ALL_STATEMENTS = 15;

  /** Whether the server has the type UUID, which exists since MariaDB 10.7. */
  private final boolean hasUuidType;

  /**
   * Whether indexes can be descending. Before 10.8, the server parsed and ignored the order
   * (MariaDB, "CREATE INDEX").
   */
  private final boolean hasDescending;

  /** Whether the server is a node of a Galera cluster. */
  private final boolean isNode;

  /** Creates the dialect for a current server with default settings. */
  public MariaDbDialect() {
    this(ServerSettings.usual(), ServerVersion.NEWEST, false);
  }

  MariaDbDialect(ServerSettings settings, ServerVersion version, boolean isNode) {
    super(settings, version);
    this.hasUuidType = !version.isBefore(10, 7, 0);
    this.hasDescending = !version.isBefore(10, 8, 0);
    this.isNode = isNode;
  }

  @Override
  public String name() {
    return "MariaDB";
  }

  /**
   * Refuses the prefix {@code #mysql50#}: such a name means the table whose file has the rest of
   * the name (measured on 11.4).
   */
  @Override
  protected void refuseUnfit(String identifier) {
    super.refuseUnfit(identifier);
    refuse(
        identifier.startsWith("#mysql50#"),
        identifier,
        "it would be another name for the table behind '#mysql50#'");
  }

  @Override
  public boolean supports(Connection connection) throws SQLException {
    return isMariaDb(connection.getMetaData());
  }

  /** Returns the dialect for the server. A server without Galera has no variable wsrep_on. */
  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    ServerVersion version = ServerVersion.of(connection.getMetaData().getDatabaseProductVersion());
    requireVersion(version);
    Map<String, String> variables = variables(connection, and(ServerSettings.NAMES, "wsrep_on"));
    boolean cluster = "ON".equals(variables.get("wsrep_on"));
    if (cluster) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION wsrep_sync_wait = " + ALL_STATEMENTS);
      }
    }
    return new MariaDbDialect(ServerSettings.of(variables).withoutLog(), version, cluster);
  }

  @Override
  public boolean hasOpenTransaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@in_transaction")) {
      row.next();
      return row.getInt(1) == 1;
    }
  }

  @Override
  public Dialect forVersion(String text) {
    majorOf(text);
    requireVersion(ServerVersion.of(text));
    return new MariaDbDialect(ServerSettings.usual(), ServerVersion.of(text), false);
  }

  @Override
  String sessionVariables(String condition) {
    return InFull.inMariaDb(
        "SELECT VARIABLE_NAME, VARIABLE_VALUE FROM information_schema.SESSION_VARIABLES"
            + condition);
  }

  @Override
  void requireVersion(ServerVersion version) {
    refuseServer(version.isBefore(10, 6, 0), version.text(), "10.6");
  }

  @Override
  boolean copiesForCollation() {
    return false;
  }

  /** Returns the type in the catalogue, where JSON is an alias of LONGTEXT. */
  @Override
  public String typeInCatalog(String table, Column column) {
    String type = super.typeInCatalog(table, column);
    return type.equals("json") ? "longtext" : type;
  }

  @Override
  protected DataType.Visitor<String> types() {
    return new MySqlTypes(name(), this::string) {
      @Override
      public String uuid(DataType.Uuid type) {
        return hasUuidType ? "UUID" : super.uuid(type);
      }

      @Override
      int largestScale() {
        return 38;
      }
    };
  }

  /**
   * Adds variables by {@code SET STATEMENT} (MariaDB, "SET STATEMENT"), because MariaDB has no
   * hints for variables.
   */
  @Override
  String with(List<String> variables, String sql) {
    return "SET STATEMENT " + String.join(", ", variables) + " FOR " + sql;
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new MariaDbCatalog(connection);
  }

  @Override
  String checkWord() {
    return "CONSTRAINT";
  }

  @Override
  protected Set<IndexFeature> indexFeatures() {
    Set<IndexFeature> features = super.indexFeatures();
    features.remove(IndexFeature.EXPRESSION);
    if (!hasDescending) {
      features.remove(IndexFeature.DESCENDING);
    }
    return features;
  }

  /** Refuses NOT NULL for a generated column, for which MariaDB has no syntax. */
  @Override
  protected String column(String table, Column column) {
    if (column.definition().defaultOrNull() instanceof DefaultValue.Generated
        && !column.definition().isNullable()) {
      throw new UnsupportedByDialectException(
          name(),
          "refuse NULL in the generated column '" + column.name() + "'",
          "Leave out notNull() and primaryKey(), and write an expression that is never NULL");
    }
    return super.column(table, column);
  }

  // ---- the lock of the run

  @Override
  public Topology topology() {
    return isNode ? Topology.MULTI_PRIMARY : Topology.DIRECT;
  }

  /**
   * Returns whether the session runs a statement. Processes of the same user are visible without a
   * privilege.
   */
  @Override
  public boolean isAtWork(Connection connection, String session) {
    return !CatalogQuery.strings(
            connection,
            "SELECT ID FROM information_schema.PROCESSLIST WHERE ID = ? AND COMMAND <> 'Sleep'",
            session)
        .isEmpty();
  }

  @Override
  public void limitPause(Connection connection, Duration longest) throws SQLException {
    setSeconds(connection, "idle_transaction_timeout", longest);
  }

  // ---- waits for database locks

  @Override
  public List<String> blockers(Connection connection, String waiting) {
    return MySqlBlockers.ofMariaDb(connection, waiting);
  }
}
