package dev.switchback.operation;

import dev.switchback.schema.CsvFile;
import dev.switchback.schema.CsvRows;
import dev.switchback.schema.Row;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inserts the rows of a CSV file. The file was read once, and is read again for each use.
 *
 * @param count the number of its rows
 * @param content a hash of the values of all rows, in order
 * @param part some of the rows, if only they are meant
 */
public record CopyIn(
    String table,
    List<String> columns,
    CsvFile file,
    long count,
    String content,
    Optional<Part> part)
    implements DataOperation {

  public CopyIn {
    columns = List.copyOf(columns);
  }

  /**
   * Consecutive rows of the file.
   *
   * @param before how many rows of the file precede them
   * @param rows the text of each field
   * @param isLast whether no row follows
   */
  public record Part(long before, List<Row> rows, boolean isLast) {
    public Part {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Reads the file, and returns the operation for it.
   *
   * @throws IllegalArgumentException if the file cannot be read, does not follow the format, or has
   *     no rows
   */
  public static CopyIn of(String table, List<String> columns, CsvFile file) {
    if (columns.isEmpty() || new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException(
          "copyIn into '%s' – its columns are %s. Nothing was sent. Name each column of the file once"
              .formatted(table, columns));
    }
    Reading reading = new Reading(columns);
    try (CsvRows rows = file.rows(columns, "Nothing was sent")) {
      for (Optional<Row> row = reading.next(rows); row.isPresent(); row = reading.next(rows)) {
        // each row is counted
      }
    }
    if (reading.count() == 0) {
      throw new IllegalArgumentException(
          "CSV file '%s' – it has a header and no rows. Nothing was sent. Write at least one row, or leave out copyIn"
              .formatted(file.name()));
    }
    return new CopyIn(table, columns, file, reading.count(), reading.content(), Optional.empty());
  }

  /** Reads the rows of a file in order, and hashes them. */
  public static final class Reading {

    private final List<String> columns;
    private final TextHash hash = new TextHash();
    private long count;

    Reading(List<String> columns) {
      this.columns = columns;
    }

    /** Returns the next row, with the text of each field. Empty after the last one. */
    public Optional<Row> next(CsvRows rows) {
      return rows.next().map(this::row);
    }

    private Row row(List<@Nullable String> fields) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        String field = fields.get(i);
        values.put(columns.get(i), field);
        hash.add(field == null ? "-" : Form.delimited(field));
      }
      count++;
      return Row.of(values);
    }

    /** Returns how many rows were read. */
    public long count() {
      return count;
    }

    /** Returns the hash of the rows that were read. Called once, after the last row. */
    public String content() {
      return hash.end();
    }
  }

  /** Returns a new reading of the rows. */
  public Reading reading() {
    return new Reading(columns);
  }

  /** Returns this operation for some of its rows. */
  public CopyIn part(Part some) {
    return new CopyIn(table, columns, file, count, content, Optional.of(some));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.copyIn(this);
  }

  /** Returns the rows of the part. Empty if the file as a whole is meant. */
  @Override
  public List<Row> rows() {
    return part.map(Part::rows).orElse(List.of());
  }

  @Override
  public boolean changesExisting() {
    return false;
  }

  @Override
  public int rowCount() {
    return part.map(some -> some.rows().size()).orElse((int) Math.min(count, Integer.MAX_VALUE));
  }

  @Override
  public Optional<CopyIn> copied() {
    return Optional.of(this);
  }

  @Override
  public String describe() {
    return "copyIn of %s from '%s' into '%s'"
        .formatted(count == 1 ? "1 row" : count + " rows", file.name(), table);
  }
}
