package dev.switchback.dialect;

import dev.switchback.operation.CopyIn;
import dev.switchback.operation.RowGroup;
import dev.switchback.schema.CsvRows;
import dev.switchback.schema.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Renders the rows of a file. The statements of a part have its values. Those of the whole have
 * none, and every row was checked for them.
 */
final class CopySql {

  private final CopyIn operation;
  private final DataSql data;
  private final String table;
  private final List<String> columns;
  private final Set<String> inCatalog;

  CopySql(CopyIn operation, DataSql data, Catalog catalog) {
    this.operation = operation;
    this.data = data;
    table = operation.table();
    columns = operation.columns();
    columns.forEach(data::quote); // reject a bad name before the catalogue is queried
    inCatalog = catalog.columns(table).keySet();
  }

  List<SqlStatement> statements() {
    return operation.part().map(this::part).orElseGet(this::whole);
  }

  private List<SqlStatement> part(CopyIn.Part part) {
    List<Row> rows = new ArrayList<>();
    for (Row row : part.rows()) {
      rows.add(converted(row, column -> misfit(operation.describe(), column)));
    }
    List<SqlStatement> statements = new ArrayList<>(data.copy(table, new RowGroup(columns, rows)));
    if (part.isLast()) {
      statements.addAll(numbering(rows));
    }
    return statements;
  }

  /** Checks the columns, and the text of every field. */
  private List<SqlStatement> whole() {
    requireColumns();
    List<Row> last = new ArrayList<>();
    CopyIn.Reading reading = operation.reading();
    try (CsvRows rows = operation.file().rows(columns, "Nothing was sent")) {
      Optional<Row> text = reading.next(rows);
      while (text.isPresent()) {
        Row row = converted(text.get(), column -> misfit(rows, column));
        data.values(table, row, columns);
        last = List.of(row);
        text = reading.next(rows);
      }
    }
    List<SqlStatement> statements = new ArrayList<>();
    statements.add(SqlStatement.of(data.copyInto(table, columns)));
    statements.addAll(numbering(last));
    return statements;
  }

  private void requireColumns() {
    for (String column : columns) {
      if (!inCatalog.isEmpty() && !data.isAmong(inCatalog, table, column)) {
        throw new IllegalArgumentException(
            "%s – the table has no column '%s'. Nothing was sent. Correct the name in the call and in the header"
                .formatted(operation.describe(), column));
      }
      if (data.columnType(table, column).kind() == ColumnKind.ARRAY) {
        throw new IllegalArgumentException(
            "%s – the column '%s' is an array, which the format does not have. Nothing was sent. Insert its rows by bulkInsert(…)"
                .formatted(operation.describe(), column));
      }
    }
  }

  /** Advances the numbering past the numbers in the rows. */
  private List<SqlStatement> numbering(List<Row> rows) {
    Numbering numbering = new Numbering(data, table, rows);
    numbering.add(new RowGroup(columns, rows));
    return numbering.atEnd();
  }

  /** Creates the refusal of a field. */
  private interface Misfit {
    IllegalArgumentException in(String column);
  }

  private Row converted(Row texts, Misfit misfit) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String column : columns) {
      values.put(column, converted(column, (String) texts.value(column), misfit));
    }
    return Row.of(values);
  }

  private @Nullable Object converted(String column, @Nullable String text, Misfit misfit) {
    if (text != null) {
      return CsvValue.of(data.columnType(table, column), text).orElseThrow(() -> misfit.in(column));
    }
    if (data.isNumbered(table, column)) {
      throw misfit.in(column);
    }
    return null;
  }

  private IllegalArgumentException misfit(CsvRows rows, String column) {
    return rows.refused(
        "its field '%s' does not fit the column, which is %s"
            .formatted(column, data.typeOf(table, column)),
        "Write " + form(column));
  }

  /** The file was checked before. */
  private static IllegalArgumentException misfit(String what, String column) {
    return new IllegalArgumentException(
        "%s – a field '%s' does not fit, and did when the file was checked. Do not change the file during the run"
            .formatted(what, column));
  }

  private String form(String column) {
    String form = CsvValue.form(data.columnType(table, column));
    return data.isNumbered(table, column)
        ? form + ", or leave the column out of the file, so that the database numbers it"
        : form;
  }
}
