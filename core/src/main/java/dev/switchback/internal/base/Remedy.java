package dev.switchback.internal.base;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The remedy for an error of a server or a driver, by its cause. */
public final class Remedy {

  private Remedy() {}

  /** Returns the first {@link SQLException} in the chain of causes of {@code error}. */
  public static Optional<SQLException> sqlIn(@Nullable Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  public static ErrorCause causeOf(Throwable error, Dialect dialect) {
    return sqlIn(error).map(dialect.errors()::causeOf).orElse(ErrorCause.STATEMENT);
  }

  /** Returns a sentence without its period. Empty if the statement itself is the cause. */
  public static Optional<String> of(ErrorCause cause) {
    return switch (cause) {
      case STATEMENT -> Optional.empty();
      case LOCK_TIMEOUT ->
          Optional.of(
              "Wait until the lock holder has released the lock, or set a longer"
                  + " statementLockTimeout(…)");
      case CONFLICT ->
          Optional.of("Wait until other sessions change fewer of the same rows or tables");
      case CANCELLED ->
          Optional.of(
              "Set a longer statementTimeout(…), or find out which user cancelled the statement");
      case CONNECTION -> Optional.of("Check that the server is up and can be reached");
      case DRIVER_SETTING ->
          Optional.of(
              "The driver closed the connection, because the statement changed a setting that the"
                  + " driver depends on. Remove that change");
      case RESOURCE ->
          Optional.of(
              "Give the server the disk space, the memory or the connections that it lacks");
      case PERMISSION -> Optional.of("Grant this user the privilege that it lacks");
      case READ_ONLY -> Optional.of("Connect to a server and a database that accept changes");
    };
  }

  /**
   * Returns a sentence without its period. If the statement itself is the cause, returns {@code
   * otherwise}.
   */
  public static String of(Throwable error, Dialect dialect, String otherwise) {
    return of(causeOf(error, dialect)).orElse(otherwise);
  }
}
