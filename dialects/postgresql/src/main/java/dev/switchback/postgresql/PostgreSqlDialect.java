package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Fence;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.StandardSql;
import dev.switchback.dialect.Topology;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.schema.Column;
import dev.switchback.schema.DataType;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** PostgreSQL, from 13 on. Everything that the typed operations do can be rolled back. */
public final class PostgreSqlDialect extends StandardSql {

  /** NAMEDATALEN - 1, in bytes; the server cuts off a longer name without an error. */
  private static final int LONGEST_NAME = 63;

  /** What {@code SET} has changed. What belongs to a transaction goes with it. */
  private static final String SET_IN_SESSION =
      "SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'"
          + " AND name NOT IN ('transaction_isolation', 'transaction_read_only',"
          + " 'transaction_deferrable')";

  /** PostgreSQL manual, "System Columns". */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  private static final Duration LONGEST_WAIT = Duration.ofMillis(Integer.MAX_VALUE);

  /** The first with {@code gen_random_uuid()}. */
  private static final int OLDEST = 13;

  /** The advisory locks of a number; of those that are two numbers, {@code objsubid} is 2. */
  private static final String HELD =
      """
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_catalog.pg_database
          WHERE datname = current_database())
        AND (l.classid::bigint << 32) + l.objid::bigint = ?\
      """;

  private final boolean pooled;

  /** The dialect for a server that is reached directly. */
  public PostgreSqlDialect() {
    this(false);
  }

  private PostgreSqlDialect(boolean pooled) {
    this.pooled = pooled;
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public boolean supports(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductName().equals("PostgreSQL");
  }

  @Override
  public boolean hasTransactionalDdl() {
    return true;
  }

  /** Statements that manage transactions by themselves are refused inside one. */
  @Override
  public TransactionMode modeOf(Operation operation) {
    boolean isOutside =
        (operation instanceof AddIndex addition && addition.index().isConcurrent())
            || (operation instanceof RemoveIndex removal && removal.isConcurrent())
            || (operation instanceof ExecuteSql raw && OutsideTransaction.belongs(raw.sql()));
    return isOutside ? TransactionMode.OUTSIDE : TransactionMode.JOINS;
  }

  @Override
  protected void refuseUnfit(String identifier) {
    int bytes = identifier.getBytes(StandardCharsets.UTF_8).length;
    refuse(
        bytes > LONGEST_NAME,
        identifier,
        "it has " + bytes + " bytes in UTF-8, and " + LONGEST_NAME + " is the limit");
  }

  // ---- tables and columns: enum types come and go with them

  @Override
  protected List<SqlStatement> createTable(CreateTable operation) {
    String table = operation.table().name();
    List<Column> columns = operation.table().columns();
    List<SqlStatement> statements = new ArrayList<>(createEnumTypes(table, columns));
    statements.addAll(super.createTable(operation));
    statements.addAll(commentOnColumns(table, columns));
    return statements;
  }

  @Override
  protected List<SqlStatement> addColumn(AddColumn operation) {
    List<Column> column = List.of(operation.column());
    List<SqlStatement> statements = new ArrayList<>(createEnumTypes(operation.table(), column));
    statements.addAll(super.addColumn(operation));
    statements.addAll(commentOnColumns(operation.table(), column));
    return statements;
  }

  private List<SqlStatement> createEnumTypes(String table, List<Column> columns) {
    List<SqlStatement> statements = new ArrayList<>();
    for (Column column : columns) {
      if (column.definition().type() instanceof DataType.Enumeration type) {
        type.values().forEach(this::refuseLongLabel);
        List<String> values = type.values().stream().map(this::string).toList();
        statements.add(
            SqlStatement.of(
                "CREATE TYPE "
                    + quote(enumType(table, column.name()))
                    + " AS ENUM ("
                    + String.join(", ", values)
                    + ")"));
      }
    }
    return statements;
  }

  private void refuseLongLabel(String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    refuse(
        bytes > LONGEST_NAME,
        value,
        "as a value of an enumeration it has %d bytes in UTF-8, and %d is the limit"
            .formatted(bytes, LONGEST_NAME));
  }

  @Override
  protected String column(String table, Column column) {
    refuse(
        SYSTEM_COLUMNS.contains(column.name()),
        column.name(),
        "every table has a column of the system with this name");
    return super.column(table, column);
  }

  private List<SqlStatement> commentOnColumns(String table, List<Column> columns) {
    List<SqlStatement> statements = new ArrayList<>();
    for (Column column : columns) {
      column
          .definition()
          .comment()
          .ifPresent(
              text ->
                  statements.add(
                      SqlStatement.of(
                          "COMMENT ON COLUMN "
                              + quote(table)
                              + "."
                              + quote(column.name())
                              + " IS "
                              + string(text))));
    }
    return statements;
  }

  @Override
  protected List<SqlStatement> dropTable(DropTable operation, Catalog catalog) {
    String table = operation.table();
    List<String> owners = catalog.columnsOwningEnumTypes(table);
    List<SqlStatement> statements = new ArrayList<>(super.dropTable(operation, catalog));
    statements.addAll(dropEnumTypes(table, owners));
    return statements;
  }

  @Override
  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    String table = operation.table();
    List<String> owners = new ArrayList<>(catalog.columnsOwningEnumTypes(table));
    owners.removeIf(column -> !column.equals(operation.column()));
    List<SqlStatement> statements = new ArrayList<>(super.removeColumn(operation, catalog));
    statements.addAll(dropEnumTypes(table, owners));
    return statements;
  }

  /** A build that failed or was killed leaves an index behind, which nobody uses but writers. */
  @Override
  protected List<SqlStatement> addIndexConcurrently(AddIndex operation, Catalog catalog) {
    List<SqlStatement> statements = new ArrayList<>();
    for (CatalogIndex index : catalog.indexes(operation.table())) {
      if (index.name().equals(operation.name()) && !index.isValid()) {
        statements.add(dropConcurrently(index.name()));
      }
    }
    String create =
        operation.index().isUnique()
            ? "CREATE UNIQUE INDEX CONCURRENTLY "
            : "CREATE INDEX CONCURRENTLY ";
    statements.add(SqlStatement.of(create + indexOn(operation)));
    return statements;
  }

  @Override
  protected List<SqlStatement> removeIndexConcurrently(RemoveIndex operation, Catalog catalog) {
    requireIndex(operation, catalog);
    return List.of(dropConcurrently(operation.name()));
  }

  private SqlStatement dropConcurrently(String index) {
    return SqlStatement.of("DROP INDEX CONCURRENTLY " + quote(index));
  }

  private List<SqlStatement> dropEnumTypes(String table, Collection<String> columns) {
    return columns.stream()
        .map(column -> SqlStatement.of("DROP TYPE " + quote(enumType(table, column))))
        .toList();
  }

  /**
   * The name that Sequelize gives to the type of an enum column, so that its tables fit as well.
   */
  private static String enumType(String table, String column) {
    return "enum_" + table + "_" + column;
  }

  @Override
  protected String type(String table, Column column) {
    return column.definition().type() instanceof DataType.Enumeration
        ? quote(enumType(table, column.name()))
        : super.type(table, column);
  }

  /** The words of {@code format_type}; an enum type with its values. */
  @Override
  public String typeInCatalog(String table, Column column) {
    if (column.definition().type() instanceof DataType.Enumeration enumeration) {
      return enumeration.values().stream()
          .map(value -> value.replace("'", "''"))
          .collect(Collectors.joining("', '", enumType(table, column.name()) + " ENUM('", "')"));
    }
    return type(table, column)
        .toLowerCase(Locale.ROOT)
        .replace("varchar", "character varying")
        .replaceFirst("decimal\\((\\d+), (\\d+)\\)", "numeric($1,$2)");
  }

  /** The comments follow as statements of their own. */
  @Override
  protected String columnComment(String text) {
    return "";
  }

  // ---- materialized views

  @Override
  protected String createView(CreateView operation) {
    return operation.isMaterialized()
        ? "CREATE MATERIALIZED VIEW " + quote(operation.view()) + " AS " + operation.sql()
        : super.createView(operation);
  }

  @Override
  protected String dropView(DropView operation) {
    return operation.isMaterialized()
        ? "DROP MATERIALIZED VIEW " + quote(operation.view())
        : super.dropView(operation);
  }

  @Override
  protected String refreshMaterializedView(RefreshMaterializedView operation) {
    return "REFRESH MATERIALIZED VIEW " + quote(operation.view());
  }

  // ---- types and values

  @Override
  protected DataType.Visitor<String> types() {
    return new PostgreSqlTypes();
  }

  @Override
  protected String now() {
    return "CURRENT_TIMESTAMP";
  }

  /** Built in since PostgreSQL 13. */
  @Override
  protected String randomUuid() {
    return "gen_random_uuid()";
  }

  /** A text with a backslash is written so that it does not depend on a setting of the server. */
  @Override
  protected String string(String text) {
    String quoted = super.string(text);
    return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }

  // ---- the server

  /**
   * Behind a pooler such as PgBouncer the session that the driver was told of is not the one that
   * answers. Each transaction may meet another one there, which would keep a lock for ever, and a
   * setting for whoever comes next.
   */
  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    requireVersion(connection.getMetaData().getDatabaseMajorVersion());
    return new PostgreSqlDialect(isPooled(connection, sessionId(connection)));
  }

  void requireVersion(int major) {
    refuseServer(major < OLDEST, Integer.toString(major), Integer.toString(OLDEST));
  }

  private static boolean isPooled(Connection connection, String answering) throws SQLException {
    return connection.isWrapperFor(PGConnection.class)
        && !answering.equals(
            Integer.toString(connection.unwrap(PGConnection.class).getBackendPID()));
  }

  /**
   * Whose rights it has, and whatever was set in it, the search path above all. Behind a pooler
   * there is no way back to that session, and nothing is set in it; this is asked before {@link
   * #forServer} too, and so it sees for itself.
   */
  @Override
  public SessionState sessionState(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT pg_backend_pid(), current_setting('role')")) {
      row.next();
      if (pooled || isPooled(connection, row.getString(1))) {
        return later -> {};
      }
      String role = row.getString(2);
      Map<String, String> before = CatalogQuery.pairs(connection, SET_IN_SESSION);
      return later -> putBack(later, role, before);
    }
  }

  /** The role comes first: it says what may be set. */
  private void putBack(Connection connection, String role, Map<String, String> before)
      throws SQLException {
    setForSession(connection, "role", role);
    Map<String, String> now = CatalogQuery.pairs(connection, SET_IN_SESSION);
    try (Statement statement = connection.createStatement()) {
      for (String setting : now.keySet()) {
        if (!before.containsKey(setting)) {
          statement.execute("RESET " + setting);
        }
      }
    }
    for (Map.Entry<String, String> setting : before.entrySet()) {
      if (!setting.getValue().equals(now.get(setting.getKey()))) {
        setForSession(connection, setting.getKey(), setting.getValue());
      }
    }
  }

  private static void setForSession(Connection connection, String setting, String value) {
    CatalogQuery.strings(connection, "SELECT set_config(?, ?, false)", setting, value);
  }

  /** Behind a pooler, until the transaction ends. */
  @Override
  public void useSchema(Connection connection, String schema) throws SQLException {
    set(connection, "search_path", quote(schema));
  }

  private void set(Connection connection, String setting, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, ?)")) {
      statement.setString(1, setting);
      statement.setString(2, value);
      statement.setBoolean(3, pooled);
      statement.executeQuery().close();
    }
  }

  /** {@code tableoid} tells where the rows come from, whatever the search path found first. */
  @Override
  public String fromCurrentSchema(String table) {
    return quote(table)
        + " AS own WHERE current_schema() = (SELECT n.nspname FROM pg_catalog.pg_class c"
        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = own.tableoid)";
  }

  @Override
  public boolean isMissingTable(SQLException error) {
    return "42P01".equals(error.getSQLState());
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new PostgreSqlCatalog(connection);
  }

  // ---- the lock: a session advisory lock

  @Override
  public Topology topology() {
    return pooled ? Topology.POOLED : Topology.DIRECT;
  }

  @Override
  public boolean tryLock(Connection connection, LockName name) throws SQLException {
    return ask(connection, "SELECT pg_try_advisory_lock(?)", name).equals("t");
  }

  @Override
  public void unlock(Connection connection, LockName name) throws SQLException {
    if (!ask(connection, "SELECT pg_advisory_unlock(?)", name).equals("t")) {
      throw new SQLException("this session did not have the lock any more");
    }
  }

  @Override
  public Optional<String> lockHolder(Connection connection, LockName name) throws SQLException {
    String holder =
        ask(
            connection,
            """
            SELECT max(format('session %s of user %s from %s, since %s', a.pid, a.usename,
              coalesce(host(a.client_addr), 'this machine'), a.backend_start))
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            """
                + HELD,
            name);
    return holder.isEmpty() ? Optional.empty() : Optional.of(holder);
  }

  private static String ask(Connection connection, String sql, LockName name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, name.number());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        String answer = row.getString(1);
        return answer == null ? "" : answer;
      }
    }
  }

  @Override
  public void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_terminate_backend(l.pid) FROM pg_catalog.pg_locks l "
                + HELD
                + " AND l.pid <> pg_backend_pid() AND (l.pid::text = ANY (?) OR ?)")) {
      Array named = connection.createArrayOf("text", sessions.toArray());
      statement.setLong(1, name.number());
      statement.setArray(2, named);
      statement.setBoolean(3, sessions.isEmpty());
      statement.executeQuery().close();
      named.free();
    }
  }

  @Override
  public String sessionId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getString(1);
    }
  }

  /**
   * The schema comes first in the search path, and what was in it stays, where extensions may be.
   */
  @Override
  public boolean enterGate(Connection connection, Fence fence, String schema, Duration longestPause)
      throws SQLException {
    String sql =
        """
        SELECT set_config('search_path',
            concat_ws(', ', ?, nullif(current_setting('search_path'), '')), true),
          set_config('idle_in_transaction_session_timeout', ?, true)
        FROM %s WHERE %s = %s AND %s = ? FOR UPDATE\
        """
            .formatted(fence.table(), quote("id"), Fence.GATE, quote("fence"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, quote(schema));
      statement.setString(2, millis(longestPause));
      statement.setLong(3, fence.number());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  // ---- waiting for locks of the database

  /** Behind a pooler, until the transaction ends. */
  @Override
  public void limitLockWait(Connection connection, Duration longest) throws SQLException {
    set(connection, "lock_timeout", millis(longest));
  }

  /** At least one, because the server takes 0 for no limit. */
  private static String millis(Duration duration) {
    boolean fits = duration.compareTo(LONGEST_WAIT) < 0;
    return Long.toString(Math.max(1, (fits ? duration : LONGEST_WAIT).toMillis()));
  }

  /** lock_not_available. */
  @Override
  public boolean isLockWait(SQLException error) {
    return "55P03".equals(error.getSQLState());
  }

  /** Without their statements, which may hold secrets. A prepared transaction has no session. */
  @Override
  public List<String> blockers(Connection connection, String waiting) {
    try {
      return CatalogQuery.strings(
          connection,
          """
          SELECT DISTINCT CASE WHEN b.pid = 0 THEN 'a prepared transaction' ELSE
            concat('session ', b.pid, ' of ' || coalesce('user ' || a.usename, a.backend_type),
              ' from ' || host(a.client_addr), ', ' || a.state || ' since ' || a.state_change) END
          FROM unnest(pg_blocking_pids(?::integer)) AS b (pid)
          LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
          ORDER BY 1\
          """,
          waiting);
    } catch (CatalogException e) {
      return List.of(); // it is for people, and what it is about matters more
    }
  }
}
