package dev.switchback.internal.store;

import dev.switchback.Direction;
import dev.switchback.UnfinishedSteps;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What remains of a migration that did not come to its end.
 *
 * @param isKnown whether the journal could be read
 * @param done descriptions of the steps that are done for good, in order
 * @param inFlightOrNull the step behind them of which it is not known whether it took effect
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

  /** The same of a migration, whichever way it went and whether or not in a redo. */
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
