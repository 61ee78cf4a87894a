package dev.switchback.dialect;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.Upsert;
import dev.switchback.schema.Bytes;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DataTypes;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Deferral;
import dev.switchback.schema.IndexPart;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders every operation in standard SQL. A dialect overrides the methods for which its database
 * differs. Most methods build on a few small ones: {@link #quote}, {@link #string} and {@link
 * #types}.
 */
public abstract class StandardSql
    implements Dialect,
        SqlRendering,
        CatalogMapping,
        RawSqlRules,
        DriverAccess,
        SessionControl,
        LockControl,
        ServerErrors {

  @Override
  public SqlRendering rendering() {
    return this;
  }

  @Override
  public CatalogMapping mapping() {
    return this;
  }

  @Override
  public RawSqlRules rawSql() {
    return this;
  }

  @Override
  public DriverAccess driver() {
    return this;
  }

  @Override
  public SessionControl sessions() {
    return this;
  }

  @Override
  public LockControl locks() {
    return this;
  }

  @Override
  public ServerErrors errors() {
    return this;
  }

  private static final int ROWS_IN_A_PART = 1_000;

  // ---- raw SQL

  @Override
  public void requireFit(String sql) {
    mistakesIn(sql).refuse();
  }

  @Override
  public void requireValues(String sql, List<@Nullable Object> values) {
    RawValues.require(values, valuePackages());
    if (!values.isEmpty() || !hasQuestionMarkOperators()) {
      mistakesIn(sql).requireValues(values, hasQuestionMarkOperators());
    }
  }

  /** Returns prefixes of the names of the classes that only the driver can bind. */
  protected List<String> valuePackages() {
    return driverPackages();
  }

  /**
   * Returns whether a question mark may be an operator. Beside bound values, such an operator is
   * written as two question marks.
   */
  protected boolean hasQuestionMarkOperators() {
    return false;
  }

  /** Returns a hint that names an invisible character that the server cannot parse. */
  @Override
  public Optional<String> hint(SQLException error, String sql) {
    boolean isUnread = String.valueOf(error.getSQLState()).startsWith("42");
    return isUnread ? mistakesIn(sql).ofOddBlanks() : Optional.empty();
  }

  /** Returns a hint for a server that accepts one statement at a time. */
  protected final Optional<String> hintOfSeveral(String sql) {
    return mistakesIn(sql).ofSeveral();
  }

  private RawSqlMistakes mistakesIn(String sql) {
    return new RawSqlMistakes(sql, name(), syntax());
  }

  /**
   * Holds the formatters in a separate class: creating them is slow, and a start with nothing
   * pending needs none.
   */
  private static final class Formats {

    static final DateTimeFormatter UTC_MICROSECONDS =
        new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static final DateTimeFormatter TIME_MICROSECONDS =
        new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
            .toFormatter(Locale.ROOT);
  }

  /** Constructor for dialects. */
  protected StandardSql() {}

  // ---- operations

  @Override
  public List<SqlStatement> render(Operation operation, Catalog catalog) {
    return operation.accept(new Rendering(catalog));
  }

  /** Calls the method for each operation, and passes the catalogue to it. */
  private final class Rendering implements Operation.Visitor<List<SqlStatement>> {

    private final Catalog catalog;

    Rendering(Catalog catalog) {
      this.catalog = catalog;
    }

    @Override
    public List<SqlStatement> createTable(CreateTable operation) {
      List<SqlStatement> created = StandardSql.this.createTable(operation);
      return operation.ifNotExists() && catalog.hasTable(operation.table().name())
          ? leaveTable(operation, catalog)
          : created;
    }

    @Override
    public List<SqlStatement> dropTable(DropTable operation) {
      return StandardSql.this.dropTable(operation, catalog);
    }

    @Override
    public List<SqlStatement> commentOnTable(CommentOnTable operation) {
      return List.of(SqlStatement.of(StandardSql.this.commentOnTable(operation)));
    }

    @Override
    public List<SqlStatement> addColumn(AddColumn operation) {
      return StandardSql.this.addColumn(operation, catalog);
    }

    @Override
    public List<SqlStatement> removeColumn(RemoveColumn operation) {
      requireFit(operation.table(), operation.column());
      refuseIfShared(operation, catalog);
      refuseIfUsed(operation, catalog.usesOf(operation.table(), operation.column(), false), "");
      return StandardSql.this.removeColumn(operation, catalog);
    }

    @Override
    public List<SqlStatement> addConstraint(AddConstraint operation) {
      NullRules.require(operation, catalog, StandardSql.this);
      return List.of(SqlStatement.of(StandardSql.this.addConstraint(operation)));
    }

    @Override
    public List<SqlStatement> removeConstraint(RemoveConstraint operation) {
      return List.of(SqlStatement.of(StandardSql.this.removeConstraint(operation, catalog)));
    }

    @Override
    public List<SqlStatement> addIndex(AddIndex operation) {
      return operation.index().isConcurrent()
          ? addIndexConcurrently(operation, catalog)
          : List.of(SqlStatement.of(StandardSql.this.addIndex(operation)));
    }

    @Override
    public List<SqlStatement> removeIndex(RemoveIndex operation) {
      return operation.isConcurrent()
          ? removeIndexConcurrently(operation, catalog)
          : List.of(SqlStatement.of(StandardSql.this.removeIndex(operation, catalog)));
    }

    @Override
    public List<SqlStatement> createSchema(CreateSchema operation) {
      return List.of(SqlStatement.of("CREATE SCHEMA " + quote(operation.schema())));
    }

    @Override
    public List<SqlStatement> dropSchema(DropSchema operation) {
      return List.of(SqlStatement.of(StandardSql.this.dropSchema(operation)));
    }

    @Override
    public List<SqlStatement> createView(CreateView operation) {
      return List.of(SqlStatement.of(StandardSql.this.createView(operation)));
    }

    @Override
    public List<SqlStatement> replaceView(ReplaceView operation) {
      return List.of(SqlStatement.of(StandardSql.this.replaceView(operation, catalog)));
    }

    @Override
    public List<SqlStatement> dropView(DropView operation) {
      return List.of(SqlStatement.of(StandardSql.this.dropView(operation)));
    }

    @Override
    public List<SqlStatement> refreshMaterializedView(RefreshMaterializedView operation) {
      return List.of(SqlStatement.of(StandardSql.this.refreshMaterializedView(operation)));
    }

    @Override
    public List<SqlStatement> executeSql(ExecuteSql operation) {
      requireFit(operation.sql());
      requireValues(operation.sql(), operation.parameters());
      return List.of(SqlStatement.of(operation.sql(), operation.parameters()));
    }

    @Override
    public List<SqlStatement> bulkInsert(BulkInsert operation) {
      return data(catalog).bulkInsert(operation);
    }

    @Override
    public List<SqlStatement> bulkUpdate(BulkUpdate operation) {
      return data(catalog).bulkUpdate(operation);
    }

    @Override
    public List<SqlStatement> bulkDelete(BulkDelete operation) {
      return data(catalog).bulkDelete(operation);
    }

    @Override
    public List<SqlStatement> upsert(Upsert operation) {
      return data(catalog).upsert(operation);
    }

    @Override
    public List<SqlStatement> renameTable(RenameTable operation) {
      requireFit(operation.before(), operation.after());
      if (!catalog.hasTable(operation.before())) {
        throw new IllegalArgumentException(
            operation.describe() + " – there is no table of this name in the current schema");
      }
      return StandardSql.this.renameTable(operation, catalog);
    }

    @Override
    public List<SqlStatement> renameColumn(RenameColumn operation) {
      requireFit(operation.table(), operation.before(), operation.after());
      refuseIfUsed(
          operation,
          catalog.usesOf(operation.table(), operation.before(), true),
          ", rename the column, and add it again with the new name");
      return StandardSql.this.renameColumn(operation, catalog);
    }

    @Override
    public List<SqlStatement> changeColumn(ChangeColumn operation) {
      requireFit(operation.table(), operation.column());
      requirePossible(operation);
      refuseNotNull(operation, catalog);
      if (operation.change().typeOrNull() != null) {
        refuseTypeCheck(operation, operation.change().typeOrNull(), catalog);
      }
      return StandardSql.this.changeColumn(operation, catalog);
    }

    @Override
    public List<SqlStatement> addEnumValue(AddEnumValue operation) {
      return StandardSql.this.addEnumValue(operation, catalog);
    }
  }

  /** Rejects invalid names before the catalogue is queried, which costs a round trip. */
  private void requireFit(String... names) {
    for (String name : names) {
      quote(name);
    }
  }

  /** Rejects a change that no column of this database can have, without querying the catalogue. */
  protected void requirePossible(ChangeColumn operation) {
    operation
        .change()
        .retyped(operation.column())
        .ifPresent(column -> type(operation.table(), column));
  }

  /**
   * Rejects the removal of a column that an index over several columns covers. MySQL silently takes
   * the column out of the index, and PostgreSQL silently drops the index. A unique index then means
   * something else, or is gone. H2 and MariaDB fail.
   */
  private static void refuseIfShared(RemoveColumn operation, Catalog catalog) {
    List<String> shared = catalog.sharedIndexes(operation.table(), operation.column());
    if (!shared.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – '"
              + String.join("', '", shared)
              + "' covers other columns too and would change or go silently. Nothing was sent."
              + " Remove it first: an index by removeIndex, a constraint by removeConstraint");
    }
  }

  private void refuseIfUsed(Operation operation, List<String> uses, String then) {
    if (!uses.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – "
              + name()
              + " refuses it, because the column is used by "
              + String.join(", ", uses)
              + ". Nothing was sent. Remove that first"
              + then);
    }
  }

  /** Rejects NOT NULL for a column that a foreign key sets to NULL. */
  protected final void refuseNotNull(ChangeColumn operation, Catalog catalog) {
    NullRules.require(operation, catalog, this);
  }

  /** Returns the renderer for the operations on rows. */
  protected DataSql data(Catalog catalog) {
    return new DataSql(this, catalog);
  }

  protected List<SqlStatement> createTable(CreateTable operation) {
    return List.of(SqlStatement.of(createTable(operation.table())));
  }

  /** Returns the {@code CREATE TABLE} statement with all columns and constraints. */
  protected final String createTable(Table table) {
    List<String> elements = new ArrayList<>();
    for (Column column : table.columns()) {
      elements.add(column(table.name(), column));
    }
    for (Constraint constraint : table.constraints()) {
      elements.add(constraint(constraint));
    }
    return "CREATE TABLE "
        + quote(table.name())
        + " (\n  "
        + String.join(",\n  ", elements)
        + "\n)";
  }

  protected List<SqlStatement> dropTable(DropTable operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "DROP TABLE "
                + (operation.ifExists() ? "IF EXISTS " : "")
                + quote(operation.table())
                + (operation.isCascading() ? " CASCADE" : "")));
  }

  protected String commentOnTable(CommentOnTable operation) {
    return "COMMENT ON TABLE " + quote(operation.table()) + " IS " + string(operation.comment());
  }

  protected List<SqlStatement> addColumn(AddColumn operation, Catalog catalog) {
    String column = column(operation.table(), operation.column());
    return List.of(
        SqlStatement.of("ALTER TABLE " + quote(operation.table()) + " ADD COLUMN " + column));
  }

  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "ALTER TABLE "
                + quote(operation.table())
                + " DROP COLUMN "
                + quote(operation.column())));
  }

  protected String addConstraint(AddConstraint operation) {
    return "ALTER TABLE " + quote(operation.table()) + " ADD " + constraint(operation.constraint());
  }

  protected String removeConstraint(RemoveConstraint operation, Catalog catalog) {
    return "ALTER TABLE "
        + quote(operation.table())
        + " DROP CONSTRAINT "
        + quote(requireConstraint(operation, catalog).getKey());
  }

  /**
   * Returns the name and the kinds of the constraint to remove. Rejects a constraint that the table
   * does not have. The primary key of a table that Switchback did not create may have another name.
   */
  protected final Map.Entry<String, List<ConstraintKind>> requireConstraint(
      RemoveConstraint operation, Catalog catalog) {
    Map<String, List<ConstraintKind>> all = catalog.constraintKinds(operation.table());
    List<ConstraintKind> kinds =
        all.get(nameInCatalog(operation.table(), nameInCatalog(operation)));
    if (kinds != null) {
      return Map.entry(operation.name(), kinds);
    }
    return all.entrySet().stream()
        .filter(each -> operation.meansPrimaryKey())
        .filter(each -> each.getValue().contains(ConstraintKind.PRIMARY_KEY))
        .findFirst()
        .orElseThrow(() -> missing(operation, "constraint", all.keySet()));
  }

  private static IllegalArgumentException missing(
      Operation operation, String noun, Collection<String> others) {
    return new IllegalArgumentException(
        operation.describe()
            + " – there is no "
            + noun
            + " of this name on this table; "
            + (others.isEmpty() ? "it has none" : "it has '" + String.join("', '", others) + "'"));
  }

  protected String addIndex(AddIndex operation) {
    return createIndex(operation, "");
  }

  /**
   * Returns the statement that creates an index.
   *
   * @param how what follows {@code CREATE INDEX}, with a trailing space; may be empty
   */
  protected final String createIndex(AddIndex operation, String how) {
    return new IndexSql(this, indexFeatures(), operation).create(how);
  }

  /** Returns the index features that this database supports. The others are rejected. */
  protected Set<IndexFeature> indexFeatures() {
    return EnumSet.of(IndexFeature.DESCENDING);
  }

  @Override
  public CatalogIndex indexInCatalog(AddIndex operation) {
    return new IndexSql(this, indexFeatures(), operation).inCatalog();
  }

  /** Returns whether the catalogue shows this position of NULLs in an index as the default one. */
  protected boolean isUsual(IndexPart.Nulls nulls, boolean isDescending) {
    return nulls == IndexPart.Nulls.UNSPECIFIED;
  }

  /**
   * Returns the statement that drops an index. The statement names no table, because in the
   * standard an index belongs to the schema. So the catalogue must first show that this table has
   * the index.
   */
  protected String removeIndex(RemoveIndex operation, Catalog catalog) {
    requireIndex(operation, catalog);
    return "DROP INDEX " + quote(operation.name());
  }

  /** Rejects the removal of an index that the named table does not have. */
  protected final void requireIndex(RemoveIndex operation, Catalog catalog) {
    List<String> all = catalog.indexes(operation.table()).stream().map(CatalogIndex::name).toList();
    if (!all.contains(nameInCatalog(operation.table(), operation.name()))) {
      throw missing(operation, "index", all);
    }
  }

  /** Rejects a concurrent build, because most databases do not support it. */
  protected List<SqlStatement> addIndexConcurrently(AddIndex operation, Catalog catalog) {
    throw new UnsupportedByDialectException(
        name(), operation.describe(), "Leave out concurrently()");
  }

  /** Rejects a concurrent removal, because most databases do not support it. */
  protected List<SqlStatement> removeIndexConcurrently(RemoveIndex operation, Catalog catalog) {
    throw new UnsupportedByDialectException(name(), operation.describe(), "Write removeIndex(…)");
  }

  // ---- changes of tables and columns

  /**
   * Renders {@code CREATE TABLE IF NOT EXISTS} for a table that exists. Rejects the operation if
   * the existing table differs from the definition.
   */
  private List<SqlStatement> leaveTable(CreateTable operation, Catalog catalog) {
    Table table = operation.table();
    List<String> differences = new TableComparison(this, catalog).differences(table);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – it exists, and is another table: "
              + String.join("; ", differences)
              + ". Nothing was sent. Change it, or choose another name");
    }
    String create = createTable(table);
    return List.of(
        SqlStatement.of(create.replaceFirst("^CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ")));
  }

  protected List<SqlStatement> renameTable(RenameTable operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "ALTER TABLE " + quote(operation.before()) + " RENAME TO " + quote(operation.after())));
  }

  protected List<SqlStatement> renameColumn(RenameColumn operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "ALTER TABLE "
                + quote(operation.table())
                + " RENAME COLUMN "
                + quote(operation.before())
                + " TO "
                + quote(operation.after())));
  }

  /** Returns a statement for each part of the change. */
  protected List<SqlStatement> changeColumn(ChangeColumn operation, Catalog catalog) {
    return operation.change().parts().stream()
        .map(part -> new ChangeColumn(operation.table(), operation.column(), part))
        .map(part -> SqlStatement.of(changePart(part, catalog)))
        .toList();
  }

  private String changePart(ChangeColumn operation, Catalog catalog) {
    ColumnChange part = operation.change();
    return part.dropsComment() || part.commentOrNull() != null
        ? commentOnColumn(operation)
        : "ALTER TABLE "
            + quote(operation.table())
            + " ALTER COLUMN "
            + quote(operation.column())
            + alteration(operation, catalog);
  }

  /** Returns the statement that sets or removes the comment of a column. */
  protected final String commentOnColumn(ChangeColumn operation) {
    String text = operation.change().commentOrNull();
    return "COMMENT ON COLUMN "
        + quote(operation.table())
        + "."
        + quote(operation.column())
        + " IS "
        + string(text == null ? "" : text);
  }

  private String alteration(ChangeColumn operation, Catalog catalog) {
    ColumnChange part = operation.change();
    if (part.dropsDefault() || part.defaultOrNull() != null) {
      return defaultAlteration(operation, catalog);
    }
    if (part.nullability() != ColumnDefinition.Nullability.UNSPECIFIED) {
      return nullabilityAlteration(part);
    }
    return " SET DATA TYPE "
        + part.retyped(operation.column())
            .map(column -> type(operation.table(), column))
            .orElseThrow()
        + (part.usingOrNull() == null ? "" : " USING " + part.usingOrNull());
  }

  /** Returns what follows {@code ALTER COLUMN} to set or drop the default. */
  protected final String defaultAlteration(ChangeColumn operation, Catalog catalog) {
    return newDefault(operation, catalog).map(clause -> " SET" + clause).orElse(" DROP DEFAULT");
  }

  /** Returns the clause of the new default, if the column gets one. */
  protected final Optional<String> newDefault(ChangeColumn operation, Catalog catalog) {
    return operation
        .change()
        .defaultValue()
        .map(value -> defaultClause(value, typeForDefault(operation, catalog)));
  }

  /** Returns the new type, or else a type by which a default of the existing column is written. */
  private DataType typeForDefault(ChangeColumn operation, Catalog catalog) {
    DataType changed = operation.change().typeOrNull();
    if (changed != null) {
      return changed;
    }
    String found =
        catalog
            .columns(operation.table())
            .getOrDefault(nameInCatalog(operation.table(), operation.column()), "")
            .toLowerCase(Locale.ROOT);
    if (found.startsWith("json")) {
      return new DataType.Json();
    }
    return found.endsWith("text") ? new DataType.Text() : new DataType.Varchar(1);
  }

  /** Returns what follows {@code ALTER COLUMN} to set or drop NOT NULL. */
  protected static String nullabilityAlteration(ColumnChange change) {
    return change.nullability() == ColumnDefinition.Nullability.NOT_NULL
        ? " SET NOT NULL"
        : " DROP NOT NULL";
  }

  /**
   * Adds a value by writing the whole list of values again, for databases where the list belongs to
   * the column.
   */
  protected List<SqlStatement> addEnumValue(AddEnumValue operation, Catalog catalog) {
    ColumnDefinition longer =
        DataTypes.enumeration(enumValuesWith(operation, catalog).toArray(String[]::new));
    return changeColumn(
        new ChangeColumn(operation.table(), operation.column(), ColumnChange.none().to(longer)),
        catalog);
  }

  /** Returns the values of the enumeration, with the new value at its position. */
  public static List<String> enumValuesWith(AddEnumValue operation, Catalog catalog) {
    List<String> values =
        new ArrayList<>(catalog.enumValues(operation.table(), operation.column()));
    String neighbour =
        operation.beforeOrNull() != null ? operation.beforeOrNull() : operation.afterOrNull();
    refuseValue(values.isEmpty(), operation, "this is no enumeration");
    refuseValue(values.contains(operation.value()), operation, "it has this value: " + values);
    refuseValue(
        neighbour != null && !values.contains(neighbour),
        operation,
        "it has no value '" + neighbour + "': " + values);
    int at =
        neighbour == null
            ? values.size()
            : values.indexOf(neighbour) + (operation.beforeOrNull() == null ? 1 : 0);
    values.add(at, operation.value());
    return values;
  }

  private static void refuseValue(boolean wrong, AddEnumValue operation, String reason) {
    if (wrong) {
      throw new IllegalArgumentException(operation.describe() + " – " + reason);
    }
  }

  // ---- schemas and views

  protected String dropSchema(DropSchema operation) {
    return "DROP SCHEMA "
        + quote(operation.schema())
        + (operation.isCascade() ? " CASCADE" : " RESTRICT");
  }

  /**
   * Returns the {@code CREATE VIEW} statement. Rejects a materialized view, because most databases
   * do not support it.
   */
  protected String createView(CreateView operation) {
    refuseMaterialized(operation.isMaterialized(), operation);
    return "CREATE VIEW " + quote(operation.view()) + " AS " + operation.sql();
  }

  /**
   * Returns the statement that replaces a view. Rejects a name that is not a view, because {@code
   * CREATE OR REPLACE} would create a view under a misspelled name.
   */
  protected String replaceView(ReplaceView operation, Catalog catalog) {
    if (!catalog.hasView(operation.view(), false)) {
      throw new IllegalArgumentException(
          operation.describe() + " – there is no view of this name: create it by createView");
    }
    return "CREATE OR REPLACE VIEW " + quote(operation.view()) + " AS " + operation.sql();
  }

  protected String dropView(DropView operation) {
    refuseMaterialized(operation.isMaterialized(), operation);
    return "DROP VIEW " + quote(operation.view());
  }

  /** Rejects the refresh of a materialized view, because most databases do not support it. */
  protected String refreshMaterializedView(RefreshMaterializedView operation) {
    refuseMaterialized(true, operation);
    throw new AssertionError("refused above");
  }

  private void refuseMaterialized(boolean isMaterialized, Operation operation) {
    if (isMaterialized) {
      throw new UnsupportedByDialectException(
          name(), operation.describe(), "Use a view, or a table that you fill yourself");
    }
  }

  // ---- columns and constraints

  /** Returns a column as written in {@code CREATE TABLE} and {@code ADD COLUMN}. */
  protected String column(String table, Column column) {
    ColumnDefinition definition = column.definition();
    return quote(column.name())
        + " "
        + type(table, column)
        + definition.collation().map(name -> " COLLATE " + quote(name)).orElse("")
        + definition.defaultValue().map(value -> defaultClause(value, definition.type())).orElse("")
        + (definition.isNullable() ? "" : " NOT NULL")
        + definition.comment().map(this::columnComment).orElse("")
        + typeCheck(table, column);
  }

  /**
   * Returns the comment clause within a column definition. The standard and PostgreSQL have none.
   */
  protected String columnComment(String text) {
    return " COMMENT " + string(text);
  }

  /** Returns the SQL type of a column, by default from {@link #types}. */
  protected String type(String table, Column column) {
    return column.definition().type().accept(types());
  }

  /**
   * Returns a check that rejects values that the column's type on this database accepts and the
   * requested type does not.
   */
  private String typeCheck(String table, Column column) {
    return typeCondition(column.definition().type(), quote(column.name()))
        .map(
            condition ->
                " CONSTRAINT "
                    + quote(typeCheckName(table, column.name()))
                    + " CHECK ("
                    + condition
                    + ")")
        .orElse("");
  }

  /** Returns no hazards, because the locks of a statement depend on the database. */
  @Override
  public List<Hazard> hazards(Operation operation, Catalog catalog) {
    return List.of();
  }

  @Override
  public Optional<String> checkOf(String table, Column column) {
    return typeCondition(column.definition().type(), quote(column.name()))
        .map(condition -> typeCheckName(table, column.name()));
  }

  @Override
  public Optional<NumberedColumn> numbering(String table, Column column) {
    return column.definition().defaultOrNull() instanceof DefaultValue.AutoIncrement
        ? Optional.of(
            new NumberedColumn(
                sequence(table, column.name()), 1, last(column.definition().type()), false))
        : Optional.empty();
  }

  /** Returns the sequence of a numbered column, as written in SQL. Empty if it has no name. */
  protected String sequence(String table, String column) {
    return "";
  }

  private static long last(DataType type) {
    if (type instanceof DataType.Int) {
      return Integer.MAX_VALUE;
    }
    return type instanceof DataType.SmallInt ? Short.MAX_VALUE : Long.MAX_VALUE;
  }

  @Override
  public boolean indexesForeignKeys() {
    return false;
  }

  /**
   * Rejects a change from or to a type that comes with a check. The old check would stay, and no
   * clause of the change can add a new one.
   */
  private void refuseTypeCheck(ChangeColumn operation, DataType type, Catalog catalog) {
    Optional<String> condition = typeCondition(type, quote(operation.column()));
    String check = typeCheckName(operation.table(), operation.column());
    if (catalog
        .constraintKinds(operation.table())
        .containsKey(nameInCatalog(operation.table(), check))) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – the type that it has comes with the check '%s'. Nothing was sent."
                  .formatted(check)
              + " Remove that first, by removeConstraint(\"%s\", \"%s\")"
                  .formatted(operation.table(), check));
    }
    if (condition.isPresent()) {
      throw new UnsupportedByDialectException(
          name(),
          operation.describe() + ", a type that comes with a check here",
          "Nothing was sent. Change it to a type without, and addConstraint(\"%s\", check(…, %s))"
              .formatted(operation.table(), "\"" + condition.get().replace("\"", "\\\"") + "\""));
    }
  }

  /** Returns the name of the check that a column's type adds, if it adds one. */
  protected static String typeCheckName(String table, String column) {
    return table + "_" + column + "_type";
  }

  /**
   * Returns the condition that values of {@code column} must meet in addition to the type that they
   * have on this database.
   */
  protected Optional<String> typeCondition(DataType type, String column) {
    if (type instanceof DataType.ArrayOf array
        && typeCondition(array.element(), column).isPresent()) {
      throw new UnsupportedByDialectException(
          name(),
          "check the elements of " + type.describe(),
          "Use an array of a type that needs no check: of a larger one with a sign, or binary()");
    }
    return type instanceof DataType.WholeNumber number && number.isUnsigned()
        ? Optional.of(column + " >= 0")
        : Optional.empty();
  }

  /** Returns the rendered type. Overridden where the catalogue writes it differently. */
  @Override
  public String typeInCatalog(String table, Column column) {
    return type(table, column);
  }

  @Override
  public String nameInCatalog(Constraint constraint) {
    return constraint.name();
  }

  @Override
  public String nameInCatalog(RemoveConstraint operation) {
    return operation.name();
  }

  /** Returns the visitor that renders the types. */
  protected abstract DataType.Visitor<String> types();

  protected String defaultClause(DefaultValue value, DataType type) {
    return value.accept(
        new DefaultValue.Visitor<String>() {
          @Override
          public String constant(DefaultValue.Constant constant) {
            return " DEFAULT " + constantDefault(constant.value(), type);
          }

          @Override
          public String autoIncrement(DefaultValue.AutoIncrement autoIncrement) {
            return autoIncrement.isAlways()
                ? StandardSql.this.identityAlways()
                : StandardSql.this.autoIncrement();
          }

          @Override
          public String expression(DefaultValue.Expression expression) {
            return " DEFAULT (" + expression.sql() + ")";
          }

          @Override
          public String now(DefaultValue.Now now) {
            return " DEFAULT " + StandardSql.this.now();
          }

          @Override
          public String randomUuid(DefaultValue.RandomUuid randomUuid) {
            return " DEFAULT " + StandardSql.this.randomUuid();
          }

          @Override
          public String generated(DefaultValue.Generated generated) {
            return StandardSql.this.generated(generated);
          }
        });
  }

  /** Returns a constant default for a column of {@code type}. */
  protected String constantDefault(Object value, DataType type) {
    return type instanceof DataType.ArrayOf array && value instanceof List<?> list
        ? list.stream()
            .map(element -> constantDefault(element, array.element()))
            .collect(Collectors.joining(", ", "ARRAY[", "]"))
        : literal(value);
  }

  protected String identityAlways() {
    return " GENERATED ALWAYS AS IDENTITY";
  }

  /** Returns the clause of a generated column. */
  protected String generated(DefaultValue.Generated generated) {
    return " GENERATED ALWAYS AS ("
        + generated.sql()
        + ")"
        + (generated.isVirtual() ? " VIRTUAL" : " STORED");
  }

  protected String autoIncrement() {
    return " GENERATED BY DEFAULT AS IDENTITY";
  }

  /** Returns an expression for the current time in UTC, with microseconds. */
  protected String now() {
    return "CURRENT_TIMESTAMP(6)";
  }

  /** Returns an expression for a new UUID. */
  protected abstract String randomUuid();

  /** Returns a constraint as written in {@code CREATE TABLE} and after {@code ADD}. */
  protected final String constraint(Constraint constraint) {
    return "CONSTRAINT "
        + quote(constraint.name())
        + constraint.accept(
            new Constraint.Visitor<String>() {
              @Override
              public String primaryKey(Constraint.PrimaryKey key) {
                return " PRIMARY KEY " + columns(key.columns());
              }

              @Override
              public String unique(Constraint.Unique unique) {
                return " UNIQUE " + columns(unique.columns());
              }

              @Override
              public String foreignKey(Constraint.ForeignKey key) {
                return " FOREIGN KEY "
                    + columns(key.columns())
                    + " REFERENCES "
                    + referenced(key)
                    + rule("ON DELETE", key.onDelete())
                    + rule("ON UPDATE", key.onUpdate());
              }

              @Override
              public String check(Constraint.Check check) {
                return StandardSql.this.check(check);
              }
            })
        + (constraint.deferral() == Deferral.NOT_DEFERRABLE ? "" : deferral(constraint));
  }

  /** Returns the table and the columns that a foreign key refers to. */
  protected String referenced(Constraint.ForeignKey key) {
    return quote(key.referencedTable()) + " " + columns(key.referencedColumns());
  }

  /** Returns what follows the name of a check constraint. */
  protected String check(Constraint.Check check) {
    return " CHECK (" + check.sql() + ")";
  }

  /**
   * Returns what follows a deferrable constraint. Rejected by default, because most databases do
   * not support it.
   */
  protected String deferral(Constraint constraint) {
    throw new UnsupportedByDialectException(
        name(),
        "make the " + constraint.describe() + " deferrable",
        "Leave out deferrable() and initiallyDeferred(): it is checked at each statement then");
  }

  /** Returns the referential action of a foreign key. Empty for the standard's default. */
  protected String rule(String event, ReferentialAction action) {
    return action == ReferentialAction.NO_ACTION ? "" : " " + event + " " + action.sql();
  }

  /** Returns the names of columns, quoted and in parentheses. */
  protected final String columns(Collection<String> names) {
    return names.stream().map(this::quote).collect(Collectors.joining(", ", "(", ")"));
  }

  // ---- identifiers and values

  @Override
  public String quote(String identifier) {
    refuse(identifier.isEmpty(), identifier, "it is empty");
    refuse(identifier.indexOf('\0') >= 0, identifier, "it contains the character NUL");
    refuse(hasHalfOfPair(identifier), identifier, "it contains half of a surrogate pair");
    refuseUnfit(identifier);
    String quote = identifierQuote();
    return quote + identifier.replace(quote, quote + quote) + quote;
  }

  /**
   * Returns whether {@code text} has an unpaired surrogate. A driver would send another character
   * instead.
   */
  private static boolean hasHalfOfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
      }
    }
    return false;
  }

  /** Returns the character that encloses identifiers, and is doubled within them. */
  protected String identifierQuote() {
    return "\"";
  }

  /** Rejects a name that the database would truncate, change or reject. */
  protected abstract void refuseUnfit(String identifier);

  /** Rejects {@code identifier} if it is longer than {@code longest}. */
  protected final void refuseLonger(String identifier, int length, int longest, String unit) {
    if (length > longest) {
      refuse(
          true,
          identifier,
          "it has %d %s, and %d is the limit. Shorten it; an index or a constraint takes a name of its own by named(…)"
              .formatted(length, unit, longest));
    }
  }

  /** Rejects {@code identifier} with the reason, if {@code wrong}. */
  protected final void refuse(boolean wrong, String identifier, String reason) {
    if (wrong) {
      throw new IllegalArgumentException(
          "Name '"
              + identifier.replace('\0', '␀')
              + "' – "
              + name()
              + " cannot keep it: "
              + reason);
    }
  }

  /** Returns a value as a literal. */
  protected String literal(Object value) {
    if (value instanceof Float || value instanceof Double) {
      return approximate(value.toString());
    }
    if (value instanceof Boolean || value instanceof Number) {
      return value instanceof Boolean ? value.toString().toUpperCase(Locale.ROOT) : number(value);
    }
    if (value instanceof Instant instant) {
      return timestamp(Formats.UTC_MICROSECONDS.format(instant));
    }
    if (value instanceof LocalDate date) {
      return date(date.toString());
    }
    if (value instanceof LocalTime time) {
      return time(Formats.TIME_MICROSECONDS.format(time));
    }
    if (value instanceof LocalDateTime time) {
      return localTimestamp(Formats.UTC_MICROSECONDS.format(time));
    }
    if (value instanceof Bytes bytes) {
      return binary(bytes.toString());
    }
    return string(value.toString());
  }

  private static String number(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  /** Returns the literal of a point in time, given as {@code 2025-01-31 12:00:00.000000} in UTC. */
  protected String timestamp(String utc) {
    return "TIMESTAMP WITH TIME ZONE " + string(utc + "+00:00");
  }

  /** Returns the literal of a date, given as {@code 2025-01-31}. */
  protected String date(String day) {
    return "DATE " + string(day);
  }

  /** Returns the literal of a time of day, given as {@code 12:00:00.000000}. */
  protected String time(String time) {
    return "TIME " + string(time);
  }

  /** Returns the literal of a local date and time, given as {@code 2025-01-31 12:00:00.000000}. */
  protected String localTimestamp(String time) {
    return "TIMESTAMP " + string(time);
  }

  /** Returns the literal of bytes, given as hexadecimal digits. */
  protected String binary(String digits) {
    return "X'" + digits + "'";
  }

  /**
   * Returns the literal of a floating-point number, given as Java writes it. Written as a string
   * literal, so that the column's type parses it. A numeric literal would be a decimal first, which
   * has no {@code NaN}, {@code Infinity} or {@code -0.0}.
   */
  protected String approximate(String number) {
    return string(number);
  }

  /** Returns a string literal between single quotes. Single quotes within it are doubled. */
  protected String string(String text) {
    refuse(text.indexOf('\0') >= 0, text, "a text cannot contain the character NUL");
    refuse(hasHalfOfPair(text), text, "a text cannot contain half of a surrogate pair");
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  @Override
  public Sender sender(Connection connection) {
    return Sender.PLAIN;
  }

  @Override
  public void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(index, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof BigInteger integer) {
      statement.setBigDecimal(index, new BigDecimal(integer));
    } else if (value instanceof byte[] bytes) {
      statement.setBytes(index, bytes);
    } else if (value instanceof Collection<?> || value instanceof Object[]) {
      bindArray(statement, index, new ArrayList<>(RawValues.elements(value)));
    } else {
      statement.setObject(index, value);
    }
  }

  /**
   * Rounds a time or a point in time half up to microseconds. Returns any other value unchanged.
   */
  protected static @Nullable Object inMicroseconds(@Nullable Object value) {
    return value == null ? null : Moments.rounded(value, 6);
  }

  /** Binds an array to a parameter. */
  protected void bindArray(PreparedStatement statement, int index, List<?> elements)
      throws SQLException {
    Object[] values = elements.toArray();
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Instant instant) {
        values[i] = OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
      }
    }
    statement.setObject(index, values);
  }

  @Override
  public OptionalInt failedInBatch(Connection connection, BatchUpdateException error)
      throws SQLException {
    int[] counts = error.getUpdateCounts();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == Statement.EXECUTE_FAILED) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.of(counts.length);
  }

  @Override
  public void readInParts(Statement statement) throws SQLException {
    statement.setFetchSize(ROWS_IN_A_PART);
  }

  @Override
  public boolean isBusyReading(Connection connection) throws SQLException {
    return false;
  }

  @Override
  public Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  // ---- the server

  /**
   * Rejects a server that is too old.
   *
   * @param found the server's version
   * @param least the lowest version that this dialect supports
   */
  protected final void refuseServer(boolean tooOld, String found, String least) {
    if (tooOld) {
      throw new UnsupportedByDialectException(
          name(),
          "migrate a server of version " + found,
          "Nothing was run. Use version " + least + " or a later one.");
    }
  }

  @Override
  public Dialect forServer(Connection connection) throws SQLException {
    return this;
  }

  @Override
  public Dialect forVersion(String version) {
    return this;
  }

  /** Returns the number at the beginning of a version. Rejects a version without one. */
  protected static int majorOf(String version) {
    Matcher number = Pattern.compile("[0-9]{1,4}").matcher(version);
    if (!number.lookingAt()) {
      throw new IllegalArgumentException(
          "Version '" + version + "' – it begins with no number. Write 15, or 8.0.36");
    }
    return Integer.parseInt(number.group());
  }

  @Override
  public Optional<String> currentSchema(Connection connection) throws SQLException {
    return Optional.ofNullable(connection.getSchema());
  }

  @Override
  public void useSchema(Connection connection, String schema) throws SQLException {
    connection.setSchema(schema);
  }

  @Override
  public Dialect inSchema(String schema) {
    return this;
  }

  @Override
  public String fromCurrentSchema(String table) {
    return quote(table);
  }

  @Override
  public Optional<String> exactCollation() {
    return Optional.empty();
  }

  /** Accepts every table as transactional. */
  @Override
  public void requireRollback(DataOperation operation, Catalog catalog) {}

  @Override
  public void createShared(Connection connection, CreateTable operation) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false); // the name of the table may contain braces
      for (SqlStatement sql : render(operation, catalog(connection))) {
        statement.execute(sql.sql());
      }
    }
  }

  // ---- the lock

  @Override
  public Topology topology() {
    return Topology.DIRECT;
  }

  @Override
  public List<Operation> stepsOf(Operation operation) {
    return operation instanceof ExecuteSql raw && !hasTransactionalDdl()
        ? RawSql.stepsOf(raw, syntax())
        : List.of(operation);
  }

  @Override
  public TransactionMode modeOf(Operation operation) {
    if (hasTransactionalDdl() || operation instanceof DataOperation) {
      return TransactionMode.TRANSACTIONAL;
    }
    return operation instanceof ExecuteSql raw
        ? RawSql.modeWithoutTransactionalDdl(raw.sql())
        : TransactionMode.IMPLICIT_COMMIT;
  }

  @Override
  public void limitPause(Connection connection, Duration longest) throws SQLException {
    throw notFor(Topology.TRANSACTION_POOLING + " and " + Topology.MULTI_PRIMARY);
  }

  @Override
  public boolean enterGate(Connection connection, Fence fence, String schema, Duration longestPause)
      throws SQLException {
    throw notFor(Topology.TRANSACTION_POOLING.name());
  }

  @Override
  public boolean isAtWork(Connection connection, String session) throws SQLException {
    throw notFor(Topology.MULTI_PRIMARY.name());
  }

  private IllegalStateException notFor(String topology) {
    return new IllegalStateException(
        name() + " has the topology " + topology() + " here; this is for " + topology);
  }
}
