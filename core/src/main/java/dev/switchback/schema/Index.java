package dev.switchback.schema;

import java.util.List;

/**
 * An index. Immutable: {@link #unique()}, {@link #named(String)} and {@link #concurrently()} return
 * a new one.
 *
 * <pre>{@code
 * db.addIndex("messages", index("room_id", "created_at").named("messages_of_a_room"));
 * }</pre>
 *
 * @param name the name that was given, or an empty string for the usual one, {@code table_column}
 * @param isConcurrent whether it is built without keeping writers out
 */
public record Index(String name, List<String> columns, boolean isUnique, boolean isConcurrent) {

  public Index {
    columns = Columns.checked(name.isEmpty() ? "index" : "index '" + name + "'", columns);
  }

  /** An index over {@code columns}, in this order. */
  public static Index index(String... columns) {
    return new Index("", List.of(columns), false, false);
  }

  /** The same index, which allows each combination of values once. */
  public Index unique() {
    return new Index(name, columns, true, isConcurrent);
  }

  /** The same index under a name of your own. */
  public Index named(String ownName) {
    Check.that(!ownName.isEmpty(), "index on %s – its name is empty", columns);
    return new Index(ownName, columns, isUnique, isConcurrent);
  }

  /**
   * The same index, built without keeping writers out of the table. It is built outside the
   * transaction of the migration, whose steps before it are committed then: give it a migration of
   * its own. An incomplete index that an earlier build left behind is dropped first.
   *
   * <p>For PostgreSQL alone. The others refuse it: MySQL and MariaDB let writers in while they
   * build any index, and H2 knows one way to do it.
   */
  public Index concurrently() {
    return new Index(name, columns, isUnique, true);
  }

  /** The name of this index on {@code table}: its own, or {@code table_column_column}. */
  public String nameOn(String table) {
    return name.isEmpty() ? Columns.name(table, columns) : name;
  }
}
