package dev.switchback;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The result of {@link Fleet#up}.
 *
 * @param outcomes one outcome for each target, in the order of the targets
 */
public record FleetReport(List<Outcome> outcomes) {

  /** The state of a target after the call. */
  public enum State {
    /** There was nothing to do. */
    UP_TO_DATE,
    /** All pending migrations were applied. */
    MIGRATED,
    /** The target could not be reached, or a migration failed. */
    FAILED,
    /** The target was not migrated, because other targets had failed before. */
    NOT_RUN
  }

  /**
   * The outcome of one target.
   *
   * @param migrated the applied migrations, if all pending migrations were applied
   * @param failure the exception, if the target failed
   */
  public record Outcome(
      Target target,
      State state,
      Optional<MigrationReport> migrated,
      Optional<SwitchbackException> failure) {}

  public FleetReport {
    outcomes = List.copyOf(outcomes);
  }

  /** Returns the outcomes with this state. */
  public List<Outcome> in(State state) {
    return outcomes.stream().filter(outcome -> outcome.state() == state).toList();
  }

  /** Returns whether every target now has all migrations. */
  public boolean isComplete() {
    return in(State.FAILED).isEmpty() && in(State.NOT_RUN).isEmpty();
  }

  /**
   * Returns this report if it is complete.
   *
   * @throws SwitchbackException if it is not complete. The message is the report, the cause is the
   *     first failure, and the other failures are suppressed exceptions
   */
  public FleetReport requireComplete() {
    if (isComplete()) {
      return this;
    }
    List<SwitchbackException> failures =
        in(State.FAILED).stream().flatMap(outcome -> outcome.failure().stream()).toList();
    SwitchbackException incomplete =
        new SwitchbackException(toString(), failures.isEmpty() ? null : failures.get(0));
    failures.stream().skip(1).forEach(incomplete::addSuppressed);
    throw incomplete;
  }

  private String numbers() {
    return "%d targets: %d up to date, %d migrated, %d failed, %d not run"
        .formatted(
            outcomes.size(),
            in(State.UP_TO_DATE).size(),
            in(State.MIGRATED).size(),
            in(State.FAILED).size(),
            in(State.NOT_RUN).size());
  }

  /** Returns a line with the numbers, and a line for each failure. */
  @Override
  public String toString() {
    String failures =
        in(State.FAILED).stream()
            .map(
                outcome ->
                    "\n'%s': %s"
                        .formatted(
                            outcome.target().name(),
                            outcome.failure().map(Throwable::getMessage).orElse("")))
            .collect(Collectors.joining());
    return numbers() + failures;
  }
}
