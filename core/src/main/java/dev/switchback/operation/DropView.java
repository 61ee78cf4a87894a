package dev.switchback.operation;

/** Drops a view. Fails if no view of this name and kind exists. */
public record DropView(String view, boolean isMaterialized) implements ViewOperation {

  /** Creates an operation for a view that is not materialized. */
  public DropView(String view) {
    this(view, false);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropView(this);
  }

  @Override
  public boolean hasQuery() {
    return false;
  }

  @Override
  public boolean changesDefinition() {
    return true;
  }

  @Override
  public Repetition repetition() {
    return Repetition.REFUSED;
  }

  @Override
  public String describe() {
    return (isMaterialized ? "dropMaterializedView '" : "dropView '") + view + "'";
  }
}
