package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.DataSql;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.IndexFeature;
import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.ReferenceRules;
import dev.switchback.dialect.RefusedOptions;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.StandardSql;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DropEnumType;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.IndexPart;
import dev.switchback.schema.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Renders operations for PostgreSQL. Enum types and comments are separate statements beside those
 * of their columns.
 */
final class PostgreSqlSql extends StandardSql {

  /** The system columns of every table (PostgreSQL manual, "System Columns"). */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

  /** The temporary name of an enum type while its column is changed to the new type. */
  private static final String LEFT_TYPE = "switchback_left_enum";

  /** The first versions with virtual generated columns, and with {@code SET EXPRESSION}. */
  private static final int VIRTUAL_COLUMNS = 18;

  private static final int NEW_EXPRESSIONS = 17;
  private final RawSqlRules rawSql;
  private final boolean isPooled;
  private final int version;
  private final boolean hasOtherSchemas; // in the search path, beside the current one
  private final String qualifier; // the quoted schema and a dot, or empty
  private final EnumTypes enumTypes = new EnumTypes(this);

  PostgreSqlSql(
      RawSqlRules rawSql,
      boolean isPooled,
      int version,
      boolean hasOtherSchemas,
      String qualifier) {
    this.rawSql = rawSql;
    this.isPooled = isPooled;
    this.version = version;
    this.hasOtherSchemas = hasOtherSchemas;
    this.qualifier = qualifier;
  }

  @Override
  protected String qualifier() {
    return qualifier;
  }

  @Override
  protected StandardSql qualifiedBy(String schemaAndDot) {
    return new PostgreSqlSql(rawSql, isPooled, version, false, schemaAndDot);
  }

  @Override
  protected String database() {
    return PostgreSqlDialect.NAME;
  }

  @Override
  protected RawSqlRules rawSql() {
    return rawSql;
  }

  @Override
  public boolean hasTransactionalDdl() {
    return true;
  }

  @Override
  protected ReferenceRules references() {
    return new PostgreSqlReferences();
  }

  @Override
  public TransactionMode modeOf(Operation operation) {
    return operation.acceptKind(new OutsideTransaction(isPooled))
        ? TransactionMode.NON_TRANSACTIONAL
        : super.modeOf(operation);
  }

  @Override
  public List<SqlStatement> render(Operation operation, Catalog catalog) {
    if (hasOtherSchemas) {
      new NamesInPath(catalog).require(operation);
    }
    List<SqlStatement> statements = super.render(operation, catalog);
    requireOneLeftType(operation, statements);
    return statements;
  }

  /** Refuses to leave two enum types in one statement, because both would get the same name. */
  private void requireOneLeftType(Operation operation, List<SqlStatement> statements) {
    String renaming = " RENAME TO " + quote(LEFT_TYPE);
    if (statements.stream().filter(each -> each.sql().endsWith(renaming)).count() > 1) {
      throw new UnsupportedByDialectException(
          database(),
          operation.describe() + ", because it gives other values to two enumerations at once",
          "Nothing was sent. Write changeColumn(…) for all of them but one as steps of their own.");
    }
  }

  @Override
  protected void refuseUnfit(String identifier) {
    refuseLonger(identifier, NameLimit.bytes(identifier), NameLimit.BYTES, "bytes in UTF-8");
  }

  @Override
  protected RefusedOptions options(Table table) {
    return new PostgreSqlTableOptions(this, table);
  }

  @Override
  protected RefusedOptions options(SetTableOptions operation) {
    return new PostgreSqlTableOptions(this, operation);
  }

  @Override
  protected List<SqlStatement> createTable(CreateTable operation) {
    String table = operation.table().name();
    List<Column> columns = operation.table().columns();
    List<SqlStatement> statements = new ArrayList<>(enumTypes.create(table, columns));
    statements.addAll(super.createTable(operation));
    statements.addAll(commentOnColumns(table, columns));
    return statements;
  }

  @Override
  protected List<SqlStatement> addColumn(AddColumn operation, Catalog catalog) {
    List<Column> column = List.of(operation.column());
    List<SqlStatement> statements = new ArrayList<>(enumTypes.create(operation.table(), column));
    statements.addAll(super.addColumn(operation, catalog));
    statements.addAll(commentOnColumns(operation.table(), column));
    return statements;
  }

  void refuseLongLabel(String value) {
    int bytes = NameLimit.bytes(value);
    refuse(
        bytes > NameLimit.BYTES,
        value,
        "as a value of an enumeration it has %d bytes in UTF-8, and %d is the limit"
            .formatted(bytes, NameLimit.BYTES));
  }

  @Override
  protected String column(String table, Column column) {
    refuseSystemColumn(column.name());
    if (column.definition().defaultOrNull() instanceof DefaultValue.AutoIncrement
        && column.definition().type() instanceof DataType.BigInt type
        && type.isUnsigned()) {
      throw new UnsupportedByDialectException(
          database(),
          "number the rows of a bigInt().unsigned() column, which is a NUMERIC here",
          "Use bigInt(), up to " + Long.MAX_VALUE);
    }
    return super.column(table, column);
  }

  private void refuseSystemColumn(String column) {
    refuse(SYSTEM_COLUMNS.contains(column), column, "every table has a system column of this name");
  }

  @Override
  protected List<SqlStatement> dropTable(DropTable operation, Catalog catalog) {
    String table = operation.table();
    if (hasOtherSchemas && operation.ifExists() && new NamesInPath(catalog).isElsewhere(table)) {
      return List.of();
    }
    List<String> owners = catalog.columnsOwningEnumTypes(table);
    List<SqlStatement> statements = new ArrayList<>(super.dropTable(operation, catalog));
    statements.addAll(enumTypes.drop(table, owners));
    return statements;
  }

  @Override
  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    String table = operation.table();
    List<String> owners = new ArrayList<>(catalog.columnsOwningEnumTypes(table));
    owners.retainAll(Set.of(operation.column()));
    List<SqlStatement> statements = new ArrayList<>(super.removeColumn(operation, catalog));
    statements.addAll(enumTypes.drop(table, owners));
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
    return SqlStatement.of("DROP INDEX CONCURRENTLY " + object(index));
  }

  @Override
  protected Set<IndexFeature> indexFeatures() {
    return EnumSet.complementOf(
        EnumSet.of(
            IndexFeature.LENGTH,
            IndexFeature.FULLTEXT,
            IndexFeature.SPATIAL,
            IndexFeature.INVISIBLE));
  }

  /** Nulls are sorted by default as if they were greater than every value. */
  @Override
  protected boolean isUsual(IndexPart.Nulls nulls, boolean isDescending) {
    return super.isUsual(nulls, isDescending)
        || nulls == (isDescending ? IndexPart.Nulls.FIRST : IndexPart.Nulls.LAST);
  }

  @Override
  protected String deferral(Constraint constraint) {
    return constraint.deferral().sql();
  }

  @Override
  protected String addConstraint(AddConstraint operation, Catalog catalog) {
    if (!operation.constraint().usedIndex().isEmpty()) {
      new ConstraintChecks(catalog).requireIndex(operation);
    }
    return super.addConstraint(operation, catalog);
  }

  @Override
  protected String usingIndex(Constraint key) {
    return "USING INDEX " + quote(key.usedIndex());
  }

  @Override
  protected String notValid(Constraint constraint) {
    return " NOT VALID";
  }

  @Override
  protected String validateConstraint(ValidateConstraint operation, Catalog catalog) {
    new ConstraintChecks(catalog).require(operation);
    return "ALTER TABLE "
        + object(operation.table())
        + " VALIDATE CONSTRAINT "
        + quote(operation.name());
  }

  @Override
  protected String type(String table, Column column) {
    return EnumTypes.isEnum(column) ? enumTypes.type(table, column) : super.type(table, column);
  }

  @Override
  protected String sequence(String table, String column) {
    return quote(NameLimit.sequence(table, column));
  }

  @Override
  public List<String> otherDefaultNames(
      String table, Optional<ConstraintKind> kind, List<String> columns) {
    return NameLimit.byServer(table, kind, columns);
  }

  /** Returns 1: the catalogue does not show the next number of a sequence, only the lowest one. */
  @Override
  protected long firstKnown(DefaultValue.AutoIncrement numbering) {
    return 1;
  }

  /** Returns the type as {@code format_type} shows it, or an enum type with its values. */
  @Override
  public String typeInCatalog(String table, Column column) {
    if (EnumTypes.isEnum(column)) {
      return EnumTypes.inCatalog(table, column);
    }
    return PostgreSqlTypes.inCatalog(type(table, column));
  }

  /** Returns an empty string: comments are separate statements. */
  @Override
  protected String columnComment(String text) {
    return "";
  }

  @Override
  protected List<Hazard> hazardsOf(Operation operation, Catalog catalog) {
    return new PostgreSqlHazards(this, catalog).of(operation);
  }

  @Override
  protected List<SqlStatement> renameTable(RenameTable operation, Catalog catalog) {
    List<SqlStatement> statements = new ArrayList<>(super.renameTable(operation, catalog));
    statements.addAll(
        enumTypes.rename(operation, catalog.columnsOwningEnumTypes(operation.before())));
    return statements;
  }

  @Override
  protected List<SqlStatement> renameColumn(RenameColumn operation, Catalog catalog) {
    refuseSystemColumn(operation.after());
    String table = operation.table();
    List<SqlStatement> statements = new ArrayList<>(super.renameColumn(operation, catalog));
    if (catalog.columnsOwningEnumTypes(table).contains(operation.before())) {
      statements.add(
          enumTypes.rename(
              EnumTypes.name(table, operation.before()), EnumTypes.name(table, operation.after())));
    }
    return statements;
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
        leavesEnum || EnumTypes.isShared(operation, catalog)
            ? catalog.enumDependants(operation.table(), operation.column())
            : List.of();
    return dependants.isEmpty()
        ? changeColumn(operation, leavesEnum, catalog)
        : growEnum(operation, dependants, catalog);
  }

  private List<SqlStatement> changeColumn(
      ChangeColumn operation, boolean leavesEnum, Catalog catalog) {
    ColumnChange change = operation.change();
    Optional<Column> after = change.retyped(operation.column());
    boolean isEnum = after.filter(EnumTypes::isEnum).isPresent();
    String enumType = EnumTypes.name(operation.table(), operation.column());
    List<SqlStatement> statements = new ArrayList<>();
    if (leavesEnum && isEnum) {
      statements.add(enumTypes.rename(enumType, LEFT_TYPE));
    }
    after.ifPresent(
        column -> statements.addAll(enumTypes.create(operation.table(), List.of(column))));
    statements.addAll(alterColumn(operation, leavesEnum, catalog));
    if (leavesEnum) {
      statements.add(enumTypes.drop(isEnum ? LEFT_TYPE : enumType));
    }
    if (change.dropsComment() || change.commentOrNull() != null) {
      statements.add(SqlStatement.of(commentOnColumn(operation)));
    }
    return statements;
  }

  private List<SqlStatement> alterColumn(
      ChangeColumn operation, boolean leavesEnum, Catalog catalog) {
    ColumnAlteration alteration =
        ColumnAlteration.of(operation, quote(operation.column()), leavesEnum, catalog);
    ColumnChange change = operation.change();
    String type =
        change
            .retyped(operation.column())
            .map(column -> type(operation.table(), column))
            .orElse(null);
    String collation = change.collationOrNull();
    String actions =
        alteration.actions(
            type,
            collation == null ? null : quote(collation),
            newDefault(operation, catalog).map(String::strip).orElse(null));
    List<SqlStatement> statements = new ArrayList<>();
    if (!actions.isEmpty()) {
      statements.add(SqlStatement.of("ALTER TABLE " + object(operation.table()) + " " + actions));
    }
    alteration.ofSequence(type).map(SqlStatement::of).ifPresent(statements::add);
    return statements;
  }

  /** Adds the new values to the enum type, then renders the rest of the change. */
  private List<SqlStatement> growEnum(
      ChangeColumn operation, List<String> dependants, Catalog catalog) {
    List<String> before = catalog.enumValues(operation.table(), operation.column());
    String found = catalog.columns(operation.table()).getOrDefault(operation.column(), "");
    List<SqlStatement> statements =
        new ArrayList<>(enumTypes.addValues(operation, before, found, dependants));
    for (ColumnChange part : operation.change().parts()) {
      if (part.typeOrNull() == null) {
        statements.addAll(
            changeColumn(
                new ChangeColumn(operation.table(), operation.column(), part), false, catalog));
      }
    }
    return statements;
  }

  @Override
  protected void requirePossible(ChangeColumn operation) {
    if (version < NEW_EXPRESSIONS
        && operation.change().defaultOrNull() instanceof DefaultValue.Generated) {
      throw new UnsupportedByDialectException(
          database(),
          operation.describe()
              + ", because it cannot change the expression of a generated column before version "
              + NEW_EXPRESSIONS,
          "Nothing was sent. Remove the column, and add it with generatedAs(…).");
    }
    super.requirePossible(operation);
  }

  @Override
  protected List<SqlStatement> addEnumValue(AddEnumValue operation, Catalog catalog) {
    return List.of(enumTypes.addValue(operation, catalog));
  }

  @Override
  protected SqlStatement renameEnumValue(RenameEnumValue operation, Catalog catalog) {
    return enumTypes.renameValue(operation, catalog);
  }

  @Override
  protected SqlStatement createEnumType(CreateEnumType operation) {
    return enumTypes.create(operation);
  }

  @Override
  protected SqlStatement dropEnumType(DropEnumType operation, Catalog catalog) {
    return enumTypes.drop(operation, catalog);
  }

  @Override
  protected String createView(CreateView operation) {
    return operation.isMaterialized()
        ? "CREATE MATERIALIZED VIEW " + object(operation.view()) + " AS " + operation.sql()
        : super.createView(operation);
  }

  @Override
  protected String dropView(DropView operation) {
    return operation.isMaterialized()
        ? "DROP MATERIALIZED VIEW " + object(operation.view())
        : super.dropView(operation);
  }

  @Override
  protected String renameView(RenameView operation, Catalog catalog) {
    requireRename(operation, catalog);
    return (operation.isMaterialized() ? "ALTER MATERIALIZED VIEW " : "ALTER VIEW ")
        + object(operation.before())
        + " RENAME TO "
        + quote(operation.after());
  }

  @Override
  protected String refreshMaterializedView(RefreshMaterializedView operation, Catalog catalog) {
    if (operation.isConcurrent()) {
      new ConstraintChecks(catalog).requireIndex(operation);
    }
    return "REFRESH MATERIALIZED VIEW "
        + (operation.isConcurrent() ? "CONCURRENTLY " : "")
        + object(operation.view());
  }

  @Override
  protected DataType.Visitor<String> types() {
    return new PostgreSqlTypes(database());
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
    return PostgreSqlTypes.lengthCondition(type, column)
        .or(() -> super.typeCondition(type, column));
  }

  @Override
  protected String constantDefault(Object value, DataType type) {
    return value instanceof List<?> list
        ? string(ArrayText.of(list))
        : super.constantDefault(value, type);
  }

  @Override
  protected String binary(String digits) {
    return string("\\x" + digits);
  }

  @Override
  protected String generated(DefaultValue.Generated generated) {
    if (generated.isVirtual() && version < VIRTUAL_COLUMNS) {
      throw new UnsupportedByDialectException(
          database(),
          "make a generated column virtual() before version " + VIRTUAL_COLUMNS,
          "Leave out virtual(), so that it is stored");
    }
    return super.generated(generated);
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
  protected DataSql data(Catalog catalog) {
    return new PostgreSqlData(this, catalog);
  }
}
