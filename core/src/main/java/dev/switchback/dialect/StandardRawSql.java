package dev.switchback.dialect;

import dev.switchback.schema.Params;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies the rules that raw SQL follows on every database, by the syntax of this one. */
public abstract class StandardRawSql implements RawSqlRules {

  /** Constructor for dialects. */
  protected StandardRawSql() {}

  /** Returns the database's name as its vendor spells it, for messages. */
  protected abstract String database();

  @Override
  public void requireFit(String sql) {
    mistakesIn(sql).refuse();
  }

  @Override
  public void requireValues(String sql, List<@Nullable Object> values) {
    RawValues.require(values, valuePackages());
    if (!values.isEmpty() || !hasQuestionMarkOperators()) {
      mistakesIn(sql).requireValues(values, hasQuestionMarkOperators());
    }
  }

  @Override
  public SqlStatement bound(String sql, List<@Nullable Object> values) {
    SqlStatement statement =
        NamedValues.among(values)
            .map(params -> bound(sql, params))
            .orElseGet(() -> SqlStatement.of(sql, values));
    requireValues(statement.sql(), statement.values());
    return statement;
  }

  private SqlStatement bound(String sql, Params params) {
    RawValues.require(params, valuePackages());
    return new NamedValues(sql, params, syntax(), hasQuestionMarkOperators()).statement();
  }

  /** Returns prefixes of the names of the classes that only the driver can bind. */
  protected List<String> valuePackages() {
    return List.of();
  }

  /**
   * Returns whether a question mark may be an operator. Beside bound values, such an operator is
   * written as two question marks.
   */
  protected boolean hasQuestionMarkOperators() {
    return false;
  }

  /** Returns a hint that names an invisible character that the server cannot parse. */
  @Override
  public Optional<String> hint(SQLException error, String sql) {
    boolean isUnread = String.valueOf(error.getSQLState()).startsWith("42");
    return isUnread ? mistakesIn(sql).ofOddBlanks() : Optional.empty();
  }

  /** Returns a hint for a server that accepts one statement at a time. */
  protected final Optional<String> hintOfSeveral(String sql) {
    return mistakesIn(sql).ofSeveral();
  }

  private RawSqlMistakes mistakesIn(String sql) {
    return new RawSqlMistakes(sql, database(), syntax());
  }
}
