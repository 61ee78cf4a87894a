package dev.switchback.h2;

import dev.switchback.dialect.AllInOne;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.DataSql;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.IndexFeature;
import dev.switchback.dialect.KeptNames;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.RawSql;
import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.SqlSyntax;
import dev.switchback.dialect.Topology;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.TableOperation;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.IndexPart;
import dev.switchback.schema.Table;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of H2 2.3 and later. H2 commits at every schema statement, even at one that fails.
 * Source: {@code org.h2.command.ddl.DefineCommand}, and measured on 2.3.232 and 2.5.252.
 */
public final class H2Dialect extends AllInOne {

  /** The longest name in characters: {@code org.h2.engine.Constants.MAX_IDENTIFIER_LENGTH}. */
  private static final int LONGEST_NAME = 256;

  /** {@code org.h2.api.ErrorCode}: COLUMN_NOT_FOUND_1. */
  private static final int COLUMN_NOT_FOUND = 42122;

  /**
   * {@code org.h2.api.ErrorCode}: TABLE_OR_VIEW_NOT_FOUND_1, …_WITH_CANDIDATES_2 (the only match
   * differs in case), …_DATABASE_EMPTY_1 and SCHEMA_NOT_FOUND_1.
   */
  private static final Set<Integer> TABLE_NOT_FOUND = Set.of(42102, 42103, 42104, 90079);

  /** {@code org.h2.api.ErrorCode}: LOCK_TIMEOUT_1. */
  private static final int LOCK_TIMEOUT = 50200;

  /** {@code org.h2.api.ErrorCode}: GENERAL_ERROR_1. */
  private static final int GENERAL_ERROR = 50000;

  private static final Duration LONGEST_LOCK_WAIT = Duration.ofMillis(Integer.MAX_VALUE);

  /** Whether H2 folds plain names to upper case, which is its default. */
  private final boolean areUpper;

  private final KeptNames names;

  /** How the names of other tables are stored. */
  private final Function<String, KeptNames> others;

  /** Creates the dialect without knowledge of a server. */
  public H2Dialect() {
    this(true, KeptNames.FOLDED, table -> KeptNames.FOLDED);
  }

  private H2Dialect(boolean areUpper, KeptNames names, Function<String, KeptNames> others) {
    this.areUpper = areUpper;
    this.names = names;
    this.others = others;
  }

  @Override
  public String name() {
    return "H2";
  }

  @Override
  public boolean supports(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("H2");
  }

  @Override
  protected List<String> valuePackages() {
    return List.of("org.h2.");
  }

  @Override
  public boolean hasTransactionalDdl() {
    return false;
  }

  // ---- names

  @Override
  public Dialect with(KeptNames kept) {
    return new H2Dialect(areUpper, kept, others);
  }

  /**
   * Quotes a plain name with backticks, so that H2 folds it like an unquoted name, even if it is a
   * keyword. Quotes any other name with double quotes.
   */
  @Override
  public String quote(String identifier) {
    String exact = super.quote(identifier);
    return H2Names.isPlain(identifier) && !names.isExact(identifier)
        ? "`" + identifier + "`"
        : exact;
  }

  @Override
  public boolean isKeptAs(String name, String kept) {
    return name.equals(kept) || (areUpper && H2Names.folded(name).equals(kept));
  }

  @Override
  public String nameInCatalog(String table, String part) {
    return areUpper ? H2Names.inCatalog(table, part) : part;
  }

  @Override
  public CatalogIndex indexInCatalog(AddIndex operation) {
    String table = operation.table();
    CatalogIndex index = super.indexInCatalog(operation);
    List<String> keys = new ArrayList<>();
    for (String key : index.columns()) {
      String order = key.endsWith(" DESC") ? " DESC" : "";
      String column = key.substring(0, key.length() - order.length());
      keys.add(nameInCatalog(table, column) + order);
    }
    return new CatalogIndex(
        nameInCatalog(table, index.name()),
        keys,
        index.isUnique(),
        index.isValid(),
        index.attributes());
  }

  /**
   * Renders an operation with the names as the database stores them. A table that was created with
   * exact names is found by its exact name.
   */
  @Override
  public List<SqlStatement> render(Operation operation, Catalog catalog) {
    if (names.equals(KeptNames.EXACT)) {
      return super.render(operation, catalog);
    }
    return new H2Dialect(areUpper, namesOf(operation, catalog), catalog::keptNames)
        .renderAsKept(operation, catalog);
  }

  private List<SqlStatement> renderAsKept(Operation operation, Catalog catalog) {
    return super.render(operation, catalog);
  }

  private static KeptNames namesOf(Operation operation, Catalog catalog) {
    if (operation instanceof CreateSchema create) {
      return catalog.keptSchema(create.schema());
    }
    if (operation instanceof DropSchema drop) {
      return catalog.keptSchema(drop.schema());
    }
    return subject(operation).map(catalog::keptNames).orElse(KeptNames.FOLDED);
  }

  /** Returns the table or view of an operation. */
  private static Optional<String> subject(Operation operation) {
    if (operation instanceof TableOperation on) {
      return Optional.of(on.table());
    }
    if (operation instanceof CreateTable create) {
      return Optional.of(create.table().name());
    }
    if (operation instanceof DropTable drop) {
      return Optional.of(drop.table());
    }
    if (operation instanceof RenameTable rename) {
      return Optional.of(rename.before());
    }
    if (operation instanceof CreateView create) {
      return Optional.of(create.view());
    }
    if (operation instanceof ReplaceView replace) {
      return Optional.of(replace.view());
    }
    return operation instanceof DropView drop ? Optional.of(drop.view()) : Optional.empty();
  }

  @Override
  protected String referenced(Constraint.ForeignKey key) {
    H2Dialect other = new H2Dialect(areUpper, others.apply(key.referencedTable()), others);
    return other.referencedAsKept(key);
  }

  private String referencedAsKept(Constraint.ForeignKey key) {
    return super.referenced(key);
  }

  /**
   * Renders a rename. A table that is stored with an exact name gets an exact name again. If a
   * table with exactly the new name exists, the statement uses that name, so that H2 reports the
   * conflict.
   */
  @Override
  protected List<SqlStatement> renameTable(RenameTable operation, Catalog catalog) {
    KeptNames taken = catalog.keptNames(operation.after());
    return taken.isExact()
        ? List.of(
            SqlStatement.of(
                "ALTER TABLE "
                    + quote(operation.before())
                    + " RENAME TO "
                    + with(taken).rendering().quote(operation.after())))
        : super.renameTable(operation, catalog);
  }

  @Override
  protected void refuseUnfit(String identifier) {
    refuseLonger(identifier, identifier.length(), LONGEST_NAME, "characters");
  }

  @Override
  protected String randomUuid() {
    return "RANDOM_UUID()";
  }

  @Override
  protected String constantDefault(Object value, DataType type) {
    return type instanceof DataType.Json
        ? "JSON " + literal(value)
        : super.constantDefault(value, type);
  }

  @Override
  protected String column(String table, Column column) {
    if (column.definition().collation().isPresent()) {
      throw noCollation("make the column '" + column.name() + "' with collate(…)");
    }
    refuseLongDefault(column.definition());
    return super.column(table, column);
  }

  /**
   * Refuses a default that is too long. H2 would create the table, and refuse each row without a
   * value of its own.
   */
  private void refuseLongDefault(ColumnDefinition column) {
    DataType type = column.type();
    int length =
        type instanceof DataType.Varchar string
            ? string.length()
            : type instanceof DataType.FixedString fixed ? fixed.length() : Integer.MAX_VALUE;
    if (column.defaultOrNull() instanceof DefaultValue.Constant constant
        && constant.value() instanceof String text
        && text.length() > length) {
      throw new UnsupportedByDialectException(
          name(),
          "keep the default of "
              + type.describe()
              + ", because it counts a character beyond U+FFFF twice",
          "Use a longer one, or text()");
    }
  }

  /**
   * Refuses virtual generated columns. H2 always stores generated columns, and has no keyword for
   * it.
   */
  @Override
  protected String generated(DefaultValue.Generated generated) {
    if (generated.isVirtual()) {
      throw new UnsupportedByDialectException(
          name(), "make a generated column virtual()", "Leave out virtual(), so that it is stored");
    }
    return " GENERATED ALWAYS AS (" + generated.sql() + ")";
  }

  @Override
  protected DataType.Visitor<String> types() {
    return new H2Types(this::string);
  }

  @Override
  public String typeInCatalog(String table, Column column) {
    String type = super.typeInCatalog(table, column);
    return type.replaceFirst("^VARCHAR(_IGNORECASE)?", "CHARACTER VARYING")
        .replaceFirst("^CHAR(?=\\()", "CHARACTER")
        .replaceFirst("^VARBINARY", "BINARY VARYING")
        .replaceFirst("VARYING\\(1000000000\\)", "VARYING"); // H2 does not show the maximum length
  }

  // ---- changes of columns

  @Override
  protected List<SqlStatement> renameColumn(RenameColumn operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "ALTER TABLE "
                + quote(operation.table())
                + " ALTER COLUMN "
                + quote(operation.before())
                + " RENAME TO "
                + quote(operation.after())));
  }

  @Override
  public void requireWhole(Operation operation, Catalog catalog) {
    if (operation instanceof ChangeColumn change) {
      H2Changes.refuseLostDefault(change, catalog);
      refuseNotNull(change, catalog);
    }
  }

  /**
   * Splits a change into one step for each part. Each statement keeps the other parts of the
   * column.
   */
  @Override
  public List<Operation> stepsOf(Operation operation) {
    if (operation instanceof ChangeColumn change
        && change.change().defaultOrNull() instanceof DefaultValue.Generated) {
      return List.of(operation); // refused as a whole
    }
    return operation instanceof ChangeColumn change
        ? change.change().parts().stream()
            .<Operation>map(part -> new ChangeColumn(change.table(), change.column(), part))
            .toList()
        : super.stepsOf(operation);
  }

  @Override
  protected void requirePossible(ChangeColumn operation) {
    if (operation.change().collationOrNull() != null) {
      throw noCollation(operation.describe());
    }
    if (operation.change().defaultOrNull() instanceof DefaultValue.Generated) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe() + ", because it cannot change the expression of a generated column",
          "Nothing was sent. Remove the column, and add it with generatedAs(…).");
    }
    super.requirePossible(operation);
  }

  @Override
  protected List<SqlStatement> changeColumn(ChangeColumn operation, Catalog catalog) {
    DataType type = operation.change().typeOrNull();
    return type == null ? super.changeColumn(operation, catalog) : changeType(operation, catalog);
  }

  /**
   * Renders a change of type. An identity column would keep the maximum of its former type, so it
   * gets NO MAXVALUE.
   */
  private List<SqlStatement> changeType(ChangeColumn operation, Catalog catalog) {
    List<SqlStatement> change = super.changeColumn(operation, catalog);
    Map<String, String> attributes = catalog.attributes(operation.table(), operation.column());
    if (operation.change().usingOrNull() == null) {
      String type =
          operation
              .change()
              .retyped(operation.column())
              .map(column -> type(operation.table(), column))
              .orElseThrow();
      H2Changes.refuseUnfitRows(operation, type, catalog);
    }
    if (!H2Changes.isIdentity(attributes)) {
      return change;
    }
    String raise =
        "; ALTER TABLE "
            + quote(operation.table())
            + " ALTER COLUMN "
            + quote(operation.column())
            + " SET NO MAXVALUE";
    return List.of(SqlStatement.of(change.get(0).sql() + raise));
  }

  @Override
  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    H2Changes.refuseNeeded(operation, catalog);
    return super.removeColumn(operation, catalog);
  }

  @Override
  protected String removeIndex(RemoveIndex operation, Catalog catalog) {
    String name = nameInCatalog(operation.table(), operation.name());
    H2Changes.refuseIndexOfKey(operation, name, catalog);
    return super.removeIndex(operation, catalog);
  }

  private UnsupportedByDialectException noCollation(String what) {
    return new UnsupportedByDialectException(
        name(), what + ", because only a whole database has a collation", "Leave out collate(…)");
  }

  @Override
  protected Set<IndexFeature> indexFeatures() {
    return EnumSet.of(IndexFeature.DESCENDING, IndexFeature.NULLS_ORDER);
  }

  /**
   * Returns true: the catalogue shows an order of nulls for every column, which may come from a
   * setting of the database.
   */
  @Override
  protected boolean isUsual(IndexPart.Nulls nulls, boolean isDescending) {
    return true;
  }

  @Override
  public boolean isMissingTable(SQLException error) {
    return TABLE_NOT_FOUND.contains(error.getErrorCode());
  }

  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    DatabaseMetaData server = connection.getMetaData();
    requireVersion(server.getDatabaseMajorVersion(), server.getDatabaseMinorVersion());
    return new H2Dialect(H2Names.areUpper(connection), names, others);
  }

  @Override
  public Dialect forVersion(String version) {
    refuseServer(majorOf(version) < 2, version, "2.3");
    return this;
  }

  /**
   * Returns whether this session has uncommitted work. Every user may see the user's own session.
   */
  @Override
  public boolean hasOpenTransaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CONTAINS_UNCOMMITTED FROM INFORMATION_SCHEMA.SESSIONS"
                    + " WHERE SESSION_ID = SESSION_ID()")) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      if (e.getErrorCode() == COLUMN_NOT_FOUND) {
        throw oldCatalogue();
      }
      throw e;
    }
  }

  /**
   * Returns the error for a session with the old catalogue. No SQL statement can switch such a
   * session to the new one.
   */
  private UnsupportedByDialectException oldCatalogue() {
    return new UnsupportedByDialectException(
        name(),
        "show its catalogue in a session with OLD_INFORMATION_SCHEMA=TRUE, which has the tables of"
            + " version 1.4 in its place",
        "Nothing was run. Take OLD_INFORMATION_SCHEMA out of the URL that migrates.");
  }

  /** Remembers the current schema and the lock timeout. */
  @Override
  public SessionState sessionState(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CURRENT_SCHEMA, LOCK_TIMEOUT()")) {
      row.next();
      String schema = row.getString(1);
      Duration statementLockTimeout = Duration.ofMillis(row.getLong(2));
      return later -> {
        later.setSchema(schema); // the schema by its stored name
        limitLockWait(later, statementLockTimeout);
      };
    }
  }

  void requireVersion(int major, int minor) {
    refuseServer(major < 2 || (major == 2 && minor < 3), major + "." + minor, "2.3");
  }

  /**
   * Creates a metadata table under a unique name first, then renames it. If another session creates
   * the table first, the creation fails late. Other sessions can see the failed table for a moment,
   * and H2 then closes the whole database (github.com/h2database/h2database/issues/3695, seen on
   * 2.5.252).
   */
  @Override
  public void createShared(Connection connection, CreateTable operation, Catalog catalog)
      throws SQLException {
    Table table = operation.table();
    String ownName = table.name() + " " + UUID.randomUUID();
    List<Constraint> ownKey =
        operation.table().constraints().stream()
            .<Constraint>map(key -> new Constraint.PrimaryKey(ownName + " pk", key.columns()))
            .toList();
    Table own = new Table(ownName, table.columns(), ownKey);
    try (Statement statement = connection.createStatement()) {
      try {
        super.createShared(connection, new CreateTable(own), catalog);
        statement.execute("ALTER TABLE " + quote(ownName) + " RENAME TO " + quote(table.name()));
      } finally {
        statement.execute("DROP TABLE IF EXISTS " + quote(ownName));
      }
    }
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new H2Catalog(connection);
  }

  @Override
  protected DataSql data(Catalog catalog) {
    return new H2Data(this, catalog);
  }

  @Override
  public void useSchema(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SCHEMA " + quote(schema));
    } catch (SQLException e) {
      if (!isMissingTable(e)) {
        throw e;
      }
      connection.setSchema(schema);
    }
  }

  @Override
  public Set<String> unfolded(Connection connection, @Nullable String schema, List<String> tables)
      throws SQLException {
    return new H2Catalog(connection).unfolded(schema, tables);
  }

  /**
   * Matches schema statements that do not commit (measured on 2.5.252). A rollback of them damages
   * H2's internal tables ("Row … not found in primary index"). So they are sent outside a
   * transaction.
   */
  private static final Pattern WITHOUT_COMMIT =
      Pattern.compile("(?:create|alter) sequence\\b.*|alter table\\b.*\\brestart\\b.*");

  @Override
  public TransactionMode modeOf(Operation operation) {
    return operation instanceof ExecuteSql raw
            && RawSql.isSingle(raw.sql())
            && WITHOUT_COMMIT.matcher(RawSql.words(raw.sql())).matches()
        ? TransactionMode.NON_TRANSACTIONAL
        : super.modeOf(operation);
  }

  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "\"",
          "'",
          false,
          true,
          Set.of("--", "//"),
          true,
          EnumSet.of(
              SchemaObject.Kind.TABLE,
              SchemaObject.Kind.VIEW,
              SchemaObject.Kind.INDEX,
              SchemaObject.Kind.SEQUENCE,
              SchemaObject.Kind.SCHEMA,
              SchemaObject.Kind.DOMAIN,
              SchemaObject.Kind.TRIGGER,
              SchemaObject.Kind.ALIAS,
              SchemaObject.Kind.SYNONYM,
              SchemaObject.Kind.CONSTANT,
              SchemaObject.Kind.USER,
              SchemaObject.Kind.ROLE,
              SchemaObject.Kind.ROWS),
          Pattern.compile("(?:ANALYZE|CHECKPOINT|COMMENT ON|GRANT|REVOKE|USE)\\b.*|SET [^(]*"));

  @Override
  public SqlSyntax syntax() {
    return SYNTAX;
  }

  @Override
  public SessionEffect sessionEffect(String sql) {
    return H2Session.effectOf(sql);
  }

  @Override
  public SessionState wholeSession(Connection connection) throws SQLException {
    return H2Session.whole(connection);
  }

  /**
   * Returns true, because a run never closes its connection to clean up: an in-memory database ends
   * with its last connection.
   */
  @Override
  public boolean isRestorable(String sql) {
    return true;
  }

  @Override
  public boolean readsSession(String sql) {
    return H2Session.readsEarlier(sql);
  }

  @Override
  public Optional<String> missingVariable(Connection connection, String sql) throws SQLException {
    return H2Session.missingVariable(connection, sql);
  }

  // ---- the lock of the run: a row that an open transaction locks. A separate session holds it,
  // because each schema statement ends the transaction of the session that migrates

  @Override
  public Topology topology() {
    return Topology.SEPARATE_SESSION;
  }

  @Override
  public boolean tryLock(Connection connection, LockName name) throws SQLException {
    try {
      return tryLock(connection, name, Set.of());
    } catch (SQLException e) {
      if (!isMissingTable(e)) {
        throw e;
      }
      Set<String> exact = unfolded(connection, name.schema(), List.of(name.table()));
      return tryLock(connection, name, exact);
    }
  }

  /**
   * Tries to lock the row.
   *
   * @param exact the names among schema and table that are stored exactly
   */
  private boolean tryLock(Connection connection, LockName name, Set<String> exact)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(lockingRow(name, exact) + " SKIP LOCKED")) {
      if (row.next()) {
        return true;
      }
    }
    connection.rollback();
    connection.setAutoCommit(true);
    return false;
  }

  private String lockingRow(LockName name, Set<String> exact) {
    Dialect asKept = exact.contains(name.table()) ? with(KeptNames.EXACT) : this;
    Dialect ofSchema = exact.contains(name.schema()) ? with(KeptNames.EXACT) : this;
    String table =
        ofSchema.rendering().quote(name.schema()) + "." + asKept.rendering().quote(name.table());
    return "SELECT %1$s FROM %2$s WHERE %1$s = 3 FOR UPDATE"
        .formatted(asKept.rendering().quote("id"), table);
  }

  /**
   * Finds the session of the lock holder. H2 shows it only to an administrator, and only while
   * another session waits for the row.
   */
  @Override
  public Optional<String> findLockHolder(Connection connection, Connection waiting, LockName name)
      throws SQLException {
    String waiter = sessionId(waiting);
    FutureTask<Boolean> wait = new FutureTask<>(() -> awaitRow(waiting, name));
    Thread thread = new Thread(wait, "switchback-lock-holder");
    thread.setDaemon(true);
    thread.start();
    Optional<String> found = Optional.empty();
    while (found.isEmpty() && !wait.isDone()) {
      found = blockerOf(connection, waiter);
    }
    try {
      wait.get(); // then the connection is free again
    } catch (ExecutionException e) {
      throw new SQLException("the lock was not asked for", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return found;
  }

  private static Optional<String> blockerOf(Connection connection, String session) {
    return CatalogQuery.strings(
            connection,
            "SELECT BLOCKER_ID FROM INFORMATION_SCHEMA.SESSIONS"
                + " WHERE SESSION_ID = ? AND BLOCKER_ID IS NOT NULL",
            session)
        .stream()
        .findFirst();
  }

  /** Waits for the row for at most a second. */
  private boolean awaitRow(Connection connection, LockName name) throws SQLException {
    Set<String> exact = unfolded(connection, name.schema(), List.of(name.table()));
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      return statement.execute(lockingRow(name, exact) + " WAIT 1");
    } catch (SQLException e) {
      if (!isLockWait(e)) {
        throw e;
      }
      return false;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static final Pattern IN_MEMORY =
      Pattern.compile("jdbc:h2:(?:(?:tcp|ssl)://[^/]*/)?mem:(.*)");

  /** Returns the last part of the URL: the name of the file or of the in-memory database. */
  @Override
  public Optional<String> databaseName(Connection connection) throws SQLException {
    String url = String.valueOf(connection.getMetaData().getURL());
    Matcher name = Pattern.compile("jdbc:h2:.*?([^:/\\\\;]+)(?:;.*)?").matcher(url);
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /**
   * Refuses an in-memory database that the run cannot keep. Without a name, each connection has a
   * separate database. With a name, the database ends with its last connection. Only an
   * administrator can see whether other sessions keep it open. A pool keeps connections open.
   */
  @Override
  public void requireShared(Connection second) throws SQLException {
    Matcher memory = IN_MEMORY.matcher(String.valueOf(second.getMetaData().getURL()));
    if (!memory.matches()) {
      return;
    }
    if (memory.group(1).isEmpty()) {
      throw new UnsupportedByDialectException(
          name(),
          "migrate a database in memory without a name, which each connection has another one of",
          "Nothing was run. Give it a name, and keep it after its last connection:"
              + " jdbc:h2:mem:chat;DB_CLOSE_DELAY=-1.");
    }
    boolean isPooled = !second.getClass().getName().equals("org.h2.jdbc.JdbcConnection");
    if (!isPooled && endsWithRun(second)) {
      throw new UnsupportedByDialectException(
          name(),
          "keep what is migrated: the database is in memory, ends with its last connection, and"
              + " only this run has any",
          "Nothing was run. Write DB_CLOSE_DELAY=-1 into its URL:"
              + " jdbc:h2:mem:chat;DB_CLOSE_DELAY=-1.");
    }
  }

  private static boolean endsWithRun(Connection second) throws SQLException {
    try (Statement statement = second.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT COUNT(*) = 2 AND NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.SETTINGS
                  WHERE SETTING_NAME IN ('DB_CLOSE_DELAY', 'db_close_delay') AND SETTING_VALUE <> '0')
                FROM INFORMATION_SCHEMA.SESSIONS\
                """)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  @Override
  public void unlock(Connection connection, LockName name) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /** Returns empty, because H2 shows the locks of a session only to administrators. */
  @Override
  public Optional<String> lockHolder(Connection connection, LockName name) {
    return Optional.empty();
  }

  /**
   * Ends the named sessions. They must be named, because H2 does not show which session locks a
   * row. Only an administrator can end a session. A session never ends itself: session numbers
   * restart when the database is opened again.
   */
  @Override
  public void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException {
    try (PreparedStatement end =
        connection.prepareStatement(
            "SELECT CASE WHEN s.id <> SESSION_ID() THEN ABORT_SESSION(s.id) END"
                + " FROM (VALUES CAST(? AS INTEGER)) s (id)")) {
      for (String session : sessions) {
        end.setInt(1, number(session));
        end.execute();
      }
    }
  }

  private static int number(String session) throws SQLException {
    try {
      return Integer.parseInt(session);
    } catch (NumberFormatException e) {
      throw new SQLException("'" + session + "' is not the number of a session", e);
    }
  }

  @Override
  public String sessionId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT SESSION_ID()")) {
      row.next();
      return row.getString(1);
    }
  }

  // ---- waits for database locks

  @Override
  public void limitLockWait(Connection connection, Duration longest) throws SQLException {
    long millis = longest.compareTo(LONGEST_LOCK_WAIT) < 0 ? longest.toMillis() : Integer.MAX_VALUE;
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCK_TIMEOUT " + millis);
    }
  }

  @Override
  public boolean isLockWait(SQLException error) {
    return error.getErrorCode() == LOCK_TIMEOUT;
  }

  /**
   * {@code org.h2.mvstore.DataUtils}: ERROR_WRITING_FAILED (2), after which the store is closed
   * (4). Measured on 2.5.252.
   */
  private static final Pattern STORE_LOST =
      Pattern.compile("MVStoreException: .*\\[[0-9.]+/[24]\\]", Pattern.DOTALL);

  @Override
  public boolean isStoreLost(SQLException error) {
    return error.getErrorCode() == GENERAL_ERROR
        && STORE_LOST.matcher(String.valueOf(error.getMessage())).find();
  }

  /**
   * Writes committed data to disk. By default H2 writes it half a second later, and reports no
   * failure. Only an administrator may request the write.
   */
  @Override
  public void makeDurable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      if (causeOf(e) != ErrorCause.PERMISSION) {
        throw e;
      }
    }
  }

  @Override
  public List<String> leftovers(Connection connection) throws SQLException {
    return H2WorkingCopy.allIn(connection).stream().map(H2WorkingCopy::describe).toList();
  }

  /** Classifies an error by the codes of {@code org.h2.api.ErrorCode}. */
  @Override
  public ErrorCause causeOf(SQLException error) {
    return switch (error.getErrorCode()) {
      case LOCK_TIMEOUT -> ErrorCause.LOCK_TIMEOUT;
      case 40001, 90131 -> ErrorCause.CONFLICT; // DEADLOCK_1, CONCURRENT_UPDATE_1
      case 57014 -> ErrorCause.CANCELLED;
      case 90007, 90067, 90098, 90121 -> ErrorCause.CONNECTION; // closed, broken, shut down
      case GENERAL_ERROR -> isStoreLost(error) ? ErrorCause.RESOURCE : ErrorCause.of(error);
      case 90028, 90031, 90100, 90108 -> ErrorCause.RESOURCE; // files, disk space, memory
      case 90040, 90096 -> ErrorCause.PERMISSION;
      case 90097 -> ErrorCause.READ_ONLY;
      default -> ErrorCause.of(error);
    };
  }

  /**
   * Returns hints for DATABASE_NOT_FOUND_1 and …_WITH_IF_EXISTS_1, DATABASE_ALREADY_OPEN_1,
   * FILE_VERSION_ERROR_1, and others.
   */
  @Override
  public Optional<String> hint(SQLException error, String sql) {
    return switch (error.getErrorCode()) {
      case 90013, 90146, 90149 -> Optional.of("Create the database, or name another in the URL.");
      case 90020 ->
          Optional.of(
              "Another process has the file open: end it, or write AUTO_SERVER=TRUE into the URL of"
                  + " both.");
      case 90085 -> // INDEX_BELONGS_TO_CONSTRAINT_2
          Optional.of(
              "Remove the constraint by removeConstraint(…): H2 removes its index with it.");
      case 90048 ->
          Optional.of(
              "Another version of H2 wrote the file: use that one, or export with it and import"
                  + " with this one.");
      default -> super.hint(error, sql);
    };
  }

  /**
   * Describes the blocking sessions. H2 shows which session locks the awaited row. For tables, it
   * only lists locks, so the sessions are those that lock a table named in the waiting statement.
   * Only administrators see any of this.
   */
  @Override
  public List<String> blockers(Connection connection, String waiting) {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT 'session ' || s.SESSION_ID || ' of user ' || s.USER_NAME
              || COALESCE(' from ' || s.CLIENT_ADDR, '')
              || COALESCE(', idle since ' || s.SLEEP_SINCE, '')
            FROM INFORMATION_SCHEMA.SESSIONS w
            JOIN INFORMATION_SCHEMA.SESSIONS s ON s.SESSION_ID <> w.SESSION_ID
            WHERE w.SESSION_ID = ? AND (s.SESSION_ID = w.BLOCKER_ID
              OR (w.BLOCKER_ID IS NULL AND EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.LOCKS l
                WHERE l.SESSION_ID = s.SESSION_ID
                AND LOCATE(UPPER(l.TABLE_NAME), UPPER(w.EXECUTING_STATEMENT)) > 0)))
            ORDER BY s.SESSION_ID\
            """)) {
      statement.setInt(1, number(waiting));
      try (ResultSet rows = statement.executeQuery()) {
        List<String> blockers = new ArrayList<>();
        while (rows.next()) {
          blockers.add(rows.getString(1));
        }
        return blockers;
      }
    } catch (SQLException e) {
      return List.of(); // the list is only informative; the error it explains matters more
    }
  }
}
