package dev.switchback.operation;

/**
 * Replaces the query of a view. Fails if the view does not exist.
 *
 * @param sql the query in the database's own SQL, one statement without a semicolon
 */
public record ReplaceView(String view, String sql) implements ViewOperation {

  public ReplaceView {
    CreateView.requireQuery("replaceView", view, sql);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.replaceView(this);
  }

  @Override
  public boolean hasQuery() {
    return true;
  }

  @Override
  public boolean changesDefinition() {
    return true;
  }

  @Override
  public Repetition repetition() {
    return Repetition.HARMLESS;
  }

  @Override
  public String describe() {
    return "replaceView '" + view + "'";
  }
}
