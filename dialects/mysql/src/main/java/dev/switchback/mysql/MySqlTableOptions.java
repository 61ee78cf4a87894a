package dev.switchback.mysql;

import dev.switchback.dialect.KeyCatalog;
import dev.switchback.dialect.RefusedOptions;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Table;
import dev.switchback.schema.TableOption;
import java.util.List;
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

  /** Whether a foreign key comes with the options. The server itself protects existing ones. */
  private final boolean hasForeignKey;

  private final String firstNumber;

  MySqlTableOptions(String database, ServerSettings settings, Table table) {
    super(database, table);
    this.settings = settings;
    hasForeignKey = table.constraints().stream().anyMatch(Constraint.ForeignKey.class::isInstance);
    firstNumber = firstNumber(table);
  }

  MySqlTableOptions(String database, ServerSettings settings, SetTableOptions operation) {
    super(database, operation);
    this.settings = settings;
    hasForeignKey = false;
    firstNumber = "";
  }

  /** Returns whether the options name the engine. */
  static boolean nameEngine(Table table) {
    return optionsOf(table.options(), TableOption.Engine.class).findFirst().isPresent();
  }

  /**
   * Returns the collation of the text columns of a new table, or else its character set, which also
   * begins the name of its collation.
   */
  static Optional<String> collationOrSet(Table table) {
    return Stream.of(TableOption.Collation.class, TableOption.CharacterSet.class)
        .flatMap(type -> optionsOf(table.options(), type))
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

  private static <T extends TableOption> Stream<T> optionsOf(
      List<TableOption> options, Class<T> type) {
    return options.stream().filter(type::isInstance).map(type::cast);
  }

  /** Returns the first number of the rows of a new table, if it is named. */
  private static String firstNumber(Table table) {
    return table.columns().stream()
        .map(column -> column.definition().defaultOrNull())
        .filter(DefaultValue.AutoIncrement.class::isInstance)
        .map(DefaultValue.AutoIncrement.class::cast)
        .filter(numbering -> numbering.start() != 1)
        .map(numbering -> " AUTO_INCREMENT = " + numbering.start())
        .collect(Collectors.joining());
  }

  @Override
  protected String sql() {
    return firstNumber + super.sql();
  }

  @Override
  public String engine(TableOption.Engine option) {
    String engine = option.value();
    if (ServerSettings.lacksTransactions(engine)) {
      throw refused(
          option,
          ", because this engine has no transactions",
          "Nothing was sent. Use engine(\"InnoDB\"), or execute(\"" + raw() + "\").");
    }
    boolean isInnoDb = engine.equalsIgnoreCase("InnoDB");
    if (!isInnoDb && !settings.sqlMode().contains("NO_ENGINE_SUBSTITUTION")) {
      throw refused(
          option,
          ", because the sql_mode of this session lets the server use another engine",
          "Nothing was sent. Connect with NO_ENGINE_SUBSTITUTION in sql_mode.");
    }
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
    optionsOf(options, TableOption.CharacterSet.class)
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

  @Override
  public String defaultCollation(TableOption.DefaultCollation option) {
    refuseBytes(option);
    if (FoundOptions.isOfManySets(FoundOptions.fullName(option.value()))) {
      throw refused(
          option,
          ", because this collation belongs to several character sets",
          "Nothing was sent. Write its full name: defaultCollation(\"utf8mb4_%s\")."
              .formatted(option.value()));
    }
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
  public String defaultRowFormat(TableOption.DefaultRowFormat option) {
    return " ROW_FORMAT = DEFAULT";
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
