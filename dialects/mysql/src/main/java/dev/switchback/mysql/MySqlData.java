package dev.switchback.mysql;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogIndex;
import dev.switchback.dialect.DataSql;
import dev.switchback.dialect.NumberedColumn;
import dev.switchback.dialect.SqlStatement;
import dev.switchback.dialect.UnsupportedByDialectException;
import dev.switchback.operation.BulkInsert;
import dev.switchback.operation.RestartNumbering;
import dev.switchback.operation.RowGroup;
import dev.switchback.operation.SetNumbering;
import dev.switchback.operation.Upsert;
import dev.switchback.schema.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders operations on rows for MySQL and MariaDB. */
final class MySqlData extends DataSql {

  /** The maximum number of parameters of a prepared statement (ER_PS_MANY_PARAM). */
  private static final int MOST_PARAMETERS = 65_535;

  /**
   * The maximum number of characters in one statement. The smallest default of max_allowed_packet
   * is 16 MB.
   */
  private static final int MOST_CHARACTERS = 1_000_000;

  /**
   * The maximum number of groups that become separate statements. More statements would cost more;
   * one statement for each group lets an error name its row.
   */
  private static final int MOST_GROUPS = 20;

  private final MySqlSql sql;

  MySqlData(MySqlSql sql, Catalog catalog) {
    super(sql, catalog);
    this.sql = sql;
  }

  /** Refuses a row with the number 0, which the server would replace. */
  @Override
  protected List<SqlStatement> setNumbering(SetNumbering operation) {
    String column = operation.column();
    if (operation.isNumbered()
        && catalog() instanceof MySqlCatalog database
        && database.hasRow(object(operation.table()), quote(column) + " = 0")) {
      throw new IllegalArgumentException(
          operation.describe()
              + " – a row has the number 0, and the server would give it another one. Nothing was"
              + " sent. Change that row first");
    }
    ColumnRewrite rewrite = new ColumnRewrite(sql, operation, column, catalog());
    ColumnWords words = new ColumnWords(rewrite.definition());
    words.numbered(operation.isNumbered());
    return List.of(rewrite.statement(words));
  }

  /** InnoDB raises a number that is not above those in the table (MySQL Reference Manual). */
  @Override
  protected SqlStatement restartNumbering(RestartNumbering operation, NumberedColumn numbering) {
    return SqlStatement.of(
        "ALTER TABLE " + object(operation.table()) + " AUTO_INCREMENT = " + operation.next());
  }

  /** Converts a UUID to bytes if the column has sixteen bytes; other columns take text. */
  @Override
  protected @Nullable Object value(String table, String column, @Nullable Object value) {
    if (value instanceof UUID uuid && typeOf(table, column).equals("binary(16)")) {
      return ByteBuffer.allocate(16)
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits())
          .array();
    }
    if (value == null && sql.fillsTimestamps()) {
      requireNullable(table, column);
    }
    return super.value(table, column, value);
  }

  /** Refuses NULL where the server would store the current time. */
  private void requireNullable(String table, String column) {
    if (typeOf(table, column).startsWith("timestamp")
        && catalog()
            .of(table)
            .attributes(table, column)
            .getOrDefault("definition", "")
            .split(" COMMENT ", -1)[0]
            .contains(" NOT NULL")) {
      throw new UnsupportedByDialectException(
          database(),
          "keep NULL out of '%s' of '%s', because the server stores the current time for it"
              .formatted(column, table),
          "Nothing was sent. Name a time, or leave the column out.");
    }
  }

  /**
   * Renders a comparison. A JSON document never equals a text, so the text is read as JSON first.
   */
  @Override
  protected String compared(
      String table, String column, Object value, List<@Nullable Object> parameters) {
    String type = typeOf(table, column);
    if (!Comparison.isExact(type, value)) {
      throw new UnsupportedByDialectException(
          database(),
          "compare '%s' of '%s', which is %s, with a value of %s, because other values would be equal to it too"
              .formatted(column, table, type, value.getClass().getName()),
          "Nothing was sent. Pass a value of the column's type, or write whereSql(…).");
    }
    String placeholder = super.compared(table, column, value, parameters);
    return type.equals("json") && value instanceof String ? "CAST(? AS JSON)" : placeholder;
  }

  /** In a binary log of statements, the order makes every server delete the same rows. */
  @Override
  protected boolean deletesInOrder() {
    return true;
  }

  @Override
  protected String keyText(String column, boolean isBytes) {
    return isBytes ? "HEX(" + column + ")" : "CAST(" + column + " AS CHAR)";
  }

  /** A TIMESTAMP is shown in the time zone of the session, where an hour may occur twice. */
  @Override
  protected boolean ordersByText(String type) {
    return !type.startsWith("timestamp");
  }

  /** Casts numbers and dates, which the server would else compare as texts or as doubles. */
  @Override
  protected String keyParameter(String type) {
    String name = type.replaceFirst("[( ].*", "");
    return switch (name) {
      case "tinyint", "smallint", "mediumint", "int", "integer", "bigint" ->
          type.contains("unsigned") ? "CAST(? AS UNSIGNED)" : "CAST(? AS SIGNED)";
      case "decimal", "date", "datetime" ->
          "CAST(? AS " + type.replace(" unsigned", "").toUpperCase(Locale.ROOT) + ")";
      default -> "?";
    };
  }

  @Override
  protected String keyInCatalog(String column) {
    return column.toLowerCase(Locale.ROOT);
  }

  /** Returns true for everything but a list, which every column refuses. */
  @Override
  protected boolean dependsOnType(Object value) {
    return !(value instanceof List);
  }

  /**
   * Inserts many rows with one statement. Connector/J sends a batch statement by statement and
   * waits for each answer, unless its URL has {@code rewriteBatchedStatements}.
   */
  @Override
  protected List<SqlStatement> insert(String table, RowGroup group, String ending) {
    List<String> columns = group.columns();
    List<SqlStatement> statements = new ArrayList<>();
    List<@Nullable Object> parameters = new ArrayList<>();
    int characters = 0;
    for (Row row : group.rows()) {
      List<@Nullable Object> values = values(table, row, columns);
      int more = length(values);
      boolean isFull =
          parameters.size() + columns.size() > MOST_PARAMETERS
              || characters + more > MOST_CHARACTERS;
      if (isFull && !parameters.isEmpty()) {
        statements.add(insert(table, columns, parameters, ending));
        parameters = new ArrayList<>();
        characters = 0;
      }
      parameters.addAll(values);
      characters += more;
    }
    statements.add(insert(table, columns, parameters, ending));
    return statements;
  }

  /**
   * Inserts rows with different columns in one statement: {@code DEFAULT} stands for a missing
   * column. A numbered column is never written as DEFAULT: for mixed rows, the server would assign
   * the numbers in another order, or the number 0.
   */
  @Override
  protected List<SqlStatement> bulkInsert(BulkInsert operation) {
    if (RowGroup.of(operation.rows()).size() <= MOST_GROUPS) {
      return super.bulkInsert(operation);
    }
    String table = operation.table();
    List<SqlStatement> statements = new ArrayList<>();
    RaggedRows rows = new RaggedRows();
    for (Row row : operation.rows()) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      List<String> columns = row.columns();
      List<@Nullable Object> bound = values(table, row, columns);
      for (int i = 0; i < columns.size(); i++) {
        values.put(columns.get(i), bound.get(i));
      }
      List<String> numbered = columns.stream().filter(each -> isNumbered(table, each)).toList();
      if (!rows.takes(numbered, columns, length(bound))) {
        statements.add(rows.insertInto(columnsOfAll -> insertInto(table, columnsOfAll)));
        rows = new RaggedRows();
      }
      rows.add(numbered, values, length(bound));
    }
    statements.add(rows.insertInto(columnsOfAll -> insertInto(table, columnsOfAll)));
    requireNumbers(table, operation.rows());
    return statements;
  }

  private static int length(List<@Nullable Object> values) {
    return values.stream().mapToInt(MySqlData::length).sum();
  }

  /** The rows of one statement, some of which lack columns. */
  private static final class RaggedRows {
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    private Set<String> numbered = Set.of();
    private int characters;
    private int parameters;

    boolean takes(List<String> numberedOfRow, List<String> columnsOfRow, int length) {
      return rows.isEmpty()
          || (numbered.equals(new HashSet<>(numberedOfRow))
              && characters + length <= MOST_CHARACTERS
              && parameters + columnsOfRow.size() <= MOST_PARAMETERS);
    }

    void add(List<String> numberedOfRow, Map<String, @Nullable Object> values, int length) {
      numbered = new HashSet<>(numberedOfRow);
      columns.addAll(values.keySet());
      rows.add(values);
      characters += length;
      parameters += values.size();
    }

    SqlStatement insertInto(Function<List<String>, String> beginning) {
      List<@Nullable Object> bound = new ArrayList<>();
      String all =
          rows.stream().map(row -> inBrackets(row, bound)).collect(Collectors.joining(", "));
      return SqlStatement.of(beginning.apply(List.copyOf(columns)) + all, bound);
    }

    private String inBrackets(Map<String, @Nullable Object> row, List<@Nullable Object> bound) {
      return columns.stream()
          .map(
              column -> {
                if (!row.containsKey(column)) {
                  return "DEFAULT";
                }
                bound.add(row.get(column));
                return "?";
              })
          .collect(Collectors.joining(", ", "(", ")"));
    }
  }

  private SqlStatement insert(
      String table, List<String> columns, List<@Nullable Object> parameters, String ending) {
    int rows = parameters.size() / columns.size();
    String values = String.join(", ", Collections.nCopies(rows, placeholders(columns)));
    return SqlStatement.of(insertInto(table, columns) + values + ending, parameters);
  }

  /** Returns the approximate length of a value. Everything but texts and bytes is short. */
  private static int length(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    return value instanceof String text ? text.length() : 20;
  }

  /**
   * Refuses an upsert that could match another unique key: {@code ON DUPLICATE KEY} treats a row as
   * existing if any unique key is equal. A row without columns of the other keys is safe, because
   * their default is a new number or UUID.
   */
  @Override
  protected void requireKey(Upsert operation) {
    super.requireKey(operation);
    if (operation.existing() == Upsert.Existing.UPDATED) {
      touchedKeys(operation).forEach((key, columns) -> refuse(operation, key, columns));
    }
  }

  /** Returns the other unique keys of which the rows have columns, with those columns. */
  private Map<String, Set<String>> touchedKeys(Upsert operation) {
    Set<String> key = new HashSet<>(operation.key());
    Map<String, Set<String>> keys = new TreeMap<>();
    for (CatalogIndex index : catalog().indexes(operation.table())) {
      if (index.isUnique() && !key.equals(new HashSet<>(index.columns()))) {
        Set<String> touched = new TreeSet<>();
        operation.rows().forEach(row -> touched.addAll(columnsOf(index, row)));
        if (!touched.isEmpty()) {
          keys.put(index.name(), touched);
        }
      }
    }
    return keys;
  }

  /**
   * Returns the columns of an index that a row has. The prefix of a text is shown as {@code
   * name(10)}.
   */
  private static List<String> columnsOf(CatalogIndex index, Row row) {
    return row.columns().stream()
        .filter(
            column ->
                index.columns().stream()
                    .anyMatch(
                        part ->
                            part.equals(column)
                                || part.startsWith(column + "(")
                                || part.startsWith("(") // an expression, over unknown columns
                                || part.equals(column + " DESC")))
        .toList();
  }

  private void refuse(Upsert operation, String key, Set<String> columns) {
    throw new UnsupportedByDialectException(
        database(),
        "%s, because the server would also match a row by the unique key '%s', and the rows have '%s' of that key"
            .formatted(operation.describe(), key, String.join("', '", columns)),
        "Nothing was sent. Leave those columns out, or write bulkUpdate and bulkInsert.");
  }

  /** Renders an upsert. Avoids {@code INSERT IGNORE}, which would hide every error. */
  @Override
  protected List<SqlStatement> upsert(Upsert operation, RowGroup group) {
    if (operation.existing() == Upsert.Existing.LEFT && !touchedKeys(operation).isEmpty()) {
      return group.rows().stream()
          .map(row -> insertWhereMissing(operation, group.columns(), row))
          .toList();
    }
    String first = quote(operation.key().get(0));
    String changes =
        operation.onlyInserts(group)
            ? first + " = " + first
            : others(operation, group).stream()
                .map(column -> quote(column) + " = VALUES(" + quote(column) + ")")
                .collect(Collectors.joining(", "));
    return insert(operation.table(), group, " ON DUPLICATE KEY UPDATE " + changes);
  }

  /**
   * Inserts a row if no row has its key. Compares only the key, so that a duplicate in another
   * unique key is an error. If another session inserts the same key at the same moment, the server
   * refuses one of the two. Sends no batch: MariaDB's driver would prepare it, and the server
   * cannot prepare {@code SET STATEMENT}.
   */
  private SqlStatement insertWhereMissing(Upsert operation, List<String> columns, Row row) {
    String table = operation.table();
    List<@Nullable Object> parameters = new ArrayList<>(values(table, row, columns));
    String condition =
        operation.key().stream()
            .map(column -> quote(column) + " = " + keyValue(table, column, row, parameters))
            .collect(Collectors.joining(" AND "));
    String sql =
        "INSERT INTO %s %s SELECT %s FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM %s WHERE %s)"
            .formatted(
                object(table),
                inBrackets(columns),
                String.join(", ", Collections.nCopies(columns.size(), "?")),
                object(table),
                condition);
    return SqlStatement.of(sql, parameters);
  }

  private String keyValue(String table, String column, Row row, List<@Nullable Object> parameters) {
    return compared(table, column, Objects.requireNonNull(row.value(column)), parameters);
  }
}
