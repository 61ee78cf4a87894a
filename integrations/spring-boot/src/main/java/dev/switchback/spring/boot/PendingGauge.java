package dev.switchback.spring.boot;

import dev.switchback.MigrationStatus.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The gauge {@code switchback.pending} of each migrator. Not a number if it cannot be read. */
final class PendingGauge implements MeterBinder {

  private final ConfiguredMigrators migrators;
  private final MigratorStates states;

  PendingGauge(ConfiguredMigrators migrators, MigratorStates states) {
    this.migrators = migrators;
    this.states = states;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (ConfiguredMigrator migrator : migrators) {
      Gauge.builder("switchback.pending", () -> pending(migrator.name()))
          .description("Migrations that are pending or unfinished")
          .tag("migrator", migrator.name())
          .strongReference(true)
          .register(registry);
    }
  }

  private double pending(String name) {
    return states.recent().stream()
        .filter(state -> state.name().equals(name) && state.failure() == null)
        .mapToDouble(state -> state.in(State.PENDING).size() + state.in(State.UNFINISHED).size())
        .findFirst()
        .orElse(Double.NaN);
  }
}
