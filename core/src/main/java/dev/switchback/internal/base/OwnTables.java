package dev.switchback.internal.base;

import dev.switchback.dialect.Dialect;
import java.util.List;
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

  /** Returns the tables of the migrated schema that are not metadata tables. */
  public List<String> removedFrom(List<String> tables) {
    List<String> own = inMigratedSchema();
    return tables.stream().filter(table -> !own.contains(table)).toList();
  }

  /** Returns whether they are in a schema of this name, and not in the migrated one. */
  boolean areIn(String name, Dialect dialect) {
    return schema != null && dialect.mapping().isKeptAs(name, schema);
  }
}
