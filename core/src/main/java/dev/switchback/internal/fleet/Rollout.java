package dev.switchback.internal.fleet;

import dev.switchback.Target;
import java.util.List;

/**
 * How a fleet is migrated.
 *
 * @param parallelism the number of workers
 * @param canaries the number of targets that are migrated first, one after another
 * @param mostFailures the number of failures that stops the rollout
 */
public record Rollout(
    FleetConfig setup, List<Target> targets, int parallelism, int canaries, int mostFailures) {

  /** Returns a rollout with another number of workers. */
  public Rollout withParallelism(int workers) {
    return new Rollout(setup, targets, workers, canaries, mostFailures);
  }

  /** Returns a rollout with another number of canaries. */
  public Rollout withCanaries(int first) {
    return new Rollout(setup, targets, parallelism, first, mostFailures);
  }

  /** Returns a rollout that stops after another number of failures. */
  public Rollout withMostFailures(int failures) {
    return new Rollout(setup, targets, parallelism, canaries, failures);
  }
}
