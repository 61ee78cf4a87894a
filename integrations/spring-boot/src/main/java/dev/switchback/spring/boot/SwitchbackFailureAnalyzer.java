package dev.switchback.spring.boot;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.LockLostException;
import dev.switchback.LockTimeoutException;
import dev.switchback.MigrationFailedException;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedMigrationException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a failed start by the message of Switchback and the property that solves it, without a
 * stack trace. Before the analyzers of Spring Boot, which would explain a cycle of beans.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SwitchbackFailureAnalyzer extends AbstractFailureAnalyzer<SwitchbackException> {

  private static final Pattern NO_DIALECT =
      Pattern.compile("^No dialect for the database '([^']*)'");

  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "H2", "switchback-h2",
          "PostgreSQL", "switchback-postgresql",
          "MySQL", "switchback-mysql",
          "MariaDB", "switchback-mysql");

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SwitchbackException cause) {
    return new FailureAnalysis(
        Objects.requireNonNullElse(cause.getMessage(), cause.toString()), action(cause), cause);
  }

  /** Returns what Spring Boot's user can do; null if the message says it. */
  private static @Nullable String action(SwitchbackException cause) {
    if (cause instanceof PendingMigrationsException) {
      return "Run the job that migrates the database, or set 'switchback.mode=migrate'.";
    }
    if (cause instanceof DatabaseException) {
      return "Start the database, or correct 'spring.datasource.url' and its user and password."
          + " With 'switchback.url' or 'switchback.user', correct those.";
    }
    if (cause instanceof LockTimeoutException) {
      return "Wait until the other process has migrated, and start the application again. The"
          + " maximum wait is 'switchback.migration-lock-timeout'.";
    }
    if (cause instanceof LockLostException) {
      return "Start the application again. It resumes the migration.";
    }
    if (cause instanceof MigrationFailedException) {
      return "Fix the migration or the data that it refused, and start the application again.";
    }
    if (cause instanceof UnfinishedMigrationException) {
      return "Resolve the migration by Migrator.resolve(…) or the command line of Switchback. To"
          + " start without migrating, set 'switchback.mode=none'.";
    }
    return cause instanceof ConfigurationException ? configuration(cause) : null;
  }

  private static @Nullable String configuration(SwitchbackException cause) {
    String message = Objects.requireNonNullElse(cause.getMessage(), "");
    Matcher noDialect = NO_DIALECT.matcher(message);
    if (noDialect.find()) {
      String artifact = ARTIFACTS.get(noDialect.group(1));
      return artifact == null
          ? null
          : "Add the dependency 'dev.switchback:" + artifact + "' to the application.";
    }
    return message.contains("onChangedMigration(WARN)")
        ? "The property is 'switchback.on-changed-migration=warn'."
        : null;
  }
}
