package dev.switchback.schema;

/** What happens to a row when the row that its foreign key names is deleted or changes its key. */
public enum ReferentialAction {
  /** The delete or the change is refused, at the end of the statement or later. */
  NO_ACTION("NO ACTION"),
  /** The delete or the change is refused at once. */
  RESTRICT("RESTRICT"),
  /** The row is deleted, or its key changes along. */
  CASCADE("CASCADE"),
  /** The row stays, and its key becomes {@code NULL}. */
  SET_NULL("SET NULL"),
  /** The row stays, and its key takes its default. MySQL and MariaDB refuse it. */
  SET_DEFAULT("SET DEFAULT");

  private final String sql;

  ReferentialAction(String sql) {
    this.sql = sql;
  }

  /** The words for it in standard SQL. */
  public String sql() {
    return sql;
  }
}
