package dev.switchback;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is done of an unfinished migration.
 *
 * @param direction which way it goes
 * @param done descriptions of the steps that are done for good, in order
 * @param inFlightOrNull the step behind them, if it was on its way when the process ended, so that
 *     it may have taken effect or not
 * @param isRedo whether a {@link Migrator#redo} has reverted it, and has not applied it again
 */
public record UnfinishedSteps(
    Direction direction, List<String> done, @Nullable String inFlightOrNull, boolean isRedo) {

  public UnfinishedSteps {
    done = List.copyOf(done);
  }

  /** Whether a redo has reverted it, and nothing of it was applied again. */
  public boolean isReverted() {
    return isRedo && done.isEmpty() && inFlightOrNull == null;
  }

  /** The step that may have taken effect or not. */
  public Optional<String> inFlight() {
    return Optional.ofNullable(inFlightOrNull);
  }

  /** A line for people. */
  @Override
  public String toString() {
    if (isReverted()) {
      return "A redo has reverted it and has not applied it again";
    }
    String text =
        done.isEmpty()
            ? "No step of it is known to be done"
            : "Done of it: " + String.join(", ", done);
    return inFlight().map(step -> text + "; on its way: " + step).orElse(text);
  }
}
