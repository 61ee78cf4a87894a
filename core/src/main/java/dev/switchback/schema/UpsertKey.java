package dev.switchback.schema;

import java.util.List;

/**
 * The key of an upsert over some of the rows: {@code key("email").where("deleted_at IS NULL")}.
 * Immutable.
 *
 * <p>The table has a unique index over exactly these columns with a condition. PostgreSQL only; the
 * other databases have no such index, and refuse the key before anything is sent. For a key over
 * every row, pass the names of its columns.
 *
 * @param columns the columns of the unique index, in any order
 * @param condition the condition of the unique index in the database's own SQL, or one that implies
 *     it; an empty string for every row
 */
public record UpsertKey(List<String> columns, String condition) {

  public UpsertKey {
    columns = Columns.checked("key", columns);
    Check.that(
        condition.indexOf(';') < 0 && condition.indexOf('?') < 0,
        "key over %s – its condition has a semicolon or a question mark: write the condition of the"
            + " unique index, without values to bind",
        columns);
  }

  /** Returns a key over these columns. */
  public static UpsertKey key(String... columns) {
    return new UpsertKey(List.of(columns), "");
  }

  /** Returns this key, over the rows for which {@code sql} is true. */
  public UpsertKey where(String sql) {
    Check.that(!sql.isBlank(), "key over %s – its condition is empty: leave out where(…)", columns);
    Check.that(
        condition.isEmpty(),
        "key over %s – it has two conditions: join them with AND in one where(…)",
        columns);
    return new UpsertKey(columns, sql);
  }
}
