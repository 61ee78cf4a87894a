package dev.switchback.mysql;

import dev.switchback.schema.TableOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of an existing table.
 *
 * @param engine empty for a view
 * @param rowFormat the row format in use
 * @param words the options that its definition names, without the engine and the collation
 * @param usualEngine the engine of a new table that names none
 * @param usualCollation the collation of a new table that names none
 */
record FoundOptions(
    String engine,
    String collation,
    String rowFormat,
    String words,
    String usualEngine,
    String usualCollation)
    implements TableOption.Visitor<Boolean> {

  private static final Pattern ROW_FORMAT = Pattern.compile("(?i)row_format=(\\w+)");

  /** Selects the options of a table in one column, for {@link #of}. */
  static final String QUERY =
      """
      SELECT CONCAT_WS('|', COALESCE(ENGINE, LEFT(' ', 0)), COALESCE(TABLE_COLLATION, LEFT(' ', 0)),
        COALESCE(ROW_FORMAT, LEFT(' ', 0)), COALESCE(CREATE_OPTIONS, LEFT(' ', 0)),
        @@default_storage_engine,
        COALESCE((SELECT DEFAULT_COLLATE_NAME FROM information_schema.CHARACTER_SETS
          WHERE CHARACTER_SET_NAME = ?), @@collation_database))
      FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?\
      """;

  /** Reads a row of {@link #QUERY}. */
  static FoundOptions of(String row) {
    String[] parts = row.split("\\|", -1);
    return new FoundOptions(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  }

  /** Returns those of {@code options} that the table does not have. */
  List<TableOption> absent(List<TableOption> options) {
    return options.stream().filter(option -> !option.accept(this)).toList();
  }

  /** Returns the options that a table would not have which is created with {@code options}. */
  List<TableOption> lost(List<TableOption> options) {
    List<TableOption> lost = new ArrayList<>();
    boolean isUsual =
        engine.equalsIgnoreCase(
            ServerSettings.lacksTransactions(usualEngine) ? "InnoDB" : usualEngine);
    boolean isDeclarable = !engine.isEmpty() && !ServerSettings.lacksTransactions(engine);
    if (isDeclarable && !has(options, TableOption.Engine.class, isUsual)) {
      lost.add(new TableOption.Engine(engine));
    }
    boolean hasUsual = collation.equalsIgnoreCase(usualCollation);
    if (!collation.isEmpty() && !has(options, TableOption.Collation.class, hasUsual)) {
      lost.add(new TableOption.Collation(collation));
    }
    Optional<String> named = namedRowFormat();
    if (!rowFormat.isEmpty() && !has(options, TableOption.RowFormat.class, named.isEmpty())) {
      lost.add(new TableOption.RowFormat(named.orElse(rowFormat)));
    }
    return lost;
  }

  /** Returns the row format that the definition names; empty if the server chose it. */
  private Optional<String> namedRowFormat() {
    return ROW_FORMAT.matcher(words).results().map(named -> named.group(1)).findFirst();
  }

  /** Returns what the table has in place of each option, as it would be set again. */
  List<TableOption> inPlaceOf(List<TableOption> options) {
    return options.stream().map(this::inPlaceOf).toList();
  }

  /** A row format that the server chose is another option than the same one by its name. */
  private TableOption inPlaceOf(TableOption option) {
    if (option.key().equals(new TableOption.DefaultRowFormat().key())) {
      TableOption current =
          namedRowFormat()
              .<TableOption>map(name -> new TableOption.RowFormat(name.toUpperCase(Locale.ROOT)))
              .orElseGet(TableOption.DefaultRowFormat::new);
      return current.describe().equalsIgnoreCase(option.describe()) ? option : current;
    }
    if (option instanceof TableOption.Engine && !option.accept(this)) {
      return new TableOption.Engine(engine);
    }
    return option instanceof TableOption.DefaultCollation && !option.accept(this)
        ? new TableOption.DefaultCollation(collation)
        : option;
  }

  /** Returns whether the table has the option of this kind; {@code isUsual} if there is none. */
  private boolean has(
      List<TableOption> options, Class<? extends TableOption> kind, boolean isUsual) {
    return options.stream()
        .filter(kind::isInstance)
        .findFirst()
        .map(option -> option.accept(this))
        .orElse(isUsual);
  }

  @Override
  public Boolean engine(TableOption.Engine option) {
    return engine.equalsIgnoreCase(option.value());
  }

  @Override
  public Boolean characterSet(TableOption.CharacterSet option) {
    return fullName(collation).startsWith(fullName(option.value()) + "_");
  }

  @Override
  public Boolean collation(TableOption.Collation option) {
    String name = fullName(option.value());
    return isOfManySets(name)
        ? fullName(collation).endsWith("_" + name)
        : fullName(collation).equals(name);
  }

  @Override
  public Boolean rowFormat(TableOption.RowFormat option) {
    return rowFormat.equalsIgnoreCase(option.value());
  }

  @Override
  public Boolean defaultCollation(TableOption.DefaultCollation option) {
    return fullName(collation).equals(fullName(option.value()));
  }

  @Override
  public Boolean defaultRowFormat(TableOption.DefaultRowFormat option) {
    return namedRowFormat().isEmpty();
  }

  @Override
  public Boolean logged(TableOption.Logged option) {
    return false;
  }

  @Override
  public Boolean defaultStorageParameter(TableOption.DefaultStorageParameter option) {
    return false;
  }

  @Override
  public Boolean unlogged(TableOption.Unlogged option) {
    return false;
  }

  @Override
  public Boolean tablespace(TableOption.Tablespace option) {
    return false;
  }

  @Override
  public Boolean storageParameter(TableOption.StorageParameter option) {
    return false;
  }

  /** Returns whether the collation belongs to several character sets of MariaDB. */
  static boolean isOfManySets(String collation) {
    return collation.startsWith("uca1400_");
  }

  /**
   * Returns the name of a character set or a collation as new servers show it. Old ones call
   * utf8mb3 utf8.
   */
  static String fullName(String name) {
    return name.toLowerCase(Locale.ROOT).replaceFirst("^utf8(?=_|$)", "utf8mb3");
  }

  /** Removes from the words of a table what {@link #lost} returns. A trigger has none of it. */
  static String withoutDeclarable(String words) {
    if (words.startsWith("trigger ")) {
      return words;
    }
    String others = ROW_FORMAT.matcher(words).replaceAll("");
    Matcher engine = Pattern.compile("ENGINE=(\\w+)").matcher(others);
    return engine.find() && !ServerSettings.lacksTransactions(engine.group(1))
        ? engine.replaceFirst("")
        : others;
  }
}
