package dev.switchback.dialect;

import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.RowGroup;
import dev.switchback.operation.Upsert;
import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders the operations on rows in standard SQL, for one rendering. Values are always bound. A
 * dialect overrides what its database says differently.
 */
public class DataSql {

  private final Dialect dialect;
  private final Catalog catalog;

  /** What {@code dialect} renders, looking into {@code catalog}. */
  public DataSql(Dialect dialect, Catalog catalog) {
    this.dialect = dialect;
    this.catalog = catalog;
  }

  /** The catalogue of the current schema. */
  protected final Catalog catalog() {
    return catalog;
  }

  // ---- rows that come

  final List<SqlStatement> bulkInsert(BulkInsert operation) {
    List<RowGroup> groups = RowGroup.of(operation.rows());
    List<List<SqlStatement>> inserts =
        groups.stream().map(group -> insert(operation.table(), group, "")).toList();
    return numbered(operation.table(), operation.rows(), groups, inserts);
  }

  /**
   * The statements of each group of rows. Where rows bring numbers for a numbered column, its
   * numbering is moved on before rows come that have none, and at the end.
   */
  private List<SqlStatement> numbered(
      String table, List<Row> rows, List<RowGroup> groups, List<List<SqlStatement>> inserts) {
    Numbering numbering = new Numbering(this, table, rows);
    List<SqlStatement> statements = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      statements.addAll(numbering.before(groups.get(i)));
      statements.addAll(inserts.get(i));
      numbering.add(groups.get(i));
    }
    statements.addAll(numbering.atEnd());
    return statements;
  }

  /** Moves the numbering of a column on, beyond the numbers that its table has. */
  protected SqlStatement moveOn(String table, String column, NumberedColumn numbering) {
    throw new IllegalStateException(dialect.name() + " moves the numbering on by itself");
  }

  /**
   * Inserts rows of the same columns.
   *
   * @param ending what comes behind the values
   */
  protected List<SqlStatement> insert(String table, RowGroup group, String ending) {
    String sql = insertInto(table, group.columns()) + placeholders(group.columns()) + ending;
    List<List<@Nullable Object>> batch = new ArrayList<>();
    group.rows().forEach(row -> batch.add(values(table, row, group.columns())));
    return List.of(new SqlStatement(sql, batch));
  }

  /** {@code INSERT INTO "t" ("a", "b") VALUES }. */
  protected final String insertInto(String table, List<String> columns) {
    return "INSERT INTO " + quote(table) + " " + inBrackets(columns) + " VALUES ";
  }

  /** A question mark for each column, in brackets. */
  protected static String placeholders(Collection<?> columns) {
    return columns.stream().map(column -> "?").collect(Collectors.joining(", ", "(", ")"));
  }

  /** What is bound for {@code columns} of a row. */
  protected final List<@Nullable Object> values(String table, Row row, Collection<String> columns) {
    List<@Nullable Object> values = new ArrayList<>();
    columns.forEach(column -> values.add(value(table, column, row.value(column))));
    return Collections.unmodifiableList(values);
  }

  /**
   * What is bound for a value of a column. A {@link List} stands for an array, which most databases
   * do not have.
   */
  protected @Nullable Object value(String table, String column, @Nullable Object value) {
    if (value instanceof List) {
      throw new UnsupportedByDialectException(
          dialect.name(),
          "an array for '%s' of '%s'".formatted(column, table),
          "Write it as a JSON document into a json() column, or as rows of a table of their own.");
    }
    return value;
  }

  // ---- rows that come, or are there already

  final List<SqlStatement> upsert(Upsert operation) {
    List<RowGroup> groups = RowGroup.of(operation.rows());
    List<List<SqlStatement>> inserts =
        groups.stream().map(group -> upsert(operation, group)).toList();
    requireKey(operation);
    return numbered(operation.table(), operation.rows(), groups, inserts);
  }

  /** Only a unique key makes one row of those that are equal in it, and keeps others out. */
  protected void requireKey(Upsert operation) {
    operation.nullInKey().ifPresent(refusal -> requireNullsNotDistinct(operation, refusal));
    List<CatalogIndex> keys = keys(operation);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – the table has no primary key and no unique constraint over exactly these"
              + " columns. Nothing was sent. Add one first, or name the columns of the one it has");
    }
    if (keys.stream().allMatch(key -> key.isPartial() || key.isDeferrable())) {
      CatalogIndex key = keys.get(0);
      throw new UnsupportedByDialectException(
          dialect.name(),
          "%s, because the unique key '%s' %s"
              .formatted(
                  operation.describe(),
                  key.name(),
                  key.isPartial()
                      ? "is for those rows alone that its WHERE names"
                      : "is deferrable, so that it lets two equal rows be for a while"),
          "Nothing was sent. Add a primary key or a unique constraint over these columns that is"
              + " neither, or write execute(…) with the server's own words.");
    }
  }

  /** The unique keys over exactly the columns of its key. */
  private List<CatalogIndex> keys(Upsert operation) {
    Set<String> key = new HashSet<>();
    operation.key().forEach(column -> key.add(dialect.nameInCatalog(operation.table(), column)));
    return catalog.indexes(operation.table()).stream()
        .filter(
            index ->
                index.isUnique() && index.isValid() && key.equals(new HashSet<>(index.columns())))
        .toList();
  }

  /** A NULL is equal to another one in such a key alone. */
  private void requireNullsNotDistinct(Upsert operation, String refusal) {
    if (!hasNullsNotDistinct()
        || keys(operation).stream().noneMatch(CatalogIndex::hasNullsNotDistinct)) {
      throw new IllegalArgumentException(refusal);
    }
  }

  /** Whether this database has keys in which a NULL is equal to another one. */
  protected boolean hasNullsNotDistinct() {
    return false;
  }

  /** Rows of the same columns; by {@code MERGE}, one row at a time. */
  protected List<SqlStatement> upsert(Upsert operation, RowGroup group) {
    String table = operation.table();
    List<String> changed = operation.onlyInserts(group) ? List.of() : others(operation, group);
    String sql =
        "MERGE INTO "
            + quote(table)
            + " USING (VALUES (1)) AS "
            + quote("one")
            + " ON "
            + equal(table, operation.key())
            + (changed.isEmpty() ? "" : " WHEN MATCHED THEN UPDATE SET " + assignments(changed))
            + " WHEN NOT MATCHED THEN INSERT "
            + inBrackets(group.columns())
            + " VALUES "
            + placeholders(group.columns());
    List<List<@Nullable Object>> batch = new ArrayList<>();
    for (Row row : group.rows()) {
      List<@Nullable Object> parameters = new ArrayList<>(values(table, row, operation.key()));
      parameters.addAll(values(table, row, changed));
      parameters.addAll(values(table, row, group.columns()));
      batch.add(Collections.unmodifiableList(parameters));
    }
    return List.of(new SqlStatement(sql, batch));
  }

  private String equal(String table, List<String> key) {
    return key.stream()
        .map(column -> quote(table) + "." + quote(column) + " = ?")
        .collect(Collectors.joining(" AND "));
  }

  /** The columns of a group that do not belong to the key. */
  protected static List<String> others(Upsert operation, RowGroup group) {
    return group.columns().stream().filter(column -> !operation.key().contains(column)).toList();
  }

  // ---- rows that are there

  final List<SqlStatement> bulkUpdate(BulkUpdate operation) {
    List<String> columns = operation.set().columns();
    List<@Nullable Object> parameters =
        new ArrayList<>(values(operation.table(), operation.set(), columns));
    String sql =
        "UPDATE "
            + quote(operation.table())
            + " SET "
            + assignments(columns)
            + where(operation.table(), operation.condition(), parameters);
    return List.of(SqlStatement.of(sql, parameters));
  }

  final List<SqlStatement> bulkDelete(BulkDelete operation) {
    List<@Nullable Object> parameters = new ArrayList<>();
    String sql =
        "DELETE FROM "
            + quote(operation.table())
            + where(operation.table(), operation.condition(), parameters);
    return List.of(SqlStatement.of(sql, parameters));
  }

  private String assignments(List<String> columns) {
    return columns.stream().map(column -> quote(column) + " = ?").collect(Collectors.joining(", "));
  }

  private String where(String table, Condition condition, List<@Nullable Object> parameters) {
    return condition.isEveryRow()
        ? ""
        : condition.parts().stream()
            .map(part -> part(table, part, parameters))
            .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }

  private String part(String table, Condition.Part part, List<@Nullable Object> parameters) {
    if (part instanceof Condition.Sql raw) {
      dialect.requireValues(raw.sql(), raw.parameters());
      parameters.addAll(raw.parameters());
      // The line may end with a comment.
      return "(" + raw.sql() + (raw.sql().matches("(?s).*(?:--|#).*") ? "\n)" : ")");
    }
    if (part instanceof Condition.In in) {
      return in.values().stream()
          .map(value -> compared(table, in.column(), value, parameters))
          .collect(Collectors.joining(", ", quote(in.column()) + " IN (", ")"));
    }
    Condition.Equal equal = (Condition.Equal) part;
    if (equal.value() == null) {
      return quote(equal.column()) + " IS NULL";
    }
    return quote(equal.column())
        + " = "
        + compared(table, equal.column(), equal.value(), parameters);
  }

  /**
   * What stands for a value that is compared with a column: a question mark, and the value among
   * the parameters.
   */
  protected String compared(
      String table, String column, Object value, List<@Nullable Object> parameters) {
    parameters.add(value(table, column, value));
    return "?";
  }

  // ---- names

  /** What the catalogue calls a column of a table. */
  final String nameInCatalog(String table, String column) {
    return dialect.nameInCatalog(table, column);
  }

  /** A name between the quotes of the database. */
  protected final String quote(String identifier) {
    return dialect.quote(identifier);
  }

  /** Names between quotes, in brackets. */
  protected final String inBrackets(Collection<String> names) {
    return names.stream().map(this::quote).collect(Collectors.joining(", ", "(", ")"));
  }
}
