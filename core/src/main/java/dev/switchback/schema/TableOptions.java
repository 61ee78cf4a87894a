package dev.switchback.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The options of an existing table that a migration sets. Options that are not named stay as they
 * are:
 *
 * <pre>{@code
 * db.setTableOptions(
 *     "visits",
 *     o -> o.storageParameter("fillfactor", 70),
 *     previously(o -> o.defaultStorageParameter("fillfactor")));
 * }</pre>
 *
 * <p>Each database has some of them, and refuses the others before anything is sent. Not
 * thread-safe. It is valid during one call.
 */
public final class TableOptions {

  private final List<TableOption> options = new ArrayList<>();

  private TableOptions() {}

  /** Returns the options that {@code definition} sets. */
  public static List<TableOption> of(Consumer<TableOptions> definition) {
    TableOptions defined = new TableOptions();
    definition.accept(defined);
    return List.copyOf(defined.options);
  }

  /**
   * Sets the storage engine, such as {@code InnoDB}: only on MySQL and MariaDB. The server writes
   * the table again. An engine without transactions is refused.
   */
  public void engine(String engine) {
    options.add(new TableOption.Engine(engine));
  }

  /**
   * Sets the collation, and so the character set, of text columns that are added later: only on
   * MySQL and MariaDB. Existing columns and their texts do not change; {@link ColumnChange#collate}
   * converts a column. The name is the full one, such as {@code utf8mb4_bin}.
   */
  public void defaultCollation(String collation) {
    options.add(new TableOption.DefaultCollation(collation));
  }

  /**
   * Sets the row format of InnoDB, such as {@code COMPRESSED}: only on MySQL and MariaDB. The
   * server writes the table again while others read and write it.
   */
  public void rowFormat(String rowFormat) {
    options.add(new TableOption.RowFormat(rowFormat));
  }

  /** Lets the server choose the row format, as for a table that names none. */
  public void defaultRowFormat() {
    options.add(new TableOption.DefaultRowFormat());
  }

  /**
   * Writes no write-ahead log for the table: only on PostgreSQL. After a crash of the server, the
   * table is empty. The server writes the table again, and others wait.
   */
  public void unlogged() {
    options.add(new TableOption.Unlogged());
  }

  /**
   * Writes the write-ahead log for the table again: only on PostgreSQL. The server writes the table
   * again, and others wait.
   */
  public void logged() {
    options.add(new TableOption.Logged());
  }

  /**
   * Moves the table to a tablespace, by its exact name: only on PostgreSQL. The server copies the
   * table, and others wait. Its indexes stay where they are.
   */
  public void tablespace(String tablespace) {
    options.add(new TableOption.Tablespace(tablespace));
  }

  /**
   * Sets a storage parameter, such as {@code fillfactor}: only on PostgreSQL. Can be called once
   * for each parameter.
   *
   * @param value a number, a Boolean or a text
   */
  public void storageParameter(String parameter, Object value) {
    options.add(TableOption.StorageParameter.of(parameter, value));
  }

  /** Takes a storage parameter from the table, which then has the server's default. */
  public void defaultStorageParameter(String parameter) {
    options.add(new TableOption.DefaultStorageParameter(parameter));
  }
}
