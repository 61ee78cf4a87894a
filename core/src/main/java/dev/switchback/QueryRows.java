package dev.switchback;

import dev.switchback.schema.Row;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows that queries of migrations return while a plan is made, so that the plan goes on after
 * them: {@code migrator.plan(QueryRows.of("SELECT id FROM rooms", row("id", 7), row("id", 9)))}.
 *
 * <p>A query is named by its text, as the migration has it. Line breaks and other blanks are taken
 * as one blank. The rows are returned for every call with this text, whatever its parameters are.
 * The plan is right if the database has these rows when the migration runs. Nothing checks that.
 *
 * <p>Immutable and thread-safe. {@code toString} shows the queries, and no value.
 */
public final class QueryRows {

  private static final QueryRows NONE = new QueryRows(Map.of());

  private final Map<String, List<Row>> rows;

  private QueryRows(Map<String, List<Row>> rows) {
    this.rows = rows;
  }

  /** Returns no rows for no query: a plan then ends where a migration reads rows. */
  public static QueryRows none() {
    return NONE;
  }

  /** Returns the rows of one query. Without a row, the query finds none. */
  public static QueryRows of(String sql, Row... rows) {
    return NONE.and(sql, rows);
  }

  /**
   * Returns these rows, and those of another query.
   *
   * @throws IllegalArgumentException if the query has rows already, or if its rows have different
   *     columns
   */
  public QueryRows and(String sql, Row... more) {
    String query = inOneLine(sql);
    if (query.isEmpty()) {
      throw new IllegalArgumentException("QueryRows – the text of the query is empty: name it");
    }
    if (rows.containsKey(query)) {
      throw new IllegalArgumentException(
          "QueryRows – the query '" + query + "' has rows already: name all of them at once");
    }
    for (Row row : more) {
      if (!row.columns().equals(more[0].columns())) {
        throw new IllegalArgumentException(
            "QueryRows – the rows of '%s' have different columns, %s and %s: name the same in each"
                .formatted(query, more[0].columns(), row.columns()));
      }
    }
    Map<String, List<Row>> all = new LinkedHashMap<>(rows);
    all.put(query, List.of(more));
    return new QueryRows(Collections.unmodifiableMap(all));
  }

  /** Returns the text of a query with each run of blanks as one: rows are given under it. */
  public static String inOneLine(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }

  /** Returns the rows of a query; empty if none were given, not even that there are none. */
  public Optional<List<Row>> rowsOf(String sql) {
    return Optional.ofNullable(rows.get(inOneLine(sql)));
  }

  /** Returns the texts of the queries, in the given order, each in one line. */
  public Set<String> queries() {
    return rows.keySet();
  }

  @Override
  public String toString() {
    return "rows of " + rows.keySet();
  }
}
