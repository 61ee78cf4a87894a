package dev.switchback;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.schema.TableDescription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The query interface of one migration: carries out its steps one by one, and knows which are done
 * and which one failed.
 */
final class Steps implements QueryInterface {

  private final Connection connection;
  private final Dialect dialect;
  private final Execution execution;
  private final List<String> ownTables;
  private final int statementTimeout;
  private final Thread thread = Thread.currentThread();
  private int count;
  private @Nullable Step failedStep;
  private @Nullable String failedAt;
  private boolean hadOpaqueSteps;
  private @Nullable Throwable failure;
  private boolean ended;

  /**
   * @param ownTables the names of Switchback's own tables
   * @param statementTimeout in seconds for each statement, 0 for none
   */
  Steps(Session session, Execution execution, List<String> ownTables, int statementTimeout) {
    connection = session.connection();
    dialect = session.dialect();
    this.execution = execution;
    this.ownTables = ownTables;
    this.statementTimeout = statementTimeout;
  }

  /** What a step asks of the database. */
  private interface Work<T> {
    T run() throws SQLException;
  }

  /** Renders all of them before the first is sent, so that none is refused behind another. */
  @Override
  public void runAll(List<? extends Operation> operations) {
    requireMine();
    for (int i = execution.alreadyDone(count, operations.size()); i < operations.size(); i++) {
      dialect.render(operations.get(i), dialect.catalog(connection));
    }
    operations.forEach(this::run);
  }

  @Override
  public void run(Operation operation) {
    boolean isRaw = operation instanceof ExecuteSql;
    change(
        () -> Step.of(count, operation, dialect.modeOf(operation)),
        operation.describe(),
        isRaw,
        () -> {
          if (operation instanceof ExecuteSql raw) {
            beforeRaw(raw.sql());
          }
          refuseOwnSchema(operation);
          for (SqlStatement statement : dialect.render(operation, dialect.catalog(connection))) {
            execute(statement);
          }
        });
  }

  /** On MySQL it would take the journal along. */
  private void refuseOwnSchema(Operation operation) throws SQLException {
    if (operation instanceof DropSchema drop
        && dialect.currentSchema(connection).filter(drop.schema()::equals).isPresent()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – it is the schema that this migration works in, with its own record. Nothing was"
              + " sent. Drop it outside of migrations");
    }
  }

  @Override
  public List<String> showAllTables() {
    return reading(
        "showAllTables",
        catalog -> {
          List<String> tables = new ArrayList<>(catalog.tables());
          tables.removeAll(ownTables);
          return Collections.unmodifiableList(tables);
        });
  }

  @Override
  public boolean tableExists(String table) {
    return reading("tableExists '" + table + "'", catalog -> catalog.hasTable(table));
  }

  @Override
  public TableDescription describeTable(String table) {
    return reading(
        "describeTable '" + table + "'",
        catalog ->
            catalog
                .describe(table)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "Table '"
                                + table
                                + "' – the current schema has no table of this name. Look at its"
                                + " upper and lower case, or ask tableExists(…) first")));
  }

  private <T> T reading(String description, Function<Catalog, T> work) {
    return step(description, false, () -> work.apply(dialect.catalog(connection)));
  }

  private void beforeRaw(String sql) throws SQLException {
    TransactionControl.refuseIn(sql);
    if (TransactionControl.mayHide(sql)) {
      execution.distrust();
    }
  }

  private void execute(SqlStatement sql) throws SQLException {
    long start = System.nanoTime();
    if (sql.parameters().isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false); // a body of a function may have braces
        limit(statement);
        statement.execute(sql.sql());
        readAllResults(statement);
      }
    } else {
      try (PreparedStatement statement = prepare(sql.sql(), sql.parameters())) {
        statement.execute();
        readAllResults(statement);
      }
    }
    if (Migrator.LOG.isDebugEnabled()) {
      long micros = (System.nanoTime() - start) / 1000;
      Migrator.LOG.debug("{} ({} µs)", shown(sql.sql()), micros);
    }
  }

  private String shown(String sql) {
    boolean hasNames = dialect.quote("x").startsWith("\"");
    return Secrets.statement(sql, hasNames);
  }

  /** An error of a later statement in the same string shows only when its result is asked for. */
  private static void readAllResults(Statement statement) throws SQLException {
    while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
      // nothing is done with them
    }
  }

  private void limit(Statement statement) throws SQLException {
    if (statementTimeout > 0) {
      statement.setQueryTimeout(statementTimeout);
    }
  }

  private PreparedStatement prepare(String sql, List<@Nullable Object> parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      limit(statement);
      for (int i = 0; i < parameters.size(); i++) {
        dialect.bind(statement, i + 1, parameters.get(i));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    if (!TransactionControl.onlyReads(sql)) {
      return changing(sql, mapper, parameters);
    }
    return step(
        "query '" + ExecuteSql.shorten(sql) + "'", true, () -> rows(sql, mapper, parameters));
  }

  private <T> List<T> rows(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws SQLException {
    beforeRaw(sql);
    return parameters.length == 0
        ? read(sql, mapper)
        : read(sql, mapper, Arrays.asList(parameters));
  }

  /** {@code INSERT … RETURNING} and the like: a step, whose rows cannot be read a second time. */
  private <T> List<T> changing(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
    ExecuteSql operation = new ExecuteSql(sql, Arrays.asList(parameters));
    AtomicReference<@Nullable List<T>> result = new AtomicReference<>();
    change(
        () -> Step.of(count, operation, dialect.modeOf(operation)),
        "query '" + ExecuteSql.shorten(sql) + "'",
        true,
        () -> result.set(rows(sql, mapper, parameters)));
    List<T> rows = result.get();
    if (rows == null) {
      throw new UnsupportedOperationException(
          "query '%s' – it changed rows when it was run first, and what it gave back then is lost."
                  .formatted(ExecuteSql.shorten(sql))
              + " Nothing was sent. Change by execute(…), and read by a query(…) of its own.");
    }
    return rows;
  }

  /** Not prepared: a question mark may be an operator. */
  private <T> List<T> read(String sql, RowMapper<T> mapper) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      limit(statement);
      try (ResultSet rows = statement.executeQuery(sql)) {
        return mapped(rows, mapper);
      }
    }
  }

  private <T> List<T> read(String sql, RowMapper<T> mapper, List<@Nullable Object> parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      return mapped(rows, mapper);
    }
  }

  private static <T> List<T> mapped(ResultSet rows, RowMapper<T> mapper) throws SQLException {
    List<T> result = new ArrayList<>();
    while (rows.next()) {
      result.add(mapper.map(rows));
    }
    return Collections.unmodifiableList(result);
  }

  @Override
  public void withConnection(ConnectionWork work) {
    TransactionMode mode =
        dialect.hasTransactionalDdl() ? TransactionMode.JOINS : TransactionMode.OPAQUE;
    change(
        () -> Step.opaque(count, "withConnection", mode),
        "withConnection",
        true,
        () -> work.run(GuardedConnection.of(connection, this::beforeRaw, this::limit)));
  }

  private void change(Supplier<Step> step, String description, boolean isOpaque, Step.Work work) {
    step(
        description,
        isOpaque,
        () -> {
          count++;
          Step next = step.get();
          failedStep = next;
          execution.carryOut(next, work);
          failedStep = null;
          return next;
        });
  }

  private <T> T step(String description, boolean isOpaque, Work<T> work) {
    requireMine();
    if (failure != null) {
      throw new SwitchbackException(
          "Step '"
              + description
              + "' – the migration has failed at '"
              + failedAt
              + "' and cannot go on. Nothing was sent. Let that exception end the migration.",
          failure);
    }
    hadOpaqueSteps |= isOpaque;
    try {
      return work.run();
    } catch (SQLException | RuntimeException | Error e) {
      if (failure == null) { // else a step inside this one has failed
        failedAt = description;
        failure = e instanceof CatalogException catalog ? catalog.getCause() : e;
      }
      if (e instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e instanceof Error error) {
        throw error;
      }
      throw new SwitchbackException(description + " failed: " + Secrets.firstLine(e), e);
    }
  }

  private void requireMine() {
    if (ended || Thread.currentThread() != thread) {
      throw new IllegalStateException(
          ended
              ? "This query interface ended with its migration. Nothing was sent. Do all of the"
                  + " work before the method returns."
              : "This query interface belongs to the thread '%s'. Nothing was sent. Call it there."
                  .formatted(thread.getName()));
    }
  }

  /** The migration is over; its query interface must not be used any more. */
  void end() {
    ended = true;
  }

  /** Ends a migration that went on after one of its steps had failed. */
  void requireNoFailure() {
    if (failure != null) {
      throw new SwitchbackException("The migration went on after a step failed.", failure);
    }
  }

  /** Whether it did what cannot be looked into, which may have changed the session too. */
  boolean hadOpaqueSteps() {
    return hadOpaqueSteps;
  }

  /** How many steps that change something were begun. */
  int count() {
    return count;
  }

  /** The step that failed, if it was to change something. */
  Optional<Step> failedStep() {
    return Optional.ofNullable(failedStep);
  }

  /** The description of the step, or of the query, that failed. */
  Optional<String> failedAt() {
    return Optional.ofNullable(failedAt);
  }

  /** Why it failed. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }
}
