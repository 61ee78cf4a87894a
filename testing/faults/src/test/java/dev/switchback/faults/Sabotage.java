package dev.switchback.faults;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A protection that is taken out, by changing what goes to the driver: the code under test is the
 * same. Names are matched in the quotes of all databases.
 */
@FunctionalInterface
interface Sabotage {

  /** Everything is as it should be. */
  Sabotage NONE = Optional::of;

  /** The lock of the session is had by whoever asks for it. */
  Sabotage KEY_OFF =
      sql ->
          Optional.of(
              sql.replaceFirst(
                      "^SELECT pg_(try_advisory_lock|advisory_unlock)\\(\\?\\)$",
                      "SELECT CAST(? AS bigint) IS NOT NULL")
                  .replaceFirst(
                      "^SELECT (GET_LOCK\\(\\?, 0\\)|RELEASE_LOCK\\(\\?\\))$",
                      "SELECT ? IS NOT NULL")
                  .replaceFirst("(WHERE [\"`]id[\"`] = 3) FOR UPDATE SKIP LOCKED$", "$1"));

  /** What was done of a migration that commits in the middle is written nowhere. */
  Sabotage JOURNAL_OFF = swallowing("^INSERT INTO \\S+switchback_journal\\W");

  /** Nobody gives a sign of life. */
  Sabotage BEATS_OFF =
      swallowing("[\"`]heartbeat[\"`] = [\"`]heartbeat[\"`] \\+ 1(?:, [\"`]beats[\"`] = 1)? WHERE");

  /** Nobody locks the gate, or compares his number with the one that is on it. */
  Sabotage GATE_OFF = sql -> Optional.of(sql.contains("\"id\" = 2") ? withoutGate(sql) : sql);

  /** PostgreSQL does not end a session that stops in the middle of a transaction. */
  Sabotage TIMEOUT_OFF =
      sql ->
          Optional.of(
              sql.replace(
                  "set_config('idle_in_transaction_session_timeout', ?, true)", "CAST(? AS text)"));

  /** PostgreSQL seems to be behind a pooler: another session answers than the driver met. */
  Sabotage POOLED =
      sql -> Optional.of(sql.replaceFirst("^SELECT pg_backend_pid\\(\\)", "SELECT -1"));

  /**
   * What is sent in the place of {@code sql}; if empty, nothing is, and one row is reported as
   * changed.
   */
  Optional<String> instead(String sql);

  /** Both. */
  default Sabotage and(Sabotage more) {
    return sql -> instead(sql).flatMap(more::instead);
  }

  private static String withoutGate(String sql) {
    String open =
        sql.replaceFirst(" FOR UPDATE( SKIP LOCKED)?", "")
            .replaceFirst("\\(SELECT \"fence\" FROM \\S+ WHERE \"id\" = 2\\) = \\d+", "TRUE")
            .replaceFirst(" AND \"fence\" [=<] \\d+", "")
            .replaceFirst(" AND \"fence\" = \\?", " AND CAST(? AS bigint) IS NOT NULL");
    if (Pattern.compile("FOR UPDATE|AND \"fence\"|\\) = \\d").matcher(open).find()) {
      throw new IllegalStateException("the gate is still in: " + open);
    }
    return open;
  }

  private static Sabotage swallowing(String expression) {
    Pattern pattern = Pattern.compile(expression);
    return sql -> pattern.matcher(sql).find() ? Optional.empty() : Optional.of(sql);
  }
}
