package dev.switchback.dialect;

import dev.switchback.operation.AddIndex;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.Constraint;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The differences of one database: its SQL, its catalogue, its locks and its error codes.
 * Switchback finds dialects by {@link java.util.ServiceLoader}. Most dialects extend {@link
 * StandardSql} and override few methods.
 *
 * <p>A dialect is immutable and thread-safe.
 */
public interface Dialect {

  /** Returns the database's name as its vendor spells it: {@code PostgreSQL}. */
  String name();

  /**
   * Returns whether this dialect handles the database of {@code connection}. Sends no query; every
   * start of every application calls it.
   */
  boolean supports(Connection connection) throws SQLException;

  /**
   * Returns this dialect, configured for the server's version and settings as far as they change
   * the rendered SQL. A run with pending work calls it once.
   */
  Dialect forServer(Connection connection) throws SQLException;

  /**
   * Returns this dialect for a server of {@code version} with default settings. Needs no
   * connection.
   *
   * @param version the beginning of the version as the server reports it: {@code 15}, {@code
   *     8.0.36}
   * @throws UnsupportedOperationException if this server version is too old
   * @throws IllegalArgumentException if {@code version} is not a version
   */
  Dialect forVersion(String version);

  /**
   * Captures the session settings that migrations or {@link #forServer} may change: the current
   * schema, and settings that change the meaning of a statement.
   */
  SessionState sessionState(Connection connection) throws SQLException;

  /** The captured settings of a session, which can be restored. */
  @FunctionalInterface
  interface SessionState {
    /** Restores the captured settings. */
    void restore(Connection connection) throws SQLException;
  }

  /** Returns {@code query}, extended so that no session setting hides rows from its result. */
  default String allRowsOf(String query) {
    return query;
  }

  /**
   * Returns the name of a server that speaks this database's protocol but has different locks and
   * transactions. A run depends on those of the original. A run with pending work calls it once,
   * before anything else. Empty for the tested databases and for services that run them.
   */
  default Optional<String> lookalike(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /**
   * Returns whether {@code connection} has an open transaction that changed data, or may have:
   * switching autocommit on would commit it. Where the server can tell, a transaction that only
   * read does not count. Sends no query if the driver knows that no transaction is open.
   */
  boolean hasOpenTransaction(Connection connection) throws SQLException;

  /**
   * Returns whether a schema statement can be rolled back. If not, each schema statement commits by
   * itself, and {@link #render} returns exactly one statement for each of the {@link #stepsOf} a
   * schema operation.
   */
  boolean hasTransactionalDdl();

  /**
   * Returns the statements that execute {@code operation}, in order.
   *
   * @throws UnsupportedByDialectException if the database does not support the operation
   * @throws IllegalArgumentException if a name or a value cannot be written in its SQL
   */
  List<SqlStatement> render(Operation operation, Catalog catalog);

  /**
   * Rejects an operation on rows that this server could not roll back because of the table's
   * storage engine.
   *
   * @throws UnsupportedByDialectException if the table is not transactional
   */
  void requireRollback(DataOperation operation, Catalog catalog);

  /**
   * Creates a table that several processes may try to create at once. A process that sees the table
   * sees it complete. Fails if the table exists.
   */
  void createShared(Connection connection, CreateTable operation) throws SQLException;

  /** Returns the catalogue of the current schema of {@code connection}. */
  Catalog catalog(Connection connection);

  /** Returns the type that {@link Catalog#columns} shows for {@code column} of {@code table}. */
  String typeInCatalog(String table, Column column);

  /**
   * Returns the name that the catalogue shows for a part of {@code table} that migrations call
   * {@code name}.
   */
  default String nameInCatalog(String table, String name) {
    return name;
  }

  /** Returns the name that {@link Catalog#constraints} shows for {@code constraint}. */
  String nameInCatalog(Constraint constraint);

  /**
   * Returns the name that {@link Catalog#constraints} shows for the constraint that {@code
   * operation} removes.
   */
  String nameInCatalog(RemoveConstraint operation);

  /**
   * Returns how {@code operation} blocks other sessions that use its table. The table exists and
   * has rows. Empty if the operation takes only a moment.
   */
  List<Hazard> hazards(Operation operation, Catalog catalog);

  /**
   * Returns the name of the check constraint that the type of {@code column} adds, if it adds one.
   */
  Optional<String> checkOf(String table, Column column);

  /** Returns what {@link Catalog#numberedColumns} shows for {@code column} of {@code table}. */
  Optional<NumberedColumn> numbering(String table, Column column);

  /**
   * Returns whether the database creates an index for a foreign key that has none. That index has
   * the name of the foreign key.
   */
  boolean indexesForeignKeys();

  /**
   * Returns the index of {@code operation} as {@link Catalog#indexes} shows it. The server rewrites
   * expressions and conditions; they are represented only by their presence.
   */
  CatalogIndex indexInCatalog(AddIndex operation);

  /**
   * Returns {@code identifier} quoted for this database.
   *
   * @throws IllegalArgumentException if the database cannot keep that name unchanged
   */
  String quote(String identifier);

  /**
   * Returns this dialect, with names rendered as {@code names} says that the database keeps them.
   */
  default Dialect with(KeptNames names) {
    return this;
  }

  /**
   * Returns whether the identifier {@code name} can denote the object that the database calls
   * {@code kept}.
   */
  default boolean isKeptAs(String name, String kept) {
    return name.equals(kept);
  }

  /**
   * Returns those names, of {@code schema} and of tables in it, that the database keeps exactly
   * although {@link #quote} lets it fold them. Without a schema, the current one is searched.
   * Called when a table was not found.
   */
  default Set<String> unfolded(Connection connection, @Nullable String schema, List<String> tables)
      throws SQLException {
    return Set.of();
  }

  /**
   * Prepares a statement that reaches the server unchanged.
   *
   * @throws UnsupportedByDialectException if the driver would replace a part of it
   */
  PreparedStatement prepare(Connection connection, String sql) throws SQLException;

  /** Returns the sender for the statements of one migration on {@code connection}. */
  Sender sender(Connection connection);

  /** Binds a Java value to a parameter of a statement. */
  void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException;

  /**
   * Binds a string to a parameter of a statement on a metadata table, independent of the session's
   * settings.
   */
  default void bindOwn(PreparedStatement statement, int index, String text) throws SQLException {
    statement.setString(index, text);
  }

  /**
   * Rejects values that the driver would convert wrongly, because it does not know what a raw
   * statement has set in the session. Called after such a statement, before the values are bound.
   *
   * @throws UnsupportedByDialectException if there is such a value
   */
  default void requireFit(Connection connection, List<? extends @Nullable Object> values)
      throws SQLException {}

  /**
   * Rejects rendered SQL that the server would parse differently because of what a raw statement
   * has set in the session. Called after such a statement, before the rendered SQL is sent.
   *
   * @throws UnsupportedByDialectException if it is such a statement
   */
  default void requireFit(Connection connection, SqlStatement rendered) throws SQLException {}

  /**
   * Returns the index, from 0, of the first statement of a batch that the server rejected, if the
   * driver reports it.
   */
  OptionalInt failedInBatch(Connection connection, BatchUpdateException error) throws SQLException;

  /**
   * Makes the driver fetch the rows of a query in parts, so that it does not keep all of them in
   * memory.
   */
  void readInParts(Statement statement) throws SQLException;

  /** Returns whether the driver can send nothing else while rows are being fetched in parts. */
  boolean isBusyReading(Connection connection) throws SQLException;

  /** Returns the point in time in a {@code timestamp()} column of a result. */
  Instant instant(ResultSet row, int column) throws SQLException;

  /** Returns the schema that unqualified names resolve to on this connection, if there is one. */
  Optional<String> currentSchema(Connection connection) throws SQLException;

  /**
   * Makes unqualified names resolve to {@code schema} on this connection. If the session has a
   * search path, the schema is put first and the rest is kept, because extensions may be there.
   */
  void useSchema(Connection connection, String schema) throws SQLException;

  /**
   * Returns this dialect for sessions whose current schema is {@code schema}.
   *
   * @see #forServer
   */
  Dialect inSchema(String schema);

  /**
   * Returns what follows {@code FROM} to read {@code table} of the current schema only. The query
   * returns no rows if the name resolves to another schema.
   */
  String fromCurrentSchema(String table);

  /**
   * Returns the name of the collation that compares strings character by character, if a query must
   * name it.
   */
  Optional<String> exactCollation();

  /**
   * Returns the name of the database that contains the schema, if the driver knows it without a
   * query. Empty where a schema is not a part of a database.
   */
  default Optional<String> databaseName(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /** Returns whether {@code name} is a name of this database that a user may write. */
  default boolean isCalled(String name) {
    return name().equalsIgnoreCase(name.strip());
  }

  /** Returns whether {@code error} reports that a table does not exist. */
  boolean isMissingTable(SQLException error);

  /**
   * Splits {@code operation} into the operations that execute it one after the other. Returns the
   * operation itself, unless it needs several statements on a database where each commits by
   * itself.
   */
  List<Operation> stepsOf(Operation operation);

  /**
   * Rejects an operation if its steps, executed one by one, would silently do something else.
   * Called before {@link #stepsOf}.
   */
  default void requireWhole(Operation operation, Catalog catalog) {}

  /** Returns the lexical rules of this database's SQL, for reading raw SQL. */
  SqlSyntax syntax();

  /**
   * Drops what an interrupted raw statement left, if it prevents the statement from being sent
   * again. Called outside a transaction, see {@link Probe.Result#LEFT_UNFINISHED}.
   */
  default void dropUnfinished(Connection connection, ExecuteSql statement) throws SQLException {
    throw new UnsupportedOperationException(statement.describe() + " leaves nothing unfinished");
  }

  /** Returns how {@code operation} behaves in a transaction. */
  TransactionMode modeOf(Operation operation);

  /**
   * Returns what the raw statements {@code sql} leave in the session. The effect of routines that
   * they call is unknown.
   */
  SessionEffect sessionEffect(String sql);

  /**
   * Captures all session settings that raw statements may change. Called before the first such
   * statement. On {@link Topology#TRANSACTION_POOLING} the run restores them in the same
   * transaction, before its commit.
   */
  SessionState wholeSession(Connection connection) throws SQLException;

  /**
   * Returns whether {@link #wholeSession} restores all that {@code sql} changes in the session. If
   * not, the connection must not be used again by others.
   */
  boolean isRestorable(String sql);

  /**
   * Rejects raw SQL that would leave a trace in a pooled session of other clients on this topology.
   *
   * @throws UnsupportedByDialectException if it is such a statement
   */
  default void requireFit(String sql) {}

  /**
   * Rejects a value that cannot be a parameter, such as a map, and raw SQL whose number of question
   * marks differs from the number of values.
   *
   * @throws IllegalArgumentException if there is such a value, or if the numbers certainly differ
   */
  default void requireValues(String sql, List<@Nullable Object> values) {}

  /**
   * Returns whether {@code sql} reads what an earlier statement left in the session, such as the
   * last generated number.
   */
  boolean readsSession(String sql);

  /**
   * Returns the first variable, such as {@code @more}, that {@code sql} names and the session does
   * not have.
   */
  default Optional<String> missingVariable(Connection connection, String sql) throws SQLException {
    return Optional.empty();
  }

  // ---- the lock

  /** Returns how this server is reached. Known after {@link #forServer}. */
  Topology topology();

  /**
   * Tries to take the advisory lock for the session of {@code connection}, without waiting. The
   * server releases it when the session ends for any reason.
   *
   * @return whether the session holds the lock now
   */
  boolean tryLock(Connection connection, LockName name) throws SQLException;

  /** Releases a lock that {@link #tryLock} took on this connection. */
  void unlock(Connection connection, LockName name) throws SQLException;

  /** Returns a human-readable description of the session that holds the lock. */
  Optional<String> lockHolder(Connection connection, LockName name) throws SQLException;

  /**
   * Ends the session that holds the lock, because its process has stopped but its session still
   * holds the lock. Does nothing if no session holds it, or a session that is not named. Throws if
   * this user may not end the session. {@link #tryLock} shows when the lock is free.
   *
   * @param sessions the sessions that the holder's lease row names, see {@link #sessionId}. If the
   *     lock has just passed to another session, that session is not ended. If the list is empty,
   *     any holder is meant, as far as the server can identify it
   */
  void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException;

  /**
   * Rejects a database that the two connections of a run do not share, or that ends with them.
   *
   * @param second the connection of {@link Topology#SEPARATE_SESSION}
   * @throws UnsupportedByDialectException if it is such a database
   */
  default void requireShared(Connection second) throws SQLException {}

  /**
   * Finds the session that holds the lock where {@link #endLockHolder} cannot. Empty if the lock is
   * free, or if the server does not show the session to this user.
   *
   * @param waiting another connection, which requests the lock meanwhile and does not keep it
   */
  default Optional<String> findLockHolder(Connection connection, Connection waiting, LockName name)
      throws SQLException {
    return Optional.empty();
  }

  /** Returns the server's identifier of the session of {@code connection}. */
  String sessionId(Connection connection) throws SQLException;

  /**
   * Returns whether the server is executing a statement of {@code session}, see {@link #sessionId}.
   * Used on {@link Topology#MULTI_PRIMARY}, where a new connection may reach another server that
   * does not know the session.
   */
  boolean isAtWork(Connection connection, String session) throws SQLException;

  /**
   * Limits idle time in a transaction. If nothing is sent for {@code longest}, the server ends the
   * transaction, so that a stopped process blocks no other session. Rounded up to whole seconds
   * where the server counts in seconds. For a {@link Topology} without a session lock, where no
   * other session could end the transaction. On {@link Topology#TRANSACTION_POOLING} the limit
   * applies to the open transaction.
   */
  void limitPause(Connection connection, Duration longest) throws SQLException;

  /**
   * Sends the first statement of a transaction on {@link Topology#TRANSACTION_POOLING}. Locks the
   * gate and sets {@code schema} until the transaction ends, and limits idle time as {@link
   * #limitPause} does.
   *
   * @return whether the fencing token is still the highest
   */
  boolean enterGate(Connection connection, Fence fence, String schema, Duration longestPause)
      throws SQLException;

  // ---- waiting for locks of the database

  /**
   * Limits how long a statement of this session waits for a lock that another session holds.
   * Rounded up to whole seconds where the server counts in seconds.
   */
  void limitLockWait(Connection connection, Duration longest) throws SQLException;

  /**
   * Returns whether {@code error} reports a lock timeout after which the statement has no effect.
   */
  boolean isLockWait(SQLException error);

  /**
   * Returns why the server raised {@code error}. See {@link ErrorCause#of} for the standard
   * SQLSTATEs.
   */
  ErrorCause causeOf(SQLException error);

  /**
   * Returns whether {@code error} reports that the database can no longer write its files. After
   * that, a call of the driver may never return.
   */
  default boolean isStoreLost(SQLException error) {
    return false;
  }

  /**
   * Flushes committed data to the files, where the server acknowledges a commit before it has done
   * so. Does nothing elsewhere, and where the user lacks the privilege.
   */
  default void makeDurable(Connection connection) throws SQLException {}

  /**
   * Returns a sentence for each temporary copy of a table that an interrupted statement left in the
   * current schema.
   */
  default List<String> leftovers(Connection connection) throws SQLException {
    return List.of();
  }

  /**
   * Returns details of {@code error} that the server reports besides its message. They contain no
   * value of a row, and nothing that a trigger or a routine raised.
   */
  default List<String> details(SQLException error) {
    return List.of();
  }

  /**
   * Returns a sentence that says what to write instead of a statement that the server rejected.
   *
   * @param sql the statement, or an empty string if it is not known
   */
  default Optional<String> hint(SQLException error, String sql) {
    return Optional.empty();
  }

  /**
   * Returns human-readable descriptions of the sessions that {@code waiting} waits for. Empty if
   * the server does not report them.
   *
   * @param waiting the session that waits, see {@link #sessionId}
   */
  List<String> blockers(Connection connection, String waiting) throws SQLException;

  /**
   * Returns the sessions that wait, or may wait, for a lock of {@code holder} while {@code holder}
   * is idle in its transaction. They have the same user and machine, and their statements began
   * after the holder's last one ended. Empty if another such session has long been executing
   * something else, because the caller may be waiting for that session.
   *
   * @param holder see {@link #sessionId}
   */
  default List<LockWaiter> waitersFor(Connection connection, String holder) throws SQLException {
    return List.of();
  }

  /**
   * Returns prefixes of the names of the driver classes in which a thread waits for this server.
   * Empty if every wait for a lock ends by itself.
   */
  default List<String> driverPackages() {
    return List.of();
  }
}
