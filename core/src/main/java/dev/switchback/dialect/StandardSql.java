package dev.switchback.dialect;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddConstraint;
import dev.switchback.operation.AddEnumValue;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.Backfill;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CommentOnTable;
import dev.switchback.operation.CopyIn;
import dev.switchback.operation.CreateEnumType;
import dev.switchback.operation.CreateSchema;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.CreateView;
import dev.switchback.operation.DataOperation;
import dev.switchback.operation.DropEnumType;
import dev.switchback.operation.DropSchema;
import dev.switchback.operation.DropTable;
import dev.switchback.operation.DropView;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Guarded;
import dev.switchback.operation.InSchema;
import dev.switchback.operation.InsertNumbered;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RefreshMaterializedView;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameConstraint;
import dev.switchback.operation.RenameEnumValue;
import dev.switchback.operation.RenameIndex;
import dev.switchback.operation.RenameSchema;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.RenameView;
import dev.switchback.operation.ReplaceView;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.SetIndexVisible;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.operation.Upsert;
import dev.switchback.operation.ValidateConstraint;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataTypes;
import dev.switchback.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders every operation in standard SQL. A dialect overrides the methods for which its database
 * differs. Most of them build on a few small ones: {@link #quote}, {@link #string} and {@link
 * #types}.
 */
public abstract class StandardSql extends ViewSql implements SqlRendering {

  /** Constructor for dialects. */
  protected StandardSql() {}

  /** Returns the rules for the raw SQL of this database. */
  protected abstract RawSqlRules rawSql();

  /**
   * Returns this rendering for the objects of another schema.
   *
   * @param qualifier the quoted schema and a dot
   */
  protected abstract StandardSql qualifiedBy(String qualifier);

  /** Returns a schema as an identifier of this database. */
  protected String quotedSchema(String schema, Catalog catalog) {
    return quote(schema);
  }

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
    public List<SqlStatement> setNumbering(SetNumbering operation) {
      DataSql data = data(catalog);
      Numbering.requirePossible(operation, data, catalog);
      return data.setNumbering(operation);
    }

    @Override
    public List<SqlStatement> restartNumbering(RestartNumbering operation) {
      DataSql data = data(catalog);
      return List.of(data.restartNumbering(operation, Numbering.toRestart(operation, data)));
    }

    @Override
    public List<SqlStatement> commentOnTable(CommentOnTable operation) {
      return List.of(SqlStatement.of(StandardSql.this.commentOnTable(operation)));
    }

    @Override
    public List<SqlStatement> setTableOptions(SetTableOptions operation) {
      return List.of(
          SqlStatement.of(
              "ALTER TABLE " + object(operation.table()) + options(operation).changes()));
    }

    @Override
    public List<SqlStatement> addColumn(AddColumn operation) {
      return StandardSql.this.addColumn(operation, catalog);
    }

    @Override
    public List<SqlStatement> removeColumn(RemoveColumn operation) {
      requireFit(operation.table(), operation.column());
      UsedColumns.refuseIfShared(operation, catalog);
      UsedColumns.refuseIfUsed(
          database(), operation, catalog.usesOf(operation.table(), operation.column(), false), "");
      return StandardSql.this.removeColumn(operation, catalog);
    }

    @Override
    public List<SqlStatement> addConstraint(AddConstraint operation) {
      NullRules.require(operation, catalog, StandardSql.this);
      return List.of(SqlStatement.of(StandardSql.this.addConstraint(operation, catalog)));
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
    public List<SqlStatement> renameIndex(RenameIndex operation) {
      requireFit(operation.table(), operation.before(), operation.after());
      return List.of(SqlStatement.of(StandardSql.this.renameIndex(operation, catalog)));
    }

    @Override
    public List<SqlStatement> renameConstraint(RenameConstraint operation) {
      requireFit(operation.table(), operation.before(), operation.after());
      return List.of(SqlStatement.of(StandardSql.this.renameConstraint(operation, catalog)));
    }

    @Override
    public List<SqlStatement> validateConstraint(ValidateConstraint operation) {
      requireFit(operation.table(), operation.name());
      return List.of(SqlStatement.of(StandardSql.this.validateConstraint(operation, catalog)));
    }

    @Override
    public List<SqlStatement> setIndexVisible(SetIndexVisible operation) {
      requireFit(operation.table(), operation.name());
      return List.of(SqlStatement.of(StandardSql.this.setIndexVisible(operation, catalog)));
    }

    @Override
    public List<SqlStatement> alterTable(AlterTable operation) {
      return StandardSql.this.alterTable(operation, catalog);
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
    public List<SqlStatement> renameSchema(RenameSchema operation) {
      requireFit(operation.before(), operation.after());
      return List.of(SqlStatement.of(StandardSql.this.renameSchema(operation, catalog)));
    }

    @Override
    public List<SqlStatement> createEnumType(CreateEnumType operation) {
      return List.of(StandardSql.this.createEnumType(operation));
    }

    @Override
    public List<SqlStatement> dropEnumType(DropEnumType operation) {
      return List.of(StandardSql.this.dropEnumType(operation, catalog));
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
    public List<SqlStatement> renameView(RenameView operation) {
      requireFit(operation.before(), operation.after());
      return List.of(SqlStatement.of(StandardSql.this.renameView(operation, catalog)));
    }

    @Override
    public List<SqlStatement> refreshMaterializedView(RefreshMaterializedView operation) {
      return List.of(SqlStatement.of(StandardSql.this.refreshMaterializedView(operation, catalog)));
    }

    @Override
    public List<SqlStatement> executeSql(ExecuteSql operation) {
      rawSql().requireFit(operation.sql());
      return List.of(rawSql().bound(operation.sql(), operation.parameters()));
    }

    @Override
    public List<SqlStatement> guarded(Guarded operation) {
      return new Guard(StandardSql.this, catalog).requires(operation)
          ? StandardSql.this.render(operation.operation(), catalog)
          : List.of();
    }

    @Override
    public List<SqlStatement> inSchema(InSchema operation) {
      return qualifiedBy(quotedSchema(operation.schema(), catalog) + ".")
          .render(operation.operation(), catalog);
    }

    @Override
    public List<SqlStatement> online(Online operation) {
      return StandardSql.this.online(operation, catalog);
    }

    @Override
    public List<SqlStatement> bulkInsert(BulkInsert operation) {
      return data(catalog).bulkInsert(operation);
    }

    @Override
    public List<SqlStatement> insertNumbered(InsertNumbered operation) {
      return data(catalog).insertNumbered(operation);
    }

    @Override
    public List<SqlStatement> bulkUpdate(BulkUpdate operation) {
      return data(catalog).bulkUpdate(operation);
    }

    @Override
    public List<SqlStatement> backfill(Backfill operation) {
      return List.of(new BackfillSql(operation, data(catalog), catalog).statement());
    }

    @Override
    public List<SqlStatement> copyIn(CopyIn operation) {
      return new CopySql(operation, data(catalog), catalog).statements();
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
      return operation.withDependants()
          ? renameWithDependants(operation, catalog)
          : StandardSql.this.renameTable(operation, catalog);
    }

    @Override
    public List<SqlStatement> renameColumn(RenameColumn operation) {
      requireFit(operation.table(), operation.before(), operation.after());
      UsedColumns.refuseIfUsed(
          database(),
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
      requireNumbered(operation, catalog);
      if (operation.change().typeOrNull() != null) {
        new TypeChecks(StandardSql.this, operation, catalog)
            .require(operation.change().typeOrNull());
      }
      return StandardSql.this.changeColumn(operation, catalog);
    }

    @Override
    public List<SqlStatement> addEnumValue(AddEnumValue operation) {
      return StandardSql.this.addEnumValue(operation, catalog);
    }

    @Override
    public List<SqlStatement> renameEnumValue(RenameEnumValue operation) {
      requireFit(operation.table(), operation.column());
      return List.of(StandardSql.this.renameEnumValue(operation, catalog));
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
    operation.change().position().ifPresent(position -> requireMovable(operation, position));
    operation
        .change()
        .retyped(operation.column())
        .ifPresent(column -> type(operation.table(), column));
  }

  /** Rejects NOT NULL for a column that a foreign key sets to NULL. */
  protected final void refuseNotNull(ChangeColumn operation, Catalog catalog) {
    NullRules.require(operation, catalog, this);
  }

  /** Rejects to change the numbering of a column that has none. */
  protected final void requireNumbered(ChangeColumn operation, Catalog catalog) {
    if (operation.change().numbering().isPresent()) {
      Numbering.requireNumbered(operation, data(catalog));
    }
  }

  /** Rejects a type that ends before the next number of a numbered column. */
  protected final void requireReach(ChangeColumn operation, long next) {
    Numbering.requireReach(operation, next);
  }

  /** Returns the renderer for the operations on rows. */
  protected abstract DataSql data(Catalog catalog);

  @Override
  public void requireReference(AddConstraint operation, KeyCatalog catalog) {
    if (operation.constraint() instanceof Constraint.ForeignKey key) {
      new ReferenceFit(database(), this, references(), operation, key, catalog).require();
    }
  }

  protected List<SqlStatement> createTable(CreateTable operation) {
    return List.of(SqlStatement.of(createTable(operation.table())));
  }

  protected List<SqlStatement> dropTable(DropTable operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "DROP TABLE "
                + (operation.ifExists() ? "IF EXISTS " : "")
                + object(operation.table())
                + (operation.isCascading() ? " CASCADE" : "")));
  }

  protected String commentOnTable(CommentOnTable operation) {
    return "COMMENT ON TABLE " + object(operation.table()) + " IS " + string(operation.comment());
  }

  protected List<SqlStatement> addColumn(AddColumn operation, Catalog catalog) {
    String column = column(operation.table(), operation.column());
    Optional<ColumnPosition> position = operation.column().definition().position();
    String place = position.map(at -> placement(operation, at, catalog)).orElse("");
    return List.of(
        SqlStatement.of(
            "ALTER TABLE " + object(operation.table()) + " ADD COLUMN " + column + place));
  }

  /** Returns one statement with a clause for each change, and what must stand beside it. */
  protected List<SqlStatement> alterTable(AlterTable operation, Catalog catalog) {
    return new AlterTableSql(this, this, database(), operation, object(operation.table()))
        .statements(catalog);
  }

  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "ALTER TABLE "
                + object(operation.table())
                + " DROP COLUMN "
                + quote(operation.column())));
  }

  protected String addConstraint(AddConstraint operation, Catalog catalog) {
    return "ALTER TABLE "
        + object(operation.table())
        + " ADD "
        + constraint(operation.constraint());
  }

  protected String removeConstraint(RemoveConstraint operation, Catalog catalog) {
    return "ALTER TABLE "
        + object(operation.table())
        + " DROP CONSTRAINT "
        + quote(requireConstraint(operation, catalog).getKey());
  }

  /** Rejects the operation, because on most databases queries use every index. */
  protected String setIndexVisible(SetIndexVisible operation, Catalog catalog) {
    throw new UnsupportedByDialectException(
        database(),
        operation.describe() + ", because queries use every index",
        "Nothing was sent. Leave it out. For several databases, write it in on(MYSQL, MARIADB, …)");
  }

  /** Rejects the operation, because on most databases every constraint is valid. */
  protected String validateConstraint(ValidateConstraint operation, Catalog catalog) {
    throw new UnsupportedByDialectException(
        database(),
        operation.describe() + ", because it checks every row when it adds a constraint",
        "Nothing was sent. Leave it out. For several databases, write it in on(POSTGRESQL, …)");
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
        .orElseThrow(() -> RenameChecks.missing(operation, "constraint", all.keySet()));
  }

  protected String addIndex(AddIndex operation) {
    return createIndex(operation, "");
  }

  /**
   * Returns the statement that drops an index. The statement names no table, because in the
   * standard an index belongs to the schema. So the catalogue must first show that this table has
   * the index.
   */
  protected String removeIndex(RemoveIndex operation, Catalog catalog) {
    requireIndex(operation, catalog);
    return "DROP INDEX " + object(operation.name());
  }

  /** Rejects the removal of an index that the named table does not have. */
  protected final void requireIndex(RemoveIndex operation, Catalog catalog) {
    requireIndex(operation, operation.table(), operation.name(), catalog);
  }

  /** Rejects a change of an index that the named table does not have. */
  protected final void requireIndex(
      Operation operation, String table, String index, Catalog catalog) {
    List<String> all = catalog.indexes(table).stream().map(CatalogIndex::name).toList();
    if (!all.contains(nameInCatalog(table, index))) {
      throw RenameChecks.missing(operation, "index", all);
    }
  }

  /** Rejects a concurrent build, because most databases do not support it. */
  protected List<SqlStatement> addIndexConcurrently(AddIndex operation, Catalog catalog) {
    throw new UnsupportedByDialectException(
        database(), operation.describe(), "Leave out concurrently()");
  }

  /** Rejects a concurrent removal, because most databases do not support it. */
  protected List<SqlStatement> removeIndexConcurrently(RemoveIndex operation, Catalog catalog) {
    throw new UnsupportedByDialectException(
        database(), operation.describe(), "Write removeIndex(…)");
  }

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
              + " – it exists, and differs: "
              + String.join("; ", differences)
              + ". Nothing was sent. Change it, or choose another name");
    }
    String create = createTable(table);
    return List.of(
        SqlStatement.of(create.replaceFirst("^(CREATE (\\w+ )?TABLE) ", "$1 IF NOT EXISTS ")));
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
            + object(operation.table())
            + " ALTER COLUMN "
            + quote(operation.column())
            + alteration(operation, catalog);
  }

  private String alteration(ChangeColumn operation, Catalog catalog) {
    ColumnChange part = operation.change();
    if (part.numbering().isPresent()) {
      return part.numbering().get().isAlways()
          ? " SET GENERATED ALWAYS"
          : " SET GENERATED BY DEFAULT";
    }
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
        DataTypes.enumeration(EnumValues.with(operation, catalog).toArray(String[]::new));
    return changeColumn(
        new ChangeColumn(operation.table(), operation.column(), ColumnChange.none().to(longer)),
        catalog);
  }

  protected String dropSchema(DropSchema operation) {
    return "DROP SCHEMA "
        + quote(operation.schema())
        + (operation.isCascade() ? " CASCADE" : " RESTRICT");
  }

  /** Renders a change as usual, or refuses one that is known to block other sessions. */
  protected List<SqlStatement> online(Online operation, Catalog catalog) {
    List<SqlStatement> statements = render(operation.change(), catalog);
    OnlineChanges.refuse(database(), operation, hazardsOf(operation.change(), catalog));
    return statements;
  }

  /** Returns none for an online operation, which would be refused instead. */
  @Override
  public final List<Hazard> hazards(Operation operation, Catalog catalog) {
    if (operation.isOnline()) {
      return List.of();
    }
    Operation bare = operation.bare();
    return operation
        .otherSchema()
        .map(
            schema ->
                qualifiedBy(quotedSchema(schema, catalog) + ".").hazardsOf(bare, catalog).stream()
                    .map(hazard -> hazard.inSchema(schema))
                    .toList())
        .orElseGet(() -> hazardsOf(bare, catalog));
  }

  /** Returns no hazards, because the locks of a statement depend on the database. */
  protected List<Hazard> hazardsOf(Operation operation, Catalog catalog) {
    return List.of();
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
  public void createShared(Connection connection, CreateTable operation, Catalog catalog)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false); // the name of the table may contain braces
      for (SqlStatement sql : render(operation, catalog)) {
        statement.execute(sql.sql());
      }
    }
  }

  @Override
  public final List<Operation> stepsOf(Operation operation) {
    return operation
        .otherSchema()
        .map(schema -> InSchema.all(schema, stepsInSchema(operation.inCurrentSchema())))
        .orElseGet(() -> stepsInSchema(operation));
  }

  /** Splits an operation on the current schema, or on the schema of this rendering. */
  protected List<Operation> stepsInSchema(Operation operation) {
    return operation.raw().isPresent() && !hasTransactionalDdl()
        ? RawSql.stepsOf(operation.raw().get(), rawSql().syntax())
        : List.of(operation);
  }

  @Override
  public TransactionMode modeOf(Operation operation) {
    if (operation.bare() instanceof DataOperation data) {
      return data.inBatches().isPresent() ? TransactionMode.BATCHED : TransactionMode.TRANSACTIONAL;
    }
    if (operation.raw().filter(ExecuteSql::isOutside).isPresent()) {
      return TransactionMode.COMMITTING;
    }
    if (hasTransactionalDdl()) {
      return TransactionMode.TRANSACTIONAL;
    }
    return operation.raw().isPresent()
        ? RawSql.modeWithoutTransactionalDdl(operation.raw().get().sql())
        : TransactionMode.IMPLICIT_COMMIT;
  }
}
