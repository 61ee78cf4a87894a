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

/** MariaDB, from 10.6 on, in what it does differently from MySQL. */
public final class MariaDbDialect extends MySqlDialect {

  /** Each statement waits until this node has what the others have committed: all kinds do. */
  private static final int ALL_STATEMENTS = 15;

  /** The type UUID came with MariaDB 10.7. */
  private final boolean hasUuidType;

  /** Before 10.8, the order was read and ignored (MariaDB, "CREATE INDEX"). */
  private final boolean hasDescending;

  /** Whether it is a node of a Galera cluster. */
  private final boolean isNode;

  /** The dialect for a current server with the usual settings. */
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

  /** A table of that name is the one whose file has the rest of the name (measured on 11.4). */
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

  /** Where Galera is not built in, there is no wsrep_on. */
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

  /** JSON is another name for a text here. */
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

  /** MariaDB, "SET STATEMENT": it has no hints for variables. */
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

  /** MariaDB has no words for a generated column that refuses NULL. */
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

  // ---- the lock

  @Override
  public Topology topology() {
    return isNode ? Topology.MULTI_PRIMARY : Topology.DIRECT;
  }

  /** The processes of the same user can be seen without a right. */
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

  // ---- waiting for locks of the database

  @Override
  public List<String> blockers(Connection connection, String waiting) {
    return MySqlBlockers.ofMariaDb(connection, waiting);
  }
}
