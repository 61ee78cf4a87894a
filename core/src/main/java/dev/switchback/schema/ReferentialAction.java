package dev.switchback.schema;

/** What happens to a row when the referenced row is deleted or changes its key. */
public enum ReferentialAction {
  /** The delete or the change is refused at the end of the statement or later. */
  NO_ACTION("NO ACTION"),
  /** The delete or the change is refused immediately. */
  RESTRICT("RESTRICT"),
  /** The row is deleted, or its key changes to the same value. */
  CASCADE("CASCADE"),
  /** The row stays, and its key becomes {@code NULL}. */
  SET_NULL("SET NULL"),
  /** The row stays, and its key is set to its default. MySQL and MariaDB refuse this action. */
  SET_DEFAULT("SET DEFAULT");

  private final String sql;

  ReferentialAction(String sql) {
    this.sql = sql;
  }

  /** Returns the standard SQL. */
  public String sql() {
    return sql;
  }
}
