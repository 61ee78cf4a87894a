package dev.switchback.operation;

import java.util.Locale;

/**
 * Creates a view. Fails if the name is taken.
 *
 * @param sql its query in the database's own SQL, one statement without a semicolon
 * @param isMaterialized whether it is a materialized view, which stores its rows until it is
 *     refreshed
 */
public record CreateView(String view, String sql, boolean isMaterialized) implements ViewOperation {

  public CreateView {
    requireQuery(isMaterialized ? "createMaterializedView" : "createView", view, sql);
  }

  /** Creates an operation for a view that is not materialized. */
  public CreateView(String view, String sql) {
    this(view, sql, false);
  }

  /**
   * Refuses an empty query, and a query with a semicolon, after which a second statement could be
   * hidden.
   */
  static void requireQuery(String what, String view, String sql) {
    boolean isEmpty = sql.isBlank();
    if (isEmpty || sql.indexOf(';') >= 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              isEmpty
                  ? "%s '%s' – its query is empty: write a SELECT"
                  : "%s '%s' – its query contains a semicolon: leave it out. If the semicolon is in"
                      + " a text, write the whole statement by execute(…)",
              what,
              view));
    }
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.createView(this);
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
    return Repetition.REFUSED;
  }

  @Override
  public String describe() {
    return (isMaterialized ? "createMaterializedView '" : "createView '") + view + "'";
  }
}
