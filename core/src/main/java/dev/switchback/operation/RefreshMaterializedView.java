package dev.switchback.operation;

/**
 * Refreshes a materialized view.
 *
 * @param isConcurrent whether others read the view meanwhile
 */
public record RefreshMaterializedView(String view, boolean isConcurrent) implements ViewOperation {

  /** Creates a refresh during which others cannot read the view. */
  public RefreshMaterializedView(String view) {
    this(view, false);
  }

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
    return "refreshMaterializedView '" + view + "'" + (isConcurrent ? " concurrently" : "");
  }
}
