package dev.switchback.operation;

/** Drops a view. It fails if there is none of this name and kind. */
public record DropView(String view, boolean isMaterialized) implements Operation {

  /** Drops a view that keeps no rows of its own. */
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
