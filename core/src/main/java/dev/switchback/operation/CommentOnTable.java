package dev.switchback.operation;

/** Explains a table to whoever reads the database. */
public record CommentOnTable(String table, String comment) implements Operation, TableOperation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.commentOnTable(this);
  }

  @Override
  public String describe() {
    return "commentOnTable '" + table + "'";
  }
}
