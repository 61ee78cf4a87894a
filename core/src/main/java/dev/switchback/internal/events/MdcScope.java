package dev.switchback.internal.events;

import dev.switchback.Target;
import dev.switchback.internal.base.MigrationName;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Sets the name of the migration, or of the target of a fleet, in the logging context until it is
 * closed.
 */
public final class MdcScope implements AutoCloseable {

  /** The key of the migration, which users write in the pattern of their log. */
  private static final String MIGRATION = "switchback.migration";

  private static final String TARGET = "switchback.target";

  private final String key;
  private final @Nullable String before;

  private MdcScope(String key, String value) {
    this.key = key;
    before = MDC.get(key);
    MDC.put(key, value);
  }

  public static MdcScope of(MigrationName migration) {
    return new MdcScope(MIGRATION, migration.value());
  }

  public static MdcScope of(Target target) {
    return new MdcScope(TARGET, target.name());
  }

  /** Restores the previous values, because the caller may be a migration of another schema. */
  @Override
  public void close() {
    if (before == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, before);
    }
  }
}
