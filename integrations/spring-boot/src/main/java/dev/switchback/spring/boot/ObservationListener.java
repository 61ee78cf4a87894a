package dev.switchback.spring.boot;

import dev.switchback.Direction;
import dev.switchback.MigrationListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Observes each run and each migration, {@code switchback.run} and {@code switchback.migration}. A
 * migrator has one run at a time.
 */
final class ObservationListener implements MigrationListener {

  private final String migrator;
  private final ObjectProvider<ObservationRegistry> registry;
  private @Nullable Observed run;
  private @Nullable Observed step;

  ObservationListener(String migrator, ObjectProvider<ObservationRegistry> registry) {
    this.migrator = migrator;
    this.registry = registry;
  }

  /** A started observation, which is the parent of what the same thread observes. */
  private record Observed(Observation observation, Observation.Scope scope) {
    void stop(Outcome outcome) {
      scope.close();
      outcome.failure().ifPresent(observation::error);
      observation.lowCardinalityKeyValue(
          "outcome", outcome.failure().isPresent() ? "failure" : "success");
      observation.stop();
    }
  }

  @Override
  public void beforeRun(RunEvent event) {
    run = start("switchback.run", event.direction(), null);
  }

  @Override
  public void beforeMigration(MigrationEvent event) {
    step = start("switchback.migration", event.direction(), event.name());
  }

  private Observed start(String name, Direction direction, @Nullable String migration) {
    Observation observation =
        Observation.createNotStarted(name, registry.getIfAvailable(() -> ObservationRegistry.NOOP))
            .lowCardinalityKeyValue("migrator", migrator)
            .lowCardinalityKeyValue("direction", direction.name().toLowerCase(Locale.ROOT));
    if (migration != null) {
      observation.highCardinalityKeyValue("name", migration);
    }
    observation.start();
    return new Observed(observation, observation.openScope());
  }

  @Override
  public void afterMigration(MigrationEvent event, Outcome outcome) {
    stop(step, outcome);
    step = null;
  }

  @Override
  public void afterRun(RunEvent event, Outcome outcome) {
    stop(run, outcome);
    run = null;
  }

  private static void stop(@Nullable Observed observed, Outcome outcome) {
    if (observed != null) {
      observed.stop(outcome);
    }
  }
}
