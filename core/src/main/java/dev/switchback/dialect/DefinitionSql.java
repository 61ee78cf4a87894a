package dev.switchback.dialect;

import dev.switchback.operation.AddColumn;
import dev.switchback.operation.AddIndex;
import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.RemoveConstraint;
import dev.switchback.operation.SetTableOptions;
import dev.switchback.schema.Column;
import dev.switchback.schema.ColumnChange;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.ColumnPosition;
import dev.switchback.schema.Constraint;
import dev.switchback.schema.DataType;
import dev.switchback.schema.DefaultValue;
import dev.switchback.schema.Deferral;
import dev.switchback.schema.IndexPart;
import dev.switchback.schema.ReferentialAction;
import dev.switchback.schema.Table;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes columns, types, defaults and constraints in standard SQL, and says how the catalogue
 * stores them.
 */
public abstract class DefinitionSql extends SqlText implements CatalogMapping {

  /** Constructor for dialects. */
  protected DefinitionSql() {}

  /** Returns the {@code CREATE TABLE} statement with all columns and constraints. */
  protected final String createTable(Table table) {
    List<String> elements = new ArrayList<>();
    for (Column column : table.columns()) {
      elements.add(column(table.name(), column));
    }
    for (Constraint constraint : table.constraints()) {
      elements.add(constraint(constraint));
    }
    RefusedOptions options = options(table);
    return "CREATE "
        + options.kind()
        + "TABLE "
        + object(table.name())
        + " (\n  "
        + String.join(",\n  ", elements)
        + "\n)"
        + options.sql();
  }

  /** Returns a writer of the options of a table. It refuses all of them by default. */
  protected RefusedOptions options(Table table) {
    return new RefusedOptions(database(), table);
  }

  /** Returns a writer of the options of an existing table. It refuses all of them by default. */
  protected RefusedOptions options(SetTableOptions operation) {
    return new RefusedOptions(database(), operation);
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
   * Returns what follows an added column to place it among the others, with a leading space.
   * Rejected by default, because in the standard a new column is the last one.
   */
  protected String placement(AddColumn operation, ColumnPosition position, Catalog catalog) {
    throw new UnsupportedByDialectException(
        database(),
        operation.describe()
            + " with "
            + position.call()
            + ", because it always adds a column as the last one",
        "Leave out " + position.call());
  }

  /** Rejects a new position of a column, because most databases cannot move a column. */
  protected void requireMovable(ChangeColumn operation, ColumnPosition position) {
    throw new UnsupportedByDialectException(
        database(),
        operation.describe() + ", because a column keeps its place",
        "Nothing was sent. Leave out " + position.call());
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

  @Override
  public Optional<String> checkOf(String table, Column column) {
    return typeCondition(column.definition().type(), quote(column.name()))
        .map(condition -> typeCheckName(table, column.name()));
  }

  @Override
  public Optional<NumberedColumn> numbering(String table, Column column) {
    return column.definition().defaultOrNull() instanceof DefaultValue.AutoIncrement numbering
        ? Optional.of(
            new NumberedColumn(
                sequence(table, column.name()),
                firstKnown(numbering),
                last(column.definition().type()),
                false,
                numbering.isAlways()))
        : Optional.empty();
  }

  /** Returns the first number, or 1 if the catalogue does not show it as the next one. */
  protected long firstKnown(DefaultValue.AutoIncrement numbering) {
    return numbering.start();
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
          database(),
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
            return (autoIncrement.isAlways()
                    ? DefinitionSql.this.identityAlways()
                    : DefinitionSql.this.autoIncrement())
                + DefinitionSql.this.beginning(autoIncrement);
          }

          @Override
          public String expression(DefaultValue.Expression expression) {
            return " DEFAULT (" + expression.sql() + ")";
          }

          @Override
          public String now(DefaultValue.Now now) {
            return " DEFAULT " + DefinitionSql.this.now();
          }

          @Override
          public String randomUuid(DefaultValue.RandomUuid randomUuid) {
            return " DEFAULT " + DefinitionSql.this.randomUuid();
          }

          @Override
          public String generated(DefaultValue.Generated generated) {
            return DefinitionSql.this.generated(generated);
          }
        });
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

  /** Returns what follows a numbered column to name its first numbers, with a leading space. */
  protected String beginning(DefaultValue.AutoIncrement numbering) {
    return numbering.isFromOne() ? "" : " (" + beginningInCatalog(numbering).replace(",", "") + ")";
  }

  @Override
  public String beginningInCatalog(DefaultValue.AutoIncrement numbering) {
    return Stream.of(
            numbering.start() == 1 ? "" : "START WITH " + numbering.start(),
            numbering.increment() == 1 ? "" : "INCREMENT BY " + numbering.increment())
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
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
    String later = constraint.isNotValid() ? notValid(constraint) : "";
    return "CONSTRAINT "
        + quote(constraint.name())
        + constraint.accept(
            new Constraint.Visitor<String>() {
              @Override
              public String primaryKey(Constraint.PrimaryKey key) {
                return " PRIMARY KEY " + columnsOrIndex(key);
              }

              @Override
              public String unique(Constraint.Unique unique) {
                return " UNIQUE " + columnsOrIndex(unique);
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
                return DefinitionSql.this.check(check);
              }
            })
        + (constraint.deferral() == Deferral.NOT_DEFERRABLE ? "" : deferral(constraint))
        + later;
  }

  private String columnsOrIndex(Constraint key) {
    return key.usedIndex().isEmpty() ? columns(key.columns()) : usingIndex(key);
  }

  /**
   * Returns what a key has in place of its columns, if an existing index becomes its index.
   * Rejected by default, because most databases build the index themselves.
   */
  protected String usingIndex(Constraint key) {
    throw new UnsupportedByDialectException(
        database(),
        "add the " + key.describe() + " by usingIndex(…), because it builds the index by itself",
        "Leave out usingIndex(…), and the step that adds the index. For several databases, write"
            + " both in on(POSTGRESQL, …).otherwise(…)");
  }

  /**
   * Returns what follows a constraint that existing rows may violate. Rejected by default, because
   * most databases check every row when they add a constraint, and cannot check them later.
   */
  protected String notValid(Constraint constraint) {
    throw new UnsupportedByDialectException(
        database(),
        "add the "
            + constraint.describe()
            + " as notValid(), because it cannot check the rows later",
        "Leave out notValid(), so that every row is checked now. For several databases, write both"
            + " in on(POSTGRESQL, …).otherwise(…)");
  }

  /** Returns the table and the columns that a foreign key refers to. */
  protected String referenced(Constraint.ForeignKey key) {
    String table =
        key.referencedSchema().isEmpty()
            ? object(key.referencedTable())
            : quote(key.referencedSchema()) + "." + quote(key.referencedTable());
    return table + " " + columns(key.referencedColumns());
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
        database(),
        "make the " + constraint.describe() + " deferrable",
        "Leave out deferrable() and initiallyDeferred(). The constraint is then checked at each"
            + " statement");
  }

  /** Returns the referential action of a foreign key. Empty for the standard's default. */
  protected String rule(String event, ReferentialAction action) {
    return action == ReferentialAction.NO_ACTION ? "" : " " + event + " " + action.sql();
  }

  /** Returns the statement that sets or removes the comment of a column. */
  protected final String commentOnColumn(ChangeColumn operation) {
    String text = operation.change().commentOrNull();
    return "COMMENT ON COLUMN "
        + object(operation.table())
        + "."
        + quote(operation.column())
        + " IS "
        + string(text == null ? "" : text);
  }

  /** Returns the statements for the comments of columns. */
  protected final List<SqlStatement> commentOnColumns(String table, List<Column> columns) {
    List<SqlStatement> statements = new ArrayList<>();
    for (Column column : columns) {
      column
          .definition()
          .comment()
          .map(text -> new ChangeColumn(table, column.name(), ColumnChange.none().comment(text)))
          .ifPresent(change -> statements.add(SqlStatement.of(commentOnColumn(change))));
    }
    return statements;
  }

  /** Returns what a foreign key of this database may refer to. */
  protected ReferenceRules references() {
    return new ReferenceRules();
  }
}
