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

  @Override
  public void run(Operation operation) {
    change(
        operation.describe(),
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
        () -> {
          try (PreparedStatement statement = prepare(sql, Arrays.asList(parameters));
              ResultSet rows = statement.executeQuery()) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
              result.add(mapper.map(rows));
            }
            return Collections.unmodifiableList(result);
          }
        });
  }

  @Override
  public void withConnection(ConnectionWork work) {
    change("withConnection", () -> work.run(GuardedConnection.of(connection)));
  }

  private void change(String description, Change change) {
    step(
        description,
        () -> {
          change.run();
          return done.add(description);
        });
  }

  private <T> T step(String description, Work<T> work) {
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
    try {
      return work.run();
    } catch (SQLException | RuntimeException | Error e) {
      failedStep = description;
      failure = e instanceof CatalogException catalog ? catalog.getCause() : e;
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

  /**
   * The migration has returned.
   *
   * @throws SwitchbackException if one of its steps failed and it caught the exception
   */
  void end() {
    ended = true;
    if (failure != null) {
      throw new SwitchbackException("The migration went on after a step failed.", failure);
    }
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
