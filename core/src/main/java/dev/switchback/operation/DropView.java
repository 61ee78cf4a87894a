package dev.switchback.operation;

/** Drops a view. Fails if no view of this name and kind exists. */
public record DropView(String view, boolean isMaterialized) implements Operation {

  /** Creates an operation for a view that is not materialized. */
  public DropView(String view) {
    this(view, false);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropView(this);
  }

  @Override
  public String describe() {
    return (isMaterialized ? "dropMaterializedView '" : "dropView '") + view + "'";
  }
}
