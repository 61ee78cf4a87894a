package dev.switchback.dialect;

import dev.switchback.operation.Backfill;
import dev.switchback.schema.Assignment;
import dev.switchback.schema.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders the statements of the batches of a back-fill, in standard SQL. */
final class BackfillSql {

  private static final String BATCH = "batch";

  private final Backfill operation;
  private final String table;
  private final DataSql sql;
  private final List<String> key;
  private final Map<String, String> types;

  /** Rejects a back-fill that cannot be executed in batches. */
  BackfillSql(Backfill operation, DataSql sql, Catalog catalog) {
    this.operation = operation;
    this.sql = sql;
    table = operation.table();
    key = RowOrder.of(operation, catalog);
    types = catalog.columns(table);
    key.forEach(this::requireOrder);
    operation.columns().forEach(this::requireFree);
  }

  private void requireOrder(String column) {
    if (!sql.ordersByText(type(column))) {
      throw withoutOrder(column);
    }
    switch (kind(column)) {
      case TEXT, WHOLE_NUMBER, DATE, MOMENT, LOCAL_MOMENT, BYTES, SIXTEEN_BYTES, UUID -> {}
      case NUMBER -> {
        if (!type(column).matches("(?i)(decimal|numeric).*")) {
          throw withoutOrder(column);
        }
      }
      case BOOLEAN, TIME, DOCUMENT, ENUMERATION, ARRAY, OTHER -> throw withoutOrder(column);
    }
  }

  private IllegalArgumentException withoutOrder(String column) {
    return new IllegalArgumentException(
        "%s – the column '%s' of the primary key is %s, and batches cannot be resumed in the order of its values. Nothing was sent. Write bulkUpdate(…), or execute(…) for each part"
            .formatted(operation.describe(), column, type(column)));
  }

  /** Rejects the key of a batch that another primary key has passed. */
  private void requireSameKey(List<String> after) {
    if (after.size() != key.size()) {
      throw new IllegalArgumentException(
          "%s – the primary key of the table has changed since its last batch, whose place is not known any more. Nothing was sent. Restore the key, or undo the batches by hand and abandon the migration"
              .formatted(operation.describe()));
    }
  }

  /** Rejects a column that may not be set. */
  private void requireFree(String column) {
    if (sql.isAmong(key, table, column)) {
      throw new IllegalArgumentException(
          "%s – the column '%s' belongs to the primary key, by which the batches pass the rows. Nothing was sent. Write bulkUpdate(…)"
              .formatted(operation.describe(), column));
    }
    if (sql.isNumbered(table, column)) {
      throw new IllegalArgumentException(
          "%s – the database numbers the column '%s'. Nothing was sent. Leave the column out"
              .formatted(operation.describe(), column));
    }
  }

  private String type(String column) {
    return types.getOrDefault(column, "");
  }

  private ColumnKind kind(String column) {
    return ColumnKind.of(type(column));
  }

  private boolean isBytes(String column) {
    return kind(column) == ColumnKind.BYTES || kind(column) == ColumnKind.SIXTEEN_BYTES;
  }

  /**
   * Returns the statement of a part of a batch. Of the operation as a whole, returns the change of
   * a batch, whose keys are not known.
   */
  SqlStatement statement() {
    Optional<Backfill.Part> part = operation.part();
    if (part.isEmpty()) {
      Optional<List<String>> unknown = Optional.of(Collections.nCopies(key.size(), ""));
      return update(new Backfill.Rows(unknown, unknown));
    }
    return part.get() instanceof Backfill.LastKey last
        ? lastKey(last.after())
        : update((Backfill.Rows) part.get());
  }

  private SqlStatement update(Backfill.Rows rows) {
    List<@Nullable Object> values = new ArrayList<>();
    String set =
        operation.set().stream()
            .map(each -> sql.quote(each.column()) + " = " + value(each, values))
            .collect(Collectors.joining(", "));
    List<String> columns = key.stream().map(sql::quote).toList();
    List<String> conditions = new ArrayList<>();
    rows.after().ifPresent(this::requireSameKey);
    rows.after().ifPresent(key -> conditions.add(compared(columns, key, ">", ">", values)));
    rows.upTo().ifPresent(key -> conditions.add(compared(columns, key, "<", "<=", values)));
    sql.matching(operation, values).ifPresent(conditions::add);
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return SqlStatement.of("UPDATE " + sql.object(table) + " SET " + set + where, values);
  }

  private String value(Assignment assignment, List<@Nullable Object> values) {
    if (assignment instanceof Assignment.Sql expression) {
      return sql.expression(expression, values);
    }
    Assignment.Value given = (Assignment.Value) assignment;
    String column = given.column();
    values.addAll(sql.values(table, Row.row(column, given.value()), List.of(column)));
    return "?";
  }

  private SqlStatement lastKey(Optional<List<String>> after) {
    after.ifPresent(this::requireSameKey);
    List<@Nullable Object> values = new ArrayList<>();
    List<String> columns = key.stream().map(this::inBatch).toList();
    List<String> texts =
        key.stream().map(column -> sql.keyText(inBatch(column), isBytes(column))).toList();
    String where =
        after.map(each -> " WHERE " + compared(columns, each, ">", ">", values)).orElse("");
    return SqlStatement.of(
        "SELECT %s FROM %s %s%s ORDER BY %s LIMIT 1 OFFSET %d"
            .formatted(
                String.join(", ", texts),
                sql.object(table),
                sql.quote(BATCH),
                where,
                String.join(", ", columns),
                operation.batchSize() - 1),
        values);
  }

  /** Returns the name of a column as it cannot be taken for a result of the query. */
  private String inBatch(String column) {
    return sql.quote(BATCH) + "." + sql.quote(column);
  }

  /**
   * Compares the key of a row with another one.
   *
   * @param first the comparison of all columns but the last
   * @param last the comparison of the last column
   */
  private String compared(
      List<String> columns,
      List<String> other,
      String first,
      String last,
      List<@Nullable Object> values) {
    if (key.size() == 1 || !sql.comparesRows()) {
      String index =
          key.size() == 1 ? "" : comparison(columns, other, 0, first + "=", values) + " AND ";
      return index + nested(columns, other, 0, first, last, values);
    }
    List<String> marks = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      marks.add(parameter(i, other.get(i), values));
    }
    return "(%s) %s (%s)".formatted(String.join(", ", columns), last, String.join(", ", marks));
  }

  /** Returns {@code (a > ? OR (a = ? AND (b > ? OR …)))}. */
  private String nested(
      List<String> columns,
      List<String> other,
      int i,
      String first,
      String last,
      List<@Nullable Object> values) {
    if (i == key.size() - 1) {
      return comparison(columns, other, i, last, values);
    }
    return "(%s OR (%s AND %s))"
        .formatted(
            comparison(columns, other, i, first, values),
            comparison(columns, other, i, "=", values),
            nested(columns, other, i + 1, first, last, values));
  }

  private String comparison(
      List<String> columns, List<String> other, int i, String sign, List<@Nullable Object> values) {
    return columns.get(i) + " " + sign + " " + parameter(i, other.get(i), values);
  }

  private String parameter(int i, String text, List<@Nullable Object> values) {
    String column = key.get(i);
    if (isBytes(column)) {
      values.add(HexFormat.of().parseHex(text));
      return "?";
    }
    values.add(sql.value(table, column, text));
    return sql.keyParameter(type(column));
  }
}
