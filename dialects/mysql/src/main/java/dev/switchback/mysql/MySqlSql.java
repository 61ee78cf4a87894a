package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.DataSql;
import dev.switchback.dialect.DefaultNames;
import dev.switchback.dialect.Hazard;
import dev.switchback.dialect.OnlineChanges;
import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.ReferenceRules;
import dev.switchback.dialect.RefusedOptions;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.StandardSql;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Index;
import dev.switchback.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** Renders operations in the SQL of MySQL. */
class MySqlSql extends MySqlDefinitions {

  /**
   * The table options of the metadata tables, which do not depend on the defaults of the server.
   */
  private static final String OWN_TABLE =
      " ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET = utf8mb4";

  private static final String UUID_COLLATION = "ascii_general_ci";

  MySqlSql(ServerSettings settings, ServerVersion version) {
    this(settings, version, "");
  }

  MySqlSql(ServerSettings settings, ServerVersion version, String qualifier) {
    super(settings, version, qualifier);
  }

  @Override
  protected StandardSql qualifiedBy(String databaseAndDot) {
    return new MySqlSql(settings, version, databaseAndDot);
  }

  @Override
  protected RawSqlRules rawSql() {
    return new MySqlRawSql(database(), settings.sqlMode());
  }

  @Override
  public boolean hasTransactionalDdl() {
    return false;
  }

  /**
   * Renders an operation. Changes of rows get the SQL mode that stores values as given or refuses
   * them, whatever the mode of the session is.
   */
  @Override
  public List<SqlStatement> render(Operation operation, Catalog catalog) {
    List<SqlStatement> statements = super.render(operation, catalog);
    operation.acceptKind(new OperationFit(this, catalog));
    statements.forEach(new FiniteNumbers(database())::require);
    if (!(operation instanceof DataOperation data)) {
      return statements;
    }
    List<String> variables = new ArrayList<>();
    new RowMode(settings.sqlMode())
        .of(data)
        .ifPresent(mode -> variables.add("sql_mode = '" + mode + "'"));
    if (settings.isSafe() && data.changesExisting()) {
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
        + object(operation.table())
        + " COMMENT = "
        + tableComment(operation.comment());
  }

  /**
   * Adds a column, except one with AUTO_INCREMENT: such a column needs a key in the same statement,
   * but the key would be a separate step.
   */
  @Override
  protected List<SqlStatement> addColumn(AddColumn operation, Catalog catalog) {
    AddedColumnFit added = new AddedColumnFit(this, operation);
    added.refuseNumbers();
    if (settings.logsRows()) {
      added.refuseUnsafeDefault();
    }
    List<SqlStatement> statements = super.addColumn(operation, catalog);
    added.refuseImplicitValue(catalog);
    return statements;
  }

  /**
   * Drops the column and its foreign keys in one statement. Its foreign keys would prevent the
   * drop.
   */
  @Override
  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    StringBuilder sql = new StringBuilder("ALTER TABLE " + object(operation.table()));
    for (String key : catalog.foreignKeys(operation.table(), operation.column())) {
      sql.append(" DROP FOREIGN KEY ").append(quote(key)).append(",");
    }
    return List.of(
        SqlStatement.of(sql.append(" DROP COLUMN ").append(quote(operation.column())).toString()));
  }

  @Override
  protected List<SqlStatement> createTable(CreateTable operation) {
    operation.table().constraints().forEach(this::refusePrimary);
    new TableFit(database()).require(operation.table());
    return settings.lacksTransactions() && !MySqlTableOptions.nameEngine(operation.table())
        ? super.createTable(operation).stream()
            .map(sql -> SqlStatement.of(sql.sql() + " ENGINE = InnoDB"))
            .toList()
        : super.createTable(operation);
  }

  @Override
  protected RefusedOptions options(Table table) {
    return new MySqlTableOptions(database(), settings, table);
  }

  @Override
  protected RefusedOptions options(SetTableOptions operation) {
    return new MySqlTableOptions(database(), settings, operation);
  }

  @Override
  public Optional<String> collationOf(Table table) {
    return MySqlTableOptions.collationInCatalog(table);
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
    Optional<String> engine = MySqlCatalog.engineWithoutTransactions(catalog, operation.table());
    if (engine.isPresent()) {
      throw new UnsupportedByDialectException(
          database(),
          "change rows of '%s' so that they could be rolled back, because its engine %s has no transactions"
              .formatted(operation.table(), engine.get()),
          "Nothing was sent. Change the engine by execute(\"ALTER TABLE … ENGINE = InnoDB\"), or"
              + " accept that the rows stay if the migration fails: acknowledged(reason) before"
              + " this step.");
    }
  }

  @Override
  protected ReferenceRules references() {
    return new MySqlReferences(settings.refersToUnique());
  }

  /** Adds the collation of a column that names one, or has one by its type. */
  @Override
  public String keyType(String table, Column column) {
    String type = super.keyType(table, column);
    if (column.definition().type() instanceof DataType.Uuid && type.startsWith("char")) {
      return MySqlReferences.collated(type, UUID_COLLATION);
    }
    return column
        .definition()
        .collation()
        .map(collation -> MySqlReferences.collated(type, collation))
        .orElse(type);
  }

  @Override
  protected String addConstraint(AddConstraint operation, Catalog catalog) {
    refusePrimary(operation.constraint());
    return super.addConstraint(operation, catalog);
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
    return "DROP INDEX " + quote(operation.name()) + " ON " + object(operation.table());
  }

  @Override
  protected String setIndexVisible(SetIndexVisible operation, Catalog catalog) {
    requireIndex(operation, operation.table(), operation.name(), catalog);
    return "ALTER TABLE "
        + object(operation.table())
        + " ALTER INDEX "
        + quote(operation.name())
        + (operation.isVisible() ? visibleIndex() : " " + invisibleIndex());
  }

  /** Returns the attribute of an index that queries use, with a leading space. */
  protected String visibleIndex() {
    return " VISIBLE";
  }

  @Override
  protected String renameIndex(RenameIndex operation, Catalog catalog) {
    refusePrimary(operation.after());
    super.renameIndex(operation, catalog);
    return "ALTER TABLE "
        + object(operation.table())
        + RenameConstraintClause.index(this, operation.before(), operation.after());
  }

  /** Returns whether it is the index of the primary key, or the own index of a foreign key. */
  @Override
  protected boolean isOfConstraint(String table, CatalogIndex index, Catalog catalog) {
    return index.name().equals("PRIMARY") || ForeignKeyIndex.isOwn(table, index.name(), catalog);
  }

  @Override
  protected boolean hasIndexOfItsName(ConstraintKind kind) {
    return super.hasIndexOfItsName(kind) || kind == ConstraintKind.FOREIGN_KEY;
  }

  @Override
  protected String renameConstraint(RenameConstraint operation, Catalog catalog) {
    refusePrimary(operation.after());
    RenameConstraintClause clause =
        new RenameConstraintClause(this, settings.sqlMode(), operation, catalog);
    clause.refusePrimaryKey();
    return "ALTER TABLE "
        + object(operation.table())
        + clause.of(requireRename(operation, catalog));
  }

  /** Returns whether the server stores the current time for NULL in a TIMESTAMP NOT NULL. */
  boolean fillsTimestamps() {
    return settings.fillsTimestamps();
  }

  /** Returns whether a new collation for an indexed column copies the table. */
  boolean copiesForCollation() {
    return true;
  }

  /**
   * Returns whether a place before a virtual column copies the table (seen on 8.0.15, and not on
   * 9.7).
   */
  boolean copiesForPlace() {
    return version.isBefore(9, 7, 0);
  }

  @Override
  protected List<Hazard> hazardsOf(Operation operation, Catalog catalog) {
    return new MySqlHazards(this, catalog).of(operation);
  }

  /**
   * Lets the server refuse what would copy the table or block writers. Refuses before what it would
   * refuse in every session.
   */
  @Override
  protected List<SqlStatement> online(Online operation, Catalog catalog) {
    List<Hazard> certain =
        hazardsOf(operation.change(), catalog).stream()
            .filter(hazard -> !MySqlHazards.dependsOnSession(hazard))
            .toList();
    List<SqlStatement> statements = render(operation.change(), catalog);
    OnlineChanges.refuse(database(), operation, certain);
    return statements.stream()
        .map(sql -> SqlStatement.of(OnlineClauses.added(sql.sql(), onlineClauses())))
        .toList();
  }

  /**
   * Returns the clauses with which the server refuses to copy the table or to block writers (seen
   * on 8.0.15 and 9.7). With {@code ALGORITHM=INPLACE}, it would rebuild the table for a column
   * that it can add at once.
   */
  protected List<String> onlineClauses() {
    return List.of("LOCK=NONE");
  }

  @Override
  protected List<SqlStatement> dropTable(DropTable operation, Catalog catalog) {
    if (operation.isCascading()) {
      String keys =
          catalog.foreignKeysTo(operation.table()).entrySet().stream()
              .map(key -> "'" + key.getKey() + "' of '" + key.getValue() + "'")
              .collect(Collectors.joining(", "));
      throw new UnsupportedByDialectException(
          database(),
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
            "RENAME TABLE " + object(operation.before()) + " TO " + object(operation.after())));
  }

  /** Returns a unique index as what it is here: a constraint with the name of an index. */
  @Override
  public List<String> otherDefaultNames(
      String table, Optional<ConstraintKind> kind, List<String> columns) {
    return kind.filter(ConstraintKind.UNIQUE::equals).isPresent() && !columns.isEmpty()
        ? List.of(Index.index(columns.toArray(String[]::new)).nameOn(table))
        : List.of();
  }

  @Override
  protected final List<SqlStatement> renameTable(
      RenameTable operation, List<DefaultNames.Part> parts, Catalog catalog) {
    String clauses =
        parts.stream()
            .map(part -> clause(operation.before(), part, catalog))
            .collect(Collectors.joining(","));
    return parts.isEmpty()
        ? renameTable(operation, catalog)
        : List.of(
            SqlStatement.of(
                renamed(operation, "ALTER TABLE " + object(operation.before()) + clauses)));
  }

  /** Renames a table in the statement that renames its parts, so that all or none are renamed. */
  String renamed(RenameTable operation, String parts) {
    return parts + ", RENAME TO " + object(operation.after());
  }

  private String clause(String table, DefaultNames.Part part, Catalog catalog) {
    return part.kind() == DefaultNames.Kind.INDEX
        ? RenameConstraintClause.index(this, part.before(), part.after())
        : new RenameConstraintClause(
                this,
                settings.sqlMode(),
                new RenameConstraint(table, part.before(), part.after()),
                catalog)
            .of(part.constraint());
  }

  @Override
  protected void requirePossible(ChangeColumn operation) {
    if (operation.change().usingOrNull() != null) {
      throw new UnsupportedByDialectException(
          database(),
          operation.describe(),
          "Add another column, fill it by execute(\"UPDATE …\"), remove this one, and rename that");
    }
    operation
        .change()
        .numbering()
        .filter(DefaultValue.AutoIncrement::isAlways)
        .ifPresent(kind -> identityAlways()); // which is refused
    refuseLoss(operation);
    super.requirePossible(operation);
  }

  /** Refuses a type that ends before the next number: the server would refuse each new row. */
  final void requireNumbers(ChangeColumn operation, MySqlCatalog catalog) {
    catalog.nextNumber(operation.table()).ifPresent(next -> requireReach(operation, next));
  }

  /**
   * Refuses a change that may lose values. Outside strict mode, the server truncates values that do
   * not fit and turns NULL into '' or 0.
   */
  private void refuseLoss(ChangeColumn operation) {
    boolean isStrict = RowMode.isStrict(settings.sqlMode());
    boolean mayLose =
        operation.change().typeOrNull() != null
            || operation.change().collationOrNull() != null
            || operation.change().nullability() == ColumnDefinition.Nullability.NOT_NULL;
    if (mayLose && !isStrict) {
      throw new UnsupportedByDialectException(
          database(),
          operation.describe()
              + " without losing values that do not fit, because the sql_mode of this session is"
              + " not strict",
          "Nothing was sent. Connect with STRICT_TRANS_TABLES in sql_mode");
    }
  }

  /** Renders the change in one statement that contains the whole definition of the column. */
  @Override
  protected List<SqlStatement> changeColumn(ChangeColumn operation, Catalog catalog) {
    return List.of(new ModifyColumn(this, operation, catalog).statement());
  }

  /** Returns the clause of the new default or of the new generation, if there is one. */
  final Optional<String> newClause(ChangeColumn operation, Catalog catalog) {
    return operation.change().defaultOrNull() instanceof DefaultValue.Generated generated
        ? Optional.of(generated(generated))
        : newDefault(operation, catalog);
  }

  @Override
  protected List<SqlStatement> addEnumValue(AddEnumValue operation, Catalog catalog) {
    if (catalog.enumValues(operation.table(), operation.column()).stream()
        .anyMatch(value -> value.contains("?"))) {
      throw ColumnRewrite.questionMark(
          database(), operation, "Name all values: changeColumn(…, enumeration(…))");
    }
    return super.addEnumValue(operation, catalog);
  }

  @Override
  protected String removeConstraint(RemoveConstraint operation, Catalog catalog) {
    List<ConstraintKind> kinds = requireConstraint(operation, catalog).getValue();
    return "ALTER TABLE "
        + object(operation.table())
        + new DropConstraint(this, operation, catalog).clause(kinds);
  }

  /** Returns the keyword that drops a check. {@code DROP CONSTRAINT} exists only since 8.0.19. */
  String checkWord() {
    return "CHECK";
  }

  /** Drops a schema, which is a database here. The server always drops all tables in it. */
  @Override
  protected String dropSchema(DropSchema operation) {
    if (!operation.isCascade()) {
      throw new UnsupportedByDialectException(
          database(),
          operation.describe() + " only if it is empty",
          "Write dropSchemaCascade(…), which drops its objects too");
    }
    return "DROP SCHEMA " + quote(operation.schema());
  }

  @Override
  protected String renameSchema(RenameSchema operation, Catalog catalog) {
    throw new UnsupportedByDialectException(
        database(),
        operation.describe() + ", because a schema is a database here, which has no rename",
        "Nothing was sent. Create a schema, move each table by execute(\"RENAME TABLE … TO …\"),"
            + " and drop the old one");
  }

  @Override
  protected String renameView(RenameView operation, Catalog catalog) {
    super.renameView(operation, catalog); // refuses what cannot be renamed
    return "RENAME TABLE " + object(operation.before()) + " TO " + object(operation.after());
  }

  @Override
  public Optional<String> exactCollation() {
    return Optional.of("utf8mb4_bin");
  }

  @Override
  protected DataSql data(Catalog catalog) {
    return new MySqlData(this, catalog);
  }
}
