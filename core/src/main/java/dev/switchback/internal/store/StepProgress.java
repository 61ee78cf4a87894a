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
 * @param batchedOrNull the step after them, if it is known which of its batches are done
 */
public record StepProgress(
    boolean isKnown,
    List<String> done,
    @Nullable String inFlightOrNull,
    @Nullable String batchedOrNull) {

  public static final StepProgress NOTHING = new StepProgress(true, List.of(), null, null);
  public static final StepProgress UNKNOWN = new StepProgress(false, List.of(), null, null);

  public static StepProgress of(List<Journal.Entry> entries) {
    List<String> done =
        entries.stream().filter(Journal.Entry::isDone).map(Journal.Entry::description).toList();
    Optional<Journal.Entry> next = entries.stream().filter(entry -> !entry.isDone()).findFirst();
    Optional<String> step = next.map(Journal.Entry::description);
    return next.filter(entry -> entry.batch() != null).isPresent()
        ? new StepProgress(true, done, null, step.orElse(null))
        : new StepProgress(true, done, step.orElse(null), null);
  }

  /** Returns the unfinished steps of a migration in either direction, with or without a redo. */
  public static UnfinishedSteps stepsOf(List<Journal.Entry> entries) {
    boolean isRedo = entries.stream().anyMatch(Journal.Entry::isRedo);
    StepProgress remains = of(entries.stream().filter(entry -> !entry.isRedo()).toList());
    Direction direction = entries.isEmpty() ? Direction.UP : entries.get(0).direction();
    String next =
        remains.batchedOrNull() == null ? remains.inFlightOrNull() : remains.batchedOrNull();
    return new UnfinishedSteps(direction, remains.done(), next, isRedo);
  }

  public boolean isNothing() {
    return isKnown && done.isEmpty() && inFlightOrNull == null && batchedOrNull == null;
  }
}
