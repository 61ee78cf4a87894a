package dev.switchback.schema;

/** When a constraint is checked. */
public enum Deferral {
  /** At each statement, always. */
  NOT_DEFERRABLE(""),
  /** At each statement, unless a transaction executes {@code SET CONSTRAINTS … DEFERRED}. */
  DEFERRABLE(" DEFERRABLE"),
  /** When the transaction commits. */
  INITIALLY_DEFERRED(" DEFERRABLE INITIALLY DEFERRED");

  private final String sql;

  Deferral(String sql) {
    this.sql = sql;
  }

  /** Returns the standard SQL, with a leading space; empty for {@link #NOT_DEFERRABLE}. */
  public String sql() {
    return sql;
  }

  /** Returns the stronger of both: an initially deferred constraint is also deferrable. */
  Deferral and(Deferral other) {
    return compareTo(other) < 0 ? other : this;
  }
}
