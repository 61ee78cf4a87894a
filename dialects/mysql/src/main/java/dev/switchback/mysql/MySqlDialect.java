package dev.switchback.mysql;

import dev.switchback.dialect.AllInOne;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.DataSql;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.IndexFeature;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.LockWaiter;
import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.SqlSyntax;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameTable;
import dev.switchback.schema.Bytes;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Table;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dialect of MySQL 8.0.13 and later; 8.0.13 is the first version with expressions as defaults.
 * Each schema statement commits by itself (MySQL Reference Manual, "Statements That Cause an
 * Implicit Commit").
 */
public class MySqlDialect extends AllInOne {

  /** The longest name in characters (MySQL Reference Manual, "Identifier Length Limits"). */
  private static final int LONGEST_NAME = 64;

  /**
   * The longest comment of a column in characters (MySQL Reference Manual, "CREATE TABLE
   * Statement").
   */
  private static final int LONGEST_COLUMN_COMMENT = 1_024;

  private static final int LONGEST_TABLE_COMMENT = 2_048;

  /**
   * ER_NO_SUCH_TABLE; also ER_NO_DB_ERROR and ER_BAD_DB_ERROR, because without a current database,
   * or if it does not exist, the table is missing too.
   */
  private static final Set<Integer> NO_SUCH_TABLE = Set.of(1146, 1046, 1049);

  /** ER_LOCK_WAIT_TIMEOUT, for locks of rows and of tables, and ER_LOCK_NOWAIT. */
  private static final Set<Integer> LOCK_WAIT = Set.of(1205, 3572);

  private static final String TO_ONE_PRIMARY =
      "Switch the group to a single primary: SELECT"
          + " group_replication_switch_to_single_primary_mode().";

  /** ER_CANT_CHANGE_TX_CHARACTERISTICS. */
  private static final int IN_TRANSACTION = 1568;

  /** ER_NO_SUCH_THREAD. */
  private static final int NO_SUCH_THREAD = 1094;

  /** The largest value of the variable (MySQL Reference Manual, "lock_wait_timeout"). */
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  /** The session variables that a run saves and restores, with their names on all servers. */
  private static final String[] OF_SESSION = {
    "sql_mode",
    "lock_wait_timeout",
    "idle_transaction_timeout",
    "wsrep_sync_wait",
    "foreign_key_checks",
    "unique_checks",
    "innodb_lock_wait_timeout",
    "time_zone",
    "transaction_isolation",
    "tx_isolation",
    "transaction_read_only",
    "tx_read_only",
    "default_storage_engine",
    "sql_safe_updates",
    "sql_select_limit",
    "sql_require_primary_key",
    "max_execution_time",
    "max_statement_time",
  };

  /** The default SQL mode of all servers: a value that does not fit is an error. */
  static final String STRICT = "STRICT_TRANS_TABLES";

  /**
   * The table options of the metadata tables, which do not depend on the defaults of the server.
   */
  private static final String OWN_TABLE =
      " ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET = utf8mb4";

  /** Matches the functions that MySQL calls unsafe for the binary log. */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "(?i)\\b(uuid|uuid_short|rand|random_bytes|user|current_user|session_user|system_user"
              + "|sysdate|version|found_rows|row_count)\\s*\\(");

  /** The SQL mode of the session before the run. */
  private final String sqlMode;

  private final ServerSettings settings;

  private final ServerVersion version;

  /** Creates the dialect for a current server with default settings. */
  public MySqlDialect() {
    this(ServerSettings.usual(), ServerVersion.NEWEST);
  }

  MySqlDialect(ServerSettings settings, ServerVersion version) {
    this.settings = settings;
    this.sqlMode = settings.sqlMode();
    this.version = version;
  }

  @Override
  public String name() {
    return "MySQL";
  }

  @Override
  public boolean supports(Connection connection) throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    return database.getDatabaseProductName().equals("MySQL") && !isMariaDb(database);
  }

  /**
   * Returns whether the server is MariaDB. Connector/J reports MariaDB as MySQL; only the version
   * text shows the difference.
   */
  static boolean isMariaDb(DatabaseMetaData database) throws SQLException {
    return database.getDatabaseProductName().equals("MariaDB")
        || database.getDatabaseProductVersion().contains("MariaDB");
  }

  @Override
  public boolean hasTransactionalDdl() {
    return false;
  }

  // ---- identifiers and values

  @Override
  protected String identifierQuote() {
    return "`";
  }

  /**
   * Refuses a name with a character beyond U+FFFF or a space at the end (MySQL Reference Manual,
   * "Schema Object Names"). The server also reads tabs and line breaks as spaces.
   */
  @Override
  protected void refuseUnfit(String identifier) {
    int length = identifier.codePointCount(0, identifier.length());
    refuseLonger(identifier, length, LONGEST_NAME, "characters");
    refuse(length < identifier.length(), identifier, "it has a character beyond U+FFFF");
    refuse(
        " \t\n\u000b\f\r".indexOf(identifier.charAt(identifier.length() - 1)) >= 0,
        identifier,
        "it ends with a space");
  }

  @Override
  protected String string(String text) {
    String quoted = super.string(text);
    return sqlMode.contains("NO_BACKSLASH_ESCAPES") ? quoted : quoted.replace("\\", "\\\\");
  }

  /** Returns the literal without the keyword TIMESTAMP, which 8.0.15 refuses in a default. */
  @Override
  protected String timestamp(String utc) {
    return string(utc);
  }

  /** Returns the literal without the keyword DATE, which 8.0.15 refuses in a default. */
  @Override
  protected String date(String day) {
    return string(day);
  }

  @Override
  public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    new DriverReading(this, connection).requireAsWritten(sql);
    return super.prepare(connection, sql);
  }

  private Backslashes backslashes() {
    return new Backslashes(name(), sqlMode);
  }

  @Override
  public void requireFit(Connection connection, List<? extends @Nullable Object> values)
      throws SQLException {
    backslashes().require(connection, values);
  }

  @Override
  public void requireFit(Connection connection, SqlStatement rendered) throws SQLException {
    backslashes().require(connection, rendered.sql());
  }

  @Override
  public void bindOwn(PreparedStatement statement, int index, String text) throws SQLException {
    Backslashes.bind(statement, index, text);
  }

  /**
   * Binds a value. Seconds are rounded to microseconds first: MariaDB's driver truncates
   * nanoseconds, and Connector/J turns the last nanosecond of a day into 00:00.
   */
  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object given)
      throws SQLException {
    backslashes().requireFound(statement.getConnection(), given);
    Object value = inMicroseconds(given);
    if (value instanceof Instant instant) {
      statement.setObject(index, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof UUID uuid) {
      statement.setString(index, uuid.toString());
    } else if (value instanceof Double || value instanceof Float) {
      requireFinite(value.toString());
      super.bind(statement, index, value);
    } else {
      super.bind(statement, index, value);
    }
  }

  @Override
  public Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  // ---- columns

  @Override
  protected DataType.Visitor<String> types() {
    return new MySqlTypes(name(), this::string);
  }

  /**
   * Renders a constant default. Text, JSON and binary columns take a default only as an expression
   * in brackets. In such an expression, 8.0.15 rewrites {@code X''} to {@code 0x}, and then reads
   * it as a column name.
   */
  @Override
  protected String constantDefault(Object value, DataType type) {
    if (type instanceof DataType.Text || type instanceof DataType.Json) {
      return "(" + textInExpression(value.toString()) + ")";
    }
    if (type instanceof DataType.Binary) {
      return value instanceof Bytes bytes && bytes.length() == 0
          ? "('')"
          : "(" + literal(value) + ")";
    }
    return value instanceof UUID uuid && isBinary(type)
        ? binary(uuid.toString().replace("-", ""))
        : literal(value);
  }

  /** Returns whether the type is a UUID that is stored as bytes. */
  private boolean isBinary(DataType type) {
    return type instanceof DataType.Uuid && type.accept(types()).startsWith("BINARY");
  }

  /**
   * Converts the UUID of the server's function, which is text, to bytes if the column stores bytes.
   */
  @Override
  protected String defaultClause(DefaultValue value, DataType type) {
    return value instanceof DefaultValue.RandomUuid && isBinary(type)
        ? " DEFAULT (UNHEX(REPLACE(UUID(), '-', '')))"
        : super.defaultClause(value, type);
  }

  @Override
  protected String time(String time) {
    return string(time);
  }

  @Override
  protected String localTimestamp(String time) {
    return string(time);
  }

  /** Adds an exponent, so that the number is not decimal and a negative zero keeps its sign. */
  @Override
  protected String approximate(String number) {
    requireFinite(number);
    return number.contains("E") ? number : number + "E0";
  }

  private void requireFinite(SqlStatement statement) {
    for (List<@Nullable Object> values : statement.batch()) {
      for (Object value : values) {
        if (value instanceof Double || value instanceof Float) {
          requireFinite(value.toString());
        }
      }
    }
  }

  private void requireFinite(String number) {
    if (!number.matches("[-+.\\dE]+")) {
      throw new UnsupportedByDialectException(
          name(), "keep '" + number + "' as a number", "Use a column that may be NULL");
    }
  }

  /** Returns no check, because the types themselves refuse values that do not fit. */
  @Override
  protected Optional<String> typeCondition(DataType type, String column) {
    return Optional.empty();
  }

  @Override
  protected String identityAlways() {
    throw new UnsupportedByDialectException(
        name(), "refuse the numbers that inserts bring along", "Use autoIncrement()");
  }

  @Override
  public void requireValues(String sql, List<@Nullable Object> values) {
    super.requireValues(sql, values);
    if (values.stream()
        .anyMatch(value -> value instanceof Collection || value instanceof Object[])) {
      throw listAsValue();
    }
  }

  @Override
  protected void bindArray(PreparedStatement statement, int index, List<?> elements) {
    throw listAsValue();
  }

  /** Refuses a list, which a driver would send as a serialized Java object. */
  private UnsupportedByDialectException listAsValue() {
    return new UnsupportedByDialectException(
        name(), "bind a list as a value", "Nothing was sent. Bind a JSON document, as a text.");
  }

  /**
   * Renders a text in an expression. Under NO_BACKSLASH_ESCAPES, the server stores expressions with
   * backslash escapes, and then cannot read them (seen on 8.0.15). There, the text is written in
   * hexadecimal digits.
   */
  private String textInExpression(String text) {
    String quoted = string(text); // throws if the text has forbidden characters
    return sqlMode.contains("NO_BACKSLASH_ESCAPES") && !text.isEmpty()
        ? "CONVERT(X'%s' USING utf8mb4)"
            .formatted(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))
        : quoted;
  }

  /**
   * Renders a comment. The server stores comments in the old utf8, which replaces characters beyond
   * U+FFFF by question marks.
   */
  private String comment(String text, String of, int longest) {
    int length = text.codePointCount(0, text.length());
    refuse(length < text.length(), text, "a comment cannot contain a character beyond U+FFFF");
    if (length > longest) {
      throw new UnsupportedByDialectException(
          name(),
          "keep the comment of a %s with %d characters, because %d is the limit"
              .formatted(of, length, longest),
          "Write a shorter one");
    }
    return string(text);
  }

  @Override
  protected String columnComment(String text) {
    return " COMMENT " + comment(text, "column", LONGEST_COLUMN_COMMENT);
  }

  @Override
  protected String autoIncrement() {
    return " AUTO_INCREMENT";
  }

  /** Returns the time in UTC. CURRENT_TIMESTAMP would be in the time zone of the session. */
  @Override
  protected String now() {
    return "(UTC_TIMESTAMP(6))";
  }

  @Override
  protected String randomUuid() {
    return "(UUID())";
  }

  // ---- operations

  /**
   * Renders an operation. Changes of rows get the SQL mode that stores values as given or refuses
   * them, whatever the mode of the session is.
   */
  @Override
  public List<SqlStatement> render(Operation operation, Catalog catalog) {
    List<SqlStatement> statements = super.render(operation, catalog);
    operation.acceptKind(new OperationFit(this, catalog));
    statements.forEach(this::requireFinite);
    if (!(operation instanceof DataOperation data)) {
      return statements;
    }
    List<String> variables = new ArrayList<>();
    new RowMode(sqlMode).of(data).ifPresent(mode -> variables.add("sql_mode = '" + mode + "'"));
    if (settings.isSafe() && !(operation instanceof BulkInsert)) {
      variables.add("sql_safe_updates = OFF"); // the condition, or everyRow(), is intended
    }
    return variables.isEmpty()
        ? statements
        : statements.stream()
            .map(sql -> new SqlStatement(with(variables, sql.sql()), sql.batch()))
            .toList();
  }

  /**
   * Adds variables to a statement as hints (MySQL Reference Manual, "Optimizer Hints"). A hint
   * needs no round trip and ends with its statement.
   */
  String with(List<String> variables, String sql) {
    String hints =
        variables.stream().map("SET_VAR(%s)"::formatted).collect(Collectors.joining(" "));
    return sql.replaceFirst(" ", Matcher.quoteReplacement(" /*+ " + hints + " */ "));
  }

  @Override
  protected String commentOnTable(CommentOnTable operation) {
    return "ALTER TABLE "
        + quote(operation.table())
        + " COMMENT = "
        + comment(operation.comment(), "table", LONGEST_TABLE_COMMENT);
  }

  /**
   * Adds a column, except one with AUTO_INCREMENT: such a column needs a key in the same statement,
   * but the key would be a separate step.
   */
  @Override
  protected List<SqlStatement> addColumn(AddColumn operation, Catalog catalog) {
    boolean isNumbered =
        operation.column().definition().defaultOrNull() instanceof DefaultValue.AutoIncrement;
    if (isNumbered) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe() + " with autoIncrement(), because its key would come too late",
          "Write the column in createTable, or add it with its key by execute(…)");
    }
    refuseUnsafeDefault(operation);
    List<SqlStatement> added = super.addColumn(operation, catalog);
    refuseImplicitValue(operation, catalog);
    return added;
  }

  /**
   * Refuses a default that ER_BINLOG_UNSAFE_SYSTEM_FUNCTION rejects, because a replica would
   * compute other values.
   */
  private void refuseUnsafeDefault(AddColumn operation) {
    DefaultValue value = operation.column().definition().defaultOrNull();
    boolean isUnsafe =
        value instanceof DefaultValue.RandomUuid
            || (value instanceof DefaultValue.Expression expression
                && UNSAFE.matcher(expression.sql().replaceAll("'[^']*'", "''")).find());
    if (settings.logsRows() && isUnsafe) {
      String column = operation.column().name();
      throw new UnsupportedByDialectException(
          name(),
          operation.describe()
              + " with a default that makes another value at each call, because the server writes a"
              + " binary log and takes such a default for unsafe there",
          "Nothing was sent. Write three steps: addColumn(\"%1$s\", \"%2$s\", …) with nullable() and"
                  .formatted(operation.table(), column)
              + " without the default; execute(\"UPDATE %s SET %s = …\");"
                  .formatted(quote(operation.table()), quote(column))
              + " changeColumn(\"%1$s\", \"%2$s\", c -> c.notNull().…) with the default."
                  .formatted(operation.table(), column));
    }
  }

  /**
   * Drops the column and its foreign keys in one statement. Its foreign keys would prevent the
   * drop.
   */
  @Override
  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    StringBuilder sql = new StringBuilder("ALTER TABLE " + quote(operation.table()));
    for (String key : catalog.foreignKeys(operation.table(), operation.column())) {
      sql.append(" DROP FOREIGN KEY ").append(quote(key)).append(",");
    }
    return List.of(
        SqlStatement.of(sql.append(" DROP COLUMN ").append(quote(operation.column())).toString()));
  }

  @Override
  protected List<SqlStatement> createTable(CreateTable operation) {
    operation.table().constraints().forEach(this::refusePrimary);
    refuseTwins(operation.table());
    refuseNumbersWithoutKey(operation.table());
    return settings.lacksTransactions()
        ? super.createTable(operation).stream()
            .map(sql -> SqlStatement.of(sql.sql() + " ENGINE = InnoDB"))
            .toList()
        : super.createTable(operation);
  }

  /** Creates a metadata table with {@link #OWN_TABLE} as its only table options. */
  @Override
  public void createShared(Connection connection, CreateTable operation, Catalog catalog)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(createTable(operation.table()) + OWN_TABLE);
    }
  }

  @Override
  public void requireRollback(DataOperation operation, Catalog catalog) {
    Optional<String> engine =
        catalog.of(operation.table()) instanceof MySqlCatalog mine
            ? mine.engine(operation.table())
            : Optional.empty();
    if (engine.filter(ServerSettings::lacksTransactions).isPresent()) {
      throw new UnsupportedByDialectException(
          name(),
          "change rows of '%s' so that they could be rolled back, because its engine %s has no transactions"
              .formatted(operation.table(), engine.get()),
          "Nothing was sent. Change the engine by execute(\"ALTER TABLE … ENGINE = InnoDB\"), or"
              + " take that the rows stay if the migration fails: acknowledged(reason) before this"
              + " step.");
    }
  }

  /**
   * Refuses names of columns that differ only in case: the server compares them without case,
   * letter by letter.
   */
  private void refuseTwins(Table table) {
    Map<String, String> names = new HashMap<>();
    for (Column column : table.columns()) {
      String lower = column.name().chars().map(Character::toLowerCase).boxed().toList().toString();
      String twin = names.put(lower, column.name());
      if (twin != null) {
        throw new UnsupportedByDialectException(
            name(),
            "tell the columns '%s' and '%s' of '%s' apart, which differ in upper and lower case"
                .formatted(twin, column.name(), table.name()),
            "Give one of them another name");
      }
    }
  }

  private void refuseNumbersWithoutKey(Table table) {
    List<String> numbered =
        table.columns().stream()
            .filter(
                column -> column.definition().defaultOrNull() instanceof DefaultValue.AutoIncrement)
            .map(Column::name)
            .toList();
    if (numbered.size() > 1) {
      throw new UnsupportedByDialectException(
          name(),
          "number the rows of '%s' in more than one column: '%s'"
              .formatted(table.name(), String.join("', '", numbered)),
          "Leave out autoIncrement() in all but one");
    }
    for (String column : numbered) {
      boolean isFirst =
          table.constraints().stream()
              .filter(
                  each ->
                      each instanceof Constraint.PrimaryKey || each instanceof Constraint.Unique)
              .anyMatch(each -> each.columns().get(0).equals(column));
      if (!isFirst) {
        throw new UnsupportedByDialectException(
            name(),
            "number the rows of '%s' in the column '%s', which is not the first of a key"
                .formatted(table.name(), column),
            "Make it the primary key, or unique()");
      }
    }
  }

  @Override
  protected String addConstraint(AddConstraint operation) {
    refusePrimary(operation.constraint());
    return super.addConstraint(operation);
  }

  @Override
  protected String addIndex(AddIndex operation) {
    refusePrimary(operation.name());
    return super.addIndex(operation);
  }

  /**
   * Refuses a constraint named PRIMARY. A primary key may have any name, because the server
   * replaces it.
   */
  private void refusePrimary(Constraint constraint) {
    if (!(constraint instanceof Constraint.PrimaryKey)) {
      refusePrimary(constraint.name());
    }
  }

  private void refusePrimary(String index) {
    refuse(index.equalsIgnoreCase("PRIMARY"), index, "it is the name of the primary key");
  }

  @Override
  protected String removeIndex(RemoveIndex operation, Catalog catalog) {
    return "DROP INDEX " + quote(operation.name()) + " ON " + quote(operation.table());
  }

  /** Returns whether a new collation for an indexed column copies the table. */
  boolean copiesForCollation() {
    return true;
  }

  @Override
  public List<Hazard> hazards(Operation operation, Catalog catalog) {
    return new MySqlHazards(this, catalog).of(operation);
  }

  // ---- changes of tables and columns

  /**
   * Refuses a NOT NULL column without a default if the table has rows: the server would silently
   * fill it with '' or 0.
   */
  private void refuseImplicitValue(AddColumn operation, Catalog catalog) {
    ColumnDefinition definition = operation.column().definition();
    boolean hasValue = definition.isNullable() || definition.defaultOrNull() != null;
    if (!hasValue && catalog.hasRows(operation.table())) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – it refuses NULL and has no default, and there are rows, in which "
              + name()
              + " would put '' or 0 silently. Nothing was sent. Give it a default; or add it"
              + " nullable(), fill it, and then changeColumn(…, c -> c.notNull())");
    }
  }

  @Override
  protected List<SqlStatement> dropTable(DropTable operation, Catalog catalog) {
    if (operation.isCascading()) {
      String keys =
          catalog.foreignKeysTo(operation.table()).entrySet().stream()
              .map(key -> "'" + key.getKey() + "' of '" + key.getValue() + "'")
              .collect(Collectors.joining(", "));
      throw new UnsupportedByDialectException(
          name(),
          operation.describe() + ", because it drops tables alone",
          keys.isEmpty()
              ? "Leave out WITH_DEPENDENTS: no foreign key of another table refers to it"
              : "Remove the foreign keys that refer to it first: " + keys);
    }
    return super.dropTable(operation, catalog);
  }

  @Override
  protected List<SqlStatement> renameTable(RenameTable operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "RENAME TABLE " + quote(operation.before()) + " TO " + quote(operation.after())));
  }

  @Override
  protected void requirePossible(ChangeColumn operation) {
    if (operation.change().usingOrNull() != null) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe(),
          "Add another column, fill it by execute(\"UPDATE …\"), remove this one, and rename that");
    }
    refuseLoss(operation);
    super.requirePossible(operation);
  }

  /** Renders the change in one statement that contains the whole definition of the column. */
  @Override
  protected List<SqlStatement> changeColumn(ChangeColumn operation, Catalog catalog) {
    ColumnChange change = operation.change();
    ColumnWords words = new ColumnWords(definition(operation, catalog));
    change
        .retyped(operation.column())
        .ifPresent(
            column -> {
              words.type(type(operation.table(), column), isText(change.typeOrNull()));
              words.expressDefault(hasLongDefault(change.typeOrNull()));
            });
    change(words, operation, catalog);
    if (words.keepsBytes()) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe()
              + " without losing its default, because the server shows bytes there that are no"
              + " text",
          "Nothing was sent. Name the default in the same change, or write execute(\"ALTER TABLE"
              + " …\")");
    }
    if (words.keepsQuestionMark()) {
      throw questionMark(operation, "Name the default, or all values, in the same change");
    }
    return List.of(
        SqlStatement.of(
            "ALTER TABLE "
                + quote(operation.table())
                + " MODIFY COLUMN "
                + quote(operation.column())
                + " "
                + words));
  }

  /**
   * Refuses a definition with a question mark: if written again, a character beyond U+FFFF would
   * become a real question mark.
   */
  private UnsupportedByDialectException questionMark(Operation operation, String remedy) {
    return new UnsupportedByDialectException(
        name(),
        operation.describe()
            + " without losing a part of it, because the server shows a question mark, which may"
            + " stand for a character beyond U+FFFF",
        "Nothing was sent. " + remedy);
  }

  @Override
  protected List<SqlStatement> addEnumValue(AddEnumValue operation, Catalog catalog) {
    if (catalog.enumValues(operation.table(), operation.column()).stream()
        .anyMatch(value -> value.contains("?"))) {
      throw questionMark(operation, "Name all values: changeColumn(…, enumeration(…))");
    }
    return super.addEnumValue(operation, catalog);
  }

  private void change(ColumnWords words, ChangeColumn operation, Catalog catalog) {
    ColumnChange change = operation.change();
    if (change.collationOrNull() != null) {
      words.collation(quote(change.collationOrNull()));
    }
    switch (change.nullability()) {
      case NULLABLE -> {
        refuseIgnored(
            catalog
                .constraints(operation.table())
                .getOrDefault("PRIMARY", List.of())
                .contains(operation.column()),
            operation,
            "it belongs to the primary key, which refuses NULL");
        words.nullable();
      }
      case NOT_NULL -> words.notNull();
      case UNSPECIFIED -> {}
    }
    if (change.dropsDefault()) {
      refuseIgnored(
          words.isNumbered(), operation, "AUTO_INCREMENT is no default: the server would leave it");
      refuseIgnored(
          words.isGenerated(), operation, "its values are generated: the server would leave that");
      words.defaultValue("");
    }
    if (change.defaultOrNull() instanceof DefaultValue.Generated generated) {
      changeGeneration(words, operation, generated);
    } else {
      newDefault(operation, catalog).ifPresent(clause -> words.defaultValue(clause.strip()));
    }
    if (change.dropsComment()) {
      words.comment("");
    }
    if (change.commentOrNull() != null) {
      words.comment(columnComment(change.commentOrNull()).strip());
    }
  }

  /** Refuses a change that MariaDB ignores although it reports success. */
  private void refuseIgnored(boolean isIgnored, ChangeColumn operation, String reason) {
    if (isIgnored) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe() + ", because " + reason,
          "Nothing was sent. Leave it out, or change the column by execute(\"ALTER TABLE …\").");
    }
  }

  /**
   * Changes the expression of a generated column. Refuses another kind of generation: the server
   * would compute all its values again.
   */
  private void changeGeneration(
      ColumnWords words, ChangeColumn operation, DefaultValue.Generated generated) {
    if (!words.isGeneratedAs(generated.isVirtual())) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe()
              + ", because the column is not generated in this way, and its values would be lost",
          "Nothing was sent. Remove the column, and add it with generatedAs(…).");
    }
    words.generation(generated(generated).strip());
  }

  /** Returns whether the type takes a default only as an expression. */
  private static boolean hasLongDefault(@Nullable DataType type) {
    return type instanceof DataType.Text || type instanceof DataType.Json;
  }

  private static boolean isText(@Nullable DataType type) {
    return type instanceof DataType.Varchar
        || type instanceof DataType.Text
        || type instanceof DataType.Enumeration;
  }

  /**
   * Refuses a change that may lose values. Outside strict mode, the server truncates values that do
   * not fit and turns NULL into '' or 0.
   */
  private void refuseLoss(ChangeColumn operation) {
    boolean isStrict = RowMode.isStrict(sqlMode);
    boolean mayLose =
        operation.change().typeOrNull() != null
            || operation.change().collationOrNull() != null
            || operation.change().nullability() == ColumnDefinition.Nullability.NOT_NULL;
    if (mayLose && !isStrict) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe()
              + " without losing values that do not fit, because the sql_mode of this session is"
              + " not strict",
          "Nothing was sent. Connect with STRICT_TRANS_TABLES in sql_mode");
    }
  }

  private String definition(ChangeColumn operation, Catalog catalog) {
    String definition = catalog.attributes(operation.table(), operation.column()).get("definition");
    if (definition == null) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no such column in the current schema");
    }
    boolean isAmbiguous =
        sqlMode.contains("NO_FIELD_OPTIONS")
            || (sqlMode.contains("NO_BACKSLASH_ESCAPES") && definition.indexOf('\\') >= 0);
    if (isAmbiguous) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe()
              + " without losing a part of it, because the server does not write down all of the"
              + " column under this sql_mode",
          "Nothing was sent. Connect without NO_FIELD_OPTIONS and NO_BACKSLASH_ESCAPES in"
              + " sql_mode, or write execute(\"ALTER TABLE …\")");
    }
    return definition;
  }

  /**
   * Refuses SET DEFAULT, which InnoDB lacks. MySQL refuses it late, and MariaDB treats it as no
   * action.
   */
  @Override
  protected String rule(String event, ReferentialAction action) {
    if (action == ReferentialAction.SET_DEFAULT) {
      throw new UnsupportedByDialectException(
          name(),
          event + " SET DEFAULT, which InnoDB does not carry out",
          "Use another action, or a trigger by execute(…)");
    }
    return super.rule(event, action);
  }

  /**
   * Refuses a check before 8.0.16, which would parse and ignore it (MySQL Reference Manual, "CHECK
   * Constraints").
   */
  @Override
  protected String check(Constraint.Check check) {
    if (version.isBefore(8, 0, 16)) {
      throw new UnsupportedByDialectException(
          name(),
          "keep the " + check.describe() + ", which version " + version.text() + " would forget",
          "Use version 8.0.16 or a later one, or leave it out");
    }
    return super.check(check);
  }

  @Override
  protected String removeConstraint(RemoveConstraint operation, Catalog catalog) {
    List<ConstraintKind> kinds = requireConstraint(operation, catalog).getValue();
    return "ALTER TABLE "
        + quote(operation.table())
        + new DropConstraint(this, operation, catalog).clause(kinds);
  }

  /** Returns the keyword that drops a check. {@code DROP CONSTRAINT} exists only since 8.0.19. */
  String checkWord() {
    return "CHECK";
  }

  @Override
  protected Set<IndexFeature> indexFeatures() {
    return EnumSet.of(
        IndexFeature.DESCENDING,
        IndexFeature.LENGTH,
        IndexFeature.EXPRESSION,
        IndexFeature.FULLTEXT,
        IndexFeature.SPATIAL);
  }

  /** Drops a schema, which is a database here. The server always drops all tables in it. */
  @Override
  protected String dropSchema(DropSchema operation) {
    if (!operation.isCascade()) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe() + " only if it is empty",
          "Write dropSchemaCascade(…), which drops what is in it too");
    }
    return "DROP SCHEMA " + quote(operation.schema());
  }

  // ---- the server

  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    String found = connection.getMetaData().getDatabaseProductVersion();
    requireVersion(ServerVersion.of(found));
    Map<String, String> variables =
        variables(connection, and(ServerSettings.NAMES, "group_replication_single_primary_mode"));
    if ("OFF".equals(variables.get("group_replication_single_primary_mode"))) {
      refuseSeveralPrimaries(connection);
    }
    String mode = variables.getOrDefault("sql_mode", "");
    if (refusesItsOwnDefaults(found)) {
      setSqlMode(connection, mode.replaceAll("NO_ZERO_(IN_)?DATE|TRADITIONAL", ""));
    }
    return new MySqlDialect(ServerSettings.of(variables), ServerVersion.of(found));
  }

  @Override
  public Dialect forVersion(String text) {
    majorOf(text);
    requireVersion(ServerVersion.of(text));
    return new MySqlDialect(ServerSettings.usual(), ServerVersion.of(text));
  }

  static String[] and(String[] names, String another) {
    String[] all = Arrays.copyOf(names, names.length + 1);
    all[names.length] = another;
    return all;
  }

  /** Returns those of the named session variables that the server knows. */
  final Map<String, String> variables(Connection connection, String... names) throws SQLException {
    return MySqlSession.variables(
        connection,
        sessionVariables(" WHERE VARIABLE_NAME IN ('" + String.join("', '", names) + "')"));
  }

  /**
   * Selects session variables. {@code SHOW VARIABLES} would be limited by {@code sql_select_limit}.
   */
  String sessionVariables(String condition) {
    return InFull.inMySql(
        "SELECT VARIABLE_NAME, VARIABLE_VALUE FROM performance_schema.session_variables"
            + condition);
  }

  @Override
  public String allRowsOf(String query) {
    return InFull.limited(query);
  }

  /** Checks that a group that may have several primaries has only one. */
  void refuseSeveralPrimaries(Connection connection) {
    try {
      requireOne(
          CatalogQuery.strings(
              connection,
              InFull.inMySql(
                  "SELECT MEMBER_ID FROM performance_schema.replication_group_members"
                      + " WHERE MEMBER_ROLE = 'PRIMARY' AND MEMBER_STATE = 'ONLINE'")));
    } catch (CatalogException e) {
      throw new UnsupportedByDialectException(
          name(),
          "tell whether its group has several primaries, because this user may not see the members",
          "Nothing was run. Let the user read performance_schema.replication_group_members. Or: "
              + TO_ONE_PRIMARY);
    }
  }

  void requireOne(List<String> primaries) {
    if (primaries.size() > 1) {
      throw new UnsupportedByDialectException(
          name(),
          "migrate a group with several primaries, because no server of it can prove to the others"
              + " that a run is the only one",
          "Nothing was run. " + TO_ONE_PRIMARY);
    }
  }

  void requireVersion(ServerVersion version) {
    refuseServer(version.isBefore(8, 0, 13), version.text(), "8.0.13");
  }

  /**
   * Returns whether an early version of 8.0 refuses its own defaults. It reads {@code NOT NULL
   * DEFAULT (UTC_TIMESTAMP(6))} as a zero date in every later {@code ALTER TABLE}, and refuses that
   * under NO_ZERO_DATE (seen on 8.0.15, not on 9.7).
   */
  private static boolean refusesItsOwnDefaults(String version) {
    return version.matches("8\\.0\\.1\\d(\\D.*)?");
  }

  private static void setSqlMode(Connection connection, String mode) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SET SESSION sql_mode = ?")) {
      statement.setString(1, mode);
      statement.execute();
    }
  }

  /** Recognises servers that are not MySQL, some by their version and some only by its comment. */
  @Override
  public Optional<String> lookalike(Connection connection) throws SQLException {
    String told = connection.getMetaData().getDatabaseProductVersion();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@version, @@version_comment")) {
      row.next();
      return MySqlServers.lookalike(told + " " + row.getString(1), row.getString(2));
    } catch (SQLException e) { // perhaps a pool's filter refuses such statements
      return MySqlServers.lookalike(told, "");
    }
  }

  /**
   * Returns whether a transaction is open, also one that only read. In a transaction, the server
   * refuses this statement. Otherwise the statement only gives the next transaction its default
   * access mode. No privilege is needed.
   */
  @Override
  public boolean hasOpenTransaction(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION READ WRITE");
      return false;
    } catch (SQLException e) { // perhaps a pool's filter refuses such statements
      return e.getErrorCode() == IN_TRANSACTION
          ? !isSwitchedOffBesides(connection)
          : !connection.getAutoCommit();
    }
  }

  /**
   * Returns whether SQL has switched autocommit off, unknown to the driver. Then even a read begins
   * a transaction, which proves nothing about the caller's work.
   */
  private static boolean isSwitchedOffBesides(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@autocommit")) {
      return row.next() && row.getInt(1) == 0;
    }
  }

  /**
   * Remembers the current database and the session variables that migrations change. Restoring also
   * releases table locks. A session cannot return to having no current database.
   */
  @Override
  public SessionState sessionState(Connection connection) throws SQLException {
    Optional<String> database = currentSchema(connection);
    Map<String, String> before = variables(connection, OF_SESSION);
    return later -> {
      try (Statement statement = later.createStatement()) {
        statement.execute("UNLOCK TABLES");
      }
      putBack(later, before);
      returnTo(later, database);
    };
  }

  private void putBack(Connection connection, Map<String, String> before) throws SQLException {
    Map<String, String> now = variables(connection, OF_SESSION);
    for (Map.Entry<String, String> variable : before.entrySet()) {
      String name = variable.getKey();
      String value = variable.getValue();
      if (!value.equals(now.get(name))) {
        boolean isNumber = value.matches("[\\d.]+");
        String sql = "SET SESSION " + name + " = " + (isNumber ? value : "?");
        try (PreparedStatement set = connection.prepareStatement(sql)) {
          if (!isNumber) {
            set.setString(1, value);
          }
          set.execute();
        }
      }
    }
  }

  /** Makes {@code database} the current database again. */
  final void returnTo(Connection connection, Optional<String> database) throws SQLException {
    useSchema(
        connection, database.orElseThrow(() -> new SQLException("it had no current database")));
  }

  /**
   * Returns the current database, which is the schema in the terms of other databases. Queries the
   * server, because a driver calls it a catalog or a schema depending on its URL.
   */
  @Override
  public Optional<String> currentSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT DATABASE()")) {
      row.next();
      return Optional.ofNullable(row.getString(1));
    }
  }

  @Override
  public void useSchema(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false); // the name may contain braces
      statement.execute("USE " + quote(schema));
    }
  }

  @Override
  public Optional<String> exactCollation() {
    return Optional.of("utf8mb4_bin");
  }

  @Override
  public boolean isMissingTable(SQLException error) {
    return NO_SUCH_TABLE.contains(error.getErrorCode());
  }

  /**
   * Returns the type as in {@code information_schema.COLUMNS}, without the display widths of old
   * servers.
   */
  @Override
  public String typeInCatalog(String table, Column column) {
    if (column.definition().type() instanceof DataType.Enumeration enumeration) {
      return enumeration.values().stream()
          .map(MySqlDialect::valueInCatalog)
          .collect(Collectors.joining("','", "enum('", "')"));
    }
    String type = type(table, column).toLowerCase(Locale.ROOT);
    return switch (type) {
      case "boolean" -> "tinyint(1)";
      case "integer" -> "int";
      case "integer unsigned" -> "int unsigned";
      default -> type.replace(", ", ",").replaceFirst(" character set .*", "");
    };
  }

  /** Returns an enum value as the catalogue shows it, which is equal in all SQL modes. */
  private static String valueInCatalog(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("'", "''");
  }

  /**
   * Returns PRIMARY for a primary key, because the server gives every primary key this name. Its
   * conventional name means it too. No other constraint is found by that name.
   */
  @Override
  public String nameInCatalog(RemoveConstraint operation) {
    return operation.meansPrimaryKey() ? "PRIMARY" : operation.name();
  }

  @Override
  public boolean indexesForeignKeys() {
    return true;
  }

  /** Returns PRIMARY for a primary key, whatever name the migration gave it. */
  @Override
  public String nameInCatalog(Constraint constraint) {
    return constraint instanceof Constraint.PrimaryKey ? "PRIMARY" : constraint.name();
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new MySqlCatalog(connection);
  }

  /**
   * Streams the rows one by one with Connector/J. It has no fetch size: it loads all rows or one at
   * a time.
   */
  @Override
  public void readInParts(Statement statement) throws SQLException {
    if (isBusyReading(statement.getConnection())) {
      statement.setFetchSize(Integer.MIN_VALUE);
    } else {
      super.readInParts(statement);
    }
  }

  /**
   * Returns whether the driver cannot send while it streams rows. Connector/J cannot; MariaDB's
   * driver reads the remaining rows first.
   */
  @Override
  public boolean isBusyReading(Connection connection) throws SQLException {
    return connection.getMetaData().getDriverName().startsWith("MySQL");
  }

  @Override
  protected DataSql data(Catalog catalog) {
    return new MySqlData(this, catalog);
  }

  @Override
  public SessionEffect sessionEffect(String sql) {
    return MySqlSession.effectOf(sql);
  }

  @Override
  public SessionState wholeSession(Connection connection) throws SQLException {
    return MySqlSession.whole(connection, sessionVariables(""));
  }

  @Override
  public boolean isRestorable(String sql) {
    return MySqlSession.isRestorable(sql);
  }

  @Override
  public boolean readsSession(String sql) {
    return MySqlSession.readsEarlier(sql);
  }

  @Override
  public Optional<String> missingVariable(Connection connection, String sql) throws SQLException {
    return MySqlSession.missingVariable(connection, sql);
  }

  // ---- the lock of the run: a named session lock of the whole server

  @Override
  public boolean tryLock(Connection connection, LockName name) throws SQLException {
    return ask(connection, "SELECT GET_LOCK(?, 0)", name).equals("1");
  }

  @Override
  public void unlock(Connection connection, LockName name) throws SQLException {
    if (!ask(connection, "SELECT RELEASE_LOCK(?)", name).equals("1")) {
      throw new SQLException("this session did not have the lock any more");
    }
  }

  @Override
  public Optional<String> lockHolder(Connection connection, LockName name) throws SQLException {
    String id = ask(connection, "SELECT IS_USED_LOCK(?)", name);
    return id.isEmpty() ? Optional.empty() : Optional.of("session " + id);
  }

  private static String ask(Connection connection, String sql, LockName name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, "switchback-" + Long.toHexString(name.number()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        String answer = row.getString(1);
        return answer == null ? "" : answer;
      }
    }
  }

  /**
   * Ends the session of the lock holder. A session of the same user needs no administrative
   * privilege.
   */
  @Override
  public void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException {
    String id = ask(connection, "SELECT NULLIF(IS_USED_LOCK(?), CONNECTION_ID())", name);
    if (id.isEmpty() || !(sessions.isEmpty() || sessions.contains(id))) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("KILL " + Long.parseLong(id));
    } catch (SQLException e) {
      if (e.getErrorCode() != NO_SUCH_THREAD) {
        throw e;
      }
    }
  }

  @Override
  public String sessionId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT CONNECTION_ID()")) {
      row.next();
      return row.getString(1);
    }
  }

  // ---- waits for database locks

  /**
   * Limits the wait for a metadata lock. A schema statement needs one, and every open transaction
   * holds one.
   */
  @Override
  public void limitLockWait(Connection connection, Duration longest) throws SQLException {
    setSeconds(connection, "lock_wait_timeout", longest);
  }

  static void setSeconds(Connection connection, String variable, Duration longest)
      throws SQLException {
    Duration wait = longest.compareTo(LONGEST_WAIT) < 0 ? longest : LONGEST_WAIT;
    long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION " + variable + " = " + seconds);
    }
  }

  @Override
  public boolean isLockWait(SQLException error) {
    return LOCK_WAIT.contains(error.getErrorCode());
  }

  @Override
  public ErrorCause causeOf(SQLException error) {
    return MySqlErrors.causeOf(error);
  }

  /**
   * Adds a hint to PARSE_ERROR, which the server reports if the driver sends several statements as
   * one.
   */
  @Override
  public Optional<String> hint(SQLException error, String sql) {
    return super.hint(error, sql)
        .or(() -> MySqlErrors.hint(error))
        .or(() -> error.getErrorCode() == 1064 ? hintOfSeveral(sql) : Optional.empty());
  }

  @Override
  public List<String> blockers(Connection connection, String waiting) {
    return MySqlBlockers.ofMySql(connection, waiting);
  }

  @Override
  public List<LockWaiter> waitersFor(Connection connection, String holder) throws SQLException {
    return MySqlWaiters.of(connection, holder, this);
  }

  @Override
  public List<String> driverPackages() {
    return List.of("com.mysql.", "org.mariadb.");
  }

  /**
   * The SQL syntax of MySQL. {@code REVOKE} fails if nothing is granted, so it is not idempotent
   * and is not sent twice. Its probe compares the grants of the account.
   */
  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "`",
          "'\"", // a double quote encloses a name under ANSI_QUOTES
          true,
          false,
          Set.of("-- ", "--\t", "--\n", "#"),
          false,
          EnumSet.of(
              SchemaObject.Kind.TABLE,
              SchemaObject.Kind.VIEW,
              SchemaObject.Kind.INDEX,
              SchemaObject.Kind.SEQUENCE,
              SchemaObject.Kind.SCHEMA,
              SchemaObject.Kind.DATABASE,
              SchemaObject.Kind.TRIGGER,
              SchemaObject.Kind.FUNCTION,
              SchemaObject.Kind.PROCEDURE,
              SchemaObject.Kind.EVENT,
              SchemaObject.Kind.USER,
              SchemaObject.Kind.ROLE,
              SchemaObject.Kind.GRANTS,
              SchemaObject.Kind.ROWS),
          Pattern.compile(
              "(?:ANALYZE|OPTIMIZE|CHECK|REPAIR) (?:LOCAL |NO_WRITE_TO_BINLOG )?TABLES? .*"
                  + "|GRANT .*|USE .*|FLUSH .*"
                  + "|SET (?!.*\\b(?:GLOBAL|PERSIST|PERSIST_ONLY)\\b)[^(]*"
                  + "|SET (?:GLOBAL|PERSIST|PERSIST_ONLY) [^(@]*"));

  /**
   * Refuses a statement that makes the server read the client's text in another character set than
   * UTF-8.
   */
  @Override
  public void requireFit(String sql) {
    super.requireFit(sql);
    ClientCharset.refuse(sql, name());
  }

  @Override
  public SqlSyntax syntax() {
    return SYNTAX;
  }
}
