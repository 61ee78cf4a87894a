package dev.switchback.operation;

/** Sets or, if {@code comment} is empty, removes the comment of a table. */
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
