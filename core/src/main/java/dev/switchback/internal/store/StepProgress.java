package dev.switchback.internal.store;

import dev.switchback.Direction;
import dev.switchback.UnfinishedSteps;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps of an unfinished migration that have been executed.
 *
 * @param isKnown whether the journal could be read
 * @param done descriptions of the completed steps, in order
 * @param inFlightOrNull the step after them, if it is unknown whether it took effect
 */
public record StepProgress(boolean isKnown, List<String> done, @Nullable String inFlightOrNull) {

  public static final StepProgress NOTHING = new StepProgress(true, List.of(), null);
  public static final StepProgress UNKNOWN = new StepProgress(false, List.of(), null);

  public static StepProgress of(List<Journal.Entry> entries) {
    List<String> done =
        entries.stream().filter(Journal.Entry::isDone).map(Journal.Entry::description).toList();
    Optional<String> inFlight =
        entries.stream()
            .filter(entry -> !entry.isDone())
            .map(Journal.Entry::description)
            .findFirst();
    return new StepProgress(true, done, inFlight.orElse(null));
  }

  /** Returns the unfinished steps of a migration in either direction, with or without a redo. */
  public static UnfinishedSteps stepsOf(List<Journal.Entry> entries) {
    boolean isRedo = entries.stream().anyMatch(Journal.Entry::isRedo);
    StepProgress remains = of(entries.stream().filter(entry -> !entry.isRedo()).toList());
    Direction direction = entries.isEmpty() ? Direction.UP : entries.get(0).direction();
    return new UnfinishedSteps(direction, remains.done(), remains.inFlightOrNull(), isRedo);
  }

  public boolean isNothing() {
    return isKnown && done.isEmpty() && inFlightOrNull == null;
  }
}
