package dev.switchback.h2;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.StandardSql;
import dev.switchback.schema.DataType;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/**
 * H2, from 2.3 on. It commits at every schema statement, even at one that fails. Source: {@code
 * org.h2.command.ddl.DefineCommand}, and measured on 2.3.232 and 2.5.252.
 */
public final class H2Dialect extends StandardSql {

  /** {@code org.h2.engine.Constants.MAX_IDENTIFIER_LENGTH}, in characters. */
  private static final int LONGEST_NAME = 256;

  /** {@code org.h2.api.ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1} */
  private static final int TABLE_NOT_FOUND = 42102;

  /** {@code org.h2.api.ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1} */
  private static final int DATABASE_IS_EMPTY = 42104;

  /** The dialect, which needs to know nothing of the server. */
  public H2Dialect() {}

  @Override
  public String name() {
    return "H2";
  }

  @Override
  public boolean supports(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductName().equals("H2");
  }

  @Override
  public boolean hasTransactionalDdl() {
    return false;
  }

  @Override
  protected void refuseUnfit(String identifier) {
    refuse(
        identifier.length() > LONGEST_NAME,
        identifier,
        "it has " + identifier.length() + " characters, and " + LONGEST_NAME + " is the limit");
  }

  @Override
  protected String randomUuid() {
    return "RANDOM_UUID()";
  }

  @Override
  protected String constantDefault(Object value, DataType type) {
    return type instanceof DataType.Json ? "JSON " + literal(value) : literal(value);
  }

  @Override
  protected DataType.Visitor<String> types() {
    return new H2Types(this::string);
  }

  @Override
  public boolean isMissingTable(SQLException error) {
    return error.getErrorCode() == TABLE_NOT_FOUND || error.getErrorCode() == DATABASE_IS_EMPTY;
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new H2Catalog(connection);
  }
}
