package dev.switchback;

import dev.switchback.operation.Guarded;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The operations that a migration can ask for. Each method has the same meaning on every database.
 *
 * <p>Names are used exactly as written, and quoted. Upper case, spaces, quotes and reserved words
 * are allowed if the database can store them. Unqualified names refer to the current schema.
 *
 * <p>A query interface belongs to one migration and one thread. It is invalid after the migration
 * has ended. Every method throws an unchecked exception if it fails. A migration cannot continue
 * after a failure: catching the exception does not undo it.
 */
public interface QueryInterface extends SchemaInterface, DataInterface, CatalogInterface {

  /**
   * Returns the rows of a query in the database's own SQL. Values for question marks are bound, or
   * values by name: see {@link dev.switchback.schema.Params}. An {@link java.time.Instant} is bound
   * in UTC.
   *
   * <p>When a migration is resumed, a query before a step of the journal returns its first answer
   * again. A later query reads the database. A statement that changes rows and returns them ({@code
   * INSERT … RETURNING}) is a step; its rows cannot be read a second time. The list is empty if a
   * change returns no rows.
   */
  <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters);

  /**
   * Returns the rows of a query without parameters. In Kotlin, the lambda may stand after the
   * parentheses.
   */
  default <T> List<T> query(String sql, RowMapper<T> mapper) {
    return query(sql, mapper, new Object[0]);
  }

  /**
   * Passes the rows of a query in the database's own SQL to {@code consumer}, one at a time: {@code
   * forEachRow("SELECT …", row -> out.println(row.getString(1)))}. Any number of rows can be read,
   * because they are not collected.
   *
   * <p>The consumer may execute other operations, unless they run outside the transaction. The rows
   * are those that existed at the beginning. MySQL Connector/J can send nothing else while it
   * delivers rows, so every other operation is refused there. If the consumer executes an
   * operation, MariaDB Connector/J keeps the remaining rows in memory. H2 keeps the rows in memory,
   * or in a file if the database is in a file.
   */
  void forEachRow(String sql, RowConsumer consumer, @Nullable Object... parameters);

  /**
   * Passes the rows of a query without parameters to {@code consumer}. In Kotlin, the lambda may
   * stand after the parentheses.
   */
  default void forEachRow(String sql, RowConsumer consumer) {
    forEachRow(sql, consumer, new Object[0]);
  }

  /**
   * Sends the statements of a SQL file on the class path: {@code
   * db.executeResource("views/active_users.sql")}. Each statement is a step, as if {@code execute}
   * had sent it. An error names the file and the line of the statement.
   *
   * <p>The name is relative to the package of the migration's class. A leading {@code /} makes it
   * absolute. {@code {dialect}} in the name stands for the database: {@code h2}, {@code
   * postgresql}, {@code mysql} or {@code mariadb}. There is no fallback from one to another.
   * Nothing in the file is replaced: {@code ${name}} is sent unchanged.
   *
   * <p>The file is UTF-8. It is read with the class loader of the migration's class. On the module
   * path, the package of the file must be open to {@code dev.switchback}, as the package of the
   * migrations is.
   *
   * <p>The file is split as the client program of the database splits it. On MySQL and MariaDB, a
   * routine with {@code BEGIN … END} needs no {@code DELIMITER}, and may have it. A statement whose
   * end is not certain is refused with its line, unless it is between the lines {@code --
   * switchback: begin} and {@code -- switchback: end}, which keep it in one piece. A file that
   * cannot be read or split is refused before any of its statements is sent.
   *
   * <p>The fingerprint of the migration contains the text of the file, and with {@code {dialect}}
   * the text of the file for each of the four databases that has one. A different line end or a
   * byte order mark does not change it.
   *
   * @throws IllegalArgumentException if the file is not there, is not UTF-8, is empty, or cannot be
   *     split with certainty
   */
  void executeResource(String name);

  /**
   * Calls {@code work} with the connection of the migration, for SQL that the other methods cannot
   * express. The connection is in the transaction of the migration, if there is one. {@code
   * commit}, {@code rollback}, {@code close}, {@code setAutoCommit} and similar methods are
   * refused, because the engine controls the connection.
   *
   * <p>The call is one opaque step. On MySQL, MariaDB and H2, every schema statement in it commits.
   * If the process dies during the step after a part of it was committed, use {@link #verifiedBy}
   * or {@link Migrator#resolve} to report whether the step took effect.
   *
   * <p>If the migration is resumed after the step is done, {@code work} is called again with the
   * results that its statements returned the first time. Nothing is sent. If the step read more
   * than 32,000 characters, or a value such as a stream, the run stops before its next step, unless
   * {@link #acknowledged} was called before.
   */
  void withConnection(ConnectionWork work);

  /**
   * Executes {@code work} if the database is one of {@code products}. Continue the chain with the
   * other databases: {@code db.on(POSTGRESQL, pg -> …).on(MYSQL, MARIADB, my -> …).otherwise(other
   * -> …)}. See {@link DatabaseChoice}.
   */
  DatabaseChoice on(Set<DatabaseProduct> products, Consumer<QueryInterface> work);

  /** Begins a choice by database with a branch for one database. */
  default DatabaseChoice on(DatabaseProduct product, Consumer<QueryInterface> work) {
    return on(Set.of(product), work);
  }

  /** Begins a choice by database with a branch for two databases. */
  default DatabaseChoice on(
      DatabaseProduct product, DatabaseProduct other, Consumer<QueryInterface> work) {
    return on(Set.of(product, other), work);
  }

  /**
   * Returns the product and the version of the database. Sends nothing. The fingerprint does not
   * cover the steps after this call, as after a query; with {@link #on} it covers all of them.
   */
  DatabaseInfo database();

  /**
   * Executes {@code up} when the migration is applied, and {@code down} when it is reverted, for
   * steps that have no automatic undo: {@code reversibly(up -> up.execute("…"), down ->
   * down.execute("…"))}. Both receive this query interface.
   */
  void reversibly(Consumer<QueryInterface> up, Consumer<QueryInterface> down);

  /**
   * Acknowledges that the next call blocks other sessions, or breaks the previous release of the
   * application, and records the reason: {@code db.acknowledged("no traffic at
   * night").addIndex("rooms", "topic")}. The plan shows the reason instead of the warning. The
   * reason is recorded with the migration.
   *
   * <p>An acknowledged step may also drop a table or a column that a view or a trigger uses, if the
   * database allows it. Its name of a table may look like a name with a schema: {@code
   * acknowledged("it is one name").createTable("audit.events", t -> …)}. The acknowledgement has no
   * other effect on execution.
   */
  default QueryInterface acknowledged(String reason) {
    return this;
  }

  /**
   * Sets a probe for the next {@code execute} or {@code withConnection}, a query that returns
   * whether the step took effect: {@code db.verifiedBy("SELECT COUNT(*) FROM t WHERE done =
   * 1").execute("CALL fill_t()")}.
   *
   * <p>The query is sent only if a process ended while that step was in flight. The first column of
   * the first row is the result. The step took effect if the result is true, a number other than 0,
   * or a text other than {@code 0}, {@code f}, {@code false}, {@code n} and {@code no}. Otherwise
   * the run sends the step again. The query must return whether the step took effect as a whole. It
   * may be added to an unfinished migration, because it does not change what the migration asks
   * for.
   */
  default QueryInterface verifiedBy(String query) {
    return this;
  }

  /**
   * Creates a view if it does not exist, and then replaces its query: two steps. For the limits of
   * replacing, see {@link #replaceView(String, String)}. Intended for a {@link
   * RepeatableMigration}.
   *
   * @param sql its query in the database's own SQL, one statement without a semicolon
   */
  default void createOrReplaceView(String view, String sql) {
    ifNotExists().createView(view, sql);
    replaceView(view, sql);
  }

  /**
   * Returns the operations that create something, each with the condition that it does not exist:
   * {@code db.ifNotExists().addColumn("users", "email", text())}.
   *
   * <p>The catalogue is queried before each operation. If the object exists, nothing is sent, and
   * the step counts as done. If it is another one, such as a column of another type, the operation
   * is refused. The comparison includes types, defaults, columns and attributes as far as the
   * catalogue shows them as they were written. It does not include the query of a view, or the
   * condition of a check or of an index. If the table of a column, an index or a constraint does
   * not exist, the operation fails as it does without the condition.
   *
   * <p>A {@link ReversibleMigration} cannot undo such a step by itself, because {@code down} does
   * not know whether the step created anything. Operations that create nothing are refused.
   */
  default SchemaInterface ifNotExists() {
    return new GuardedSchema(this, Guarded.Condition.IF_NOT_EXISTS);
  }

  /**
   * Returns the operations that remove something, each with the condition that it exists: {@code
   * db.ifExists().removeIndex("users", "users_email")}.
   *
   * <p>The catalogue is queried before each operation. If the object or its table does not exist,
   * nothing is sent, and the step counts as done. A removal by definition, such as {@code
   * removeIndex(table, Index)}, is refused if the object of this name is another one.
   *
   * <p>A {@link ReversibleMigration} cannot undo such a step by itself, because {@code down} does
   * not know whether the step removed anything. Operations that remove nothing are refused.
   */
  default SchemaInterface ifExists() {
    return new GuardedSchema(this, Guarded.Condition.IF_EXISTS);
  }

  /**
   * Returns the operations in another schema, and the questions about its tables: {@code
   * db.inSchema("audit").addColumn("events", "actor", text())}. See {@link OtherSchema}.
   *
   * @param schema its name; on MySQL and MariaDB, the name of a database
   */
  default OtherSchema inSchema(String schema) {
    return new OtherSchema(this, catalogOf(schema), schema);
  }

  /**
   * Returns the changes of tables and of their indexes, each with the condition that other sessions
   * can write to the table meanwhile: {@code db.online().addColumn("rooms", "topic", text())}.
   * Otherwise the change is refused, and nothing is changed.
   *
   * <p>On MySQL and MariaDB, the server decides: the statement says {@code LOCK=NONE}, on MariaDB
   * with {@code ALGORITHM=INPLACE}. What it is known to refuse is refused before anything is sent.
   * On PostgreSQL, the change is refused before anything is sent if it scans, rewrites or indexes
   * the rows under a lock that blocks others. H2 refuses all, because each of its schema changes
   * blocks the whole table. The statement still waits for transactions that use the table, and may
   * block others for that moment; see {@link MigratorBuilder#statementLockTimeout}.
   *
   * <p>The undo of a {@link ReversibleMigration} is online too, and is refused likewise. Operations
   * other than changes of one table and of its indexes are refused.
   */
  default SchemaInterface online() {
    return new OnlineSchema(this);
  }

  /**
   * Declares that the migration cannot be undone. When the migration is applied, the call does
   * nothing.
   *
   * <p>If a run would revert a {@link ReversibleMigration} with this declaration, the run is
   * refused with {@code reason} before anything is sent. No other migration of that run is reverted
   * either. A run with a handwritten {@code down} that makes this declaration is refused in the
   * same way. If that {@code down} reads before the declaration, it fails at the declaration.
   */
  void irreversible(String reason);

  /**
   * Returns the questions about the tables of another schema. {@link #inSchema} has them too,
   * beside the operations there.
   */
  CatalogInterface catalogOf(String schema);

  /**
   * Work that differs by database: {@code db.on(POSTGRESQL, pg -> …).on(MYSQL, MARIADB, my -> …)
   * .otherwise(other -> …)}. The branch of the database in use is executed, immediately. If there
   * is none, the next call of the query interface, or the end of the migration, fails.
   *
   * <p>All branches are part of the fingerprint, which is therefore the same on every database. For
   * that, the other branches are called too, with a query interface that sends nothing.
   */
  interface DatabaseChoice {

    /**
     * Adds a branch for the databases {@code products}. Fails if one of them has a branch already.
     */
    DatabaseChoice on(Set<DatabaseProduct> products, Consumer<QueryInterface> work);

    /** Adds a branch for one database. */
    default DatabaseChoice on(DatabaseProduct product, Consumer<QueryInterface> work) {
      return on(Set.of(product), work);
    }

    /** Adds a branch for two databases. */
    default DatabaseChoice on(
        DatabaseProduct product, DatabaseProduct other, Consumer<QueryInterface> work) {
      return on(Set.of(product, other), work);
    }

    /** Adds the branch for all other databases. Use {@code other -> {}} to do nothing there. */
    void otherwise(Consumer<QueryInterface> work);
  }
}
