package dev.switchback.internal.base;

import dev.switchback.SwitchbackException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Thrown when a migration waits, over a second connection, for a lock that its own run holds. */
public final class SelfDeadlockException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  /** A number in a statement, because some drivers write bound values into it. */
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w`\"])\\d[\\w.]*");

  private static final int SHOWN = 200;

  private static final String STAYS =
      " The changes of the migration over the other connection are not rolled back.";

  private SelfDeadlockException(String message) {
    super(message);
  }

  private SelfDeadlockException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Creates the exception for a statement that would wait forever.
   *
   * @param hasNames whether double quotes enclose names, and not values
   * @param holding the step that took the lock, if it is known
   */
  public static SelfDeadlockException waiting(
      String sql, boolean hasNames, Duration waited, Optional<Step> holding) {
    String shown = shown(Redaction.statement(sql, hasNames));
    return new SelfDeadlockException(
        "the migration waits for its own run: the statement '%s', over another connection, has waited %d s for a lock that this run holds%s. The run ended its own session, so that the statement could continue."
                .formatted(shown, waited.toSeconds(), since(holding))
            + STAYS);
  }

  /** Creates the exception for a statement whose wait timed out. */
  public static SelfDeadlockException timedOut(SQLException error, Step holding) {
    return new SelfDeadlockException(
        "a statement over another connection got no lock in time, and the transaction of this run has held locks%s."
                .formatted(since(Optional.of(holding)))
            + STAYS,
        error);
  }

  private static String shown(String sql) {
    String line = NUMBER.matcher(sql).replaceAll("?").replaceAll("\\s+", " ").strip();
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }

  private static String since(Optional<Step> holding) {
    return holding
        .map(step -> " since step " + step.ordinal() + " (" + step.description() + ")")
        .orElse("");
  }
}
