package dev.switchback.postgresql;

import dev.switchback.dialect.RefusedOptions;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the options of a table. */
final class PostgreSqlTableOptions extends RefusedOptions {

  private final PostgreSqlSql sql;

  PostgreSqlTableOptions(PostgreSqlSql sql, Table table) {
    super(sql.database(), table);
    this.sql = sql;
  }

  PostgreSqlTableOptions(PostgreSqlSql sql, SetTableOptions operation) {
    super(sql.database(), operation);
    this.sql = sql;
  }

  @Override
  protected String kind() {
    return options.contains(new TableOption.Unlogged()) ? "UNLOGGED " : "";
  }

  /** Returns all storage parameters in one clause, before the other options. */
  @Override
  protected String sql() {
    String parameters = all(TableOption.StorageParameter.class);
    String others =
        options.stream()
            .filter(option -> !(option instanceof TableOption.StorageParameter))
            .map(option -> option.accept(this))
            .collect(Collectors.joining());
    return (parameters.isEmpty() ? "" : " WITH (" + parameters + ")") + others;
  }

  private String all(Class<? extends TableOption> kind) {
    return options.stream()
        .filter(kind::isInstance)
        .map(option -> option.accept(this))
        .collect(Collectors.joining(", "));
  }

  /** Returns one clause for all storage parameters to set, and one for those to reset. */
  @Override
  protected String changes() {
    options.forEach(option -> option.accept(this)); // refuses what it does not have
    List<String> clauses = new ArrayList<>();
    String set = all(TableOption.StorageParameter.class);
    String reset = all(TableOption.DefaultStorageParameter.class);
    if (!set.isEmpty()) {
      clauses.add(" SET (" + set + ")");
    }
    if (!reset.isEmpty()) {
      clauses.add(" RESET (" + reset + ")");
    }
    for (TableOption option : options) {
      if (option instanceof TableOption.Unlogged || option instanceof TableOption.Logged) {
        clauses.add(option instanceof TableOption.Logged ? " SET LOGGED" : " SET UNLOGGED");
      } else if (option instanceof TableOption.Tablespace) {
        clauses.add(" SET" + option.accept(this));
      }
    }
    return String.join(",", clauses);
  }

  @Override
  public String unlogged(TableOption.Unlogged option) {
    return "";
  }

  @Override
  public String logged(TableOption.Logged option) {
    return "";
  }

  @Override
  public String defaultStorageParameter(TableOption.DefaultStorageParameter option) {
    return sql.quote(option.name());
  }

  @Override
  public String tablespace(TableOption.Tablespace option) {
    return " TABLESPACE " + sql.quote(option.value());
  }

  /** Writes a number as it is, and any other value as a text. */
  @Override
  public String storageParameter(TableOption.StorageParameter option) {
    String value = option.value();
    return sql.quote(option.name())
        + " = "
        + (value.matches("-?[0-9]+([.][0-9]+)?") ? value : sql.string(value));
  }
}
