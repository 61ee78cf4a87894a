package dev.switchback.dialect;

import dev.switchback.operation.Backfill;
import dev.switchback.operation.BulkDelete;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.BulkUpdate;
import dev.switchback.operation.InsertNumbered;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.RowGroup;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.Upsert;
import dev.switchback.schema.Assignment;
import dev.switchback.schema.Condition;
import dev.switchback.schema.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders the operations on rows in standard SQL, for one rendering. Values are always bound. A
 * dialect overrides the methods for which its database differs.
 */
public abstract class DataSql {

  private final StandardSql sql;
  private final Catalog catalog;

  /** The column types of each table that was queried. */
  private final Map<String, Map<String, ColumnType>> types = new HashMap<>();

  private final Map<String, Map<String, NumberedColumn>> numbered = new HashMap<>();

  /** Creates the renderer of {@code dialect}, which queries {@code catalog}. */
  public DataSql(StandardSql sql, Catalog catalog) {
    this.sql = sql;
    this.catalog = catalog;
  }

  /** Returns the catalogue of the current schema. */
  protected final Catalog catalog() {
    return catalog;
  }

  // ---- insert

  /** Inserts rows in their order. */
  protected List<SqlStatement> bulkInsert(BulkInsert operation) {
    List<RowGroup> groups = RowGroup.of(operation.rows());
    List<List<SqlStatement>> inserts =
        groups.stream().map(group -> insert(operation.table(), group, "")).toList();
    requireNumbers(operation.table(), operation.rows());
    return numbered(operation.table(), operation.rows(), groups, inserts);
  }

  /** Inserts each row by a statement that returns its number. */
  final List<SqlStatement> insertNumbered(InsertNumbered operation) {
    String table = operation.table();
    List<SqlStatement> inserts = new ArrayList<>();
    for (Row row : operation.rows()) {
      inserts.addAll(insert(table, new RowGroup(row.columns(), List.of(row)), ""));
    }
    String column = Numbering.toReturn(operation, this, catalog.numberedColumns(table).keySet());
    return inserts.stream().map(insert -> returning(insert, column)).toList();
  }

  /**
   * Makes the insert of one row return the number in {@code column}. By default the driver returns
   * it, see {@link DriverAccess#prepareNumbered}.
   */
  protected SqlStatement returning(SqlStatement insert, String column) {
    return insert;
  }

  /**
   * Returns the statements of each group of rows. If rows bring numbers for a numbered column, its
   * sequence is advanced before rows that have none, and at the end.
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

  /**
   * Rejects NULL in a numbered column: MySQL and MariaDB would replace it by a number, and the
   * others refuse it.
   */
  protected final void requireNumbers(String table, List<Row> rows) {
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      for (String column : row.columns()) {
        if (row.value(column) == null && numbering(table, column).isPresent()) {
          throw new IllegalArgumentException(
              "Table '%s' – the database numbers the column '%s', and %s has NULL there. Nothing was sent. Leave the column out of the row"
                  .formatted(table, column, rows.size() == 1 ? "the row" : "row " + (i + 1)));
        }
      }
    }
  }

  /** Returns how the database numbers a column. Empty if it does not. */
  final Optional<NumberedColumn> numbering(String table, String column) {
    return Optional.ofNullable(numberedColumns(table).get(keyOf(table, column)));
  }

  /** Returns the columns that the database numbers, by {@link #keyInCatalog}. */
  private Map<String, NumberedColumn> numberedColumns(String table) {
    return numbered.computeIfAbsent(
        table,
        name -> {
          Map<String, NumberedColumn> columns = new HashMap<>();
          catalog
              .numberedColumns(name)
              .forEach((column, numbering) -> columns.put(keyInCatalog(column), numbering));
          return columns;
        });
  }

  /** Makes the database number a column, above the numbers in the table, or stops it. */
  protected abstract List<SqlStatement> setNumbering(SetNumbering operation);

  /** Restarts the numbering above the numbers in the table, so that none is given twice. */
  protected abstract SqlStatement restartNumbering(
      RestartNumbering operation, NumberedColumn numbering);

  /** Returns whether the database numbers a column. */
  protected final boolean isNumbered(String table, String column) {
    return numbering(table, column).isPresent();
  }

  /** Returns whether rows with explicit numbers do not advance the sequence. */
  protected boolean leavesNumbering() {
    return false;
  }

  /** Advances the sequence of a column beyond the numbers in its table. */
  protected SqlStatement moveOn(String table, String column, NumberedColumn numbering) {
    throw new IllegalStateException(sql.database() + " moves the numbering on by itself");
  }

  /**
   * Inserts rows that have the same columns.
   *
   * @param ending what follows the values
   */
  protected List<SqlStatement> insert(String table, RowGroup group, String ending) {
    List<List<@Nullable Object>> batch = new ArrayList<>();
    group.rows().forEach(row -> batch.add(values(table, row, group.columns())));
    String sql =
        insertInto(table, group.columns(), Numbering.overriding(this, table, group))
            + placeholders(group.columns())
            + ending;
    return List.of(new SqlStatement(sql, batch));
  }

  /** Inserts the rows of a part of a file, which have the same columns. */
  protected List<SqlStatement> copy(String table, RowGroup group) {
    return insert(table, group, "");
  }

  /** Returns what {@link #copy} sends, without rows. */
  protected String copyInto(String table, List<String> columns) {
    return insertInto(table, columns) + placeholders(columns);
  }

  /** Returns {@code INSERT INTO "t" ("a", "b") VALUES }. */
  protected final String insertInto(String table, List<String> columns) {
    return insertInto(table, columns, "");
  }

  private String insertInto(String table, List<String> columns, String overriding) {
    return "INSERT INTO " + object(table) + " " + inBrackets(columns) + overriding + " VALUES ";
  }

  /** Returns a question mark for each column, in parentheses. */
  protected static String placeholders(Collection<?> columns) {
    return columns.stream().map(column -> "?").collect(Collectors.joining(", ", "(", ")"));
  }

  /** Returns the values to bind for {@code columns} of a row. */
  protected final List<@Nullable Object> values(String table, Row row, Collection<String> columns) {
    if (!types.containsKey(table)) {
      columns.forEach(this::quote); // reject a bad name before the catalogue is queried
    }
    List<@Nullable Object> values = new ArrayList<>();
    columns.forEach(column -> values.add(value(table, column, stored(table, column, row))));
    return Collections.unmodifiableList(values);
  }

  /**
   * Converts a value so that every database stores the same. Rejects a value that databases would
   * store differently.
   */
  private @Nullable Object stored(String table, String column, Row row) {
    Object value = row.value(column);
    // The decimal form of a float is the number that the author wrote.
    Object given = value instanceof Float ? Double.valueOf(value.toString()) : value;
    if (given == null || !dependsOnType(given)) {
      return given;
    }
    ColumnType type = columnType(table, column);
    Object converted = converted(type, given);
    if (!type.kind().fits(converted)) {
      throw new IllegalArgumentException(
          "Table '%s' – the column '%s' is %s, and each database would store %s differently. Nothing was sent. Pass %s, or write execute(…)"
              .formatted(
                  table,
                  column,
                  type.words(),
                  value instanceof String ? "this text" : "a value of " + nameOf(value),
                  type.kind().remedy()));
    }
    return converted;
  }

  private static String nameOf(@Nullable Object value) {
    if (value instanceof List) {
      return "List";
    }
    return value == null ? "null" : value.getClass().getSimpleName();
  }

  /**
   * Returns whether the databases store a value differently depending on the type of its column, so
   * that the catalogue must be queried.
   */
  protected boolean dependsOnType(Object value) {
    return true;
  }

  /**
   * Returns whether {@code text} is a date or a time, whose conversion depends on the type of its
   * column.
   */
  protected static boolean isMoment(String text) {
    return Moments.isMoment(text);
  }

  /** Returns how many fractional digits of a second a column has if its type does not say so. */
  protected int digitsOfSeconds() {
    return 0;
  }

  /** Returns the type of a column as the catalogue shows it, or "" if it is not known. */
  protected final String typeOf(String table, String column) {
    return columnType(table, column).words();
  }

  final ColumnType columnType(String table, String column) {
    return types
        .computeIfAbsent(table, this::columnTypes)
        .getOrDefault(keyOf(table, column), ColumnType.UNKNOWN);
  }

  private Map<String, ColumnType> columnTypes(String table) {
    Map<String, ColumnType> columns = new HashMap<>();
    catalog
        .columns(table)
        .forEach(
            (column, words) ->
                columns.put(keyInCatalog(column), ColumnType.of(words, digitsOfSeconds())));
    return columns;
  }

  /** Returns whether the catalogue shows a column among {@code shown}. */
  final boolean isAmong(Collection<String> shown, String table, String column) {
    return shown.stream().map(this::keyInCatalog).anyMatch(keyOf(table, column)::equals);
  }

  private String keyOf(String table, String column) {
    return keyInCatalog(sql.nameInCatalog(table, column));
  }

  /** Returns the same key for two names of one column. */
  protected String keyInCatalog(String column) {
    return column;
  }

  /** Converts dates and times as the column stores them, and the words for true and false. */
  private static Object converted(ColumnType type, Object value) {
    ColumnKind kind = type.kind();
    int digits = type.digits();
    return switch (kind) {
      case MOMENT, LOCAL_MOMENT -> {
        Object moment = value instanceof String text ? Moments.moment(text) : value;
        yield inUtc(kind, Moments.rounded(startOfDay(moment), digits));
      }
      case TIME ->
          Moments.rounded(value instanceof String text ? Moments.time(text) : value, digits);
      case BOOLEAN -> value instanceof String text ? ColumnKind.truth(text) : value;
      case TEXT,
          WHOLE_NUMBER,
          NUMBER,
          DATE,
          DOCUMENT,
          BYTES,
          SIXTEEN_BYTES,
          ENUMERATION,
          UUID,
          ARRAY,
          OTHER ->
          value;
    };
  }

  private static Object startOfDay(Object value) {
    return value instanceof LocalDate day ? day.atStartOfDay() : value;
  }

  /** Converts to UTC, because servers use the time zone of the session. */
  private static Object inUtc(ColumnKind kind, Object value) {
    if (kind == ColumnKind.MOMENT && value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC);
    }
    return kind == ColumnKind.LOCAL_MOMENT && value instanceof Instant instant
        ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
        : value;
  }

  /**
   * Returns what is bound for a value of a column. A {@link List} is an array, which most databases
   * do not have.
   */
  protected @Nullable Object value(String table, String column, @Nullable Object value) {
    if (value instanceof List) {
      throw new UnsupportedByDialectException(
          sql.database(),
          "an array for '%s' of '%s'".formatted(column, table),
          "Write it as a JSON document into a json() column, or as rows of a separate table.");
    }
    return value;
  }

  // ---- upsert

  final List<SqlStatement> upsert(Upsert operation) {
    List<RowGroup> groups = RowGroup.of(operation.rows());
    List<List<SqlStatement>> inserts =
        groups.stream().map(group -> upsert(operation, group)).toList();
    requireKey(operation);
    requireNumbers(operation.table(), operation.rows());
    return numbered(operation.table(), operation.rows(), groups, inserts);
  }

  /**
   * Rejects a key that is not a unique key: only a unique key merges equal rows and rejects
   * duplicates.
   */
  protected void requireKey(Upsert operation) {
    if (!operation.condition().isEmpty()) {
      requirePartialKey(operation);
      return;
    }
    List<CatalogIndex> keys = keys(operation);
    requireNullsNotDistinct(operation, keys.stream().filter(CatalogIndex::isForEveryRow).toList());
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – the table has no primary key and no unique constraint over exactly these"
              + " columns. Nothing was sent. Add one first, or name the columns of an existing"
              + " one");
    }
    if (keys.stream().noneMatch(CatalogIndex::isForEveryRow)) {
      CatalogIndex key = keys.get(0);
      throw new UnsupportedByDialectException(
          sql.database(),
          "%s, because the unique key '%s' %s"
              .formatted(
                  operation.describe(),
                  key.name(),
                  key.isPartial()
                      ? "covers only the rows of its WHERE"
                      : "is deferrable, so that it accepts two equal rows for a time"),
          "Nothing was sent. Add a primary key or a unique constraint over these columns that is"
              + " neither, "
              + (key.isPartial()
                  ? "or name its condition: key(…).where(…)."
                  : "or write execute(…) in the SQL of the server."));
    }
  }

  /** Rejects a key with a condition unless the table has a unique index with one. */
  private void requirePartialKey(Upsert operation) {
    if (!hasPartialKeys()) {
      throw new UnsupportedByDialectException(
          sql.database(),
          operation.describe() + ", because its unique keys cover every row",
          "Nothing was sent. Leave out where(…) if a unique key over these columns covers every"
              + " row, or write bulkUpdate and bulkInsert.");
    }
    List<CatalogIndex> keys = keys(operation).stream().filter(CatalogIndex::isPartial).toList();
    requireNullsNotDistinct(operation, keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – the table has no unique index with a condition over exactly these columns."
              + " Nothing was sent. Add one first by addIndex(table,"
              + " index(…).unique().where(…)), or leave out where(…) if a key covers every row");
    }
  }

  /** Returns whether this database has unique keys over some of the rows. */
  protected boolean hasPartialKeys() {
    return false;
  }

  /** Returns the unique keys over exactly the columns of the upsert's key. */
  private List<CatalogIndex> keys(Upsert operation) {
    Set<String> key = new HashSet<>();
    operation.key().forEach(column -> key.add(sql.nameInCatalog(operation.table(), column)));
    return catalog.indexes(operation.table()).stream()
        .filter(
            index ->
                index.isUnique() && index.isValid() && key.equals(new HashSet<>(index.columns())))
        .toList();
  }

  /**
   * Rejects NULLs in the key, unless one of the {@code keys} that the server can use treats them as
   * equal. The server chooses among those with a condition, so all of them must.
   */
  private void requireNullsNotDistinct(Upsert operation, List<CatalogIndex> keys) {
    boolean areEqual =
        operation.condition().isEmpty()
            ? keys.stream().anyMatch(CatalogIndex::hasNullsNotDistinct)
            : keys.stream().allMatch(CatalogIndex::hasNullsNotDistinct);
    if (!hasNullsNotDistinct() || !areEqual) {
      operation
          .nullInKey()
          .ifPresent(
              refusal -> {
                throw new IllegalArgumentException(refusal);
              });
    }
  }

  /** Returns whether this database has unique keys in which NULLs are equal. */
  protected boolean hasNullsNotDistinct() {
    return false;
  }

  /** Upserts rows that have the same columns, by {@code MERGE}, one row at a time. */
  protected List<SqlStatement> upsert(Upsert operation, RowGroup group) {
    String table = operation.table();
    List<String> changed = operation.onlyInserts(group) ? List.of() : others(operation, group);
    String overriding = Numbering.overriding(this, table, group);
    String sql =
        "MERGE INTO "
            + object(table)
            + " USING (VALUES (1)) AS "
            + quote("one")
            + " ON "
            + equal(operation)
            + (changed.isEmpty() ? "" : " WHEN MATCHED THEN UPDATE SET " + assignments(changed))
            + " WHEN NOT MATCHED THEN INSERT "
            + inBrackets(group.columns())
            + overriding
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

  private String equal(Upsert operation) {
    String isEqual = operation.nullInKey().isPresent() ? " IS NOT DISTINCT FROM ?" : " = ?";
    return operation.key().stream()
        .map(column -> object(operation.table()) + "." + quote(column) + isEqual)
        .collect(Collectors.joining(" AND "));
  }

  /** Returns the columns of a group that do not belong to the key. */
  protected static List<String> others(Upsert operation, RowGroup group) {
    return group.columns().stream().filter(column -> !operation.key().contains(column)).toList();
  }

  // ---- update and delete

  final List<SqlStatement> bulkUpdate(BulkUpdate operation) {
    Row set = operation.set();
    String table = operation.table();
    List<String> columns = set.columns();
    String update = "UPDATE " + object(table) + " SET " + assignments(columns);
    requireNumbers(table, List.of(set));
    List<SqlStatement> statements = new ArrayList<>();
    for (List<Condition.Part> parts : bound(operation.condition()).of(operation, columns)) {
      List<@Nullable Object> parameters = new ArrayList<>(values(table, set, columns));
      String sql = update + where(table, parts, parameters);
      statements.add(SqlStatement.of(sql, parameters));
    }
    Numbering numbering = new Numbering(this, table, List.of(set));
    numbering.add(new RowGroup(columns, List.of(set)));
    statements.addAll(numbering.atEnd());
    return statements;
  }

  final List<SqlStatement> bulkDelete(BulkDelete operation) {
    if (operation.limit().isPresent()) {
      return List.of(deleteFirst(operation, operation.limit().getAsInt()));
    }
    List<SqlStatement> statements = new ArrayList<>();
    for (List<Condition.Part> parts : bound(operation.condition()).of(operation, List.of())) {
      List<@Nullable Object> parameters = new ArrayList<>();
      String sql =
          "DELETE FROM " + object(operation.table()) + where(operation.table(), parts, parameters);
      statements.add(SqlStatement.of(sql, parameters));
    }
    return statements;
  }

  /**
   * Deletes the first matching rows by the primary key. Standard SQL has no order for a delete, so
   * a query selects the keys. The condition is repeated outside of it, for a row that another
   * session changes meanwhile.
   */
  private SqlStatement deleteFirst(BulkDelete operation, int limit) {
    String table = operation.table();
    boolean isOrdered = deletesInOrder();
    String delete = "DELETE FROM " + object(table);
    List<Condition.Part> parts =
        bound(operation.condition()).inOneStatement(operation, isOrdered ? 1 : 2);
    List<String> key = RowOrder.of(operation, catalog);
    String columns = key.stream().map(this::quote).collect(Collectors.joining(", "));
    List<@Nullable Object> parameters = new ArrayList<>();
    String where = where(table, parts, parameters);
    String order = " ORDER BY " + columns;
    if (isOrdered) {
      return SqlStatement.of(delete + where + order + " LIMIT " + limit, parameters);
    }
    String first =
        "SELECT %s FROM %s%s%s FETCH FIRST %d ROWS ONLY"
            .formatted(columns, object(table), where(table, parts, parameters), order, limit);
    return SqlStatement.of(
        "%s%s %s IN (%s)"
            .formatted(
                delete,
                where.isEmpty() ? " WHERE" : where + " AND",
                key.size() == 1 ? columns : "(" + columns + ")",
                first),
        parameters);
  }

  /** Returns whether a delete takes {@code ORDER BY} and {@code LIMIT}. */
  protected boolean deletesInOrder() {
    return false;
  }

  private String assignments(List<String> columns) {
    return columns.stream().map(column -> quote(column) + " = ?").collect(Collectors.joining(", "));
  }

  private String where(
      String table, List<Condition.Part> parts, List<@Nullable Object> parameters) {
    return parts.isEmpty() ? "" : " WHERE " + all(table, parts, parameters);
  }

  private String all(String table, List<Condition.Part> parts, List<@Nullable Object> parameters) {
    return parts.stream()
        .map(part -> part(table, part, parameters))
        .collect(Collectors.joining(" AND "));
  }

  /** Returns the parts of a condition, with question marks in place of names. */
  private ConditionParts bound(Condition condition) {
    return new ConditionParts(condition.parts().stream().map(this::bound).toList());
  }

  private Condition.Part bound(Condition.Part part) {
    if (part instanceof Condition.Sql raw) {
      SqlStatement bound = sql.rawSql().bound(raw.sql(), raw.parameters());
      return new Condition.Sql(bound.sql(), bound.values());
    }
    return part;
  }

  /** Writes SQL of the author in parentheses, and adds its values. */
  protected static String inParentheses(SqlStatement bound, List<@Nullable Object> parameters) {
    parameters.addAll(bound.values());
    // The SQL may end with a line comment.
    return "(" + bound.sql() + (bound.sql().matches("(?s).*(?:--|#).*") ? "\n)" : ")");
  }

  private String part(String table, Condition.Part part, List<@Nullable Object> parameters) {
    if (part instanceof Condition.Sql raw) {
      return inParentheses(SqlStatement.of(raw.sql(), raw.parameters()), parameters);
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
   * Returns the SQL for a value that is compared with a column. By default a question mark, with
   * the value added to the parameters.
   */
  protected String compared(
      String table, String column, Object value, List<@Nullable Object> parameters) {
    Object compared = dependsOnType(value) ? converted(columnType(table, column), value) : value;
    parameters.add(value(table, column, compared));
    return "?";
  }

  // ---- batches

  /**
   * Returns SQL for the text of a key column, which {@link #keyParameter} compares with the column.
   *
   * @param column the quoted name
   * @param isBytes whether the column has bytes, which become hexadecimal digits
   */
  protected abstract String keyText(String column, boolean isBytes);

  /**
   * Returns SQL that compares the text of a key with its column, with one question mark. By default
   * the text is cast to the type of the column.
   *
   * @param type the type, as the catalogue shows it
   */
  protected String keyParameter(String type) {
    return "CAST(? AS " + type + ")";
  }

  /**
   * Returns whether the text of a key of this type is always compared as the column is.
   *
   * @param type the type, as the catalogue shows it
   */
  protected boolean ordersByText(String type) {
    return true;
  }

  /**
   * Returns whether the database uses an index for a comparison such as {@code (a, b) > (?, ?)}.
   */
  protected boolean comparesRows() {
    return false;
  }

  /** Returns the SQL of an expression of the author, in parentheses, and adds its values. */
  final String expression(Assignment.Sql expression, List<@Nullable Object> parameters) {
    SqlStatement bound = sql.rawSql().bound(expression.sql(), expression.parameters());
    return inParentheses(bound, parameters);
  }

  /** Returns the SQL of a condition for one statement, and adds its values. Empty for every row. */
  final Optional<String> matching(Backfill operation, List<@Nullable Object> parameters) {
    String table = operation.table();
    List<Condition.Part> parts = bound(operation.condition()).inOneStatement(operation, 1);
    return parts.isEmpty() ? Optional.empty() : Optional.of(all(table, parts, parameters));
  }

  // ---- names

  /** Quotes a name for the database. */
  protected final String quote(String identifier) {
    return sql.quote(identifier);
  }

  /** Returns the name of a table, with its schema if that is not the current one. */
  protected final String object(String table) {
    return sql.object(table);
  }

  /** Quotes names, in parentheses. */
  protected final String inBrackets(Collection<String> names) {
    return names.stream().map(this::quote).collect(Collectors.joining(", ", "(", ")"));
  }

  /** Returns the database's name as its vendor spells it, for messages. */
  protected final String database() {
    return sql.database();
  }
}
