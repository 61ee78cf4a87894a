package dev.switchback.mysql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a session of the server is set to.
 *
 * @param sqlMode its SQL mode, as it was found
 * @param engine what tables are created with that name no engine
 * @param logsRows whether changes of rows are written to the binary log as rows, so that a schema
 *     statement must not make values by itself
 * @param isSafe whether {@code sql_safe_updates} refuses changes of rows that no key finds
 */
record ServerSettings(String sqlMode, String engine, boolean logsRows, boolean isSafe) {

  /** Those that have no transactions, or keep nothing. */
  private static final Set<String> WITHOUT_TRANSACTIONS =
      Set.of("myisam", "aria", "memory", "csv", "archive", "blackhole", "mrg_myisam", "heap");

  static final String[] NAMES = {
    "sql_mode",
    "default_storage_engine",
    "log_bin",
    "sql_log_bin",
    "binlog_format",
    "sql_safe_updates"
  };

  /** A strict mode, InnoDB, and nothing that the binary log keeps from being done. */
  static ServerSettings usual() {
    return inMode(MySqlDialect.STRICT);
  }

  static ServerSettings inMode(String sqlMode) {
    return new ServerSettings(sqlMode, "InnoDB", false, false);
  }

  /** Those among {@code variables}. */
  static ServerSettings of(Map<String, String> variables) {
    boolean isLogged =
        "ON".equals(variables.get("log_bin")) && !"OFF".equals(variables.get("sql_log_bin"));
    return new ServerSettings(
        variables.getOrDefault("sql_mode", ""),
        variables.getOrDefault("default_storage_engine", "InnoDB"),
        isLogged && !"STATEMENT".equals(variables.get("binlog_format")),
        "ON".equals(variables.get("sql_safe_updates")));
  }

  /** MariaDB writes such a schema statement down as it is. */
  ServerSettings withoutLog() {
    return new ServerSettings(sqlMode, engine, false, isSafe);
  }

  /** Whether a table that names no engine could not be rolled back. */
  boolean lacksTransactions() {
    return lacksTransactions(engine);
  }

  static boolean lacksTransactions(String engine) {
    return WITHOUT_TRANSACTIONS.contains(engine.toLowerCase(Locale.ROOT));
  }
}
