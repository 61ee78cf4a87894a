package dev.switchback.schema;

import java.util.List;

/**
 * An index. Immutable: {@link #unique()} and {@link #named(String)} return a new one.
 *
 * <pre>{@code
 * db.addIndex("messages", index("room_id", "created_at").named("messages_of_a_room"));
 * }</pre>
 *
 * @param name the name that was given, or an empty string for the usual one, {@code table_column}
 */
public record Index(String name, List<String> columns, boolean isUnique) {

  public Index {
    columns = Columns.checked(name.isEmpty() ? "index" : "index '" + name + "'", columns);
  }

  /** An index over {@code columns}, in this order. */
  public static Index index(String... columns) {
    return new Index("", List.of(columns), false);
  }

  /** The same index, which allows each combination of values once. */
  public Index unique() {
    return new Index(name, columns, true);
  }

  /** The same index under a name of your own. */
  public Index named(String ownName) {
    Check.that(!ownName.isEmpty(), "index on %s – its name is empty", columns);
    return new Index(ownName, columns, isUnique);
  }

  /** The name of this index on {@code table}: its own, or {@code table_column_column}. */
  public String nameOn(String table) {
    return name.isEmpty() ? Columns.name(table, columns) : name;
  }
}
