package dev.switchback.spring.boot;

import dev.switchback.LockHolder;
import dev.switchback.MigrationStatus;
import dev.switchback.SwitchbackException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Reads the states of all migrators, at most every ten seconds, so that frequent health checks and
 * metrics cost the database little. Thread-safe.
 */
final class MigratorStates {

  static final Duration MAXIMUM_AGE = Duration.ofSeconds(10);

  private final ObjectProvider<ConfiguredMigrators> migrators;
  private @Nullable List<MigratorState> known;
  private long readAt;

  MigratorStates(ObjectProvider<ConfiguredMigrators> migrators) {
    this.migrators = migrators;
  }

  /** Returns the states, which may be ten seconds old. */
  synchronized List<MigratorState> recent() {
    List<MigratorState> states = known;
    if (states == null || System.nanoTime() - readAt > MAXIMUM_AGE.toNanos()) {
      states = migrators.getObject().all().stream().map(MigratorStates::read).toList();
      known = states;
      readAt = System.nanoTime();
    }
    return states;
  }

  /** Reads the state of a migrator now. */
  static MigratorState read(ConfiguredMigrator migrator) {
    try {
      List<MigrationStatus> migrations = migrator.migrator().status();
      boolean areApplied = migrations.stream().allMatch(MigrationStatus::isSettled);
      LockHolder holder = areApplied ? null : migrator.migrator().lockHolder().orElse(null);
      return new MigratorState(migrator.name(), migrations, holder, null);
    } catch (SwitchbackException e) {
      String message = Objects.requireNonNullElse(e.getMessage(), e.toString());
      return new MigratorState(migrator.name(), List.of(), null, message);
    }
  }
}
