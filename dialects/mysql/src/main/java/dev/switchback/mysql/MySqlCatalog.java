package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.Dependants;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.dialect.StandardCatalog;
import dev.switchback.dialect.TableSize;
import dev.switchback.schema.TableOption;
import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The catalogue of the current database. */
class MySqlCatalog extends StandardCatalog {

  /**
   * Matches the display width of a number, which some servers show. Only TINYINT(1) has a meaning.
   */
  private static final Pattern DISPLAY_WIDTH =
      Pattern.compile("^(?!tinyint\\(1\\)$)((?:tiny|small|medium|big)?int)\\(\\d+\\)");

  private static final String FULLTEXT = "FULLTEXT";

  /** Matches an option that a new table may take from the server or from its schema. */
  private static final Pattern ENCRYPTION = Pattern.compile("ENCRYPTION='?\\w*'?");

  private static final Pattern NEXT_NUMBER =
      Pattern.compile("\n\\) ENGINE=\\w+ AUTO_INCREMENT=(\\d+)");

  MySqlCatalog(Connection connection) {
    super(connection);
  }

  @Override
  protected String asked(String query) {
    return InFull.inMySql(query);
  }

  @Override
  public final Optional<String> image(SchemaObject object) {
    return new MySqlImage(connection()).of(object);
  }

  @Override
  public SchemaReader schema() {
    return new MySqlSchema(connection());
  }

  @Override
  protected final String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  @Override
  protected final String indexColumns() {
    return "STATISTICS";
  }

  /**
   * Returns whether the user can see all tables of the schema. Privileges from roles are not
   * counted; then the run itself reports a missing privilege.
   */
  @Override
  public final boolean showsAll() {
    return mayRead("USER_PRIVILEGES WHERE ")
        || mayRead("SCHEMA_PRIVILEGES WHERE DATABASE() LIKE TABLE_SCHEMA AND ");
  }

  private boolean mayRead(String privileges) {
    String query =
        "SELECT PRIVILEGE_TYPE FROM information_schema."
            + privileges
            + "PRIVILEGE_TYPE = 'SELECT'"
            + " AND GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')";
    return !CatalogQuery.strings(connection(), asked(query)).isEmpty();
  }

  /**
   * Reads the columns, without the key that MySQL generates under {@code
   * sql_generate_invisible_primary_key}: no migration defined it.
   */
  @Override
  public Map<String, String> columns(String table) {
    Map<String, String> columns =
        CatalogQuery.pairs(
            connection(),
            asked(
                "SELECT COLUMN_NAME, COLUMN_TYPE FROM information_schema.COLUMNS"
                    + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?"
                    + " AND NOT (COLUMN_NAME = 'my_row_id' AND COLUMN_KEY = 'PRI'"
                    + " AND EXTRA LIKE '%auto_increment%' AND EXTRA LIKE '%INVISIBLE%')"
                    + " ORDER BY ORDINAL_POSITION"),
            table);
    columns.replaceAll((name, type) -> withoutDisplayWidth(type));
    return columns;
  }

  @Override
  public Map<String, NumberedColumn> numberedColumns(String table) {
    return CatalogQuery.numberedColumns(
        connection(),
        asked(
            """
            SELECT COLUMN_NAME, '', 1,
              CASE DATA_TYPE WHEN 'tinyint' THEN 127 WHEN 'smallint' THEN 32767
                WHEN 'mediumint' THEN 8388607 WHEN 'int' THEN 2147483647
                ELSE 9223372036854775807 END
              * CASE WHEN COLUMN_TYPE LIKE '%unsigned%' AND DATA_TYPE <> 'bigint' THEN 2 ELSE 1 END
              + CASE WHEN COLUMN_TYPE LIKE '%unsigned%' AND DATA_TYPE <> 'bigint' THEN 1 ELSE 0 END,
              FALSE, FALSE
            FROM information_schema.COLUMNS
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND EXTRA LIKE '%auto_increment%'\
            """),
        table);
  }

  /** Returns the next number of the rows, if the server shows it. It does not show 1. */
  OptionalLong nextNumber(String table) {
    Matcher next = NEXT_NUMBER.matcher(createTable(table));
    return next.find() ? OptionalLong.of(Long.parseLong(next.group(1))) : OptionalLong.empty();
  }

  /** Returns the columns of {@code table} that the server computes when they are read. */
  List<String> virtualColumns(String table) {
    return CatalogQuery.strings(
        connection(),
        asked(
            "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"
                + " AND TABLE_NAME = ? AND EXTRA LIKE '%VIRTUAL%'"),
        table);
  }

  /** Returns whether a row meets a condition. The name of the table is quoted. */
  boolean hasRow(String table, String condition) {
    return !CatalogQuery.strings(
            connection(), "SELECT 1 FROM " + table + " WHERE " + condition + " LIMIT 1")
        .isEmpty();
  }

  static String withoutDisplayWidth(String type) {
    return DISPLAY_WIDTH.matcher(type).replaceFirst("$1");
  }

  @Override
  public List<String> foreignKeys(String table, String column) {
    return CatalogQuery.strings(
        connection(),
        asked(
            "SELECT CONSTRAINT_NAME FROM information_schema.KEY_COLUMN_USAGE"
                + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND COLUMN_NAME = ?"
                + " AND REFERENCED_TABLE_NAME IS NOT NULL ORDER BY 1"),
        table,
        column);
  }

  @Override
  public final boolean hasTextParser(String parser) {
    return !CatalogQuery.strings(
            connection(),
            asked(
                "SELECT PLUGIN_NAME FROM information_schema.PLUGINS WHERE PLUGIN_TYPE = 'FTPARSER'"
                    + " AND PLUGIN_STATUS = 'ACTIVE' AND LOWER(PLUGIN_NAME) = ?"),
            parser)
        .isEmpty();
  }

  /**
   * Reads the indexes. An index may cover only the first characters of a text; in MySQL, also an
   * expression. A spatial index is shown as if it covered the first bytes.
   */
  @Override
  public List<CatalogIndex> indexes(String table) {
    List<CatalogIndex> indexes = indexesWithoutParsers(table);
    if (indexes.stream().noneMatch(index -> index.attributes().startsWith(FULLTEXT))) {
      return indexes;
    }
    Map<String, String> parsers = TextParsers.of(createTable(table));
    return indexes.stream()
        .map(
            index ->
                parsers.containsKey(index.name())
                    ? new CatalogIndex(
                        index.name(),
                        index.columns(),
                        index.isUnique(),
                        index.isValid(),
                        FULLTEXT
                            + " WITH PARSER "
                            + parsers.get(index.name())
                            + index.attributes().substring(FULLTEXT.length()))
                    : index)
        .toList();
  }

  private List<CatalogIndex> indexesWithoutParsers(String table) {
    return CatalogQuery.indexes(
        connection(),
        asked(
            """
            SELECT INDEX_NAME, CONCAT(IF(prefix IS NULL, part, CONCAT(part, prefix)),
                IF(COLLATION = 'D', ' DESC', LEFT(' ', 0))), NON_UNIQUE = 0, TRUE,
              CONCAT_WS(' ', IF(INDEX_TYPE IN ('FULLTEXT', 'SPATIAL'), INDEX_TYPE, NULL), hidden)
            FROM (SELECT INDEX_NAME, SEQ_IN_INDEX, NON_UNIQUE, INDEX_TYPE, %s AS hidden,
                COALESCE(COLUMN_NAME, '(expression)') AS part,
                IF(SUB_PART IS NULL OR INDEX_TYPE = 'SPATIAL', NULL, CONCAT('(', SUB_PART, ')'))
                  AS prefix,
                COLLATION
              FROM information_schema.STATISTICS
              WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?) AS parts
            ORDER BY INDEX_NAME, SEQ_IN_INDEX\
            """
                .formatted(hiddenIndex())),
        table);
  }

  /** Returns an expression for the attribute of an index that queries do not use. */
  protected String hiddenIndex() {
    return MySqlSchema.INVISIBLE;
  }

  @Override
  public List<String> enumValues(String table, String column) {
    String type = columns(table).getOrDefault(column, "");
    return type.startsWith("enum(") ? EnumType.values(type) : List.of();
  }

  /**
   * Returns the {@code definition} of the column from {@code SHOW CREATE TABLE}, which is complete.
   * The information schema shows some defaults in a form that cannot be read back.
   */
  @Override
  public Map<String, String> attributes(String table, String column) {
    if (!columns(table).containsKey(column)) {
      return Map.of();
    }
    return Map.of("definition", Words.definition(createTable(table), column));
  }

  @Override
  public Optional<String> constraintDefinition(String table, String constraint) {
    return Words.elements(createTable(table)).stream()
        .filter(element -> element.get(0).equals("CONSTRAINT"))
        .filter(element -> Words.unquoted(element.get(1)).equals(constraint))
        .findFirst()
        .map(element -> String.join(" ", element.subList(2, element.size())));
  }

  private String createTable(String table) {
    return createTable(connection(), table);
  }

  /** Returns what {@code SHOW CREATE TABLE} shows. */
  static String createTable(Connection connection, String table) {
    return CatalogQuery.pairs(connection, "SHOW CREATE TABLE `" + table.replace("`", "``") + "`")
        .values()
        .iterator()
        .next();
  }

  @Override
  public Map<String, List<String>> keysSettingNull(String table) {
    return CatalogQuery.groups(
        connection(),
        asked(
            """
            SELECT k.CONSTRAINT_NAME, k.COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE k
            JOIN information_schema.REFERENTIAL_CONSTRAINTS r
              ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.TABLE_NAME = k.TABLE_NAME
              AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
            WHERE k.TABLE_SCHEMA = DATABASE() AND k.TABLE_NAME = ?
              AND (r.DELETE_RULE = 'SET NULL' OR r.UPDATE_RULE = 'SET NULL')
            ORDER BY 1\
            """),
        table);
  }

  /** Reads the uses of a column. The server does not update the column's name in expressions. */
  @Override
  public List<String> usesOf(String table, String column, boolean isRenamed) {
    try {
      return ColumnUses.of(createTable(table), column, isRenamed);
    } catch (CatalogException e) {
      return List.of(); // the table does not exist; the step reports that
    }
  }

  /** Reads the size of a table. The number of rows is an estimate from InnoDB's statistics. */
  @Override
  public Optional<TableSize> size(String table) {
    return CatalogQuery.size(
        connection(),
        asked(
            """
            SELECT TABLE_ROWS, DATA_LENGTH + INDEX_LENGTH FROM INFORMATION_SCHEMA.TABLES
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND TABLE_ROWS IS NOT NULL\
            """),
        table);
  }

  /**
   * Returns the views, triggers, routines and events that a change breaks. The server keeps them,
   * and they fail when they are used.
   */
  @Override
  public List<String> brokenBy(Dependants taken) {
    return new MySqlDependants(connection(), this, taken).broken();
  }

  /** Returns a condition for the views of other schemas that use the table of the parameter. */
  String isViewElsewhere() {
    return "(TABLE_SCHEMA, TABLE_NAME) IN (SELECT VIEW_SCHEMA, VIEW_NAME"
        + " FROM INFORMATION_SCHEMA.VIEW_TABLE_USAGE"
        + " WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?)";
  }

  /**
   * Returns the triggers of a table, and its options that no migration sets. The grants of a table
   * stay when it is dropped.
   */
  @Override
  public List<String> lostWith(String table, Optional<String> columnOrEmpty) {
    if (columnOrEmpty.isPresent()) {
      return List.of(); // brokenBy finds the triggers that use the column
    }
    return CatalogQuery.strings(
            connection(),
            asked(
                """
                SELECT CONCAT('trigger ''', TRIGGER_NAME, '''') AS words
                FROM INFORMATION_SCHEMA.TRIGGERS
                WHERE EVENT_OBJECT_SCHEMA = SCHEMA() AND EVENT_OBJECT_TABLE = ?
                UNION ALL
                SELECT CONCAT_WS(' ',
                  IF(TABLE_TYPE = 'SYSTEM VERSIONED', 'WITH SYSTEM VERSIONING', NULL),
                  CONCAT('ENGINE=', IF(ENGINE = @@default_storage_engine, NULL, ENGINE)),
                  CREATE_OPTIONS)
                FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = SCHEMA() AND TABLE_NAME = ?\
                """),
            table,
            table)
        .stream()
        .map(words -> ENCRYPTION.matcher(words).replaceAll(""))
        .map(words -> FoundOptions.withoutDeclarable(words).strip())
        .filter(words -> !words.isEmpty())
        .sorted()
        .toList();
  }

  @Override
  public List<TableOption> absentOptions(String table, List<TableOption> options) {
    return options(table, options).map(found -> found.absent(options)).orElse(options);
  }

  @Override
  public List<TableOption> currentOptions(String table, List<TableOption> options) {
    return options(table, options)
        .filter(found -> !found.engine().isEmpty())
        .map(found -> found.inPlaceOf(options))
        .orElse(List.of());
  }

  @Override
  public List<TableOption> lostOptions(String table, List<TableOption> options) {
    return options(table, options).map(found -> found.lost(options)).orElse(List.of());
  }

  /** Returns the options of a table; empty if there is no such table. */
  private Optional<FoundOptions> options(String table, List<TableOption> options) {
    String characterSet =
        options.stream()
            .filter(TableOption.CharacterSet.class::isInstance)
            .map(TableOption::value)
            .findFirst()
            .orElse(" ");
    return CatalogQuery.strings(connection(), asked(FoundOptions.QUERY), characterSet, table)
        .stream()
        .map(FoundOptions::of)
        .findFirst();
  }

  /** Reads the names of foreign keys and checks. An index has its name in its table only. */
  @Override
  public List<String> takenNames(List<String> names) {
    return CatalogQuery.strings(
        connection(),
        asked(
            "SELECT CONSTRAINT_NAME FROM information_schema.TABLE_CONSTRAINTS"
                + " WHERE CONSTRAINT_SCHEMA = DATABASE() AND CONSTRAINT_TYPE IN "
                + namedInSchema()
                + " AND CONSTRAINT_NAME IN ("
                + String.join(", ", Collections.nCopies(names.size(), "?"))
                + ") ORDER BY 1"),
        names.toArray(String[]::new));
  }

  /** Returns the types of the constraints whose names are unique in the schema. */
  protected String namedInSchema() {
    return "('FOREIGN KEY', 'CHECK')";
  }

  @Override
  public Map<String, String> foreignKeysTo(String table) {
    return CatalogQuery.pairs(
        connection(),
        asked(
            "SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE"
                + " WHERE REFERENCED_TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME = ?"
                + " AND TABLE_NAME <> REFERENCED_TABLE_NAME ORDER BY 1"),
        table);
  }

  /**
   * Returns the engine of a table if it has no transactions. Empty also if {@code catalog} does not
   * know the table from a server.
   */
  static Optional<String> engineWithoutTransactions(Catalog catalog, String table) {
    return catalog.of(table) instanceof MySqlCatalog mine
        ? mine.engine(table).filter(ServerSettings::lacksTransactions)
        : Optional.empty();
  }

  /** Returns the engine of a table; empty if there is no such table. */
  private Optional<String> engine(String table) {
    return CatalogQuery.strings(
            connection(),
            asked(
                "SELECT COALESCE(ENGINE, LEFT(' ', 0)) FROM information_schema.TABLES"
                    + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?"),
            table)
        .stream()
        .findFirst();
  }

  /** Reads the columns with their collations. */
  @Override
  public final Map<String, Map<String, String>> keyColumns(List<String> tables) {
    String each =
        "SELECT ?, COLUMN_NAME, CONCAT(COLUMN_TYPE,"
            + " COALESCE(CONCAT(' COLLATE ', COLLATION_NAME), LEFT(' ', 0)))"
            + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?";
    return CatalogQuery.pairsByGroup(
        connection(),
        asked(String.join(" UNION ALL ", Collections.nCopies(tables.size(), each))),
        tables.stream().flatMap(table -> Stream.of(table, table)).toList());
  }

  @Override
  public final boolean requiresReferencedTable() {
    return !CatalogQuery.strings(connection(), "SELECT @@foreign_key_checks").equals(List.of("0"));
  }

  /** Returns the default collation of a table; if it does not exist, that of the database. */
  @Override
  public final String collationOf(String table) {
    return collation(table, "");
  }

  /**
   * Returns the collation of a text column; if it does not exist, the default of its table or of
   * the database.
   */
  String collation(String table, String column) {
    return CatalogQuery.strings(
            connection(),
            asked(
                """
                SELECT COALESCE(
                  (SELECT COLLATION_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()
                    AND TABLE_NAME = ? AND COLUMN_NAME = ?),
                  (SELECT TABLE_COLLATION FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()
                    AND TABLE_NAME = ?),
                  @@collation_database)\
                """),
            table,
            column,
            table)
        .get(0);
  }

  /** Returns the columns of sixteen bytes in the current schema, grouped by table. */
  Map<String, List<String>> columnsOfSixteenBytes() {
    return CatalogQuery.groups(
        connection(),
        asked(
            "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS"
                + " WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_TYPE = 'binary(16)' ORDER BY 1, 2"));
  }

  /** Returns whether a character set has all characters of {@code text}. */
  boolean hasCharacters(String characterSet, String text) {
    return CatalogQuery.strings(
            connection(),
            asked(
                "SELECT CONVERT(CONVERT(CONVERT(? USING utf8mb4) USING "
                    + characterSet
                    + ") USING utf8mb4)"),
            text)
        .equals(List.of(text));
  }
}
