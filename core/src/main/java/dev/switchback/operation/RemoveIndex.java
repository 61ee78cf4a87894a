package dev.switchback.operation;

import dev.switchback.schema.Index;
import java.util.Set;

/**
 * Removes an index of a table. Fails if the table has no index of this name.
 *
 * @param isConcurrent whether it is removed without blocking readers and writers; see {@link
 *     Index#concurrently()}
 */
public record RemoveIndex(String table, String name, boolean isConcurrent) implements TableChange {

  /** Creates an operation that is not concurrent. */
  public RemoveIndex(String table, String name) {
    this(table, name, false);
  }

  /** Returns an operation that removes an index by its definition. */
  public static RemoveIndex of(String table, Index index) {
    return new RemoveIndex(table, index.nameOn(table), index.isConcurrent());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.removeIndex(this);
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
    return "removeIndex '" + name + "' from '" + table + (isConcurrent ? "' concurrently" : "'");
  }
}
