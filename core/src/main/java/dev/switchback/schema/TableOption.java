package dev.switchback.schema;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An option of a table, by the database's own words. Each database has some of them, and refuses
 * the others before anything is sent.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface TableOption {

  /**
   * Returns the method of {@link TableDefinition} or {@link TableOptions} that sets the option,
   * such as {@code engine}.
   */
  String method();

  /** Returns the value of the option. */
  String value();

  /** Returns what a table can have once, such as {@code engine(…)}. */
  default String key() {
    return method() + "(…)";
  }

  /** Returns the call that sets the option, such as {@code engine("InnoDB")}. */
  default String describe() {
    return method() + "(\"" + value() + "\")";
  }

  /** Calls the method of {@code visitor} for this option. */
  <R> R accept(Visitor<R> visitor);

  /** A method for each option. */
  interface Visitor<R> {
    R engine(Engine option);

    R characterSet(CharacterSet option);

    R collation(Collation option);

    R rowFormat(RowFormat option);

    R unlogged(Unlogged option);

    R tablespace(Tablespace option);

    R storageParameter(StorageParameter option);

    R defaultCollation(DefaultCollation option);

    R defaultRowFormat(DefaultRowFormat option);

    R logged(Logged option);

    R defaultStorageParameter(DefaultStorageParameter option);
  }

  /** The storage engine of a table. */
  record Engine(String value) implements TableOption {
    public Engine {
      requireWord("engine", value);
    }

    @Override
    public String method() {
      return "engine";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.engine(this);
    }
  }

  /** The character set of the text columns that name no collation. */
  record CharacterSet(String value) implements TableOption {
    public CharacterSet {
      requireWord("characterSet", value);
    }

    @Override
    public String method() {
      return "characterSet";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.characterSet(this);
    }
  }

  /** The collation of the text columns that name none. */
  record Collation(String value) implements TableOption {
    public Collation {
      requireWord("collate", value);
    }

    @Override
    public String method() {
      return "collate";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.collation(this);
    }
  }

  /** The form in which the engine stores rows. */
  record RowFormat(String value) implements TableOption {
    public RowFormat {
      requireWord("rowFormat", value);
    }

    @Override
    public String method() {
      return "rowFormat";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rowFormat(this);
    }
  }

  /** A table without a write-ahead log, which is empty after a crash of the server. */
  record Unlogged() implements TableOption {
    @Override
    public String method() {
      return "unlogged";
    }

    @Override
    public String value() {
      return "";
    }

    @Override
    public String describe() {
      return "unlogged()";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unlogged(this);
    }
  }

  /** The tablespace of a table, by its exact name. */
  record Tablespace(String value) implements TableOption {
    @Override
    public String method() {
      return "tablespace";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.tablespace(this);
    }
  }

  /** The collation of the text columns that are added later. The existing ones keep theirs. */
  record DefaultCollation(String value) implements TableOption {
    public DefaultCollation {
      requireWord("defaultCollation", value);
    }

    @Override
    public String method() {
      return "defaultCollation";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.defaultCollation(this);
    }
  }

  /** The row format that the server chooses for a table that names none. */
  record DefaultRowFormat() implements TableOption {
    @Override
    public String method() {
      return "defaultRowFormat";
    }

    @Override
    public String value() {
      return "";
    }

    @Override
    public String key() {
      return "rowFormat(…)";
    }

    @Override
    public String describe() {
      return "defaultRowFormat()";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.defaultRowFormat(this);
    }
  }

  /** A table with a write-ahead log, as every table is that is not {@link Unlogged}. */
  record Logged() implements TableOption {
    @Override
    public String method() {
      return "logged";
    }

    @Override
    public String value() {
      return "";
    }

    @Override
    public String key() {
      return "unlogged(…)";
    }

    @Override
    public String describe() {
      return "logged()";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.logged(this);
    }
  }

  /** A storage parameter that the table does not set. The server then has a default for it. */
  record DefaultStorageParameter(String name) implements TableOption {
    public DefaultStorageParameter {
      requireWord("defaultStorageParameter", name);
    }

    @Override
    public String method() {
      return "defaultStorageParameter";
    }

    @Override
    public String value() {
      return name;
    }

    @Override
    public String key() {
      return "storageParameter(\"" + name + "\", …)";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.defaultStorageParameter(this);
    }
  }

  /**
   * Returns options of {@code table} in the order of their calls.
   *
   * @throws IllegalArgumentException if an option is set twice
   */
  static List<TableOption> sorted(String table, List<TableOption> options) {
    Set<String> keys = new HashSet<>();
    for (TableOption option : options) {
      Check.that(
          keys.add(option.key()),
          "table '%s' – it has %s twice: leave one of them out",
          table,
          option.key());
    }
    return options.stream().sorted(Comparator.comparing(TableOption::describe)).toList();
  }

  /** A storage parameter of a table. The server reads its value as a text. */
  record StorageParameter(String name, String value) implements TableOption {
    public StorageParameter {
      requireWord("storageParameter", name);
    }

    /** Creates a parameter whose value is a number, a Boolean or a text. */
    static StorageParameter of(String name, Object value) {
      Check.that(
          value instanceof Number || value instanceof Boolean || value instanceof String,
          "storageParameter(\"%s\", …) – its value is neither a number, a Boolean nor a text",
          name);
      return new StorageParameter(name, value.toString());
    }

    @Override
    public String method() {
      return "storageParameter";
    }

    @Override
    public String key() {
      return "storageParameter(\"" + name + "\", …)";
    }

    @Override
    public String describe() {
      return "storageParameter(\"" + name + "\", \"" + value + "\")";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.storageParameter(this);
    }
  }

  /** Requires a word that needs no quotes, so that it cannot end and something else begin. */
  private static void requireWord(String method, String value) {
    Check.that(
        value.matches("[A-Za-z0-9_]+"),
        "%s(\"%s\") – that is not one word: write its name with letters, digits and _ only",
        method,
        value);
  }
}
