package dev.switchback.operation;

/** Refreshes a materialized view. */
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
