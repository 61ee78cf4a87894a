package dev.switchback.operation;

/**
 * Renames a view. Fails if no view of this name and kind exists, or if the new name is taken.
 *
 * @param isMaterialized whether the view is materialized
 */
public record RenameView(String before, String after, boolean isMaterialized)
    implements ViewOperation {
  public RenameView {
    if (before.equals(after)) {
      throw new IllegalArgumentException(
          "%s '%s' – it already has this name: choose another name"
              .formatted(method(isMaterialized), before));
    }
  }

  /** Creates an operation for a view that is not materialized. */
  public RenameView(String before, String after) {
    this(before, after, false);
  }

  /** Returns the name before. */
  @Override
  public String view() {
    return before;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.renameView(this);
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
    return method(isMaterialized) + " '" + before + "' to '" + after + "'";
  }

  private static String method(boolean isMaterialized) {
    return isMaterialized ? "renameMaterializedView" : "renameView";
  }
}
