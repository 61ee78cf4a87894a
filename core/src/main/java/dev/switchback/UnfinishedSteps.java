package dev.switchback;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an unfinished migration.
 *
 * @param direction the direction of the migration
 * @param done descriptions of the completed steps, in order; a rollback cannot undo them
 * @param inFlightOrNull the next step, if it was in flight when the process ended, so that it may
 *     or may not have taken effect
 * @param isRedo whether a {@link Migrator#redo} has reverted the migration and has not applied it
 *     again
 */
public record UnfinishedSteps(
    Direction direction, List<String> done, @Nullable String inFlightOrNull, boolean isRedo) {

  public UnfinishedSteps {
    done = List.copyOf(done);
  }

  /** Returns whether a redo has reverted the migration, and no step was applied again. */
  public boolean isReverted() {
    return isRedo && done.isEmpty() && inFlightOrNull == null;
  }

  /** Returns the step that may or may not have taken effect. */
  public Optional<String> inFlight() {
    return Optional.ofNullable(inFlightOrNull);
  }

  /** Returns a human-readable line. */
  @Override
  public String toString() {
    if (isReverted()) {
      return "A redo has reverted it and has not applied it again";
    }
    String text =
        done.isEmpty() ? "No step is known to be done" : "Done steps: " + String.join(", ", done);
    return inFlight().map(step -> text + "; in flight: " + step).orElse(text);
  }
}
