package dev.switchback.operation;

/**
 * Removes an index of a table. Fails if the table has no index of this name.
 *
 * @param isConcurrent whether it is removed without blocking readers and writers; see {@link
 *     dev.switchback.schema.Index#concurrently()}
 */
public record RemoveIndex(String table, String name, boolean isConcurrent)
    implements Operation, TableOperation {

  /** Creates an operation that is not concurrent. */
  public RemoveIndex(String table, String name) {
    this(table, name, false);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.removeIndex(this);
  }

  @Override
  public String describe() {
    return "removeIndex '" + name + "' from '" + table + (isConcurrent ? "' concurrently" : "'");
  }
}
