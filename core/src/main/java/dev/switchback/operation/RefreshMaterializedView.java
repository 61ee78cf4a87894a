package dev.switchback.operation;

/** Computes the rows of a materialized view anew. */
public record RefreshMaterializedView(String view) implements Operation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.refreshMaterializedView(this);
  }

  @Override
  public String describe() {
    return "refreshMaterializedView '" + view + "'";
  }
}
