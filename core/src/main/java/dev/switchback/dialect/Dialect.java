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
 * What is different about a database. Found by {@link java.util.ServiceLoader}; most dialects
 * extend {@link StandardSql} and override little.
 *
 * <p>A dialect is immutable and thread-safe.
 */
public interface Dialect {

  /** The name of the database as its makers write it: {@code PostgreSQL}. */
  String name();

  /**
   * Whether this is the dialect for the database of that connection. Asks for nothing that the
   * driver does not know by itself, because every start of every application comes by here.
   */
  boolean supports(Connection connection) throws SQLException;

  /**
   * This dialect, knowing the server's version and settings as far as they change what it renders.
   * Called once in a run, when there is something to do.
   */
  Dialect forServer(Connection connection) throws SQLException;

  /**
   * This dialect for a server of that version with the usual settings, which nobody asks.
   *
   * @param version as the server writes it, from its beginning on: {@code 15}, {@code 8.0.36}
   * @throws UnsupportedOperationException if such a server is too old
   * @throws IllegalArgumentException if that is no version
   */
  Dialect forVersion(String version);

  /**
   * What this session works with now, as far as migrations or {@link #forServer} may change it: the
   * current schema, and settings that change what a statement means.
   */
  SessionState sessionState(Connection connection) throws SQLException;

  /** How a session was, and the way back to it. */
  @FunctionalInterface
  interface SessionState {
    /** Makes the session what it was. */
    void restore(Connection connection) throws SQLException;
  }

  /** The same query, so that no setting of the session keeps a row from its result. */
  default String allRowsOf(String query) {
    return query;
  }

  /**
   * The name of the server, if it only speaks the protocol of this database: its locks and its
   * transactions are others than those that a run rests on. Asked once in a run, when there is
   * something to do, before anything else. Empty for what is tested, and for services that run it.
   */
  default Optional<String> lookalike(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /**
   * Whether a transaction is open on {@code connection} that has changed something, or may have, so
   * that to switch autocommit on would commit it. What only read does not count where the server
   * can tell. Asks nothing of the server where the driver knows that none is open.
   */
  boolean hasOpenTransaction(Connection connection) throws SQLException;

  /**
   * Whether a schema statement can be rolled back. Where it cannot, each one commits by itself, and
   * {@link #render} returns exactly one statement for each of the {@link #stepsOf} an operation on
   * the schema.
   */
  boolean hasTransactionalDdl();

  /**
   * The statements that carry out {@code operation}, in order.
   *
   * @throws UnsupportedByDialectException if the database cannot do it
   * @throws IllegalArgumentException if a name or a value cannot be written in its SQL
   */
  List<SqlStatement> render(Operation operation, Catalog catalog);

  /**
   * Refuses a change of rows that this server could not roll back, because of the table that they
   * are in.
   *
   * @throws UnsupportedByDialectException if the table has no transactions
   */
  void requireRollback(DataOperation operation, Catalog catalog);

  /**
   * Creates a table that several processes may create at once: whoever sees it sees all of it. It
   * fails if it is there.
   */
  void createShared(Connection connection, CreateTable operation) throws SQLException;

  /** The catalogue of the schema that {@code connection} works in. */
  Catalog catalog(Connection connection);

  /** The type of {@code column} as {@link Catalog#columns} shows it once {@code table} has it. */
  String typeInCatalog(String table, Column column);

  /**
   * The name of a part of {@code table} as the catalogue shows it, where it is written as {@code
   * name}.
   */
  default String nameInCatalog(String table, String name) {
    return name;
  }

  /** The name of {@code constraint} as {@link Catalog#constraints} shows it. */
  String nameInCatalog(Constraint constraint);

  /** The name of the constraint that {@code operation} removes, in the same way. */
  String nameInCatalog(RemoveConstraint operation);

  /**
   * How {@code operation} holds up those who use its table, which is there and has rows; empty if
   * it takes but a moment.
   */
  List<Hazard> hazards(Operation operation, Catalog catalog);

  /** The name of the check that comes with the type of {@code column}, if there is one. */
  Optional<String> checkOf(String table, Column column);

  /** What {@link Catalog#numberedColumns} shows of {@code column} once {@code table} has it. */
  Optional<NumberedColumn> numbering(String table, Column column);

  /** Whether a foreign key without an index gets one, which has its name. */
  boolean indexesForeignKeys();

  /**
   * The index of {@code operation} as {@link Catalog#indexes} shows it once the table has it. What
   * a server writes in words of its own, expressions and conditions, is shown as being there alone.
   */
  CatalogIndex indexInCatalog(AddIndex operation);

  /**
   * {@code identifier} between this database's quotes.
   *
   * @throws IllegalArgumentException if the database cannot keep that name as it is
   */
  String quote(String identifier);

  /** This dialect, as it writes names that the database keeps so. */
  default Dialect with(KeptNames names) {
    return this;
  }

  /** Whether what is written as {@code name} can be what the database calls {@code kept}. */
  default boolean isKeptAs(String name, String kept) {
    return name.equals(kept);
  }

  /**
   * Those names among a schema and tables in it, or in the current schema, that the database keeps
   * exactly although {@link #quote} has it fold them. Called when a table was not found.
   */
  default Set<String> unfolded(Connection connection, @Nullable String schema, List<String> tables)
      throws SQLException {
    return Set.of();
  }

  /**
   * Prepares a statement that reaches the server as it is written.
   *
   * @throws UnsupportedByDialectException if the driver would replace a part of it
   */
  PreparedStatement prepare(Connection connection, String sql) throws SQLException;

  /** Sends the statements of one migration over {@code connection}. */
  Sender sender(Connection connection);

  /** Sets a parameter of a statement to a Java value. */
  void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException;

  /**
   * Sets a parameter to a text for one of Switchback's own tables, whatever the session is set to.
   */
  default void bindOwn(PreparedStatement statement, int index, String text) throws SQLException {
    statement.setString(index, text);
  }

  /**
   * Refuses values that the driver would send as others, because it does not know what a raw
   * statement has set in the session. Asked before they are bound, after such a statement.
   *
   * @throws UnsupportedByDialectException if there is such a value
   */
  default void requireFit(Connection connection, List<? extends @Nullable Object> values)
      throws SQLException {}

  /**
   * Refuses rendered SQL that the server would read in another way, because of what a raw statement
   * has set in the session. Asked before it is sent, after such a statement.
   *
   * @throws UnsupportedByDialectException if it is such a statement
   */
  default void requireFit(Connection connection, SqlStatement rendered) throws SQLException {}

  /** Which statement of a batch was refused first, counted from 0, as far as the driver tells. */
  OptionalInt failedInBatch(Connection connection, BatchUpdateException error) throws SQLException;

  /** Makes the rows of a query come in parts, so that the driver does not hold all of them. */
  void readInParts(Statement statement) throws SQLException;

  /** Whether the driver can send nothing else while rows come in parts. */
  boolean isBusyReading(Connection connection) throws SQLException;

  /** The point in time in a column of a result that is a {@code timestamp()}. */
  Instant instant(ResultSet row, int column) throws SQLException;

  /** The schema that unqualified names mean on this connection, if there is one. */
  Optional<String> currentSchema(Connection connection) throws SQLException;

  /**
   * Makes unqualified names mean {@code schema} on this connection. Where the session has a search
   * path, the schema comes first and the rest stays: extensions may be there.
   */
  void useSchema(Connection connection, String schema) throws SQLException;

  /**
   * This dialect, knowing that {@code schema} is the current one of the sessions that it is for.
   *
   * @see #forServer
   */
  Dialect inSchema(String schema);

  /**
   * What to write behind {@code FROM} for the rows of {@code table} if it is in the current schema,
   * and none if the name is found in another schema.
   */
  String fromCurrentSchema(String table);

  /**
   * The collation in which texts are equal only if all their characters are, if it needs a name.
   */
  Optional<String> exactCollation();

  /**
   * The name of the database, where a schema is a part of one. What the driver knows without asking
   * the server.
   */
  default Optional<String> databaseName(Connection connection) throws SQLException {
    return Optional.empty();
  }

  /** Whether a user may mean this database by {@code name}. */
  default boolean isCalled(String name) {
    return name().equalsIgnoreCase(name.strip());
  }

  /** Whether {@code error} says that a table does not exist. */
  boolean isMissingTable(SQLException error);

  /**
   * The operations that carry out {@code operation} one after the other: itself, unless it would be
   * several statements on a database where each commits by itself.
   */
  List<Operation> stepsOf(Operation operation);

  /** Refuses what its steps, one by one, would do in silence. Called before {@link #stepsOf}. */
  default void requireWhole(Operation operation, Catalog catalog) {}

  /** How this database writes what raw SQL may consist of. */
  SqlSyntax syntax();

  /**
   * Drops what a raw statement left when it was cut off, if that keeps it from being sent again.
   * Called outside a transaction, see {@link Probe.Result#LEFT_UNFINISHED}.
   */
  default void dropUnfinished(Connection connection, ExecuteSql statement) throws SQLException {
    throw new UnsupportedOperationException(statement.describe() + " leaves nothing unfinished");
  }

  /** How {@code operation} gets on with the transaction that it is sent in. */
  TransactionMode modeOf(Operation operation);

  /**
   * What the raw statements {@code sql} leave in the session that sends them. What a routine does
   * that they call cannot be seen.
   */
  SessionEffect sessionEffect(String sql);

  /**
   * All that raw statements may change in this session, as it is now. Asked before the first of
   * them that does. On {@link Topology#TRANSACTION_POOLING} it is put back in the same transaction,
   * before its commit.
   */
  SessionState wholeSession(Connection connection) throws SQLException;

  /**
   * Whether {@link #wholeSession} takes away all that {@code sql} leaves in the session. Else the
   * connection must not be used by others.
   */
  boolean isRestorable(String sql);

  /**
   * Refuses raw SQL that cannot be sent on this topology without a trace in a session of others.
   *
   * @throws UnsupportedByDialectException if it is such a statement
   */
  default void requireFit(String sql) {}

  /**
   * Refuses a value that no parameter can be, such as a map, and raw SQL with another number of
   * question marks than of values.
   *
   * @throws IllegalArgumentException if there is such a value, or if it is certain that the numbers
   *     differ
   */
  default void requireValues(String sql, List<@Nullable Object> values) {}

  /**
   * Whether {@code sql} asks what an earlier statement left in the session, such as the number that
   * the last row got.
   */
  boolean readsSession(String sql);

  /** The first variable, such as {@code @more}, that {@code sql} names and the session lacks. */
  default Optional<String> missingVariable(Connection connection, String sql) throws SQLException {
    return Optional.empty();
  }

  // ---- the lock

  /** How this server is reached; known after {@link #forServer}. */
  Topology topology();

  /**
   * Takes the lock for the session of {@code connection}, without waiting. The server frees it when
   * the session ends, however it ends.
   *
   * @return whether it has it now
   */
  boolean tryLock(Connection connection, LockName name) throws SQLException;

  /** Gives back a lock that {@link #tryLock} took on this connection. */
  void unlock(Connection connection, LockName name) throws SQLException;

  /** Which session has the lock, for people. */
  Optional<String> lockHolder(Connection connection, LockName name) throws SQLException;

  /**
   * Ends the session that has the lock, because its process has stopped to work, but not to hold
   * it. Does nothing if none has it, or one that is not named; what it may not do is raised. {@link
   * #tryLock} tells when the lock is free.
   *
   * @param sessions the sessions that the holder's lease row names, see {@link #sessionId}: a lock
   *     that has just gone to somebody else is his. If it names none, whoever has the lock is
   *     meant, as far as the server can tell that
   */
  void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException;

  /**
   * Refuses a database that the two connections of a run do not share, or that ends with them.
   *
   * @param second the connection of {@link Topology#SEPARATE_SESSION}
   * @throws UnsupportedByDialectException if it is such a database
   */
  default void requireShared(Connection second) throws SQLException {}

  /**
   * Finds the session that has the lock, where {@link #endLockHolder} cannot. Empty if the lock is
   * free, or if the server does not show the session to this user.
   *
   * @param waiting another connection, which asks for the lock meanwhile; it does not keep it
   */
  default Optional<String> findLockHolder(Connection connection, Connection waiting, LockName name)
      throws SQLException {
    return Optional.empty();
  }

  /** What the server calls the session of {@code connection}. */
  String sessionId(Connection connection) throws SQLException;

  /**
   * Whether the server is at work on a statement of {@code session}, see {@link #sessionId}. For
   * {@link Topology#MULTI_PRIMARY}: a new connection may reach another server, which does not know.
   */
  boolean isAtWork(Connection connection, String session) throws SQLException;

  /**
   * Has the server end a transaction of this session in which nothing is sent for {@code longest},
   * so that a process that stopped in it holds nobody up; to the next whole second where the server
   * counts in seconds. For a {@link Topology} without a session's lock, where nobody else could end
   * it: on {@link Topology#TRANSACTION_POOLING}, for the transaction that is open.
   */
  void limitPause(Connection connection, Duration longest) throws SQLException;

  /**
   * The first statement of a transaction of a {@link Topology#TRANSACTION_POOLING} run: locks the
   * gate until the transaction ends, works in {@code schema} for as long, and does what {@link
   * #limitPause} does.
   *
   * @return whether the fence is still the highest
   */
  boolean enterGate(Connection connection, Fence fence, String schema, Duration longestPause)
      throws SQLException;

  // ---- waiting for locks of the database

  /**
   * Makes statements of this session wait no longer than {@code longest} for a lock that another
   * session holds; to the next whole second where the server counts in seconds.
   */
  void limitLockWait(Connection connection, Duration longest) throws SQLException;

  /** Whether {@code error} says that a lock was not to be had in time, and nothing was done. */
  boolean isLockWait(SQLException error);

  /** Why {@code error} was raised; see {@link ErrorCause#of} for what the standard tells. */
  ErrorCause causeOf(SQLException error);

  /**
   * Whether {@code error} says that the database can no longer write its files. After it, a call of
   * the driver may never return.
   */
  default boolean isStoreLost(SQLException error) {
    return false;
  }

  /**
   * Writes to the files what is committed, where the server answers a commit before it has done so.
   * Does nothing elsewhere, and where the user may not ask for it.
   */
  default void makeDurable(Connection connection) throws SQLException {}

  /**
   * The working copies of tables that interrupted statements left in the current schema, a sentence
   * each.
   */
  default List<String> leftovers(Connection connection) throws SQLException {
    return List.of();
  }

  /**
   * What the server says about {@code error} beside its message. It holds no value of a row and
   * nothing that a trigger or a routine has raised.
   */
  default List<String> details(SQLException error) {
    return List.of();
  }

  /**
   * What to write in place of a statement that the server refused, a sentence.
   *
   * @param sql the statement, or an empty text if it is not known
   */
  default Optional<String> hint(SQLException error, String sql) {
    return Optional.empty();
  }

  /**
   * The sessions that {@code waiting} waits for, for people; empty if the server does not tell.
   *
   * @param waiting the session that waits, see {@link #sessionId}
   */
  List<String> blockers(Connection connection, String waiting) throws SQLException;

  /**
   * The sessions that wait for a lock of {@code holder}, or may do so, while {@code holder} is idle
   * in its transaction. They are of its user and its machine, and their statements began after its
   * last one ended. None if another such session has long been at work on something else: the
   * caller may be waiting for that one.
   *
   * @param holder see {@link #sessionId}
   */
  default List<LockWaiter> waitersFor(Connection connection, String holder) throws SQLException {
    return List.of();
  }

  /**
   * How the names of the classes begin in which a thread waits for this server. None if a wait for
   * a lock always comes to an end by itself.
   */
  default List<String> driverPackages() {
    return List.of();
  }
}
