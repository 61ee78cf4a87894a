package dev.switchback.operation;

import dev.switchback.schema.Index;
import java.util.Set;

/** Adds an index to an existing table. */
public record AddIndex(String table, Index index) implements TableChange {

  public AddIndex {
    String name = index.nameOn(table); // throws if there is no name
    if (index.options().isNullsNotDistinct() && !index.isUnique()) {
      throw new IllegalArgumentException(
          "index '" + name + "' – nullsNotDistinct() is for a unique index: add unique()");
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.addIndex(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public String describe() {
    return "addIndex '"
        + name()
        + "' on '"
        + table
        + (index.isConcurrent() ? "' concurrently" : "'");
  }

  /** Returns the name of the index: the given name, or the default name. */
  public String name() {
    return index.nameOn(table);
  }
}
