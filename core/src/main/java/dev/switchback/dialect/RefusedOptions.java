package dev.switchback.dialect;

import dev.switchback.operation.SetTableOptions;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the options of a table. Refuses each of them, because the standard has none. A dialect
 * overrides what its database has.
 */
public class RefusedOptions implements TableOption.Visitor<String> {

  private final String database;
  private final String call;

  /** What is refused, with a gap for the option. */
  private final String action;

  /** The options to write. */
  protected final List<TableOption> options;

  /**
   * Creates a writer of the options of a new table.
   *
   * @param database the database, by its own name
   */
  protected RefusedOptions(String database, Table table) {
    this.database = database;
    call = "createTable";
    action = "create the table '" + table.name() + "' with ";
    options = table.options();
  }

  /** Creates a writer of the options of an existing table. */
  protected RefusedOptions(String database, SetTableOptions operation) {
    this.database = database;
    call = "setTableOptions";
    action = "change the table '" + operation.table() + "' to ";
    options = operation.options();
  }

  /** Returns how a statement begins that a migration can execute itself. */
  protected final String raw() {
    return call.equals("createTable") ? "CREATE TABLE …" : "ALTER TABLE …";
  }

  /** Returns what precedes {@code TABLE}, with a trailing space; may be empty. */
  protected String kind() {
    return "";
  }

  /** Returns the options that follow the columns, each with a leading space. */
  protected String sql() {
    return options.stream().map(option -> option.accept(this)).collect(Collectors.joining());
  }

  /** Returns what follows the name of an existing table to change its options. */
  protected String changes() {
    return sql();
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

  @Override
  public String defaultCollation(TableOption.DefaultCollation option) {
    throw refused(option);
  }

  @Override
  public String defaultRowFormat(TableOption.DefaultRowFormat option) {
    throw refused(option);
  }

  @Override
  public String logged(TableOption.Logged option) {
    throw refused(option);
  }

  @Override
  public String defaultStorageParameter(TableOption.DefaultStorageParameter option) {
    throw refused(option);
  }

  private UnsupportedByDialectException refused(TableOption option) {
    return refused(
        option,
        ", which it does not have",
        "Leave it out, or write one " + call + " for each database in db.on(…)");
  }

  /** Returns an exception that refuses an option with the reason and the remedy. */
  protected final UnsupportedByDialectException refused(
      TableOption option, String reason, String remedy) {
    return new UnsupportedByDialectException(database, action + option.describe() + reason, remedy);
  }
}
