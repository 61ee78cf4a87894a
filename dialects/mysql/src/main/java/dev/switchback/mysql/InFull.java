package dev.switchback.mysql;

/**
 * Queries that return all rows and examine as many as needed, whatever {@code sql_select_limit} and
 * {@code max_join_size} of the session are. They do not change the session.
 */
final class InFull {

  private static final String ALL = "18446744073709551615";

  private InFull() {}

  /** Adds a limit, which overrides the limit of the session on both servers. */
  static String limited(String query) {
    return query + " LIMIT " + ALL;
  }

  /** Adds hints for MySQL (MySQL Reference Manual, "Optimizer Hints"). */
  static String inMySql(String query) {
    String hints =
        "/*+ SET_VAR(sql_select_limit = %s) SET_VAR(max_join_size = %1$s) */".formatted(ALL);
    return query.replaceFirst("SELECT", "SELECT " + hints);
  }

  /** Adds variables for MariaDB (MariaDB, "SET STATEMENT"). */
  static String inMariaDb(String query) {
    return "SET STATEMENT sql_select_limit = %s, max_join_size = %1$s FOR ".formatted(ALL) + query;
  }
}
