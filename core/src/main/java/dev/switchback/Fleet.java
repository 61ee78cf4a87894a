package dev.switchback;

import static dev.switchback.Arguments.given;

import dev.switchback.internal.fleet.FleetConfig;
import dev.switchback.internal.fleet.FleetRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Migrates many databases, or many schemas of one, as a program with a schema for each customer has
 * them.
 *
 * <pre>{@code
 * FleetReport report = Fleet
 *     .of(Migrator.configure().packages("com.acme.chat.migrations"),
 *         Target.schemas(dataSource, List.of("customer_1", "customer_2")))
 *     .parallelism(8)
 *     .up();
 * }</pre>
 *
 * <p>Each target has its own history, lock and order, as if a {@link Migrator} of its own migrated
 * it, and is left as that leaves it. What they share is the work around it: migrations are looked
 * for once; one statement finds which of several hundred schemas of a database are up to date; a
 * worker keeps its connections for its next target. While it migrates it uses as many as a migrator
 * does.
 *
 * <p>A target that fails does not stop the others, unless {@link #canary} or {@link #stopAfter}
 * says so. What was up to date or migrated is up to date for the next call, which does the rest.
 *
 * <p>Immutable and thread-safe.
 */
public final class Fleet {

  private final FleetConfig setup;
  private final List<Target> targets;
  private final int parallelism;
  private final int canaries;
  private final int mostFailures;

  private Fleet(
      FleetConfig setup, List<Target> targets, int parallelism, int canaries, int mostFailures) {
    this.setup = setup;
    this.targets = targets;
    this.parallelism = parallelism;
    this.canaries = canaries;
    this.mostFailures = mostFailures;
  }

  /**
   * A fleet that is migrated by four workers, after one canary.
   *
   * @param configuration everything but the database: without {@code dataSource}, {@code url} and
   *     {@code schema}. Its factory and its listeners are called by several threads at once
   * @param targets each with a name of its own
   * @throws ConfigurationException if the configuration is not complete, or names a database; if
   *     two targets have the same name
   */
  public static Fleet of(MigratorBuilder configuration, Collection<Target> targets) {
    List<Target> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Target target : given(targets, "list of targets", "of")) {
      if (!names.add(given(target, "target", "of").name())) {
        throw new ConfigurationException(
            "Target '%s' – there are two of this name. Nothing was run. Give each its own."
                .formatted(target.name()));
      }
      all.add(target);
    }
    FleetConfig setup = given(configuration, "configuration", "of").forFleet();
    return new Fleet(setup, List.copyOf(all), 4, 1, Integer.MAX_VALUE);
  }

  /**
   * With so many workers, each of which migrates one target at a time; 4 unless said otherwise. The
   * pool of a data source should have two connections for each, on H2 three: with fewer, workers
   * wait for one another, and a target for which none is free in time fails.
   */
  public Fleet parallelism(int workers) {
    return new Fleet(setup, targets, atLeast(1, workers, "parallelism"), canaries, mostFailures);
  }

  /**
   * Migrates so many targets one after the other before all others; 1 unless said otherwise, and 0
   * for none. If a migration fails on one of them, no other target is begun. One that cannot be
   * reached is no canary: the next one is.
   */
  public Fleet canary(int first) {
    return new Fleet(setup, targets, parallelism, atLeast(0, first, "canary"), mostFailures);
  }

  /**
   * Begins no other target when so many have failed; as many as there are unless said otherwise.
   */
  public Fleet stopAfter(int failures) {
    return new Fleet(setup, targets, parallelism, canaries, atLeast(1, failures, "stopAfter"));
  }

  private static int atLeast(int least, int number, String method) {
    if (number < least) {
      throw new ConfigurationException(
          "%s(%d) – it takes a number from %d on. Nothing was run."
              .formatted(method, number, least));
    }
    return number;
  }

  /**
   * Applies every pending migration to every target. An interrupt lets the targets that are being
   * migrated come to their end, begins no other one, and is kept.
   *
   * @return what became of each; it throws nothing for a target that failed: see {@link
   *     FleetReport#requireComplete}
   * @throws ConfigurationException if there is no migration, or one cannot be
   */
  public FleetReport up() {
    return new FleetRun(setup, targets, parallelism, canaries, mostFailures).up();
  }
}
