package dev.switchback.internal.base;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.ErrorCause;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What to do where there is no connection, by what the server, the driver or the pool says. */
public final class Unreachable {

  private Unreachable() {}

  /** A sentence; {@code dialects} are those that may know the error. */
  public static String remedy(Throwable error, List<Dialect> dialects) {
    if (causes(error).anyMatch(cause -> causeOf(cause, dialects) == ErrorCause.RESOURCE)) {
      return "The server has no connection left for this user: end some, or raise its limit.";
    }
    if (error instanceof SQLTransientConnectionException && error.getCause() == null) {
      return "The data source had none free in time: let its pool have more connections, or see"
          + " what keeps them."; // a pool says so, and has no cause behind it
    }
    Optional<String> hint = causes(error).flatMap(cause -> hints(cause, dialects)).findFirst();
    if (hint.isPresent()) {
      return hint.get();
    }
    if (causes(error).anyMatch(cause -> cause.getClass().getName().startsWith("javax.net.ssl."))) {
      return "Check how the URL asks for TLS, and the certificate of the server.";
    }
    return causes(error)
        .flatMap(cause -> byCause(cause, dialects).stream())
        .findFirst()
        .orElse("See that the server is up and that URL, user and password are right.");
  }

  private static Stream<Throwable> causes(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
  }

  private static Stream<String> hints(Throwable error, List<Dialect> dialects) {
    return error instanceof SQLException sql
        ? dialects.stream().flatMap(dialect -> dialect.hint(sql, "").stream())
        : Stream.empty();
  }

  private static Optional<String> byCause(Throwable error, List<Dialect> dialects) {
    String state = error instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
    if (state.equals("null") && error.getCause() instanceof SQLException) {
      return Optional.empty(); // a pool's own, whose cause says more
    }
    if (state.startsWith("28") || state.equals("08004")) {
      return Optional.of(
          "Check user and password, and that the server lets this user in from here.");
    }
    return switch (causeOf(error, dialects)) {
      case CONNECTION ->
          Optional.of("Check that the server is up, and that host and port of the URL are right.");
      case PERMISSION -> Optional.of("Grant this user the privilege that it lacks.");
      case STATEMENT, LOCK_TIMEOUT, CONFLICT, CANCELLED, DRIVER_SETTING, RESOURCE, READ_ONLY ->
          Optional.empty();
    };
  }

  /** The one that a dialect knows of its own, before the one of the standard. */
  private static ErrorCause causeOf(Throwable error, List<Dialect> dialects) {
    if (!(error instanceof SQLException sql)) {
      return ErrorCause.STATEMENT;
    }
    ErrorCause standard = ErrorCause.of(sql);
    return dialects.stream()
        .map(dialect -> dialect.causeOf(sql))
        .filter(cause -> cause != standard)
        .findFirst()
        .orElse(standard);
  }
}
