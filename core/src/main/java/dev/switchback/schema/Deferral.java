package dev.switchback.schema;

/** When a constraint is checked. */
public enum Deferral {
  /** At each statement, always. */
  NOT_DEFERRABLE(""),
  /** At each statement, unless a transaction says {@code SET CONSTRAINTS … DEFERRED}. */
  DEFERRABLE(" DEFERRABLE"),
  /** When the transaction commits. */
  INITIALLY_DEFERRED(" DEFERRABLE INITIALLY DEFERRED");

  private final String sql;

  Deferral(String sql) {
    this.sql = sql;
  }

  /** The words for it in standard SQL, with a space in front; none for the usual way. */
  public String sql() {
    return sql;
  }

  /** Both of what was said: one that is initially deferred is deferrable as well. */
  Deferral and(Deferral other) {
    return compareTo(other) < 0 ? other : this;
  }
}
