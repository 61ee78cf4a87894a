package dev.switchback.postgresql;

import dev.switchback.dialect.AllInOne;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.CatalogQuery;
import dev.switchback.dialect.DataSql;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import dev.switchback.dialect.Fence;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.IndexFeature;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.LockWaiter;
import dev.switchback.dialect.RawReading;
import dev.switchback.dialect.RawSql;
import dev.switchback.dialect.SchemaObject;
import dev.switchback.dialect.Sender;
import dev.switchback.dialect.SessionEffect;
import dev.switchback.dialect.SessionState;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.SqlSyntax;
import dev.switchback.dialect.Topology;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.IndexPart;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;

/**
 * The dialect of PostgreSQL 13 and later. Every typed operation can be rolled back, except those
 * that {@link #modeOf} runs outside a transaction.
 */
public final class PostgreSqlDialect extends AllInOne {

  /**
   * The longest name in bytes: NAMEDATALEN - 1. The server truncates a longer name without an
   * error.
   */
  private static final int LONGEST_NAME = 63;

  /**
   * Selects the settings that {@code SET} changed in the session, and the role, which pg_settings
   * lacks.
   */
  private static final String SET_IN_SESSION =
      """
      SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'
        AND name NOT IN ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable')
      UNION ALL SELECT 'role', pg_catalog.current_setting('role')
      """;

  /**
   * The settings that a run changes for one transaction if there is a pooler, see {@link
   * #enterGate}.
   */
  private static final Set<String> SET_FOR_TRANSACTION =
      Set.of("search_path", "idle_in_transaction_session_timeout", "lock_timeout");

  private static final String WHO_ANSWERS =
      "UNION ALL SELECT 'answering', pg_catalog.pg_backend_pid()::text";

  /** The system columns of every table (PostgreSQL manual, "System Columns"). */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  /** The data types that a sequence can have. */
  private static final Set<String> WHOLE_NUMBERS = Set.of("SMALLINT", "INTEGER", "BIGINT");

  /** The temporary name of an enum type while its column is changed to the new type. */
  private static final String LEFT_TYPE = "switchback_left_enum";

  /** A new search path: one schema, followed by the present search path. */
  private static final String IN_FRONT =
      "pg_catalog.concat_ws(', ', ?, nullif(pg_catalog.current_setting('search_path'), ''))";

  private static final Duration LONGEST_WAIT = Duration.ofMillis(Integer.MAX_VALUE);

  /** The oldest supported version: the first one with {@code gen_random_uuid()}. */
  private static final int OLDEST = 13;

  /**
   * Selects the holders of an advisory lock with a 64-bit key. Keys of two numbers have {@code
   * objsubid} 2.
   */
  private static final String HELD =
      """
      WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
        AND l.database = (SELECT oid FROM pg_catalog.pg_database
          WHERE datname = current_database())
        AND (l.classid::bigint << 32) + l.objid::bigint = ?\
      """;

  /** The first version with virtual generated columns, which are computed when they are read. */
  private static final int VIRTUAL_COLUMNS = 18;

  private final boolean pooled;

  /** The first version with {@code ALTER COLUMN … SET EXPRESSION}. */
  private static final int NEW_EXPRESSIONS = 17;

  private final int version;

  /** The existing schemas of the search path, without the current schema. */
  private final Set<String> otherSchemas;

  /** Creates the dialect for a current version of the server and a direct connection. */
  public PostgreSqlDialect() {
    this(false, Integer.MAX_VALUE);
  }

  PostgreSqlDialect(boolean pooled, int version) {
    this(pooled, version, Set.of());
  }

  private PostgreSqlDialect(boolean pooled, int version, Set<String> otherSchemas) {
    this.pooled = pooled;
    this.version = version;
    this.otherSchemas = otherSchemas;
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  /** Recognises connections of pgjdbc by their class, because loading their metadata takes 5 ms. */
  @Override
  public boolean supports(Connection connection) throws SQLException {
    return isOfOwnDriver(connection)
        || connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  private static boolean isOfOwnDriver(Connection connection) throws SQLException {
    try {
      return connection.isWrapperFor(PGConnection.class);
    } catch (NoClassDefFoundError e) {
      return false; // pgjdbc is not on the class path
    }
  }

  @Override
  public boolean hasTransactionalDdl() {
    return true;
  }

  /**
   * Returns NON_TRANSACTIONAL for statements that the server refuses inside a transaction. An enum
   * value that a transaction adds cannot be used in it, so {@code ADD VALUE} runs outside too.
   * Through a pooler, {@code ADD VALUE} stays inside.
   */
  @Override
  public TransactionMode modeOf(Operation operation) {
    boolean addsEnumValue =
        operation instanceof AddEnumValue
            || (operation instanceof ExecuteSql raw && OutsideTransaction.addsEnumValue(raw.sql()));
    boolean isOutside = (addsEnumValue && !pooled) || isRefusedInside(operation);
    return isOutside ? TransactionMode.NON_TRANSACTIONAL : TransactionMode.TRANSACTIONAL;
  }

  private static boolean isRefusedInside(Operation operation) {
    return (operation instanceof AddIndex addition && addition.index().isConcurrent())
        || (operation instanceof RemoveIndex removal && removal.isConcurrent())
        || (operation instanceof ExecuteSql raw && OutsideTransaction.belongs(raw.sql()));
  }

  @Override
  public List<SqlStatement> render(Operation operation, Catalog catalog) {
    if (!otherSchemas.isEmpty()) {
      NamesInPath names = new NamesInPath(catalog);
      if (operation instanceof DropTable drop
          && drop.ifExists()
          && names.isElsewhere(drop.table())) {
        return List.of();
      }
      names.require(operation);
    }
    return super.render(operation, catalog);
  }

  @Override
  protected void refuseUnfit(String identifier) {
    int bytes = identifier.getBytes(StandardCharsets.UTF_8).length;
    refuseLonger(identifier, bytes, LONGEST_NAME, "bytes in UTF-8");
  }

  // ---- tables and columns: enum types are created and dropped with their columns

  @Override
  protected List<SqlStatement> createTable(CreateTable operation) {
    String table = operation.table().name();
    List<Column> columns = operation.table().columns();
    List<SqlStatement> statements = new ArrayList<>(createEnumTypes(table, columns));
    statements.addAll(super.createTable(operation));
    statements.addAll(commentOnColumns(table, columns));
    return statements;
  }

  @Override
  protected List<SqlStatement> addColumn(AddColumn operation, Catalog catalog) {
    List<Column> column = List.of(operation.column());
    List<SqlStatement> statements = new ArrayList<>(createEnumTypes(operation.table(), column));
    statements.addAll(super.addColumn(operation, catalog));
    statements.addAll(commentOnColumns(operation.table(), column));
    return statements;
  }

  private List<SqlStatement> createEnumTypes(String table, List<Column> columns) {
    List<SqlStatement> statements = new ArrayList<>();
    for (Column column : columns) {
      if (ownType(column) instanceof DataType.Enumeration type) {
        type.values().forEach(this::refuseLongLabel);
        List<String> values = type.values().stream().map(this::string).toList();
        statements.add(
            SqlStatement.of(
                "CREATE TYPE "
                    + quote(enumType(table, column.name()))
                    + " AS ENUM ("
                    + String.join(", ", values)
                    + ")"));
      }
    }
    return statements;
  }

  /** Returns the type of a column; for an array, the type of its elements. */
  private static DataType ownType(Column column) {
    DataType type = column.definition().type();
    return type instanceof DataType.ArrayOf array ? array.element() : type;
  }

  private static String brackets(Column column) {
    return column.definition().type() instanceof DataType.ArrayOf ? "[]" : "";
  }

  private void refuseLongLabel(String value) {
    int bytes = value.getBytes(StandardCharsets.UTF_8).length;
    refuse(
        bytes > LONGEST_NAME,
        value,
        "as a value of an enumeration it has %d bytes in UTF-8, and %d is the limit"
            .formatted(bytes, LONGEST_NAME));
  }

  @Override
  protected String column(String table, Column column) {
    refuseSystemColumn(column.name());
    if (column.definition().defaultOrNull() instanceof DefaultValue.AutoIncrement
        && column.definition().type() instanceof DataType.BigInt type
        && type.isUnsigned()) {
      throw new UnsupportedByDialectException(
          name(),
          "number the rows of a column that is bigInt().unsigned(), a NUMERIC here",
          "Use bigInt(), whose numbers end at " + Long.MAX_VALUE);
    }
    return super.column(table, column);
  }

  private void refuseSystemColumn(String column) {
    refuse(
        SYSTEM_COLUMNS.contains(column),
        column,
        "every table has a column of the system with this name");
  }

  private List<SqlStatement> commentOnColumns(String table, List<Column> columns) {
    List<SqlStatement> statements = new ArrayList<>();
    for (Column column : columns) {
      column
          .definition()
          .comment()
          .ifPresent(
              text ->
                  statements.add(
                      SqlStatement.of(
                          "COMMENT ON COLUMN "
                              + quote(table)
                              + "."
                              + quote(column.name())
                              + " IS "
                              + string(text))));
    }
    return statements;
  }

  @Override
  protected List<SqlStatement> dropTable(DropTable operation, Catalog catalog) {
    String table = operation.table();
    List<String> owners = catalog.columnsOwningEnumTypes(table);
    List<SqlStatement> statements = new ArrayList<>(super.dropTable(operation, catalog));
    statements.addAll(dropEnumTypes(table, owners));
    return statements;
  }

  @Override
  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    String table = operation.table();
    List<String> owners = new ArrayList<>(catalog.columnsOwningEnumTypes(table));
    owners.removeIf(column -> !column.equals(operation.column()));
    List<SqlStatement> statements = new ArrayList<>(super.removeColumn(operation, catalog));
    statements.addAll(dropEnumTypes(table, owners));
    return statements;
  }

  /**
   * Drops the invalid index of a failed or killed build first. Queries do not use such an index,
   * but every write still updates it.
   */
  @Override
  protected List<SqlStatement> addIndexConcurrently(AddIndex operation, Catalog catalog) {
    List<SqlStatement> statements = new ArrayList<>();
    for (CatalogIndex index : catalog.indexes(operation.table())) {
      if (index.name().equals(operation.name()) && !index.isValid()) {
        statements.add(dropConcurrently(index.name()));
      }
    }
    statements.add(SqlStatement.of(createIndex(operation, "CONCURRENTLY ")));
    return statements;
  }

  @Override
  protected List<SqlStatement> removeIndexConcurrently(RemoveIndex operation, Catalog catalog) {
    requireIndex(operation, catalog);
    return List.of(dropConcurrently(operation.name()));
  }

  private SqlStatement dropConcurrently(String index) {
    return SqlStatement.of("DROP INDEX CONCURRENTLY " + quote(index));
  }

  @Override
  protected Set<IndexFeature> indexFeatures() {
    return EnumSet.complementOf(
        EnumSet.of(IndexFeature.LENGTH, IndexFeature.FULLTEXT, IndexFeature.SPATIAL));
  }

  /**
   * Returns whether the server sorts nulls in this way by default: as if null were greater than
   * every value.
   */
  @Override
  protected boolean isUsual(IndexPart.Nulls nulls, boolean isDescending) {
    return super.isUsual(nulls, isDescending)
        || nulls == (isDescending ? IndexPart.Nulls.FIRST : IndexPart.Nulls.LAST);
  }

  @Override
  protected String deferral(Constraint constraint) {
    return constraint.deferral().sql();
  }

  private List<SqlStatement> dropEnumTypes(String table, Collection<String> columns) {
    return columns.stream()
        .map(column -> SqlStatement.of("DROP TYPE " + quote(enumType(table, column))))
        .toList();
  }

  /**
   * Returns the name that Sequelize gives to the type of an enum column, so that tables of
   * Sequelize fit.
   */
  private static String enumType(String table, String column) {
    return "enum_" + table + "_" + column;
  }

  @Override
  protected String type(String table, Column column) {
    return ownType(column) instanceof DataType.Enumeration
        ? quote(enumType(table, column.name())) + brackets(column)
        : super.type(table, column);
  }

  /**
   * Returns the name that PostgreSQL gives to the sequence of a column. If it is too long, the
   * server shortens the longer one of table and column name.
   */
  @Override
  protected String sequence(String table, String column) {
    int first = bytes(table);
    int second = bytes(column);
    while (first + second > LONGEST_NAME - "__seq".length()) {
      if (first > second) {
        first--;
      } else {
        second--;
      }
    }
    return quote(beginning(table, first) + "_" + beginning(column, second) + "_seq");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Returns the longest beginning of a text that has at most {@code bytes} bytes. */
  private static String beginning(String text, int bytes) {
    int end = text.length();
    while (bytes(text.substring(0, end)) > bytes) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  /**
   * Returns the name that {@code format_type} gives to the type, or an enum type with its values.
   */
  @Override
  public String typeInCatalog(String table, Column column) {
    if (ownType(column) instanceof DataType.Enumeration enumeration) {
      return enumeration.values().stream()
          .map(value -> value.replace("'", "''"))
          .collect(Collectors.joining("', '", enumType(table, column.name()) + " ENUM('", "')"))
          .concat(brackets(column));
    }
    return type(table, column)
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^varchar", "character varying")
        .replaceFirst("^char(?=\\()", "character")
        .replaceFirst("^(?:decimal|numeric)\\((\\d+), (\\d+)\\)", "numeric($1,$2)")
        .replaceFirst("^(time(?:stamp)?(?:\\(\\d\\))?)(?=$|\\[)", "$1 without time zone");
  }

  /** Returns an empty string: comments are separate statements. */
  @Override
  protected String columnComment(String text) {
    return "";
  }

  @Override
  public List<Hazard> hazards(Operation operation, Catalog catalog) {
    return new PostgreSqlHazards(this, catalog).of(operation);
  }

  // ---- changes of tables and columns: the enum types of the columns are changed too

  @Override
  protected List<SqlStatement> renameTable(RenameTable operation, Catalog catalog) {
    List<SqlStatement> statements = new ArrayList<>(super.renameTable(operation, catalog));
    for (String column : catalog.columnsOwningEnumTypes(operation.before())) {
      statements.add(
          renameType(enumType(operation.before(), column), enumType(operation.after(), column)));
    }
    return statements;
  }

  @Override
  protected List<SqlStatement> renameColumn(RenameColumn operation, Catalog catalog) {
    refuseSystemColumn(operation.after());
    String table = operation.table();
    List<SqlStatement> statements = new ArrayList<>(super.renameColumn(operation, catalog));
    if (catalog.columnsOwningEnumTypes(table).contains(operation.before())) {
      statements.add(
          renameType(enumType(table, operation.before()), enumType(table, operation.after())));
    }
    return statements;
  }

  private SqlStatement renameType(String before, String after) {
    return SqlStatement.of("ALTER TYPE " + quote(before) + " RENAME TO " + quote(after));
  }

  /**
   * Replaces an enum type by a new type of the same name, whose values can be used at once. If
   * other objects depend on the type, it stays, and values can only be added.
   */
  @Override
  protected List<SqlStatement> changeColumn(ChangeColumn operation, Catalog catalog) {
    boolean leavesEnum =
        operation.change().typeOrNull() != null
            && catalog.columnsOwningEnumTypes(operation.table()).contains(operation.column());
    List<String> dependants =
        leavesEnum ? catalog.enumDependants(operation.table(), operation.column()) : List.of();
    return dependants.isEmpty()
        ? changeColumn(operation, leavesEnum, catalog)
        : growEnum(operation, dependants, catalog);
  }

  private List<SqlStatement> changeColumn(
      ChangeColumn operation, boolean leavesEnum, Catalog catalog) {
    ColumnChange change = operation.change();
    String type = enumType(operation.table(), operation.column());
    Optional<Column> after = change.retyped(operation.column());
    boolean isEnum = after.filter(PostgreSqlDialect::isEnum).isPresent();
    List<SqlStatement> statements = new ArrayList<>();
    if (leavesEnum && isEnum) {
      statements.add(renameType(type, LEFT_TYPE));
    }
    after.ifPresent(
        column -> statements.addAll(createEnumTypes(operation.table(), List.of(column))));
    Map<String, String> before = attributes(operation, catalog);
    String actions = actions(operation, leavesEnum, before, catalog);
    if (!actions.isEmpty()) {
      statements.add(SqlStatement.of("ALTER TABLE " + quote(operation.table()) + " " + actions));
    }
    after.ifPresent(column -> statements.addAll(widenSequence(operation.table(), column, before)));
    if (leavesEnum) {
      statements.add(SqlStatement.of("DROP TYPE " + quote(isEnum ? LEFT_TYPE : type)));
    }
    if (change.dropsComment() || change.commentOrNull() != null) {
      statements.add(SqlStatement.of(commentOnColumn(operation)));
    }
    return statements;
  }

  private static boolean isEnum(Column column) {
    return ownType(column) instanceof DataType.Enumeration;
  }

  /** Adds the new values to the enum type one by one, then renders the rest of the change. */
  private List<SqlStatement> growEnum(
      ChangeColumn operation, List<String> dependants, Catalog catalog) {
    ColumnChange change = operation.change();
    Column after = change.retyped(operation.column()).orElseThrow();
    List<String> before = catalog.enumValues(operation.table(), operation.column());
    String found = catalog.columns(operation.table()).getOrDefault(operation.column(), "");
    boolean onlyGrows =
        ownType(after) instanceof DataType.Enumeration type
            && found.endsWith("[]") == brackets(after).equals("[]")
            && change.usingOrNull() == null
            && before.equals(type.values().stream().filter(before::contains).toList());
    if (!onlyGrows) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – others depend on its enumeration, which can only get more values then: "
              + String.join(", ", dependants)
              + ". Nothing was sent. Drop them first, and create them again after the change");
    }
    List<SqlStatement> statements = new ArrayList<>();
    List<String> values = ((DataType.Enumeration) ownType(after)).values();
    String next = null;
    for (int i = values.size() - 1; i >= 0; i--) {
      if (!before.contains(values.get(i))) {
        refuseLongLabel(values.get(i));
        statements.add(
            addValue(operation.table(), operation.column(), values.get(i), "BEFORE", next));
      }
      next = values.get(i);
    }
    for (ColumnChange part : change.parts()) {
      if (part.typeOrNull() == null) {
        statements.addAll(
            changeColumn(
                new ChangeColumn(operation.table(), operation.column(), part), false, catalog));
      }
    }
    return statements;
  }

  private static Map<String, String> attributes(ChangeColumn operation, Catalog catalog) {
    Map<String, String> before = catalog.attributes(operation.table(), operation.column());
    if (before.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no such column in the current schema");
    }
    return before;
  }

  /**
   * Renders the type change of a {@code serial} column's sequence. The server changes the sequence
   * of an identity column itself.
   */
  private List<SqlStatement> widenSequence(
      String table, Column column, Map<String, String> before) {
    String sequence = before.get("sequence");
    String type = type(table, column);
    return sequence != null && WHOLE_NUMBERS.contains(type)
        ? List.of(SqlStatement.of("ALTER SEQUENCE " + sequence + " AS " + type))
        : List.of();
  }

  private String actions(
      ChangeColumn operation, boolean leavesEnum, Map<String, String> before, Catalog catalog) {
    String table = operation.table();
    ColumnChange change = operation.change();
    if (change.defaultOrNull() instanceof DefaultValue.Generated generated) {
      requireGenerated(operation, before.get("generated"), generated);
    }
    String collation = change.collationOrNull();
    return new ColumnAlteration(quote(operation.column()), change, before, leavesEnum)
        .actions(
            change.retyped(operation.column()).map(column -> type(table, column)).orElse(null),
            collation == null ? null : quote(collation),
            newDefault(operation, catalog).map(String::strip).orElse(null));
  }

  @Override
  protected void requirePossible(ChangeColumn operation) {
    if (version < NEW_EXPRESSIONS
        && operation.change().defaultOrNull() instanceof DefaultValue.Generated) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe()
              + ", because it cannot change the expression of a generated column before version "
              + NEW_EXPRESSIONS,
          "Nothing was sent. Remove the column, and add it with generatedAs(…).");
    }
    super.requirePossible(operation);
  }

  /** Refuses to change how a column is generated: the server would compute all its values again. */
  private void requireGenerated(
      ChangeColumn operation, @Nullable String kind, DefaultValue.Generated generated) {
    if (!(generated.isVirtual() ? "v" : "s").equals(kind)) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe()
              + ", because the column is not generated in this way, and its values would be lost",
          "Nothing was sent. Remove the column, and add it with generatedAs(…).");
    }
  }

  @Override
  protected List<SqlStatement> addEnumValue(AddEnumValue operation, Catalog catalog) {
    enumValuesWith(operation, catalog); // throws if the values do not fit
    refuseLongLabel(operation.value());
    if (!catalog.columnsOwningEnumTypes(operation.table()).contains(operation.column())) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – the type of this column is not its own. Write execute(\"ALTER TYPE … ADD VALUE"
              + " …\"), which changes it wherever it is used");
    }
    boolean isBefore = operation.beforeOrNull() != null;
    return List.of(
        addValue(
            operation.table(),
            operation.column(),
            operation.value(),
            isBefore ? "BEFORE" : "AFTER",
            isBefore ? operation.beforeOrNull() : operation.afterOrNull()));
  }

  /** Renders {@code ADD VALUE}. Without a neighbour, the value becomes the last one. */
  private SqlStatement addValue(
      String table, String column, String value, String side, @Nullable String neighbour) {
    return SqlStatement.of(
        "ALTER TYPE "
            + quote(enumType(table, column))
            + " ADD VALUE "
            + string(value)
            + (neighbour == null ? "" : " " + side + " " + string(neighbour)));
  }

  // ---- materialized views

  @Override
  protected String createView(CreateView operation) {
    return operation.isMaterialized()
        ? "CREATE MATERIALIZED VIEW " + quote(operation.view()) + " AS " + operation.sql()
        : super.createView(operation);
  }

  @Override
  protected String dropView(DropView operation) {
    return operation.isMaterialized()
        ? "DROP MATERIALIZED VIEW " + quote(operation.view())
        : super.dropView(operation);
  }

  @Override
  protected String refreshMaterializedView(RefreshMaterializedView operation) {
    return "REFRESH MATERIALIZED VIEW " + quote(operation.view());
  }

  // ---- types and values

  @Override
  protected DataType.Visitor<String> types() {
    return new PostgreSqlTypes(name());
  }

  @Override
  protected String now() {
    return "CURRENT_TIMESTAMP";
  }

  /** Returns the function that the server has since PostgreSQL 13. */
  @Override
  protected String randomUuid() {
    return "gen_random_uuid()";
  }

  /** Escapes backslashes in a form that does not depend on {@code standard_conforming_strings}. */
  @Override
  protected String string(String text) {
    String quoted = super.string(text);
    return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
  }

  /** Returns a check of the length, because {@code BYTEA} has no length. */
  @Override
  protected Optional<String> typeCondition(DataType type, String column) {
    if (type instanceof DataType.FixedBinary binary) {
      return Optional.of("octet_length(" + column + ") = " + binary.length());
    }
    return type instanceof DataType.VarBinary binary
        ? Optional.of("octet_length(" + column + ") <= " + binary.length())
        : super.typeCondition(type, column);
  }

  @Override
  protected String constantDefault(Object value, DataType type) {
    return value instanceof List<?> list
        ? string(ArrayText.of(list))
        : super.constantDefault(value, type);
  }

  /** Binds the array without a type, like a literal. The server infers the type of the array. */
  @Override
  protected void bindArray(PreparedStatement statement, int index, List<?> elements)
      throws SQLException {
    statement.setObject(index, ArrayText.of(elements), Types.OTHER);
  }

  @Override
  protected String binary(String digits) {
    return string("\\x" + digits);
  }

  @Override
  protected String generated(DefaultValue.Generated generated) {
    if (generated.isVirtual() && version < VIRTUAL_COLUMNS) {
      throw new UnsupportedByDialectException(
          name(),
          "make a generated column virtual() before version " + VIRTUAL_COLUMNS,
          "Leave out virtual(), so that it is stored");
    }
    return super.generated(generated);
  }

  // ---- the server

  /**
   * Returns the dialect for the server. Detects a pooler such as PgBouncer: the session that
   * answers is then not the one that the driver connected to. Each transaction may run in a
   * different session. A session lock would be held indefinitely, and a setting would leak to the
   * next client.
   */
  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    int major = majorOf(version(connection));
    requireVersion(major);
    Set<String> schemas = new HashSet<>();
    String answering = "";
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_backend_pid(), s FROM (SELECT) AS one LEFT JOIN"
                    + " unnest(current_schemas(false)) AS s ON TRUE")) {
      while (row.next()) {
        answering = row.getString(1);
        schemas.add(row.getString(2));
      }
    }
    schemas.remove(null); // the row of an empty search path
    return new PostgreSqlDialect(isPooled(connection, answering), major, Set.copyOf(schemas));
  }

  @Override
  public Dialect inSchema(String schema) {
    Set<String> others = new HashSet<>(otherSchemas);
    others.remove(schema);
    return new PostgreSqlDialect(pooled, version, Set.copyOf(others));
  }

  /** Returns the version that the server reported to pgjdbc, which is cheaper than its metadata. */
  private static String version(Connection connection) throws SQLException {
    String told =
        isOfOwnDriver(connection)
            ? connection.unwrap(PGConnection.class).getParameterStatus("server_version")
            : null;
    return told == null ? connection.getMetaData().getDatabaseProductVersion() : told;
  }

  @Override
  public Dialect forVersion(String text) {
    int major = majorOf(text);
    requireVersion(major);
    return new PostgreSqlDialect(false, major);
  }

  void requireVersion(int major) {
    refuseServer(major < OLDEST, Integer.toString(major), Integer.toString(OLDEST));
  }

  private static boolean isPooled(Connection connection, String answering) throws SQLException {
    return isOfOwnDriver(connection) && !answering.equals(connectedTo(connection));
  }

  private static String connectedTo(Connection connection) throws SQLException {
    return Integer.toString(connection.unwrap(PGConnection.class).getBackendPID());
  }

  private static String answering(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public Optional<String> lookalike(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT version()")) {
      row.next();
      return PostgreSqlServers.lookalike(row.getString(1));
    }
  }

  /**
   * Returns whether the transaction has a transaction ID or has failed. A transaction without an ID
   * has changed and locked no row.
   */
  @Override
  public boolean hasOpenTransaction(Connection connection) throws SQLException {
    if (isOfOwnDriver(connection) && connection.isWrapperFor(BaseConnection.class)) {
      switch (connection.unwrap(BaseConnection.class).getTransactionState()) {
        case IDLE -> {
          return false;
        }
        case FAILED -> {
          return true; // a failed transaction refuses queries
        }
        case OPEN -> {}
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT pg_catalog.pg_current_xact_id_if_assigned()")) {
      row.next();
      return row.getString(1) != null;
    }
  }

  /**
   * Remembers the role and the settings of the session, above all the search path. Behind a pooler
   * nothing is remembered, because a later transaction may run in another session. Callers also use
   * this before {@link #forServer}, so the method detects the pooler itself.
   */
  @Override
  public SessionState sessionState(Connection connection) throws SQLException {
    Map<String, String> found = CatalogQuery.pairs(connection, SET_IN_SESSION + WHO_ANSWERS);
    String answering = Objects.requireNonNull(found.remove("answering"));
    if (pooled || isPooled(connection, answering)) {
      return later -> {};
    }
    String role = Objects.requireNonNull(found.remove("role"));
    found.put("role", role); // must be the last: another role may not set all settings
    return later -> restore(later, found);
  }

  /**
   * Restores all settings without comparing them first: reading the view of settings takes longer
   * than most of a migration's work. Resets the role first, because the session's own user may set
   * what was set.
   */
  private static void restore(Connection connection, Map<String, String> settings)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SET ROLE NONE; RESET ALL; SELECT "
                + String.join(
                    ", ", Collections.nCopies(settings.size(), "set_config(?, ?, false)")))) {
      int parameter = 1;
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        statement.setString(parameter++, setting.getKey());
        statement.setString(parameter++, setting.getValue());
      }
      statement.execute();
    }
  }

  /** Sets the search path, behind a pooler until the transaction ends. */
  @Override
  public void useSchema(Connection connection, String schema) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('search_path', " + IN_FRONT + ", ?)")) {
      statement.setString(1, quote(schema));
      statement.setBoolean(2, pooled);
      statement.executeQuery().close();
    }
  }

  private void set(Connection connection, String setting, String value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, ?)")) {
      statement.setString(1, setting);
      statement.setString(2, value);
      statement.setBoolean(3, pooled);
      statement.executeQuery().close();
    }
  }

  /**
   * Selects rows only if the search path finds the table of the current schema first. The server
   * evaluates this condition once for all rows.
   */
  @Override
  public String fromCurrentSchema(String table) {
    String quoted = quote(table);
    return quoted
        + (" WHERE " + string(quoted) + "::pg_catalog.regclass = pg_catalog.to_regclass(")
        + ("pg_catalog.quote_ident(current_schema()) || " + string("." + quoted) + ")");
  }

  @Override
  public boolean isMissingTable(SQLException error) {
    return "42P01".equals(error.getSQLState());
  }

  @Override
  public Catalog catalog(Connection connection) {
    return new PostgreSqlCatalog(connection);
  }

  // ---- rows

  @Override
  protected DataSql data(Catalog catalog) {
    return new PostgreSqlData(this, catalog);
  }

  @Override
  public Sender sender(Connection connection) {
    return new UntypedTexts(connection);
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof PostgreSqlData.Untyped untyped) {
      statement.setObject(index, untyped.text(), Types.OTHER);
    } else {
      super.bind(statement, index, inMicroseconds(value));
    }
  }

  /**
   * Reads the number of the failed row from the message, because the driver's update counts mark
   * all rows as failed. Empty if the driver rewrites several inserts into one, because it then
   * counts the rewritten statements.
   */
  @Override
  public OptionalInt failedInBatch(Connection connection, BatchUpdateException error)
      throws SQLException {
    boolean isOneByOne =
        connection.isWrapperFor(BaseConnection.class)
            && !connection
                .unwrap(BaseConnection.class)
                .getQueryExecutor()
                .isReWriteBatchedInsertsEnabled();
    Pattern placeAndSql = Pattern.compile("^[^\\d\"]*(\\d[^\\sA-Z]*) INSERT INTO \"");
    Matcher place = placeAndSql.matcher(String.valueOf(error.getMessage()));
    return isOneByOne && place.find()
        ? OptionalInt.of(Integer.parseInt(place.group(1).replaceAll("\\D", "")))
        : OptionalInt.empty();
  }

  @Override
  public SessionEffect sessionEffect(String sql) {
    return PostgreSqlSession.effectOf(sql);
  }

  /**
   * Remembers the whole session: settings and other state such as temporary tables. Behind a
   * pooler, settings are included, except those that the run itself sets for its transaction.
   */
  @Override
  public SessionState wholeSession(Connection connection) throws SQLException {
    if (!pooled) {
      return PostgreSqlSession::clear; // sessionState restores the settings
    }
    Map<String, String> found = CatalogQuery.pairs(connection, SET_IN_SESSION);
    SET_FOR_TRANSACTION.forEach(found::remove);
    return later -> {
      restore(later, found);
      PostgreSqlSession.clear(later);
      CatalogQuery.strings(later, "SELECT pg_catalog.pg_advisory_unlock_all()");
    };
  }

  @Override
  public boolean isRestorable(String sql) {
    return PostgreSqlSession.isRestorable(sql);
  }

  /** Returns the name that pgjdbc keeps, without a query. */
  @Override
  public Optional<String> databaseName(Connection connection) throws SQLException {
    return isOfOwnDriver(connection)
        ? Optional.ofNullable(connection.getCatalog())
        : Optional.empty();
  }

  @Override
  public boolean isCalled(String name) {
    String asked = name.strip();
    return super.isCalled(asked)
        || asked.equalsIgnoreCase("postgres")
        || asked.equalsIgnoreCase("pg");
  }

  /** Returns true: PostgreSQL has operators such as {@code j ? 'a'}. */
  @Override
  protected boolean hasQuestionMarkOperators() {
    return true;
  }

  @Override
  public List<String> details(SQLException error) {
    return PostgreSqlErrors.details(error);
  }

  @Override
  public Optional<String> hint(SQLException error, String sql) {
    return PostgreSqlErrors.hint(error, sql).or(() -> super.hint(error, sql));
  }

  private static final Pattern COPY_BY_DRIVER =
      Pattern.compile("copy\\b.*\\b(from stdin|to stdout)\\b.*");

  private void refuseCopy(String sql) {
    Matcher copy = COPY_BY_DRIVER.matcher(RawSql.words(sql));
    if (copy.matches()) {
      boolean isReading = copy.group(1).equals("to stdout");
      throw new UnsupportedByDialectException(
          name(),
          "send COPY … "
              + copy.group(1).toUpperCase(Locale.ROOT)
              + ", whose rows its driver takes and gives through an interface of its own alone",
          isReading
              ? "Nothing was sent. Read the rows by query(…) or forEachRow(…)."
              : "Nothing was sent. Insert the rows by bulkInsert(…), or let the server read a file"
                  + " of its own by COPY … FROM 'file'.");
    }
  }

  /**
   * Refuses {@code COPY}, because the driver sends its rows outside statements. Through a pooler,
   * also refuses session locks and prepared statements, which a rollback does not remove.
   */
  @Override
  public void requireFit(String sql) {
    refuseCopy(sql);
    DriverSettings.refuse(sql);
    super.requireFit(sql);
    if (pooled && PostgreSqlSession.outlivesTransaction(sql)) {
      throw new UnsupportedByDialectException(
          name(),
          "send '"
              + ExecuteSql.shorten(sql)
              + "' through a pooler of connections, where a lock of the session or a prepared"
              + " statement stays with a session of the server that others get next",
          "Nothing was sent. Take a lock of the transaction (pg_advisory_xact_lock), or migrate"
              + " over a direct connection.");
    }
  }

  @Override
  public boolean readsSession(String sql) {
    return PostgreSqlSession.readsEarlier(sql);
  }

  // ---- the lock of the run: a session advisory lock

  @Override
  public Topology topology() {
    return pooled ? Topology.TRANSACTION_POOLING : Topology.DIRECT;
  }

  @Override
  public boolean tryLock(Connection connection, LockName name) throws SQLException {
    return ask(connection, "SELECT pg_try_advisory_lock(?)", name).equals("t");
  }

  @Override
  public void unlock(Connection connection, LockName name) throws SQLException {
    if (!ask(connection, "SELECT pg_advisory_unlock(?)", name).equals("t")) {
      throw new SQLException("this session did not have the lock any more");
    }
  }

  @Override
  public Optional<String> lockHolder(Connection connection, LockName name) throws SQLException {
    String holder =
        ask(
            connection,
            """
            SELECT max(format('session %s of user %s from %s, since %s', a.pid, a.usename,
              coalesce(host(a.client_addr), 'this machine'), a.backend_start))
            FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
            """
                + HELD,
            name);
    return holder.isEmpty() ? Optional.empty() : Optional.of(holder);
  }

  private static String ask(Connection connection, String sql, LockName name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, name.number());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        String answer = row.getString(1);
        return answer == null ? "" : answer;
      }
    }
  }

  @Override
  public void endLockHolder(Connection connection, LockName name, List<String> sessions)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_terminate_backend(l.pid) FROM pg_catalog.pg_locks l "
                + HELD
                + " AND l.pid <> pg_backend_pid() AND (l.pid::text = ANY (?) OR ?)")) {
      Array named = connection.createArrayOf("text", sessions.toArray());
      statement.setLong(1, name.number());
      statement.setArray(2, named);
      statement.setBoolean(3, sessions.isEmpty());
      statement.executeQuery().close();
      named.free();
    }
  }

  @Override
  public String sessionId(Connection connection) throws SQLException {
    return pooled || !isOfOwnDriver(connection) ? answering(connection) : connectedTo(connection);
  }

  /** Limits the idle time in a transaction, behind a pooler until the transaction ends. */
  @Override
  public void limitPause(Connection connection, Duration longest) throws SQLException {
    set(connection, "idle_in_transaction_session_timeout", millis(longest));
  }

  /**
   * Locks the gate and puts the schema first in the search path. The rest of the path stays,
   * because extensions may be in it.
   */
  @Override
  public boolean enterGate(Connection connection, Fence fence, String schema, Duration longestPause)
      throws SQLException {
    String sql =
        """
        SELECT set_config('search_path', %s, true),
          set_config('idle_in_transaction_session_timeout', ?, true)
        FROM %s WHERE %s = %s AND %s = ? FOR UPDATE\
        """
            .formatted(IN_FRONT, fence.table(), quote("id"), Fence.GATE, quote("fence"));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, quote(schema));
      statement.setString(2, millis(longestPause));
      statement.setLong(3, fence.number());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  // ---- waits for database locks

  /** Sets the lock timeout, behind a pooler until the transaction ends. */
  @Override
  public void limitLockWait(Connection connection, Duration longest) throws SQLException {
    set(connection, "lock_timeout", millis(longest));
  }

  /** Returns at least 1, because the server reads 0 as no limit. */
  private static String millis(Duration duration) {
    boolean fits = duration.compareTo(LONGEST_WAIT) < 0;
    return Long.toString(Math.max(1, (fits ? duration : LONGEST_WAIT).toMillis()));
  }

  /** Returns whether the error is lock_not_available. */
  @Override
  public boolean isLockWait(SQLException error) {
    return "55P03".equals(error.getSQLState());
  }

  /** Classifies an error by the SQLSTATE classes that PostgreSQL adds to the standard. */
  @Override
  public ErrorCause causeOf(SQLException error) {
    String state = String.valueOf(error.getSQLState());
    return switch (state) {
      case "55P03" -> ErrorCause.LOCK_TIMEOUT;
      case "57014" -> ErrorCause.CANCELLED;
      case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04" -> ErrorCause.CONNECTION;
      case "08006" ->
          DriverSettings.isCauseOf(error) ? ErrorCause.DRIVER_SETTING : ErrorCause.CONNECTION;
      default ->
          state.startsWith("53") || state.startsWith("58")
              ? ErrorCause.RESOURCE
              : ErrorCause.of(error);
    };
  }

  /**
   * Describes the blocking sessions without their statements, which may contain secrets. A prepared
   * transaction has no session.
   */
  @Override
  public List<String> blockers(Connection connection, String waiting) {
    try {
      return CatalogQuery.strings(
          connection,
          """
          SELECT DISTINCT CASE WHEN b.pid = 0 THEN 'a prepared transaction' ELSE
            concat('session ', b.pid, ' of ' || coalesce('user ' || a.usename, a.backend_type),
              ' from ' || host(a.client_addr), ', ' || a.state || ' since ' || a.state_change) END
          FROM unnest(pg_blocking_pids(?::integer)) AS b (pid)
          LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid
          ORDER BY 1\
          """,
          waiting);
    } catch (CatalogException e) {
      return List.of(); // the list is only informative; the error it explains matters more
    }
  }

  @Override
  public List<LockWaiter> waitersFor(Connection connection, String holder) throws SQLException {
    String sql =
        """
        SELECT w.pid, w.query, extract(epoch FROM clock_timestamp() - w.query_start) * 1000
        FROM pg_catalog.pg_stat_activity h
        JOIN pg_catalog.pg_stat_activity w ON w.pid <> h.pid AND w.usesysid = h.usesysid
          AND w.client_addr IS NOT DISTINCT FROM h.client_addr AND w.query_start >= h.state_change
        WHERE h.pid = ?::integer AND h.state = 'idle in transaction' AND w.wait_event_type = 'Lock'
          AND h.pid = ANY (pg_catalog.pg_blocking_pids(w.pid))
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity o
            WHERE o.pid NOT IN (h.pid, w.pid, pg_catalog.pg_backend_pid())
            AND o.usesysid = h.usesysid AND o.client_addr IS NOT DISTINCT FROM h.client_addr
            AND o.state = 'active' AND o.wait_event_type IS DISTINCT FROM 'Lock'
            AND o.query_start BETWEEN h.state_change AND clock_timestamp() - interval '1 second')\
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, holder);
      try (ResultSet rows = statement.executeQuery()) {
        List<LockWaiter> waiters = new ArrayList<>();
        while (rows.next()) {
          Duration waited = Duration.ofMillis(rows.getLong(3));
          waiters.add(new LockWaiter(rows.getString(1), rows.getString(2), waited, true));
        }
        return waiters;
      }
    }
  }

  @Override
  public List<String> driverPackages() {
    return List.of("org.postgresql.");
  }

  private static final SqlSyntax SYNTAX =
      new SqlSyntax(
          "\"",
          "'",
          true,
          true,
          Set.of("--"),
          true,
          EnumSet.of(
              SchemaObject.Kind.INDEX,
              SchemaObject.Kind.TYPE,
              SchemaObject.Kind.DATABASE,
              SchemaObject.Kind.TABLESPACE),
          Pattern.compile(
              "(?:VACUUM|ANALYZE|REINDEX|CLUSTER|CHECKPOINT|REFRESH MATERIALIZED VIEW|COMMENT ON"
                  + "|GRANT|REVOKE)\\b.*|SET [^(]*"
                  + "|ALTER SYSTEM (?:SET|RESET) .*|ALTER DATABASE .* SET TABLESPACE .*"
                  + "|ALTER TYPE [^(]* ADD VALUE IF NOT EXISTS .*"));

  @Override
  public SqlSyntax syntax() {
    return SYNTAX;
  }

  /**
   * Drops the index that a failed concurrent build left. The index is in the schema of its table.
   */
  @Override
  public void dropUnfinished(Connection connection, ExecuteSql raw) throws SQLException {
    SchemaObject index = RawReading.of(raw.sql(), SYNTAX).change().orElseThrow().object();
    String schema = index.table().size() == 2 ? index.table().get(0) + "." : "";
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP INDEX CONCURRENTLY IF EXISTS " + schema + index.name());
    }
  }
}
