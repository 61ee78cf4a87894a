package dev.switchback.operation;

/**
 * Removes an index of this table. It fails if the table has none of that name.
 *
 * @param isConcurrent whether it is removed without keeping readers and writers out; see {@link
 *     dev.switchback.schema.Index#concurrently()}
 */
public record RemoveIndex(String table, String name, boolean isConcurrent)
    implements Operation, TableOperation {

  /** Removes an index in the usual way. */
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
