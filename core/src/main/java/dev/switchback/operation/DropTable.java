package dev.switchback.operation;

/** Drops a table with its indexes and the enum types it owns. It fails if there is none. */
public record DropTable(String table) implements Operation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropTable(this);
  }

  @Override
  public String describe() {
    return "dropTable '" + table + "'";
  }
}
