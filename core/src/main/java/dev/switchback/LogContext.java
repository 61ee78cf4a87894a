package dev.switchback;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The name of the migration, or of the target of a fleet, for all that is logged meanwhile. */
final class LogContext implements AutoCloseable {

  /** Users write them into the pattern of their log. */
  private static final String MIGRATION = "switchback.migration";

  private static final String TARGET = "switchback.target";

  private final String key;
  private final @Nullable String before;

  private LogContext(String key, String value) {
    this.key = key;
    before = MDC.get(key);
    MDC.put(key, value);
  }

  static LogContext of(MigrationName migration) {
    return new LogContext(MIGRATION, migration.value());
  }

  static LogContext of(Target target) {
    return new LogContext(TARGET, target.name());
  }

  /** Makes it what it was: the caller may be a migration of another schema. */
  @Override
  public void close() {
    if (before == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, before);
    }
  }
}
