package dev.switchback.operation;

import java.util.Locale;

/**
 * Creates a view. It fails if the name is taken.
 *
 * @param sql its query in the database's own SQL, one statement without a semicolon
 * @param isMaterialized whether it keeps its rows until it is refreshed
 */
public record CreateView(String view, String sql, boolean isMaterialized) implements Operation {

  public CreateView {
    requireQuery(isMaterialized ? "createMaterializedView" : "createView", view, sql);
  }

  /** Creates a view that keeps no rows of its own. */
  public CreateView(String view, String sql) {
    this(view, sql, false);
  }

  /** Behind a semicolon there could be another statement, which nobody would know of. */
  static void requireQuery(String what, String view, String sql) {
    boolean isEmpty = sql.isBlank();
    if (isEmpty || sql.indexOf(';') >= 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              isEmpty
                  ? "%s '%s' – its query is empty: write a SELECT"
                  : "%s '%s' – its query contains a semicolon: leave it out, or if it stands in a"
                      + " text, write the whole statement by execute(…)",
              what,
              view));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createView(this);
  }

  @Override
  public String describe() {
    return (isMaterialized ? "createMaterializedView '" : "createView '") + view + "'";
  }
}
