package dev.switchback.postgresql;

import dev.switchback.dialect.RefusedOptions;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableOption;
import java.util.stream.Collectors;

/** Writes the options of a table. */
final class PostgreSqlTableOptions extends RefusedOptions {

  private final PostgreSqlSql sql;

  PostgreSqlTableOptions(PostgreSqlSql sql, Table table) {
    super(sql.database(), table);
    this.sql = sql;
  }

  @Override
  protected String kind() {
    return table.options().contains(new TableOption.Unlogged()) ? "UNLOGGED " : "";
  }

  /** Returns all storage parameters in one clause, before the other options. */
  @Override
  protected String sql() {
    String parameters =
        table.options().stream()
            .filter(TableOption.StorageParameter.class::isInstance)
            .map(option -> option.accept(this))
            .collect(Collectors.joining(", "));
    String others =
        table.options().stream()
            .filter(option -> !(option instanceof TableOption.StorageParameter))
            .map(option -> option.accept(this))
            .collect(Collectors.joining());
    return (parameters.isEmpty() ? "" : " WITH (" + parameters + ")") + others;
  }

  @Override
  public String unlogged(TableOption.Unlogged option) {
    return "";
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
