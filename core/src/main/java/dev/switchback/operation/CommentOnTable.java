package dev.switchback.operation;

import java.util.Set;

/** Sets or, if {@code comment} is empty, removes the comment of a table. */
public record CommentOnTable(String table, String comment) implements TableChange {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.commentOnTable(this);
  }

  @Override
  public Set<String> referencedTables() {
    return Set.of();
  }

  @Override
  public Repetition repetition() {
    return Repetition.HARMLESS;
  }

  @Override
  public String describe() {
    return "commentOnTable '" + table + "'";
  }
}
