package dev.switchback;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The name of the migration, for everything that is logged on its thread while it runs. */
final class LogContext implements AutoCloseable {

  /** Users write it into the pattern of their log. */
  private static final String KEY = "switchback.migration";

  private final @Nullable String before;

  private LogContext(@Nullable String before) {
    this.before = before;
  }

  static LogContext of(MigrationName migration) {
    LogContext context = new LogContext(MDC.get(KEY));
    MDC.put(KEY, migration.value());
    return context;
  }

  /** Makes it what it was: the caller may be a migration of another schema. */
  @Override
  public void close() {
    if (before == null) {
      MDC.remove(KEY);
    } else {
      MDC.put(KEY, before);
    }
  }
}
