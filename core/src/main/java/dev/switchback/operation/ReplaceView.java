package dev.switchback.operation;

/**
 * Replaces the query of a view. Fails if the view does not exist.
 *
 * @param sql the query in the database's own SQL, one statement without a semicolon
 */
public record ReplaceView(String view, String sql) implements Operation {

  public ReplaceView {
    CreateView.requireQuery("replaceView", view, sql);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.replaceView(this);
  }

  @Override
  public String describe() {
    return "replaceView '" + view + "'";
  }
}
