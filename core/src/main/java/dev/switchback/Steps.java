package dev.switchback;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
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
import org.jspecify.annotations.Nullable;

/**
 * The query interface of one migration: carries out its steps one by one, and knows which are done
 * and which one failed.
 */
final class Steps implements QueryInterface {

  private final Connection connection;
  private final Dialect dialect;
  private final Thread thread = Thread.currentThread();
  private final List<String> done = new ArrayList<>();
  private @Nullable String failedStep;
  private boolean failedInTheDark;
  private boolean hadOpaqueSteps;
  private @Nullable Throwable failure;
  private boolean ended;

  Steps(Session session) {
    connection = session.connection();
    dialect = session.dialect();
  }

  /** What a step asks of the database. */
  private interface Work<T> {
    T run() throws SQLException;
  }

  /** What a step changes in the database. */
  private interface Change {
    void run() throws SQLException;
  }

  /** Renders all of them before the first is sent, so that none is refused behind another. */
  @Override
  public void runAll(List<? extends Operation> operations) {
    requireMine();
    operations.forEach(operation -> dialect.render(operation, dialect.catalog(connection)));
    operations.forEach(this::run);
  }

  @Override
  public void run(Operation operation) {
    change(
        operation.describe(),
        operation instanceof ExecuteSql,
        () -> {
          if (operation instanceof ExecuteSql raw) {
            TransactionControl.refuseIn(raw.sql());
          }
          for (SqlStatement statement : dialect.render(operation, dialect.catalog(connection))) {
            execute(statement);
          }
        });
  }

  private void execute(SqlStatement sql) throws SQLException {
    long start = System.nanoTime();
    if (sql.parameters().isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.setEscapeProcessing(false); // a body of a function may have braces
        statement.execute(sql.sql());
        readAllResults(statement);
      }
    } else {
      try (PreparedStatement statement = prepare(sql.sql(), sql.parameters())) {
        statement.execute();
        readAllResults(statement);
      }
    }
    Migrator.LOG.debug("{} ({} µs)", sql.sql(), (System.nanoTime() - start) / 1000);
  }

  /** An error of a later statement in the same string shows only when its result is asked for. */
  private static void readAllResults(Statement statement) throws SQLException {
    while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
      // nothing is done with them
    }
  }

  private PreparedStatement prepare(String sql, List<@Nullable Object> parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
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
    return step(
        "query '" + ExecuteSql.shorten(sql) + "'",
        true,
        () -> {
          TransactionControl.refuseIn(sql);
          return parameters.length == 0
              ? read(sql, mapper)
              : read(sql, mapper, Arrays.asList(parameters));
        });
  }

  /** Not prepared: a question mark may be an operator. */
  private <T> List<T> read(String sql, RowMapper<T> mapper) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
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
    change("withConnection", true, () -> work.run(GuardedConnection.of(connection)));
  }

  private void change(String description, boolean isOpaque, Change change) {
    step(
        description,
        isOpaque,
        () -> {
          change.run();
          return done.add(description);
        });
  }

  private <T> T step(String description, boolean isOpaque, Work<T> work) {
    requireMine();
    if (failure != null) {
      throw new SwitchbackException(
          "Step '"
              + description
              + "' – the migration has failed at '"
              + failedStep
              + "' and cannot go on. Nothing was sent. Let that exception end the migration.",
          failure);
    }
    hadOpaqueSteps |= isOpaque;
    try {
      return work.run();
    } catch (SQLException | RuntimeException | Error e) {
      if (failure == null) { // else a step inside this one has failed
        failedStep = description;
        failedInTheDark = isOpaque;
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

  /** Whether the step that failed may have done something of what it was asked for. */
  boolean failedInTheDark() {
    return failedInTheDark;
  }

  /** Whether it did what cannot be looked into, which may have changed the session too. */
  boolean hadOpaqueSteps() {
    return hadOpaqueSteps;
  }

  /** Descriptions of the steps that changed something and are done, in order. */
  List<String> done() {
    return Collections.unmodifiableList(done);
  }

  /** The description of the step that failed. */
  Optional<String> failedStep() {
    return Optional.ofNullable(failedStep);
  }

  /** Why it failed. */
  Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }
}
