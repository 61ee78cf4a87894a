package dev.switchback.internal.database;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Fence;
import dev.switchback.dialect.Topology;
import dev.switchback.internal.base.LockLoss;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Remedy;
import dev.switchback.internal.base.RunOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection for one run, with the dialect of its database. Begins in autocommit mode; what was
 * set is put back when it ends, because the connection may go back to a pool. A connection with an
 * open transaction of the caller's is read and left as it is: nothing is committed or rolled back.
 */
public final class Session implements AutoCloseable {

  private static final int SECONDS_TO_ANSWER = 5;

  private Connection connection;
  private boolean autoCommitBefore;
  private boolean isCallers;
  private Dialect dialect;

  /** How it was found, and how it is when a migration begins. */
  private Dialect.@Nullable SessionState before;

  private Dialect.@Nullable SessionState atWork;

  /** After which the server ends a transaction, where nobody else can end this session. */
  private Duration longestPause = Duration.ZERO;

  private boolean mayBeChanged;

  /** Whether the connection was seen to be closed. */
  private boolean isCut;

  /** Whether the database can no longer write its files, so that a call may never return. */
  private boolean isStoreLost;

  /** Other connections of the run, which end with this one if the store is lost. */
  private final List<Connection> others = new ArrayList<>();

  /** How all of it was before a migration's own SQL changed it. */
  private Dialect.@Nullable SessionState unchanged;

  /** Whether a migration left something in it that cannot be taken away. */
  private boolean isSpoilt;

  Session(Connection connection, Dialect dialect) throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    begin();
  }

  private void begin() throws SQLException {
    autoCommitBefore = connection.getAutoCommit();
    isCallers = !autoCommitBefore && dialect.hasOpenTransaction(connection);
    if (!autoCommitBefore && !isCallers) {
      switchAutoCommitOn();
    }
  }

  private void switchAutoCommitOn() throws SQLException {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException | RuntimeException e) { // a container may throw anything
      if (isLost()) {
        throw e;
      }
      throw new ConfigurationException(
          "The data source does not let autocommit be switched on, as in a managed (JTA)"
              + " transaction. Nothing was run. Call it outside of that transaction, or give the"
              + " migrator a data source that takes part in none. Cause: "
              + Redaction.firstLine(e),
          e);
    }
  }

  private void requireKnownServer(RunOptions settings) throws SQLException {
    Optional<String> lookalike = dialect.lookalike(connection);
    if (lookalike.isPresent() && !settings.accepts(lookalike.get())) {
      throw new ConfigurationException(
          "The server is not %s, but '%s', which speaks its protocol: a run rests on locks and transactions that were not tested there. Nothing was run. Migrate %1$s, or take the risk by acceptUntested(\"%2$s\"), see docs/servers.md."
              .formatted(dialect.name(), lookalike.get()));
    }
  }

  /** Refuses to work in a transaction of the caller's, which the run would commit. */
  private void requireNoTransaction() throws SQLException {
    if (isCallers || (autoCommitBefore && dialect.hasOpenTransaction(connection))) {
      throw new ConfigurationException(
          "The data source handed out a connection with an open transaction, which a run would"
              + " commit. Nothing was run, and the transaction is still open. Commit it or roll it"
              + " back first, or give the migrator a data source of its own.");
    }
  }

  /** Reads; an error does no harm to a transaction of the caller's. */
  public <T> T reading(Work<T> work) throws SQLException {
    if (!isCallers) {
      return work.run();
    }
    Savepoint before = connection.setSavepoint();
    try {
      T result = work.run();
      connection.releaseSavepoint(before);
      return result;
    } catch (SQLException | RuntimeException e) {
      connection.rollback(before);
      throw e;
    }
  }

  public Connection connection() {
    return connection;
  }

  /** A statement that reaches the server as it is written: a name may have braces. */
  public Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    return statement;
  }

  public Dialect dialect() {
    return dialect;
  }

  /**
   * Makes it ready for migrations: learns what the server is, and works in {@code schema}, or in
   * the current one.
   *
   * @return the name of the schema
   */
  public String prepare(@Nullable String schema, RunOptions settings) {
    longestPause = settings.leaseTimeout();
    try {
      requireKnownServer(settings);
      requireNoTransaction();
      before = dialect.sessionState(connection);
      dialect = dialect.forServer(connection);
      if (isPooled()) {
        before = dialect.sessionState(connection);
        connection.setAutoCommit(false); // what is set holds for a transaction
      }
      if (schema != null) {
        dialect.useSchema(connection, schema);
      }
      String place = requireSchema(schema, dialect.currentSchema(connection).orElse(null));
      dialect = dialect.inSchema(place);
      if (isPooled()) {
        connection.commit();
        connection.setAutoCommit(true);
      } else {
        dialect.limitLockWait(connection, settings.statementLockTimeout());
        if (!dialect.topology().hasSessionLock()) {
          dialect.limitPause(connection, longestPause);
        }
      }
      atWork = dialect.sessionState(connection);
      return place;
    } catch (SQLException e) {
      throw unusable(schema, e);
    } catch (CatalogException e) {
      throw unusable(schema, e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * Goes on over another connection, in place of one that its pool has closed. What it had open is
   * rolled back by the server.
   */
  public void goOnOver(Connection other, String schema, RunOptions settings) throws SQLException {
    close();
    connection = other;
    isCut = false;
    before = null;
    mayBeChanged = false;
    begin();
    prepare(schema, settings);
  }

  private DatabaseException unusable(@Nullable String schema, Throwable cause) {
    String subject =
        schema == null
            ? "The session cannot be made ready"
            : "Schema '%s' – it cannot be used".formatted(schema);
    String otherwise =
        schema == null ? "See what this user may do" : "Create it, or name another by schema(…)";
    return new DatabaseException(
        "%s. Nothing was run. %s. Cause: %s"
            .formatted(subject, Remedy.of(cause, dialect, otherwise), Redaction.firstLine(cause)),
        cause);
  }

  private String requireSchema(@Nullable String wanted, @Nullable String current) {
    if (wanted != null && (current == null || !dialect.isKeptAs(wanted, current))) {
      throw new ConfigurationException(
          "Schema '%s' – it does not exist, or this user may not use it. Nothing was run. Create"
                  .formatted(wanted)
              + " it, or name another by schema(…).");
    }
    if (current == null) {
      throw new ConfigurationException(
          "The connection works in no schema: its search path is empty, or its URL names no"
              + " database. Nothing was run. Name one by schema(…), or in the URL.");
    }
    return wanted == null ? current : wanted;
  }

  /** Whether each transaction may meet another session of the server. */
  private boolean isPooled() {
    return dialect.topology() == Topology.TRANSACTION_POOLING;
  }

  /** Works in a schema, which through a pooler is said anew in each transaction. */
  public <T> T inSchema(@Nullable String schema, Work<T> work) throws SQLException {
    if (!isPooled() || schema == null) {
      return work.run();
    }
    return inTransaction(
        () -> {
          dialect.useSchema(connection, schema);
          return work.run();
        });
  }

  /** What is done over the connection, in a transaction of its own or in the one there is. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws SQLException;
  }

  /** How a log names the database and the schema. */
  public String placeName(String schema) {
    String database = "";
    try {
      database = dialect.databaseName(connection).map(name -> name + ".").orElse("");
    } catch (SQLException e) {
      Log.LOG.debug("The name of the database is not known: {}", Redaction.firstLine(e));
    }
    return "%s '%s%s'".formatted(dialect.name(), database, schema);
  }

  /** Commits what {@code work} does, or rolls it back if that fails. */
  public <T> T inTransaction(Work<T> work) throws SQLException {
    try {
      connection.setAutoCommit(false);
      if (isPooled()) {
        dialect.limitPause(connection, longestPause);
      }
      T result = work.run();
      commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** Begins the transaction of a migration, in a session that is as it should be. */
  public void begin(Fence fence, String schema, RunOptions settings) throws SQLException {
    putInOrder();
    connection.setAutoCommit(false);
    if (isPooled()) {
      boolean isOpen = dialect.enterGate(connection, fence, schema, settings.leaseTimeout());
      if (!isOpen) {
        throw LockLoss.takenOver();
      }
      dialect.limitLockWait(connection, settings.statementLockTimeout());
    }
  }

  /** Ends a transaction. Through a pooler, others get this session of the server next. */
  public void commit() throws SQLException {
    if (isPooled()) {
      restoreChanges();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Sends nothing more if {@code error} says that the database cannot write its files. */
  public void notice(Throwable error) {
    isStoreLost = isStoreLost || Remedy.sqlIn(error).filter(dialect::isStoreLost).isPresent();
    isCut = isCut || isStoreLost;
  }

  /** Whether the database was seen to be unable to write its files. */
  public boolean isStoreLost() {
    return isStoreLost;
  }

  /** Closes another connection of the run together with this one. */
  public void closeWithThis(Connection other) {
    others.add(other);
  }

  /** Whether the server cannot be reached on this connection any more. */
  public boolean isLost() {
    if (isStoreLost) {
      return true;
    }
    try {
      return !connection.isValid(SECONDS_TO_ANSWER);
    } catch (SQLException e) {
      return true;
    }
  }

  /**
   * Whether the connection is closed, as the driver knows without asking the server. Not every pool
   * sees that it has itself closed a connection that is in use.
   */
  public boolean isCut() {
    try {
      isCut = isCut || connection.isClosed() || connection.unwrap(Connection.class).isClosed();
    } catch (SQLException | RuntimeException e) {
      return isCut; // a wrapper need not show what it wraps
    }
    return isCut;
  }

  /** Asks the server too, because a wrapper may hide the driver's connection. */
  public boolean isCutByNow() {
    isCut = isCut() || isLost();
    return isCut;
  }

  /** Rolls back what is open. If that fails too, the connection is of no use and is cut. */
  public void rollBack(Throwable reason) {
    notice(reason);
    if (isStoreLost) {
      return;
    }
    try {
      if (isCut()) {
        abort(connection, reason); // the server rolls back what was open
      } else if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      if (isPooled()) {
        unchanged = null; // what was set is rolled back
      }
    } catch (SQLException | RuntimeException e) {
      reason.addSuppressed(e);
      abort(connection, reason);
    }
  }

  /** Cuts a connection that must not be used again. */
  public static void abort(Connection connection, Throwable reason) {
    try (connection) { // H2 does nothing at abort
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /** Remembers that a migration may have changed its settings. */
  public void mayBeChanged() {
    mayBeChanged = true;
  }

  /** A statement of a migration's own is about to be sent, which changes the session. */
  public void beforeChange(String sql) throws SQLException {
    if (unchanged == null) {
      unchanged = dialect.wholeSession(connection);
    }
    isSpoilt |= !dialect.isRestorable(sql);
  }

  /** Whether raw SQL of the migration may have changed it. */
  public boolean isChanged() {
    return unchanged != null;
  }

  private void restoreChanges() throws SQLException {
    if (unchanged != null) {
      unchanged.restore(connection);
      unchanged = null;
    }
  }

  /** Undoes what a migration may have done to the session, so that what is next finds its own. */
  public void putInOrder() throws SQLException {
    restoreChanges();
    if (mayBeChanged && atWork != null) {
      atWork.restore(connection);
      mayBeChanged = false;
    }
  }

  /** Gives the connection back as it was; where that fails, it is cut, so that nobody meets it. */
  @Override
  public void close() {
    if (isStoreLost) {
      others.add(connection);
      new LostStore(dialect, others).close();
      return;
    }
    try (Connection ended = connection) {
      if (isSpoilt && !isCallers) {
        Log.LOG.debug("A connection is cut: a migration left something in its session");
        ended.abort(Runnable::run);
      } else if (!isCut()) {
        restoreChanges();
        if (before != null) {
          before.restore(ended);
        }
        if (!autoCommitBefore && !isCallers) {
          ended.setAutoCommit(false);
        }
      }
    } catch (SQLException | RuntimeException e) { // a pool may throw anything
      // What had to be done is done, or its own error is on the way.
      Log.LOG.debug("A connection was not closed cleanly: {}", Redaction.firstLine(e));
      abort(connection, e);
    }
  }
}
