package dev.switchback.internal.base;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The remedy for a failed connection, by the error of the server, the driver or the pool. */
public final class Unreachable {

  private Unreachable() {}

  /**
   * Returns a sentence.
   *
   * @param dialects the dialects that may know the error
   */
  public static String remedy(Throwable error, List<Dialect> dialects) {
    if (causes(error).anyMatch(cause -> causeOf(cause, dialects) == ErrorCause.RESOURCE)) {
      return "The server has no connection left for this user. End some connections, or raise its"
          + " limit.";
    }
    if (error instanceof SQLTransientConnectionException && error.getCause() == null) {
      return "The data source had no free connection in time. Give its pool more connections, or"
          + " find the code that keeps them."; // the pool's own exception has no cause
    }
    Optional<String> hint = causes(error).flatMap(cause -> hints(cause, dialects)).findFirst();
    if (hint.isPresent()) {
      return hint.get();
    }
    if (causes(error).anyMatch(cause -> cause.getClass().getName().startsWith("javax.net.ssl."))) {
      return "Check the TLS settings of the URL, and the certificate of the server.";
    }
    return causes(error)
        .flatMap(cause -> byCause(cause, dialects).stream())
        .findFirst()
        .orElse("Check that the server is up, and that URL, user and password are right.");
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
  }

  private static Stream<String> hints(Throwable error, List<Dialect> dialects) {
    return error instanceof SQLException sql
        ? dialects.stream().flatMap(dialect -> dialect.rawSql().hint(sql, "").stream())
        : Stream.empty();
  }

  private static Optional<String> byCause(Throwable error, List<Dialect> dialects) {
    String state = error instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
    if (state.equals("null") && error.getCause() instanceof SQLException) {
      return Optional.empty(); // an exception of the pool; its cause has more details
    }
    if (state.startsWith("28") || state.equals("08004")) {
      return Optional.of(
          "Check user and password, and that the server accepts this user from this host.");
    }
    return switch (causeOf(error, dialects)) {
      case CONNECTION ->
          Optional.of("Check that the server is up, and that host and port of the URL are right.");
      case PERMISSION -> Optional.of("Grant this user the privilege that it lacks.");
      case STATEMENT, LOCK_TIMEOUT, CONFLICT, CANCELLED, DRIVER_SETTING, RESOURCE, READ_ONLY ->
          Optional.empty();
    };
  }

  /** Returns the cause that a dialect determines, or else the cause for the standard SQLSTATE. */
  private static ErrorCause causeOf(Throwable error, List<Dialect> dialects) {
    if (!(error instanceof SQLException sql)) {
      return ErrorCause.STATEMENT;
    }
    ErrorCause standard = ErrorCause.of(sql);
    return dialects.stream()
        .map(dialect -> dialect.errors().causeOf(sql))
        .filter(cause -> cause != standard)
        .findFirst()
        .orElse(standard);
  }
}
