package dev.switchback;

import static dev.switchback.Arguments.given;

import dev.switchback.internal.fleet.FleetConfig;
import dev.switchback.internal.fleet.FleetRun;
import dev.switchback.internal.fleet.Rollout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Migrates many databases, or many schemas of a database, for applications with one schema for each
 * customer.
 *
 * <pre>{@code
 * FleetReport report = Fleet
 *     .of(Migrator.configure().packages("com.acme.chat.migrations"),
 *         Target.schemas(dataSource, List.of("customer_1", "customer_2")))
 *     .parallelism(8)
 *     .up();
 * }</pre>
 *
 * <p>Each target has its own schema history and lock, as if a separate {@link Migrator} migrated
 * it. The targets share the work around the migrations. The search for migrations happens once. One
 * statement finds which of several hundred schemas of a database are up to date. A worker keeps its
 * connections for its next target. While it migrates a target, a worker uses as many connections as
 * a migrator.
 *
 * <p>If a target fails, the others continue, unless {@link #canary} or {@link #stopAfter} stops
 * them. Another call skips the targets that are up to date, and migrates the rest.
 *
 * <p>Immutable and thread-safe.
 */
public final class Fleet {

  private final Rollout rollout;

  private Fleet(Rollout rollout) {
    this.rollout = rollout;
  }

  /**
   * Returns a fleet with four workers and one canary.
   *
   * @param configuration everything but the database: without {@code dataSource}, {@code url} and
   *     {@code schema}. Several threads call its factory and its listeners at the same time
   * @param targets the targets; each name must be unique
   * @throws ConfigurationException if the configuration is incomplete or names a database, or if
   *     two targets have the same name
   */
  public static Fleet of(MigratorBuilder configuration, Collection<Target> targets) {
    List<Target> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Target target : given(targets, "list of targets", "of")) {
      if (!names.add(given(target, "target", "of").name())) {
        throw new ConfigurationException(
            "Target '%s' – two targets have this name. Nothing was run. Give each target its own name."
                .formatted(target.name()));
      }
      all.add(target);
    }
    FleetConfig setup = given(configuration, "configuration", "of").forFleet();
    return new Fleet(new Rollout(setup, List.copyOf(all), 4, 1, Integer.MAX_VALUE));
  }

  /**
   * Sets the number of workers; 4 by default. Each worker migrates one target at a time. The pool
   * of a data source should have two connections for each worker, on H2 three. With fewer, workers
   * wait for each other, and a target that gets no connection in time fails.
   */
  public Fleet parallelism(int workers) {
    return new Fleet(rollout.withParallelism(atLeast(1, workers, "parallelism")));
  }

  /**
   * Sets the number of canaries; 1 by default, 0 for none. Canaries are migrated one after the
   * other, before all other targets. If a migration fails on a canary, no other target begins. A
   * target that cannot be reached is not a canary: the next target takes its place.
   */
  public Fleet canary(int first) {
    return new Fleet(rollout.withCanaries(atLeast(0, first, "canary")));
  }

  /** Sets the number of failed targets after which no other target begins; unlimited by default. */
  public Fleet stopAfter(int failures) {
    return new Fleet(rollout.withMostFailures(atLeast(1, failures, "stopAfter")));
  }

  private static int atLeast(int least, int number, String method) {
    if (number < least) {
      throw new ConfigurationException(
          "%s(%d) – the number must be %d or more. Nothing was run."
              .formatted(method, number, least));
    }
    return number;
  }

  /**
   * Applies every pending migration to every target. If the thread is interrupted, the targets in
   * progress are completed, no other target begins, and the interrupt flag stays set.
   *
   * @return the outcome of each target; a failed target does not throw: see {@link
   *     FleetReport#requireComplete}
   * @throws ConfigurationException if there is no migration, or a migration is invalid
   */
  public FleetReport up() {
    return new FleetRun(rollout).up();
  }
}
