package dev.switchback.dialect;

import dev.switchback.schema.Table;
import dev.switchback.schema.TableOption;
import java.util.stream.Collectors;

/**
 * Writes the options of a table. Refuses each of them, because the standard has none. A dialect
 * overrides what its database has.
 */
public class RefusedOptions implements TableOption.Visitor<String> {

  private final String database;

  /** The table with the options. */
  protected final Table table;

  /**
   * Creates a writer of the options of a table.
   *
   * @param database the database, by its own name
   */
  protected RefusedOptions(String database, Table table) {
    this.database = database;
    this.table = table;
  }

  /** Returns what precedes {@code TABLE}, with a trailing space; may be empty. */
  protected String kind() {
    return "";
  }

  /** Returns the options that follow the columns, each with a leading space. */
  protected String sql() {
    return table.options().stream()
        .map(option -> option.accept(this))
        .collect(Collectors.joining());
  }

  @Override
  public String engine(TableOption.Engine option) {
    throw refused(option);
  }

  @Override
  public String characterSet(TableOption.CharacterSet option) {
    throw refused(option);
  }

  @Override
  public String collation(TableOption.Collation option) {
    throw refused(option);
  }

  @Override
  public String rowFormat(TableOption.RowFormat option) {
    throw refused(option);
  }

  @Override
  public String unlogged(TableOption.Unlogged option) {
    throw refused(option);
  }

  @Override
  public String tablespace(TableOption.Tablespace option) {
    throw refused(option);
  }

  @Override
  public String storageParameter(TableOption.StorageParameter option) {
    throw refused(option);
  }

  private UnsupportedByDialectException refused(TableOption option) {
    return refused(
        option,
        ", which it does not have",
        "Leave it out, or write one createTable for each database in db.on(…)");
  }

  /** Returns an exception that refuses an option with the reason and the remedy. */
  protected final UnsupportedByDialectException refused(
      TableOption option, String reason, String remedy) {
    return new UnsupportedByDialectException(
        database,
        "create the table '%s' with %s%s".formatted(table.name(), option.describe(), reason),
        remedy);
  }
}
