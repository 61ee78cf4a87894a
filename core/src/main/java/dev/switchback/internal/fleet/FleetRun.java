package dev.switchback.internal.fleet;

import dev.switchback.FleetReport;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationReport;
import dev.switchback.SwitchbackException;
import dev.switchback.Target;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One run of a fleet. Finds the targets that have pending migrations, then migrates the canaries,
 * then the rest.
 */
public final class FleetRun {

  /**
   * The maximum number of targets in one statement. A server needs memory for each of their tables
   * until the statement ends.
   */
  private static final int TARGETS_AT_ONCE = 200;

  private final Rollout rollout;
  private final FleetConfig setup;
  private final Map<String, FleetReport.Outcome> outcomes = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean isStopped;

  public FleetRun(Rollout rollout) {
    this.rollout = rollout;
    setup = rollout.setup();
  }

  public FleetReport up() {
    Collection<List<Target>> databases = byDatabase();
    BulkStatusQuery statuses =
        new BulkStatusQuery(
            setup.setup().prefix(),
            setup.setup().available().keySet(),
            setup.setup().repeatables());
    inParallel(
        batches(databases),
        (worker, batch) ->
            worker
                .upToDate(statuses, batch)
                .forEach(target -> note(target, FleetReport.State.UP_TO_DATE, null, null)));
    statuses.warnOfMissing();
    Queue<Target> rest = new ConcurrentLinkedQueue<>();
    databases.forEach(rest::addAll);
    rest.removeIf(target -> outcomes.containsKey(target.name()));
    sendCanaries(rest);
    inParallel(rest, this::migrate);
    return report();
  }

  /**
   * Groups the targets by database, so that a worker migrates the targets of one database in
   * sequence.
   */
  private Collection<List<Target>> byDatabase() {
    IdentityHashMap<DataSource, List<Target>> groups = new IdentityHashMap<>();
    Map<String, List<Target>> inOrder = new LinkedHashMap<>();
    for (Target target : rollout.targets()) {
      List<Target> group = groups.computeIfAbsent(target.dataSource(), any -> new ArrayList<>());
      if (group.isEmpty()) {
        inOrder.put(target.name(), group);
      }
      group.add(target);
    }
    return inOrder.values();
  }

  /** Splits the targets into batches, one for each statement, so that each worker has work. */
  private Queue<List<Target>> batches(Collection<List<Target>> databases) {
    Queue<List<Target>> batches = new ConcurrentLinkedQueue<>();
    for (List<Target> database : databases) {
      int size =
          Math.min(
              TARGETS_AT_ONCE,
              (database.size() + rollout.parallelism() - 1) / rollout.parallelism());
      for (int begin = 0; begin < database.size(); begin += size) {
        batches.add(database.subList(begin, Math.min(begin + size, database.size())));
      }
    }
    return batches;
  }

  private void sendCanaries(Queue<Target> rest) {
    try (FleetWorker worker = new FleetWorker(setup)) {
      int alive = 0;
      while (alive < rollout.canaries() && !rest.isEmpty() && !isStopped) {
        Target canary = rest.remove();
        FleetReport.Outcome outcome = migrate(worker, canary);
        boolean isBad =
            outcome.failure().filter(MigrationFailedException.class::isInstance).isPresent();
        isStopped |= isBad;
        alive += outcome.state() == FleetReport.State.MIGRATED ? 1 : 0;
      }
    }
  }

  private FleetReport.Outcome migrate(FleetWorker worker, Target target) {
    try {
      MigrationReport report = worker.up(target);
      return report.isEmpty()
          ? note(target, FleetReport.State.UP_TO_DATE, null, null)
          : note(target, FleetReport.State.MIGRATED, report, null);
    } catch (SwitchbackException e) {
      Log.LOG.error("'{}' failed: {}", target.name(), e.getMessage());
      if (failures.incrementAndGet() >= rollout.mostFailures()) {
        isStopped = true;
      }
      return note(target, FleetReport.State.FAILED, null, e);
    }
  }

  private FleetReport.Outcome note(
      Target target,
      FleetReport.State state,
      @Nullable MigrationReport report,
      @Nullable SwitchbackException failure) {
    FleetReport.Outcome outcome =
        new FleetReport.Outcome(
            target, state, Optional.ofNullable(report), Optional.ofNullable(failure));
    outcomes.put(target.name(), outcome);
    return outcome;
  }

  /** Lets workers take tasks until none is left, or until the fleet must stop. */
  private <T> void inParallel(Queue<T> tasks, BiConsumer<FleetWorker, T> work) {
    int workers = Math.min(rollout.parallelism(), tasks.size());
    if (workers == 0) {
      return;
    }
    Callable<Void> all =
        () -> {
          try (FleetWorker worker = new FleetWorker(setup)) {
            for (T task = next(tasks); task != null; task = next(tasks)) {
              work.accept(worker, task);
            }
            return null;
          }
        };
    ExecutorService threads =
        Executors.newFixedThreadPool(workers, task -> new Thread(task, "switchback-fleet"));
    try {
      List<Future<Void>> ends = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        ends.add(threads.submit(all));
      }
      ends.forEach(this::await);
    } finally {
      threads.shutdown();
    }
  }

  private <T> @Nullable T next(Queue<T> tasks) {
    return isStopped ? null : tasks.poll();
  }

  /** Waits for a worker. An interrupt stops the fleet, but not a migration that is running. */
  private void await(Future<Void> end) {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          end.get();
          return;
        } catch (InterruptedException e) {
          isInterrupted = true;
          isStopped = true;
        } catch (ExecutionException e) {
          isStopped = true;
          throw new SwitchbackException(
              "A worker of the fleet ended. The targets that were migrated are up to date. Run"
                  + " again. Cause: "
                  + Redaction.firstLine(Objects.requireNonNullElse(e.getCause(), e)),
              e);
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private FleetReport report() {
    for (Target target : rollout.targets()) {
      if (!outcomes.containsKey(target.name())) {
        note(target, FleetReport.State.NOT_RUN, null, null);
      }
    }
    FleetReport report =
        new FleetReport(
            rollout.targets().stream().map(target -> outcomes.get(target.name())).toList());
    Log.LOG.info("{}", report.toString().lines().findFirst().orElse(""));
    return report;
  }
}
