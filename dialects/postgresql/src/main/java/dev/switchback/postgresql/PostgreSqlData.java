package dev.switchback.postgresql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.DataSql;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.RowGroup;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.Upsert;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Renders operations on rows for PostgreSQL. A text is bound without a type, like a quoted literal.
 * The server then converts it to the type of the column, such as JSON, an enum type or an address.
 * If it were bound as text, the server would refuse it.
 */
final class PostgreSqlData extends DataSql {

  private final PostgreSqlSql sql;

  PostgreSqlData(PostgreSqlSql sql, Catalog catalog) {
    super(sql, catalog);
    this.sql = sql;
  }

  /** A value as text, whose type the server infers. */
  record Untyped(String text) {
    @Override
    public String toString() {
      return "a value"; // it may be a secret
    }
  }

  @Override
  protected @Nullable Object value(String table, String column, @Nullable Object value) {
    if (value instanceof String text) {
      return new Untyped(text);
    }
    return value instanceof List<?> elements ? new Untyped(array(elements)) : value;
  }

  /**
   * Returns whether the server would store the value differently for different column types. The
   * server itself checks all other values strictly.
   */
  @Override
  protected boolean dependsOnType(Object value) {
    return value instanceof String text
        ? text.indexOf('\\') >= 0 || isMoment(text)
        : !(value instanceof Number || value instanceof UUID) || value instanceof Double;
  }

  @Override
  protected int digitsOfSeconds() {
    return 6;
  }

  /** Writes an array as text (PostgreSQL manual, "Array Value Input"). */
  private static String array(List<?> elements) {
    return elements.stream()
        .map(PostgreSqlData::element)
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String element(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof List<?> inner) {
      return array(inner);
    }
    return '"' + inWords(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String inWords(Object value) {
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  @Override
  protected List<SqlStatement> copy(String table, RowGroup group) {
    List<String> columns = group.columns();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    group.rows().forEach(row -> rows.add(values(table, row, columns)));
    return List.of(new SqlStatement(copyInto(table, columns), rows));
  }

  @Override
  protected String copyInto(String table, List<String> columns) {
    return "COPY " + object(table) + " " + inBrackets(columns) + " FROM STDIN (ENCODING 'UTF8')";
  }

  @Override
  protected SqlStatement returning(SqlStatement insert, String column) {
    return new SqlStatement(insert.sql() + " RETURNING " + quote(column), insert.batch());
  }

  @Override
  protected boolean leavesNumbering() {
    return true;
  }

  /**
   * Advances the sequence past the values of the table. Never moves it back, because another
   * session may have taken more numbers by now.
   */
  @Override
  protected SqlStatement moveOn(String table, String column, NumberedColumn numbering) {
    String sequence = numbering.sequence();
    boolean isDescending = numbering.isDescending();
    return SqlStatement.of(
        """
        SELECT pg_catalog.setval(%s, n.last) FROM %s AS s,
          (SELECT %s(%s) AS last FROM %s WHERE %s %s %d) AS n
        WHERE n.last %s s.last_value OR (n.last = s.last_value AND NOT s.is_called)\
        """
            .formatted(
                "'" + sequence.replace("'", "''") + "'",
                sequence,
                isDescending ? "min" : "max",
                quote(column),
                object(table),
                quote(column),
                isDescending ? ">=" : "<=",
                numbering.last(),
                isDescending ? "<" : ">"));
  }

  /** Makes a column an identity whose numbers are above those in the table, or stops that. */
  @Override
  protected List<SqlStatement> setNumbering(SetNumbering operation) {
    String table = object(operation.table());
    String alter = "ALTER TABLE " + table + " ALTER COLUMN " + quote(operation.column());
    if (!operation.isNumbered()) {
      return List.of(SqlStatement.of(alter + " DROP IDENTITY"));
    }
    String sequence =
        "'ALTER SEQUENCE ' || pg_catalog.pg_get_serial_sequence(%s, %s) || ' RESTART WITH '"
            .formatted(sql.string(table), sql.string(operation.column()));
    return List.of(
        SqlStatement.of(alter + " ADD GENERATED BY DEFAULT AS IDENTITY"),
        restart(operation.table(), operation.column(), sequence, 1, Long.MAX_VALUE));
  }

  @Override
  protected SqlStatement restartNumbering(RestartNumbering operation, NumberedColumn numbering) {
    String sequence = sql.string("ALTER SEQUENCE " + numbering.sequence() + " RESTART WITH ");
    return restart(
        operation.table(), operation.column(), sequence, operation.next(), numbering.last());
  }

  /**
   * Sets the next number, above the numbers in the table. Unlike {@code setval}, {@code ALTER
   * SEQUENCE} is undone by a rollback. It takes no expression, so a block reads the highest number
   * first. The lock keeps other sessions from adding rows.
   *
   * @param alter an expression for the beginning of the statement
   */
  private SqlStatement restart(String table, String column, String alter, long next, long last) {
    return SqlStatement.of(
        "DO "
            + sql.string(
                "BEGIN LOCK TABLE %1$s IN SHARE ROW EXCLUSIVE MODE; EXECUTE (SELECT %2$s || GREATEST(%3$d, COALESCE(max(%4$s) + 1, %3$d)) FROM %1$s WHERE %4$s < %5$d); END"
                    .formatted(object(table), alter, next, quote(column), last)));
  }

  @Override
  protected String keyText(String column, boolean isBytes) {
    return isBytes ? "encode(" + column + ", 'hex')" : column + "::text";
  }

  /** The server infers the type of an {@link Untyped} value from the column. */
  @Override
  protected String keyParameter(String type) {
    return "?";
  }

  @Override
  protected boolean comparesRows() {
    return true;
  }

  /** Returns true. Versions before 15 have no such index, and their catalogue shows none. */
  @Override
  protected boolean hasNullsNotDistinct() {
    return true;
  }

  @Override
  protected boolean hasPartialKeys() {
    return true;
  }

  @Override
  protected List<SqlStatement> upsert(Upsert operation, RowGroup group) {
    String conflict = " ON CONFLICT " + inBrackets(operation.key()) + partial(operation);
    if (operation.onlyInserts(group)) {
      return insert(operation.table(), group, conflict + " DO NOTHING");
    }
    String changes =
        others(operation, group).stream()
            .map(column -> quote(column) + " = EXCLUDED." + quote(column))
            .collect(Collectors.joining(", "));
    return insert(operation.table(), group, conflict + " DO UPDATE SET " + changes);
  }

  /** Returns the condition of a partial unique index, by which the server finds it. */
  private static String partial(Upsert operation) {
    return operation.condition().isEmpty()
        ? ""
        : " WHERE " + inParentheses(SqlStatement.of(operation.condition()), new ArrayList<>());
  }
}
