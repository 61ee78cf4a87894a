package dev.switchback.h2;

import dev.switchback.dialect.AlteredCatalog;
import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.ConstraintKind;
import dev.switchback.dialect.DataSql;
import dev.switchback.dialect.DefaultNames;
import dev.switchback.dialect.IndexFeature;
import dev.switchback.dialect.KeptNames;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.RawSql;
import dev.switchback.dialect.RawSqlRules;
import dev.switchback.dialect.ReferenceRules;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.StandardSql;
import dev.switchback.dialect.TransactionMode;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.AlterTable;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.CreateTable;
import dev.switchback.operation.ExecuteSql;
import dev.switchback.operation.Online;
import dev.switchback.operation.Operation;
import dev.switchback.operation.RemoveColumn;
import dev.switchback.operation.RemoveIndex;
import dev.switchback.operation.RenameColumn;
import dev.switchback.operation.RenameTable;
import dev.switchback.operation.TableChange;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.IndexPart;
import dev.switchback.schema.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders operations for H2, and says how its catalogue stores what they define. */
final class H2Sql extends StandardSql {

  /** The longest name in characters: {@code org.h2.engine.Constants.MAX_IDENTIFIER_LENGTH}. */
  private static final int LONGEST_NAME = 256;

  /**
   * Matches schema statements that do not commit (measured on 2.5.252). A rollback of them damages
   * H2's internal tables ("Row … not found in primary index"). So they are sent outside a
   * transaction.
   */
  private static final Pattern WITHOUT_COMMIT =
      Pattern.compile("(?:create|alter) sequence\\b.*|alter table\\b.*\\brestart\\b.*");

  /** Matches what H2 appends to the name of a constraint for its index. */
  private static final Pattern OF_CONSTRAINT = Pattern.compile("(?i)_INDEX_[0-9A-F]+$");

  private final H2RawSql rawSql = new H2RawSql();

  /** Whether H2 folds plain names to upper case, which is its default. */
  private final boolean foldsToUpper;

  /** The quoted schema and a dot; empty for the current schema. */
  private final String qualifier;

  private final KeptNames names;

  /** How the names of other tables are stored. */
  private final Function<String, KeptNames> others;

  /** Creates the rendering for default settings of the database. */
  H2Sql() {
    this("", true, KeptNames.FOLDED, table -> KeptNames.FOLDED);
  }

  private H2Sql(
      String qualifier, boolean foldsToUpper, KeptNames names, Function<String, KeptNames> others) {
    this.qualifier = qualifier;
    this.foldsToUpper = foldsToUpper;
    this.names = names;
    this.others = others;
  }

  /** Returns the rendering for a database that folds plain names to upper case, or to lower. */
  H2Sql folding(boolean foldsToUpper) {
    return new H2Sql(qualifier, foldsToUpper, names, others);
  }

  /** Returns the rendering with names as {@code kept} says that the database stores them. */
  H2Sql with(KeptNames kept) {
    return new H2Sql(qualifier, foldsToUpper, kept, others);
  }

  @Override
  protected String qualifier() {
    return qualifier;
  }

  @Override
  protected StandardSql qualifiedBy(String schemaAndDot) {
    return new H2Sql(schemaAndDot, foldsToUpper, KeptNames.FOLDED, others);
  }

  @Override
  protected String quotedSchema(String schema, Catalog catalog) {
    return with(catalog.keptSchema(schema)).quote(schema);
  }

  @Override
  protected String database() {
    return H2Dialect.NAME;
  }

  @Override
  protected RawSqlRules rawSql() {
    return rawSql;
  }

  @Override
  public boolean hasTransactionalDdl() {
    return false;
  }

  /**
   * Quotes a plain name with backticks, so that H2 folds it like an unquoted name, even if it is a
   * keyword. Quotes any other name with double quotes.
   */
  @Override
  public String quote(String identifier) {
    String exact = super.quote(identifier);
    return H2Names.isPlain(identifier) && !names.isExact(identifier)
        ? "`" + identifier + "`"
        : exact;
  }

  @Override
  public boolean isKeptAs(String name, String kept) {
    return name.equals(kept) || (foldsToUpper && H2Names.folded(name).equals(kept));
  }

  @Override
  public String nameInCatalog(String table, String part) {
    return foldsToUpper ? H2Names.inCatalog(table, part) : part;
  }

  @Override
  public CatalogIndex indexInCatalog(AddIndex operation) {
    String table = operation.table();
    CatalogIndex index = super.indexInCatalog(operation);
    List<String> keys = new ArrayList<>();
    for (String key : index.columns()) {
      String order = key.endsWith(" DESC") ? " DESC" : "";
      String column = key.substring(0, key.length() - order.length());
      keys.add(nameInCatalog(table, column) + order);
    }
    return new CatalogIndex(
        nameInCatalog(table, index.name()),
        keys,
        index.isUnique(),
        index.isValid(),
        index.attributes());
  }

  /**
   * Renders an operation with the names as the database stores them. A table that was created with
   * exact names is found by its exact name.
   */
  @Override
  public List<SqlStatement> render(Operation operation, Catalog catalog) {
    if (names.equals(KeptNames.EXACT)) {
      return super.render(operation, catalog);
    }
    return new H2Sql(
            qualifier,
            foldsToUpper,
            operation.acceptKind(new SubjectNames(catalog)),
            catalog::keptNames)
        .renderAsKept(operation, catalog);
  }

  private List<SqlStatement> renderAsKept(Operation operation, Catalog catalog) {
    return super.render(operation, catalog);
  }

  @Override
  protected ReferenceRules references() {
    return new H2References();
  }

  @Override
  protected String referenced(Constraint.ForeignKey key) {
    H2Sql other =
        with(
            key.referencedSchema().isEmpty()
                ? others.apply(key.referencedTable())
                : KeptNames.FOLDED);
    return other.referencedAsKept(key);
  }

  private String referencedAsKept(Constraint.ForeignKey key) {
    return super.referenced(key);
  }

  /**
   * Renders a rename. A table that is stored with an exact name gets an exact name again. If a
   * table with exactly the new name exists, the statement uses that name, so that H2 reports the
   * conflict.
   */
  @Override
  protected List<SqlStatement> renameTable(RenameTable operation, Catalog catalog) {
    KeptNames taken = catalog.keptNames(operation.after());
    return taken.isExact()
        ? List.of(
            SqlStatement.of(
                "ALTER TABLE "
                    + object(operation.before())
                    + " RENAME TO "
                    + with(taken).quote(operation.after())))
        : super.renameTable(operation, catalog);
  }

  /** Renames all by one text. The table is the last one, so that the rest can be renamed later. */
  @Override
  protected List<SqlStatement> renameTable(
      RenameTable operation, List<DefaultNames.Part> parts, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            super.renameTable(operation, parts, catalog).stream()
                .map(SqlStatement::sql)
                .collect(Collectors.joining("; "))));
  }

  @Override
  protected void refuseUnfit(String identifier) {
    refuseLonger(identifier, identifier.length(), LONGEST_NAME, "characters");
  }

  @Override
  protected String randomUuid() {
    return "RANDOM_UUID()";
  }

  @Override
  protected String constantDefault(Object value, DataType type) {
    return type instanceof DataType.Json
        ? "JSON " + literal(value)
        : super.constantDefault(value, type);
  }

  @Override
  protected String column(String table, Column column) {
    if (column.definition().collation().isPresent()) {
      throw noCollation("make the column '" + column.name() + "' with collate(…)");
    }
    refuseLongDefault(column.definition());
    return super.column(table, column);
  }

  /** Places a column after another one, or before the one that is the first so far. */
  @Override
  protected String placement(AddColumn operation, ColumnPosition position, Catalog catalog) {
    return position
        .after()
        .map(column -> " AFTER " + quote(column))
        .or(
            () ->
                catalog.columns(operation.table()).keySet().stream()
                    .findFirst()
                    .map(column -> " BEFORE " + quote(column)))
        .orElse("");
  }

  @Override
  protected void requireMovable(ChangeColumn operation, ColumnPosition position) {
    throw H2Changes.cannotMove(operation, position);
  }

  /**
   * Refuses a default that is too long. H2 would create the table, and refuse each row without a
   * value of its own.
   */
  private void refuseLongDefault(ColumnDefinition column) {
    DataType type = column.type();
    int length =
        type instanceof DataType.Varchar string
            ? string.length()
            : type instanceof DataType.FixedString fixed ? fixed.length() : Integer.MAX_VALUE;
    if (column.defaultOrNull() instanceof DefaultValue.Constant constant
        && constant.value() instanceof String text
        && text.length() > length) {
      throw new UnsupportedByDialectException(
          database(),
          "keep the default of "
              + type.describe()
              + ", because it counts a character beyond U+FFFF twice",
          "Use a longer one, or text()");
    }
  }

  /**
   * Refuses virtual generated columns. H2 always stores generated columns, and has no keyword for
   * it.
   */
  @Override
  protected String generated(DefaultValue.Generated generated) {
    if (generated.isVirtual()) {
      throw new UnsupportedByDialectException(
          database(),
          "make a generated column virtual()",
          "Leave out virtual(), so that it is stored");
    }
    return " GENERATED ALWAYS AS (" + generated.sql() + ")";
  }

  @Override
  protected DataType.Visitor<String> types() {
    return new H2Types(this::string);
  }

  @Override
  public String typeInCatalog(String table, Column column) {
    String type = super.typeInCatalog(table, column);
    return type.replaceFirst("^VARCHAR(_IGNORECASE)?", "CHARACTER VARYING")
        .replaceFirst("^CHAR(?=\\()", "CHARACTER")
        .replaceFirst("^VARBINARY", "BINARY VARYING")
        .replaceFirst("VARYING\\(1000000000\\)", "VARYING"); // H2 does not show the maximum length
  }

  @Override
  protected List<SqlStatement> renameColumn(RenameColumn operation, Catalog catalog) {
    return List.of(
        SqlStatement.of(
            "ALTER TABLE "
                + object(operation.table())
                + " ALTER COLUMN "
                + quote(operation.before())
                + " RENAME TO "
                + quote(operation.after())));
  }

  @Override
  public void requireWhole(Operation operation, Catalog catalog) {
    Catalog found = catalog;
    for (Operation each : operation.inCurrentSchema().inOrder()) {
      AsChangeColumn.of(each).ifPresent(requireWhole(found));
      found = AlteredCatalog.after(each, found, this);
    }
  }

  private Consumer<ChangeColumn> requireWhole(Catalog catalog) {
    return change -> {
      change.change().position().ifPresent(position -> requireMovable(change, position));
      H2Changes.refuseLostDefault(change, catalog);
      refuseNotNull(change, catalog);
      requireNumbered(change, catalog);
    };
  }

  /**
   * Splits changes of a table, and a change into one step for each part. Each statement keeps the
   * other parts of the column. A change to a generated column stays whole, and is refused.
   */
  @Override
  protected List<Operation> stepsInSchema(Operation operation) {
    return operation.inOrder().stream().flatMap(each -> stepsOfOne(each).stream()).toList();
  }

  private List<Operation> stepsOfOne(Operation operation) {
    return AsChangeColumn.of(operation)
        .filter(change -> !(change.change().defaultOrNull() instanceof DefaultValue.Generated))
        .map(H2Sql::partsOf)
        .orElseGet(() -> super.stepsInSchema(operation));
  }

  private static List<Operation> partsOf(ChangeColumn change) {
    return change.change().parts().stream()
        .<Operation>map(part -> new ChangeColumn(change.table(), change.column(), part))
        .toList();
  }

  /** Returns a statement for each change. A run makes a step of each. */
  @Override
  protected List<SqlStatement> alterTable(AlterTable operation, Catalog catalog) {
    List<SqlStatement> statements = new ArrayList<>();
    Catalog found = catalog;
    for (TableChange change : operation.changes()) {
      statements.addAll(render(change, found));
      found = AlteredCatalog.after(change, found, this);
    }
    return statements;
  }

  @Override
  protected void requirePossible(ChangeColumn operation) {
    if (operation.change().collationOrNull() != null) {
      throw noCollation(operation.describe());
    }
    if (operation.change().defaultOrNull() instanceof DefaultValue.Generated) {
      throw new UnsupportedByDialectException(
          database(),
          operation.describe() + ", because it cannot change the expression of a generated column",
          "Nothing was sent. Remove the column, and add it with generatedAs(…).");
    }
    super.requirePossible(operation);
  }

  @Override
  protected List<SqlStatement> changeColumn(ChangeColumn operation, Catalog catalog) {
    DataType type = operation.change().typeOrNull();
    return type == null ? super.changeColumn(operation, catalog) : changeType(operation, catalog);
  }

  /**
   * Renders a change of type. An identity column would keep the maximum of its former type, so it
   * gets NO MAXVALUE.
   */
  private List<SqlStatement> changeType(ChangeColumn asked, Catalog catalog) {
    Optional<String> conversion =
        H2Changes.conversion(asked, quote(asked.column()), type(asked), catalog);
    ChangeColumn operation =
        conversion
            .map(sql -> new ChangeColumn(asked.table(), asked.column(), asked.change().using(sql)))
            .orElse(asked);
    List<SqlStatement> change = super.changeColumn(operation, catalog);
    Map<String, String> attributes = catalog.attributes(operation.table(), operation.column());
    if (asked.change().usingOrNull() == null) {
      String cast = "CAST(" + quote(asked.column()) + " AS " + type(asked) + ")";
      H2Changes.refuseUnfitRows(asked, conversion.orElse(cast), catalog);
    }
    if (!H2Changes.isIdentity(attributes)) {
      return change;
    }
    NumberedColumn numbering = catalog.numberedColumns(asked.table()).get(asked.column());
    if (numbering != null) {
      requireReach(asked, numbering.next()); // H2 would begin from the start again
    }
    String raise =
        "; ALTER TABLE "
            + object(operation.table())
            + " ALTER COLUMN "
            + quote(operation.column())
            + " SET NO MAXVALUE";
    List<SqlStatement> statements = new ArrayList<>(change);
    statements.set(0, SqlStatement.of(change.get(0).sql() + raise));
    return statements;
  }

  private String type(ChangeColumn operation) {
    return operation
        .change()
        .retyped(operation.column())
        .map(column -> type(operation.table(), column))
        .orElseThrow();
  }

  @Override
  protected List<SqlStatement> removeColumn(RemoveColumn operation, Catalog catalog) {
    H2Changes.refuseNeeded(operation, catalog);
    return super.removeColumn(operation, catalog);
  }

  @Override
  protected String removeIndex(RemoveIndex operation, Catalog catalog) {
    String name = nameInCatalog(operation.table(), operation.name());
    H2Changes.refuseIndexOfKey(operation, name, catalog);
    return super.removeIndex(operation, catalog);
  }

  /** Returns whether H2 derived the name of the index from the name of the constraint. */
  @Override
  public boolean isIndexOf(String constraint, String index) {
    return super.isIndexOf(constraint, index)
        || OF_CONSTRAINT.matcher(index).replaceFirst("").equals(constraint);
  }

  /** Returns whether H2 created the index for a constraint. Such an index has a name of H2. */
  @Override
  protected boolean isOfConstraint(String table, CatalogIndex index, Catalog catalog) {
    return catalog.of(table) instanceof H2Catalog database
        ? database.isOfConstraint(table, index.name())
        : super.isOfConstraint(table, index, catalog);
  }

  /** Returns false: the index of a constraint has a name of H2. */
  @Override
  protected boolean hasIndexOfItsName(ConstraintKind kind) {
    return false;
  }

  private UnsupportedByDialectException noCollation(String what) {
    return new UnsupportedByDialectException(
        database(),
        what + ", because only a whole database has a collation",
        "Leave out collate(…)");
  }

  @Override
  protected Set<IndexFeature> indexFeatures() {
    return EnumSet.of(IndexFeature.DESCENDING, IndexFeature.NULLS_ORDER);
  }

  /**
   * Returns true: the catalogue shows an order of nulls for every column, which may come from a
   * setting of the database.
   */
  @Override
  protected boolean isUsual(IndexPart.Nulls nulls, boolean isDescending) {
    return true;
  }

  /**
   * Creates a metadata table under a unique name first, then renames it. If another session creates
   * the table first, the creation fails late. Other sessions can see the failed table for a moment,
   * and H2 then closes the whole database (github.com/h2database/h2database/issues/3695, seen on
   * 2.5.252).
   */
  @Override
  public void createShared(Connection connection, CreateTable operation, Catalog catalog)
      throws SQLException {
    Table table = operation.table();
    String ownName = table.name() + " " + UUID.randomUUID();
    List<Constraint> ownKey =
        operation.table().constraints().stream()
            .<Constraint>map(key -> new Constraint.PrimaryKey(ownName + " pk", key.columns()))
            .toList();
    Table own = new Table(ownName, table.columns(), ownKey);
    try (Statement statement = connection.createStatement()) {
      try {
        super.createShared(connection, new CreateTable(own), catalog);
        statement.execute("ALTER TABLE " + quote(ownName) + " RENAME TO " + quote(table.name()));
      } finally {
        statement.execute("DROP TABLE IF EXISTS " + quote(ownName));
      }
    }
  }

  @Override
  protected List<SqlStatement> online(Online operation, Catalog catalog) {
    throw new UnsupportedByDialectException(
        database(),
        operation.describe() + ", because each schema change locks its table",
        "Nothing was sent. Leave out online(). For several databases, write both in on(H2,"
            + " …).otherwise(…)");
  }

  @Override
  protected DataSql data(Catalog catalog) {
    return new H2Data(this, catalog);
  }

  @Override
  public Set<String> unfolded(Connection connection, @Nullable String schema, List<String> tables)
      throws SQLException {
    return new H2StoredNames(connection).unfolded(schema, tables);
  }

  @Override
  public TransactionMode modeOf(Operation operation) {
    return operation.raw().filter(H2Sql::isWithoutCommit).isPresent()
            || WithoutCommit.includes(operation.inCurrentSchema())
            || operation.renamedWithParts().isPresent()
        ? TransactionMode.NON_TRANSACTIONAL
        : super.modeOf(operation);
  }

  private static boolean isWithoutCommit(ExecuteSql raw) {
    return RawSql.isSingle(raw.sql()) && WITHOUT_COMMIT.matcher(RawSql.words(raw.sql())).matches();
  }
}
