package dev.switchback.dialect;

import dev.switchback.schema.TableOption;

/** Refuses each option of a table. A dialect overrides what its database has. */
public class RefusedOptions implements TableOption.Visitor<String> {

  private final String database;
  private final String table;

  /**
   * Creates a visitor of the options of a table.
   *
   * @param database the database, by its own name
   */
  protected RefusedOptions(String database, String table) {
    this.database = database;
    this.table = table;
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
        "create the table '%s' with %s%s".formatted(table, option.describe(), reason),
        remedy);
  }
}
