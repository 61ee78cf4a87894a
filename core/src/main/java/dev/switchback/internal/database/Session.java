package dev.switchback.internal.database;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.Fence;
import dev.switchback.dialect.SessionState;
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
 * A connection for one run, with the dialect of its database. Begins in autocommit mode. Restores
 * all settings when it closes, because the connection may return to a pool. If the caller has an
 * open transaction on the connection, the session only reads: it commits and rolls back nothing.
 */
public final class Session implements AutoCloseable {

  private static final int SECONDS_TO_ANSWER = 5;

  private Connection connection;
  private boolean autoCommitBefore;
  private boolean isCallers;
  private Dialect dialect;

  /**
   * The settings to restore when the session closes. {@code atWork} has those with which a
   * migration begins.
   */
  private @Nullable SessionState before;

  private @Nullable SessionState atWork;

  /**
   * The maximum idle time in a transaction, after which the server ends it. Used where no other
   * session can end this one.
   */
  private Duration longestPause = Duration.ZERO;

  private boolean mayBeChanged;

  /** Whether the server could not roll back all changes of the migration. */
  private boolean keepsChanges;

  /** Whether the connection is known to be closed. */
  private boolean isCut;

  /** Whether the database can no longer write its files, so that a call may never return. */
  private boolean isStoreLost;

  /** Other connections of the run. They close with this one if the store is lost. */
  private final List<Connection> others = new ArrayList<>();

  /** All settings before raw SQL of a migration changed them. */
  private @Nullable SessionState unchanged;

  /** Whether a migration left something in the session that cannot be removed. */
  private boolean isSpoilt;

  Session(Connection connection, Dialect dialect) throws SQLException {
    this.connection = connection;
    this.dialect = dialect;
    begin();
  }

  private void begin() throws SQLException {
    autoCommitBefore = connection.getAutoCommit();
    isCallers = !autoCommitBefore && dialect.sessions().hasOpenTransaction(connection);
    if (!autoCommitBefore && !isCallers) {
      switchAutoCommitOn();
    }
  }

  private void switchAutoCommitOn() throws SQLException {
    try {
      connection.setAutoCommit(true);
    } catch (SQLException | RuntimeException e) { // a container may throw any exception
      if (isLost()) {
        throw e;
      }
      throw new ConfigurationException(
          "The data source does not allow autocommit, for example inside a managed (JTA)"
              + " transaction. Nothing was run. Run outside that transaction, or give the migrator"
              + " a data source without managed transactions. Cause: "
              + Redaction.firstLine(e),
          e);
    }
  }

  private void requireKnownServer(RunOptions settings) throws SQLException {
    Optional<String> lookalike = dialect.lookalike(connection);
    if (lookalike.isPresent() && !settings.accepts(lookalike.get())) {
      throw new ConfigurationException(
          "The server is not %s, but '%s', which speaks its protocol. The locks and transactions of a run were not tested there. Nothing was run. Migrate %1$s, or accept the risk by acceptUntested(\"%2$s\"), see docs/servers.md."
              .formatted(dialect.name(), lookalike.get()));
    }
  }

  /** Rejects a connection with an open transaction of the caller, which the run would commit. */
  private void requireNoTransaction() throws SQLException {
    if (isCallers || (autoCommitBefore && dialect.sessions().hasOpenTransaction(connection))) {
      throw new ConfigurationException(
          "The data source returned a connection with an open transaction, which a run would"
              + " commit. Nothing was run, and the transaction is still open. Commit it or roll it"
              + " back first, or give the migrator a separate data source.");
    }
  }

  /** Reads without affecting a transaction of the caller if an error occurs. */
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

  /** Returns a statement that reaches the server unchanged, because a name may contain braces. */
  public Statement statement() throws SQLException {
    Statement statement = connection.createStatement();
    statement.setEscapeProcessing(false);
    return statement;
  }

  public Dialect dialect() {
    return dialect;
  }

  /**
   * Prepares the session for migrations: detects the server, and sets the schema if one is given.
   *
   * @return the name of the schema
   */
  public String prepare(@Nullable String schema, RunOptions settings) {
    longestPause = settings.leaseTimeout();
    try {
      requireKnownServer(settings);
      requireNoTransaction();
      before = dialect.sessions().sessionState(connection);
      dialect = dialect.forServer(connection);
      if (isPooled()) {
        before = dialect.sessions().sessionState(connection);
        connection.setAutoCommit(false); // settings then last for one transaction
      }
      if (schema != null) {
        dialect.sessions().useSchema(connection, schema);
      }
      String current = requireSchema(schema, "schema(…)");
      dialect = dialect.inSchema(current);
      if (isPooled()) {
        connection.commit();
        connection.setAutoCommit(true);
      } else {
        dialect.locks().limitLockWait(connection, settings.statementLockTimeout());
        if (!dialect.locks().topology().hasSessionLock()) {
          dialect.locks().limitPause(connection, longestPause);
        }
      }
      atWork = dialect.sessions().sessionState(connection);
      return current;
    } catch (SQLException e) {
      throw unusable(schema, "schema(…)", e);
    } catch (CatalogException e) {
      throw unusable(schema, "schema(…)", e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * Calls {@code work} in another schema, the schema of the metadata tables. After that, the
   * session and its dialect work in the migrated schema again, unless {@code work} failed.
   */
  public <T> T inMetadataSchema(String schema, Work<T> work) {
    Dialect ofMigrated = dialect;
    try {
      SessionState state = dialect.sessions().sessionState(connection);
      if (!isPooled()) {
        dialect.sessions().useSchema(connection, schema);
      }
      inSchema(schema, () -> requireSchema(schema, "metadataSchema(…)"));
      dialect = ofMigrated.inSchema(schema);
      T result = work.run();
      if (!isPooled()) {
        state.restore(connection);
      }
      return result;
    } catch (SQLException e) {
      throw unusable(schema, "metadataSchema(…)", e);
    } finally {
      dialect = ofMigrated;
    }
  }

  /**
   * Replaces a connection that its pool has closed. The server rolls back the open transaction of
   * the closed one.
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

  private DatabaseException unusable(@Nullable String schema, String method, Throwable cause) {
    String subject =
        schema == null
            ? "The session cannot be prepared"
            : "Schema '%s' – it cannot be used".formatted(schema);
    String otherwise =
        schema == null
            ? "Check the privileges of this user"
            : "Create it, or set another by " + method;
    return new DatabaseException(
        "%s. Nothing was run. %s. Cause: %s"
            .formatted(subject, Remedy.of(cause, dialect, otherwise), Redaction.firstLine(cause)),
        cause);
  }

  private String requireSchema(@Nullable String wanted, String method) throws SQLException {
    String current = dialect.sessions().currentSchema(connection).orElse(null);
    if (wanted != null && (current == null || !dialect.mapping().isKeptAs(wanted, current))) {
      throw new ConfigurationException(
          "Schema '%s' – it does not exist, or this user may not use it. Nothing was run. Create it, or set another by %s."
              .formatted(wanted, method));
    }
    if (current == null) {
      throw new ConfigurationException(
          "The connection has no current schema: its search path is empty, or its URL names no"
              + " database. Nothing was run. Set one by schema(…), or in the URL.");
    }
    return wanted == null ? current : wanted;
  }

  /** Returns whether each transaction may use another session of the server. */
  private boolean isPooled() {
    return dialect.locks().topology() == Topology.TRANSACTION_POOLING;
  }

  /**
   * Runs {@code work} in a schema. With transaction pooling, sets the schema again in each
   * transaction.
   */
  public <T> T inSchema(@Nullable String schema, Work<T> work) throws SQLException {
    if (!isPooled() || schema == null) {
      return work.run();
    }
    return inTransaction(
        () -> {
          dialect.sessions().useSchema(connection, schema);
          return work.run();
        });
  }

  /** Work on the connection, in a separate transaction or in the open one. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws SQLException;
  }

  /** Returns the name of the database and the schema for the log. */
  public String placeName(String schema) {
    String database = "";
    try {
      database = dialect.sessions().databaseName(connection).map(name -> name + ".").orElse("");
    } catch (SQLException e) {
      Log.LOG.debug("The name of the database is not known: {}", Redaction.firstLine(e));
    }
    return "%s '%s%s'".formatted(dialect.name(), database, schema);
  }

  /** Runs {@code work} and commits, or rolls back if it fails. */
  public <T> T inTransaction(Work<T> work) throws SQLException {
    try {
      connection.setAutoCommit(false);
      if (isPooled()) {
        dialect.locks().limitPause(connection, longestPause);
      }
      T result = work.run();
      commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  /** Begins the transaction of a migration, after restoring the settings of the session. */
  public void begin(Fence fence, String schema, RunOptions settings) throws SQLException {
    putInOrder();
    keepsChanges = false;
    connection.setAutoCommit(false);
    enterGate(fence, schema, settings);
  }

  /** Restores the schema, the role and the settings within a migration, before its next script. */
  public void beginScript(Fence fence, String schema, RunOptions settings) throws SQLException {
    if (atWork != null) {
      atWork.restore(connection);
    }
    enterGate(fence, schema, settings);
  }

  private void enterGate(Fence fence, String schema, RunOptions settings) throws SQLException {
    if (isPooled()) {
      boolean isOpen =
          dialect.locks().enterGate(connection, fence, schema, settings.leaseTimeout());
      if (!isOpen) {
        throw LockLoss.takenOver();
      }
      dialect.locks().limitLockWait(connection, settings.statementLockTimeout());
    }
  }

  /**
   * Commits. With transaction pooling, restores the settings first, because other clients use this
   * session of the server next.
   */
  public void commit() throws SQLException {
    if (isPooled()) {
      restoreChanges();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /**
   * Marks the connection as unusable if {@code error} reports that the database cannot write its
   * files.
   */
  public void notice(Throwable error) {
    isStoreLost =
        isStoreLost || Remedy.sqlIn(error).filter(dialect.errors()::isStoreLost).isPresent();
    isCut = isCut || isStoreLost;
  }

  /** Returns whether the database is known to be unable to write its files. */
  public boolean isStoreLost() {
    return isStoreLost;
  }

  /** Registers another connection of the run, to close with this one if the store is lost. */
  public void closeWithThis(Connection other) {
    others.add(other);
  }

  /** Returns whether the server cannot be reached on this connection. */
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
   * Returns whether the connection is closed, as far as the driver knows without a query. Not every
   * pool reports that it has closed a connection in use.
   */
  public boolean isCut() {
    try {
      isCut = isCut || connection.isClosed() || connection.unwrap(Connection.class).isClosed();
    } catch (SQLException | RuntimeException e) {
      return isCut; // a wrapper may not support unwrap
    }
    return isCut;
  }

  /**
   * Returns whether the connection is closed or does not reach the server. Queries the server,
   * because a wrapper may hide the driver's connection.
   */
  public boolean isCutByNow() {
    isCut = isCut() || isLost();
    return isCut;
  }

  /** Rolls back the open transaction. If that fails too, aborts the connection. */
  public void rollBack(Throwable reason) {
    notice(reason);
    if (isStoreLost) {
      return;
    }
    try {
      if (isCut()) {
        abort(connection, reason); // the server rolls back the open transaction
      } else if (!connection.getAutoCommit()) {
        keepsChanges |= !dialect.sessions().rollBack(connection);
        connection.setAutoCommit(true);
      }
      if (isPooled()) {
        unchanged = null; // the rollback has restored the settings
      }
    } catch (SQLException | RuntimeException e) {
      reason.addSuppressed(e);
      abort(connection, reason);
    }
  }

  /**
   * Returns whether the server reported that it could not roll back all changes of the migration.
   */
  public boolean keepsChanges() {
    return keepsChanges;
  }

  /** Aborts a connection that must not be used again. */
  public static void abort(Connection connection, Throwable reason) {
    try (connection) { // H2 does nothing in abort()
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /** Records that a migration may have changed the settings of the session. */
  public void mayBeChanged() {
    mayBeChanged = true;
  }

  /** Captures the settings before raw SQL of a migration changes the session. */
  public void beforeChange(String sql) throws SQLException {
    if (unchanged == null) {
      unchanged = dialect.sessions().wholeSession(connection);
    }
    isSpoilt |= !dialect.rawSql().isRestorable(sql);
  }

  /** Returns whether raw SQL of the migration may have changed the session. */
  public boolean isChanged() {
    return unchanged != null;
  }

  private void restoreChanges() throws SQLException {
    if (unchanged != null) {
      unchanged.restore(connection);
      unchanged = null;
    }
  }

  /**
   * Restores the settings that a migration may have changed, so that the next one finds the
   * expected ones.
   */
  public void putInOrder() throws SQLException {
    restoreChanges();
    if (mayBeChanged && atWork != null) {
      atWork.restore(connection);
      mayBeChanged = false;
    }
  }

  /**
   * Restores the settings and returns the connection. If that fails, aborts it, so that no other
   * client gets it.
   */
  @Override
  public void close() {
    if (isStoreLost) {
      others.add(connection);
      new LostStore(dialect, others).close();
      return;
    }
    try (Connection ended = connection) {
      if (isSpoilt && !isCallers) {
        Log.LOG.debug("A connection is aborted, because a migration left state in its session");
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
    } catch (SQLException | RuntimeException e) { // a pool may throw any exception
      // The work is complete, or its own error is being thrown.
      Log.LOG.debug("A connection was not closed cleanly: {}", Redaction.firstLine(e));
      abort(connection, e);
    }
  }
}
