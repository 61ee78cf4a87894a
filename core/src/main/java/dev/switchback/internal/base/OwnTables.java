package dev.switchback.internal.base;

import dev.switchback.dialect.Dialect;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The metadata tables, as the steps of a migration may refer to them.
 *
 * @param names their names
 * @param schema their schema, or {@code null} if they are in the schema that is migrated
 */
public record OwnTables(List<String> names, @Nullable String schema) {

  /** Returns the names of those in the migrated schema: all of them, or none. */
  public List<String> inMigratedSchema() {
    return schema == null ? names : List.of();
  }

  /**
   * Returns the tables that are not metadata tables.
   *
   * @param of the schema of {@code tables}; empty for the migrated one
   * @param current the migrated schema, if {@code of} names another one and it is known
   */
  public List<String> removedFrom(
      List<String> tables, Dialect dialect, Optional<String> of, Optional<String> current) {
    List<String> own = areIn(of, current, dialect) ? names : List.of();
    return tables.stream().filter(table -> !own.contains(table)).toList();
  }

  private boolean areIn(Optional<String> of, Optional<String> current, Dialect dialect) {
    if (of.isEmpty()) {
      return schema == null;
    }
    return schema == null
        ? current.filter(name -> dialect.mapping().isKeptAs(of.get(), name)).isPresent()
        : areIn(of.get(), dialect);
  }

  /** Returns whether they are in a schema of this name, and not in the migrated one. */
  boolean areIn(String name, Dialect dialect) {
    return schema != null && dialect.mapping().isKeptAs(name, schema);
  }
}
