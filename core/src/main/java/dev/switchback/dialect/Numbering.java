package dev.switchback.dialect;

import dev.switchback.operation.ChangeColumn;
import dev.switchback.operation.InsertNumbered;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.RowGroup;
import dev.switchback.operation.SetNumbering;
import dev.switchback.schema.DataType;
import dev.switchback.schema.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the numbered columns for which rows bring explicit numbers, so that their sequences must be
 * advanced.
 */
final class Numbering {

  private static final Set<Class<?>> WHOLE =
      Set.of(Long.class, Integer.class, Short.class, Byte.class);

  private final DataSql sql;
  private final String table;

  private final Map<String, NumberedColumn> numbered = new TreeMap<>();

  /** The columns whose sequence is not beyond the numbers of the inserted rows. */
  private final Map<String, NumberedColumn> passed = new TreeMap<>();

  /**
   * Queries the catalogue only if the rows bring whole numbers and the database does not advance
   * the sequence by itself.
   */
  Numbering(DataSql sql, String table, List<Row> rows) {
    this.sql = sql;
    this.table = table;
    Set<String> columns = new TreeSet<>();
    if (!sql.leavesNumbering()) {
      return;
    }
    for (Row row : rows) {
      row.columns().stream().filter(column -> isNumber(row, column)).forEach(columns::add);
    }
    if (!columns.isEmpty()) {
      for (String column : columns) {
        sql.numbering(table, column).ifPresent(numbering -> numbered.put(column, numbering));
      }
    }
  }

  /**
   * Returns what lets rows bring numbers for a column whose numbers are always generated, with a
   * leading space. Empty if no row brings one. Queries the catalogue as the constructor does.
   */
  static String overriding(DataSql sql, String table, RowGroup group) {
    boolean bringsNumber =
        sql.leavesNumbering()
            && group.columns().stream()
                .filter(column -> group.rows().stream().anyMatch(row -> isNumber(row, column)))
                .flatMap(column -> sql.numbering(table, column).stream())
                .anyMatch(NumberedColumn::isAlways);
    return bringsNumber ? " OVERRIDING SYSTEM VALUE" : "";
  }

  private static boolean isNumber(Row row, String column) {
    return number(row.value(column)) != null;
  }

  private static @Nullable BigDecimal number(@Nullable Object value) {
    if (value instanceof BigInteger whole) {
      return new BigDecimal(whole);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Number number && WHOLE.contains(value.getClass())) {
      return BigDecimal.valueOf(number.longValue());
    }
    return null;
  }

  /** Returns the statements to send before the rows of {@code group} are inserted. */
  List<SqlStatement> before(RowGroup group) {
    return moveOn(column -> !group.columns().contains(column));
  }

  List<SqlStatement> atEnd() {
    return moveOn(column -> true);
  }

  private List<SqlStatement> moveOn(Predicate<String> which) {
    List<SqlStatement> statements = new ArrayList<>();
    passed.forEach(
        (column, numbering) -> {
          if (which.test(column)) {
            statements.add(sql.moveOn(table, column, numbering));
          }
        });
    passed.keySet().removeIf(which);
    return statements;
  }

  /** Records that the rows of {@code group} are inserted. */
  void add(RowGroup group) {
    for (Row row : group.rows()) {
      numbered.forEach(
          (column, numbering) -> {
            BigDecimal number = row.columns().contains(column) ? number(row.value(column)) : null;
            if (number != null && numbering.comesTo(number)) {
              passed.put(column, numbering);
            }
          });
    }
  }

  /** Returns the column whose numbering restarts. Rejects one that cannot. */
  static NumberedColumn toRestart(RestartNumbering operation, DataSql sql) {
    NumberedColumn numbered =
        sql.numbering(operation.table(), operation.column())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        operation.describe()
                            + " – the database numbers no such column. Nothing was sent. Name a"
                            + " column with autoIncrement()"));
    if (numbered.isDescending() || operation.next() > numbered.last()) {
      throw new IllegalArgumentException(
          "%s – the numbers of this column go %s to %d. Nothing was sent. Set a number in between"
              .formatted(
                  operation.describe(), numbered.isDescending() ? "down" : "up", numbered.last()));
    }
    return numbered;
  }

  /**
   * Returns the column whose numbers an insert returns. Rejects rows that bring a number for it.
   *
   * @param columns the columns that the database numbers
   */
  static String toReturn(InsertNumbered operation, DataSql sql, Set<String> columns) {
    if (columns.size() != 1) {
      throw new IllegalArgumentException(
          "%s – the database numbers %s of this table. Nothing was sent. %s"
              .formatted(
                  operation.describe(),
                  columns.isEmpty() ? "no column" : "several columns",
                  columns.isEmpty()
                      ? "Make a column autoIncrement(), or write bulkInsert(…)"
                      : "Write query(…) with the SQL of the server"));
    }
    String column = columns.iterator().next();
    for (int i = 0; i < operation.rows().size(); i++) {
      for (String each : operation.rows().get(i).columns()) {
        if (sql.isAmong(columns, operation.table(), each)) {
          throw new IllegalArgumentException(
              "%s – row %d has a value for '%s', which the database numbers. Nothing was sent. Leave the column out of the row, or write bulkInsert(…)"
                  .formatted(operation.describe(), i + 1, each));
        }
      }
    }
    return column;
  }

  /** Rejects to change the numbering of a column that has none: some servers would add one. */
  static void requireNumbered(ChangeColumn operation, DataSql sql) {
    if (sql.numbering(operation.table(), operation.column()).isEmpty()) {
      throw new IllegalArgumentException(
          "%s – the database does not number this column. Nothing was sent. Write addNumbering(\"%s\", \"%s\") before this step"
              .formatted(operation.describe(), operation.table(), operation.column()));
    }
  }

  /** Rejects a type that ends before the next number, which could then be no number of a row. */
  static void requireReach(ChangeColumn operation, long next) {
    if (operation.change().typeOrNull() instanceof DataType.WholeNumber type
        && next > type.highest()) {
      throw new IllegalArgumentException(
          "%s – the next number of this column is %d, and the highest one of the type is %d. Nothing was sent. Write restartNumbering(\"%s\", \"%s\", 1) before this step: it begins above the rows"
              .formatted(
                  operation.describe(),
                  next,
                  type.highest(),
                  operation.table(),
                  operation.column()));
    }
  }

  /** Rejects a column that is numbered already, or that cannot be. */
  static void requirePossible(SetNumbering operation, DataSql sql, Catalog catalog) {
    String table = operation.table();
    String column = operation.column();
    boolean isNumbered = sql.numbering(table, column).isPresent();
    if (isNumbered == operation.isNumbered()) {
      throw new IllegalArgumentException(
          "%s – the database %s this column%s. Nothing was sent. Leave out the step"
              .formatted(
                  operation.describe(),
                  isNumbered ? "numbers" : "does not number",
                  isNumbered ? " already" : ""));
    }
    if (operation.isNumbered() && !sql.isAmong(catalog.columnsRefusingNull(table), table, column)) {
      throw new IllegalArgumentException(
          "%s – there is no such column, or it takes NULL. Nothing was sent. Write changeColumn(\"%s\", \"%s\", c -> c.notNull()) before this step"
              .formatted(operation.describe(), table, column));
    }
  }
}
