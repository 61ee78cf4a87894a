package dev.switchback.mysql;

import dev.switchback.dialect.KeyCatalog;
import dev.switchback.dialect.RefusedOptions;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the options of a table. Refuses those that the server would replace with a warning. */
final class MySqlTableOptions extends RefusedOptions {

  /** The row formats of InnoDB (MySQL Reference Manual, "InnoDB Row Formats"). */
  private static final Set<String> ROW_FORMATS =
      Set.of("DYNAMIC", "COMPACT", "REDUNDANT", "COMPRESSED");

  /** The engines that store foreign keys. The others may ignore them. */
  private static final Set<String> WITH_FOREIGN_KEYS = Set.of("innodb", "ndb", "ndbcluster");

  private final ServerSettings settings;

  MySqlTableOptions(String database, ServerSettings settings, Table table) {
    super(database, table);
    this.settings = settings;
  }

  /** Returns whether the options name the engine. */
  static boolean nameEngine(Table table) {
    return optionsOf(table, TableOption.Engine.class).findFirst().isPresent();
  }

  /**
   * Returns the collation of the text columns of a new table, or else its character set, which also
   * begins the name of its collation.
   */
  static Optional<String> collationOrSet(Table table) {
    return Stream.of(TableOption.Collation.class, TableOption.CharacterSet.class)
        .flatMap(type -> optionsOf(table, type))
        .map(option -> option.value().toLowerCase(Locale.ROOT))
        .findFirst();
  }

  /** Returns the collation as the catalogue shows it, if it is certain. */
  static Optional<String> collationInCatalog(Table table) {
    return collationOrSet(table)
        .map(
            name ->
                name.contains("_") && !name.matches("(utf8|uca1400)_.*")
                    ? name
                    : KeyCatalog.UNKNOWN);
  }

  private static <T extends TableOption> Stream<T> optionsOf(Table table, Class<T> type) {
    return table.options().stream().filter(type::isInstance).map(type::cast);
  }

  /** Begins with the first number of the rows, if it is named. */
  @Override
  protected String sql() {
    String numbers =
        table.columns().stream()
            .map(column -> column.definition().defaultOrNull())
            .filter(DefaultValue.AutoIncrement.class::isInstance)
            .map(DefaultValue.AutoIncrement.class::cast)
            .filter(numbering -> numbering.start() != 1)
            .map(numbering -> " AUTO_INCREMENT = " + numbering.start())
            .collect(Collectors.joining());
    return numbers + super.sql();
  }

  @Override
  public String engine(TableOption.Engine option) {
    String engine = option.value();
    if (ServerSettings.lacksTransactions(engine)) {
      throw refused(
          option,
          ", because this engine has no transactions",
          "Nothing was sent. Use engine(\"InnoDB\"), or execute(\"CREATE TABLE …\").");
    }
    boolean isInnoDb = engine.equalsIgnoreCase("InnoDB");
    if (!isInnoDb && !settings.sqlMode().contains("NO_ENGINE_SUBSTITUTION")) {
      throw refused(
          option,
          ", because the sql_mode of this session lets the server use another engine",
          "Nothing was sent. Connect with NO_ENGINE_SUBSTITUTION in sql_mode.");
    }
    boolean hasForeignKey =
        table.constraints().stream().anyMatch(Constraint.ForeignKey.class::isInstance);
    if (hasForeignKey && !WITH_FOREIGN_KEYS.contains(engine.toLowerCase(Locale.ROOT))) {
      throw refused(
          option,
          " and a foreign key, because this engine may ignore it",
          "Nothing was sent. Leave out one of them.");
    }
    return " ENGINE = " + engine;
  }

  @Override
  public String characterSet(TableOption.CharacterSet option) {
    refuseBytes(option);
    return " DEFAULT CHARACTER SET = " + option.value();
  }

  @Override
  public String collation(TableOption.Collation option) {
    refuseBytes(option);
    String collation = FoundOptions.fullName(option.value());
    optionsOf(table, TableOption.CharacterSet.class)
        .map(TableOption::value)
        .filter(set -> !collation.startsWith(FoundOptions.fullName(set) + "_"))
        .filter(set -> !FoundOptions.isOfManySets(collation))
        .findFirst()
        .ifPresent(
            set -> {
              throw refused(
                  option,
                  ", because this collation does not belong to the character set " + set,
                  "Nothing was sent. Leave out characterSet(…), which the collation implies.");
            });
    return " COLLATE = " + option.value();
  }

  /** Refuses {@code binary}, which would silently make bytes of all texts. */
  private void refuseBytes(TableOption option) {
    if (option.value().equalsIgnoreCase("binary")) {
      throw refused(
          option,
          ", because its texts would become bytes",
          "Nothing was sent. Use collate(\"utf8mb4_bin\"), or columns of the type varBinary(…).");
    }
  }

  @Override
  public String rowFormat(TableOption.RowFormat option) {
    String format = option.value().toUpperCase(Locale.ROOT);
    if (!ROW_FORMATS.contains(format)) {
      throw refused(
          option,
          ", which InnoDB does not have",
          "Nothing was sent. Use DYNAMIC, COMPACT, REDUNDANT or COMPRESSED, or leave it out.");
    }
    if (format.equals("COMPRESSED") && settings.replacesRowFormat()) {
      throw refused(
          option,
          ", because the server may use another one while innodb_strict_mode is OFF",
          "Nothing was sent. Connect with innodb_strict_mode = ON.");
    }
    return " ROW_FORMAT = " + format;
  }
}
