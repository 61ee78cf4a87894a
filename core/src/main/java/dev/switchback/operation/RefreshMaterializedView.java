package dev.switchback.operation;

/** Refreshes a materialized view. */
public record RefreshMaterializedView(String view) implements ViewOperation {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.refreshMaterializedView(this);
  }

  @Override
  public boolean hasQuery() {
    return false;
  }

  @Override
  public boolean changesDefinition() {
    return false;
  }

  @Override
  public Repetition repetition() {
    return Repetition.HARMLESS;
  }

  @Override
  public String describe() {
    return "refreshMaterializedView '" + view + "'";
  }
}
