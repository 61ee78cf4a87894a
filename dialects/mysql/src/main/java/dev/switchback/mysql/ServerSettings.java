package dev.switchback.mysql;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a session.
 *
 * @param sqlMode the SQL mode before the run
 * @param engine the engine of new tables that name none
 * @param logsRows whether changes of rows are written to the binary log as rows; a schema statement
 *     must then not compute values itself
 * @param isSafe whether {@code sql_safe_updates} refuses changes of rows that use no key
 * @param isNode whether the server is a node of a Galera cluster of MariaDB
 * @param findsLastForNull whether {@code IS NULL} also finds the last numbered row
 * @param fillsTimestamps whether a TIMESTAMP stores the current time for NULL, and gets a default
 *     that its definition does not name
 * @param replacesRowFormat whether InnoDB may replace a row format with a warning
 * @param refersToUnique whether a foreign key refers to a unique key only (MySQL 8.4 and later,
 *     unless {@code restrict_fk_on_non_standard_key} is off)
 */
record ServerSettings(
    String sqlMode,
    String engine,
    boolean logsRows,
    boolean isSafe,
    boolean isNode,
    boolean findsLastForNull,
    boolean fillsTimestamps,
    boolean replacesRowFormat,
    boolean refersToUnique) {

  static final String UNIQUE_REFERENCES = "restrict_fk_on_non_standard_key";

  static final String EXPLICIT_TIMESTAMPS = "explicit_defaults_for_timestamp";

  private static final String STRICT_INNODB = "innodb_strict_mode";

  /** The engines without transactions, or without storage. */
  private static final Set<String> WITHOUT_TRANSACTIONS =
      Set.of(
          "myisam", "aria", "memory", "csv", "archive", "blackhole", "mrg_myisam", "merge", "heap");

  /** The default SQL mode of all servers: a value that does not fit is an error. */
  static final String STRICT = "STRICT_TRANS_TABLES";

  static final String[] NAMES = {
    "sql_mode",
    "default_storage_engine",
    "log_bin",
    "sql_log_bin",
    "binlog_format",
    "sql_safe_updates",
    "sql_auto_is_null",
    EXPLICIT_TIMESTAMPS,
    STRICT_INNODB,
    UNIQUE_REFERENCES, // since MySQL 8.4
    "wsrep_on", // a server without Galera has none
    GroupReplication.SINGLE_PRIMARY
  };

  /** Returns strict mode, InnoDB, and no restriction by the binary log. */
  static ServerSettings usual() {
    return inMode(STRICT);
  }

  static ServerSettings inMode(String sqlMode) {
    return new ServerSettings(sqlMode, "InnoDB", false, false, false, false, false, false, false);
  }

  /** Reads the settings from {@code variables}. */
  static ServerSettings of(Map<String, String> variables) {
    boolean isLogged =
        "ON".equals(variables.get("log_bin")) && !"OFF".equals(variables.get("sql_log_bin"));
    return new ServerSettings(
        variables.getOrDefault("sql_mode", ""),
        variables.getOrDefault("default_storage_engine", "InnoDB"),
        isLogged && !"STATEMENT".equals(variables.get("binlog_format")),
        "ON".equals(variables.get("sql_safe_updates")),
        "ON".equals(variables.get("wsrep_on")),
        "ON".equals(variables.get("sql_auto_is_null")),
        "OFF".equals(variables.get(EXPLICIT_TIMESTAMPS)),
        "OFF".equals(variables.get(STRICT_INNODB)),
        "ON".equals(variables.get(UNIQUE_REFERENCES)));
  }

  /**
   * Returns settings for MariaDB, which writes such a schema statement to the binary log as text.
   */
  ServerSettings withoutLog() {
    return new ServerSettings(
        sqlMode,
        engine,
        false,
        isSafe,
        isNode,
        findsLastForNull,
        fillsTimestamps,
        replacesRowFormat,
        refersToUnique);
  }

  /** Returns settings for a session in which a TIMESTAMP has no default of its own. */
  ServerSettings withExplicitTimestamps() {
    return new ServerSettings(
        sqlMode,
        engine,
        logsRows,
        isSafe,
        isNode,
        findsLastForNull,
        false,
        replacesRowFormat,
        refersToUnique);
  }

  /** Returns whether a new table that names no engine could not be rolled back. */
  boolean lacksTransactions() {
    return lacksTransactions(engine);
  }

  static boolean lacksTransactions(String engine) {
    return WITHOUT_TRANSACTIONS.contains(engine.toLowerCase(Locale.ROOT));
  }
}
