package dev.switchback.spring.boot;

import dev.switchback.MigrationStatus.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges the health of the migrations, for both generations of Spring Boot's health indicators. */
final class SwitchbackHealth {

  private static final String UP = "UP";
  private static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";
  private static final String DOWN = "DOWN";

  /** The better of two statuses is the first. */
  private static final List<String> ORDER = List.of(UP, OUT_OF_SERVICE, DOWN);

  private final ConfiguredMigrators migrators;
  private final MigratorStates states;

  SwitchbackHealth(ConfiguredMigrators migrators, MigratorStates states) {
    this.migrators = migrators;
    this.states = states;
  }

  /**
   * The worst status, and the details of each migrator.
   *
   * @param status UP, OUT_OF_SERVICE or DOWN
   */
  record Report(String status, Map<String, Object> details) {}

  Report report() {
    Map<String, MigratorState> known = new LinkedHashMap<>();
    states.recent().forEach(state -> known.put(state.name(), state));
    Map<String, Object> details = new LinkedHashMap<>();
    String worst = UP;
    for (ConfiguredMigrator migrator : migrators) {
      Report one =
          report(
              known.getOrDefault(
                  migrator.name(), new MigratorState(migrator.name(), List.of(), null, null)),
              migrator.progress().current());
      details.put(migrator.name(), one.details());
      worst = ORDER.indexOf(one.status()) > ORDER.indexOf(worst) ? one.status() : worst;
    }
    return new Report(worst, details);
  }

  private static Report report(MigratorState state, Optional<RunProgress.Activity> activity) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("applied", state.in(State.APPLIED).size());
    details.put("pending", state.in(State.PENDING).size());
    if (activity.isPresent()) {
      details.put("activity", activity.get().description());
      details.put("since", activity.get().since());
      return new Report(OUT_OF_SERVICE, details);
    }
    if (state.failure() != null) {
      details.put("failure", state.failure());
      return new Report(DOWN, details);
    }
    List<String> unfinished = state.in(State.UNFINISHED);
    if (!unfinished.isEmpty()) {
      details.put("unfinished", unfinished);
    }
    if (state.lockHolder() != null) {
      details.put("lockHolder", state.lockHolder().toString());
      return new Report(OUT_OF_SERVICE, details);
    }
    if (!unfinished.isEmpty()) {
      return new Report(DOWN, details);
    }
    return new Report(state.in(State.PENDING).isEmpty() ? UP : OUT_OF_SERVICE, details);
  }
}
