package dev.switchback;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@link Fleet#up} did.
 *
 * @param outcomes one for each target, in the order in which they were given
 */
public record FleetReport(List<Outcome> outcomes) {

  /** How a target fared. */
  public enum State {
    /** There was nothing to do. */
    UP_TO_DATE,
    /** What was pending is applied. */
    MIGRATED,
    /** It could not be reached, or a migration failed. */
    FAILED,
    /** Others had failed before. */
    NOT_RUN
  }

  /**
   * What became of one target.
   *
   * @param migrated what was applied, if all that was pending is
   * @param failure why it failed, if it did
   */
  public record Outcome(
      Target target,
      State state,
      Optional<MigrationReport> migrated,
      Optional<SwitchbackException> failure) {}

  public FleetReport {
    outcomes = List.copyOf(outcomes);
  }

  /** The outcomes of one kind. */
  public List<Outcome> in(State state) {
    return outcomes.stream().filter(outcome -> outcome.state() == state).toList();
  }

  /** Whether every target has all migrations now. */
  public boolean isComplete() {
    return in(State.FAILED).isEmpty() && in(State.NOT_RUN).isEmpty();
  }

  /**
   * This report, if it is complete.
   *
   * @throws SwitchbackException if it is not: its message is the report, its cause the first
   *     failure, and the others are suppressed exceptions of it
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

  /** A line with the numbers, and one for each failure. */
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
