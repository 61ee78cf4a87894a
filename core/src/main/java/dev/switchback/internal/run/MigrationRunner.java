package dev.switchback.internal.run;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.DatabaseException;
import dev.switchback.Direction;
import dev.switchback.LockTimeoutException;
import dev.switchback.Migration;
import dev.switchback.MigrationListener;
import dev.switchback.MigrationReport;
import dev.switchback.RedoReport;
import dev.switchback.SwitchbackException;
import dev.switchback.dialect.LockName;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.RunOptions;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.events.ListenerChain;
import dev.switchback.internal.events.MdcScope;
import dev.switchback.internal.lock.LockAcquisition;
import dev.switchback.internal.lock.LockRequest;
import dev.switchback.internal.lock.RunLock;
import dev.switchback.internal.select.ChangeDetection;
import dev.switchback.internal.select.EngineConfig;
import dev.switchback.internal.select.Redo;
import dev.switchback.internal.select.Repeatables;
import dev.switchback.internal.select.RunPlan;
import dev.switchback.internal.select.TargetRange;
import dev.switchback.internal.store.MetadataTables;
import dev.switchback.internal.store.SchemaClaim;
import dev.switchback.internal.store.SchemaHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs migrations. Reads the schema history, and returns if nothing is pending. Otherwise takes the
 * lock, reads the history again, then executes and records each selected migration.
 */
public final class MigrationRunner {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

  private final EngineConfig setup;
  private final RunOptions settings;
  private final List<MigrationListener> listeners;
  private final ReentrantLock turn;

  public MigrationRunner(
      EngineConfig setup, List<MigrationListener> listeners, ReentrantLock turn) {
    this.setup = setup;
    settings = setup.settings();
    this.listeners = List.copyOf(listeners);
    this.turn = turn;
  }

  /** Returns a runner with one more listener. It shares the mutex of this runner. */
  public MigrationRunner with(MigrationListener listener) {
    List<MigrationListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new MigrationRunner(setup, more, turn);
  }

  /** Returns a runner with another configuration. It shares the mutex of this runner. */
  public MigrationRunner with(EngineConfig other) {
    return new MigrationRunner(other, listeners, turn);
  }

  public MigrationReport run(Direction direction, TargetRange selection) {
    Map<MigrationName, MigrationClass> available = setup.availableOrNone();
    Repeatables repeatables = setup.repeatables(direction, selection);
    long begin = takeTurn();
    try (Session session = setup.database().open()) {
      RunPlan first = chooseFirst(session, direction, selection, available, repeatables);
      MigrationReport nothing = new MigrationReport(direction, List.of(), first.warnings());
      if (first.isEmpty()) {
        first.logWarnings();
        return nothing;
      }
      Map<MigrationName, Migration> pending = instantiate(first, direction, available);
      try (RunContext context =
          enter(
              session,
              begin,
              tables -> RunPlan.isNothing(direction, selection, available, repeatables, tables))) {
        if (context == null) {
          return nothing;
        }
        RunPlan now = setup.choose(direction, selection, available, repeatables, context.tables());
        return runLocked(direction, now, pending, available, context);
      } catch (RuntimeException e) {
        session.notice(e); // before the session is closed
        throw e;
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Serializes threads that share a migrator: each could hold one pooled connection and wait
   * forever for a second.
   *
   * @return when the wait began; {@code migrationLockTimeout} counts from then
   */
  private long takeTurn() {
    long begin = System.nanoTime();
    try {
      boolean isFree = turn.tryLock(); // an interrupt does not end it
      if (!isFree
          && !turn.tryLock(
              Math.max(1, settings.migrationLockTimeout().toSeconds()), TimeUnit.SECONDS)) {
        throw new LockTimeoutException(
            "Another thread of this process uses this migrator. This run waited %d s for it."
                    .formatted(settings.migrationLockTimeout().toSeconds())
                + " Nothing was run here. Run again when it is done, or set a longer"
                + " migrationLockTimeout(…).");
      }
      return begin;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SwitchbackException(
          "Interrupted while another thread was using this migrator. Nothing was run here.", e);
    }
  }

  /** Chooses what a run would do, before it holds the lock. */
  private RunPlan chooseFirst(
      Session session,
      Direction direction,
      TargetRange selection,
      Map<MigrationName, MigrationClass> available,
      Repeatables repeatables) {
    MetadataTables tables = setup.tables(session);
    return switch (direction) {
      case UP -> {
        SchemaHistory.Overview overview =
            new SchemaHistory(tables).overview(!repeatables.isEmpty());
        List<String> none = setup.warningOfNone(overview);
        yield RunPlan.of(direction, selection, available, repeatables, tables, overview).with(none);
      }
      case DOWN -> setup.choose(direction, selection, available, repeatables, tables);
    };
  }

  /** Instantiates the selected migrations. Rejects an invalid selection. */
  private Map<MigrationName, Migration> instantiate(
      RunPlan choice, Direction direction, Map<MigrationName, MigrationClass> available) {
    setup.classes().requireNoMisnamed();
    Map<MigrationName, Migration> instances =
        setup.instantiate(direction, choice.selected(), available);
    choice.late().require(settings.outOfOrder());
    return instances;
  }

  private MigrationReport runLocked(
      Direction direction,
      RunPlan choice,
      Map<MigrationName, Migration> instances,
      Map<MigrationName, MigrationClass> available,
      RunContext context) {
    requireRunnable(direction, choice, instances, available, context);
    List<MigrationReport.Entry> done = new ArrayList<>();
    ListenerChain listening = context.listeners();
    String where = context.session().placeName(context.schema());
    List<MigrationName> executed = choice.replacements().withoutInPlace(choice.selected());
    ListenerChain.Span span = listening.beforeRun(direction, executed);
    try {
      if (direction == Direction.DOWN) {
        forgetSteps(choice, context);
      }
      for (MigrationName name : choice.selected()) {
        if (choice.replacements().isInPlace(name)) {
          InPlaceSquash squash = new InPlaceSquash(name, choice.replacements().of(name));
          squash.record(Objects.requireNonNull(instances.get(name)), context);
          done.add(MigrationReport.Entry.recorded(name.value()));
          continue;
        }
        Task task =
            new Task(
                name,
                Objects.requireNonNull(instances.get(name)),
                () -> setup.instantiate(name, available),
                direction,
                choice.unfinished().contains(name),
                choice.repeatables().formOf(name),
                choice.replacements().of(name),
                choice.markOf(name));
        Duration duration =
            migrate(
                task, context, () -> new MigrationReport(direction, done, listening.warnings()));
        done.add(new MigrationReport.Entry(name.value(), duration));
        Log.LOG.info("{} '{}' in {} ms ({})", verb(direction), name, duration.toMillis(), where);
      }
    } catch (Throwable e) { // an Error is reported too
      span.failed(e);
      throw e;
    }
    span.succeeded();
    MigrationReport report = new MigrationReport(direction, done, listening.takeWarnings());
    if (executed.isEmpty()) {
      return report; // a line says what was recorded
    }
    Log.LOG.info(
        "{} {} in {} ms ({})",
        verb(direction),
        executed.size() == 1 ? "1 migration" : executed.size() + " migrations",
        report.duration().toMillis(),
        where);
    return report;
  }

  /**
   * Makes every repeatable migration run again at the next {@code up}: a migration that is reverted
   * may take with it what they have made.
   */
  private static void forgetSteps(RunPlan choice, RunContext context) {
    if (choice.repeated().isEmpty() || choice.selected().isEmpty()) {
      return;
    }
    SchemaHistory history = new SchemaHistory(context.tables());
    try {
      context
          .session()
          .inTransaction(
              () -> {
                for (MigrationName name : choice.repeated()) {
                  history.forgetSteps(name, context.lock().gate());
                }
                return true;
              });
    } catch (SQLException e) {
      throw new DatabaseException(
          "The schema history cannot be written. Nothing was run. Cause: " + Redaction.firstLine(e),
          e);
    }
  }

  /** Validates the plan again while the lock is held. Instantiates missing migrations. */
  private void requireRunnable(
      Direction direction,
      RunPlan choice,
      Map<MigrationName, Migration> instances,
      Map<MigrationName, MigrationClass> available,
      RunContext context) {
    choice.replacements().requireWhole();
    Set<MigrationName> withClass = setup.withClass(available);
    choice.unfinished().requireContinued(direction, choice.selected(), withClass);
    List<MigrationName> more = new ArrayList<>(choice.selected());
    more.removeAll(instances.keySet());
    instances.putAll(setup.instantiate(direction, more, available));
    choice.late().require(settings.outOfOrder());
    choice.warnings().forEach(context.listeners()::warn);
    if (direction == Direction.UP) {
      ofFuture(choice.selected()).ifPresent(context.listeners()::warn);
    }
    if (!choice.late().names().isEmpty()) {
      boolean areApart =
          settings.onChangedMigration() != ChangedMigrationPolicy.IGNORE
              && new ChangeDetection(available, setup.factory()).areApart(choice.late());
      choice.late().warnings(settings.outOfOrder(), areApart).forEach(context.listeners()::warn);
    }
  }

  /**
   * Returns a warning if migrations are dated in the future. Each migration created before such a
   * date is out of order.
   */
  private static Optional<String> ofFuture(List<MigrationName> names) {
    String tomorrow = // a time zone ahead of UTC may have that date already
        LocalDateTime.now(ZoneOffset.UTC).plusDays(1).format(TIMESTAMP);
    List<MigrationName> ahead =
        names.stream().filter(name -> name.timestamp().compareTo(tomorrow) > 0).toList();
    return ahead.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s – dated in the future, by the clock of this machine. Migrations that are created until then count as older, and outOfOrder(REJECT) refuses them. Correct the date while it is applied nowhere else."
                .formatted(MigrationName.subject(ahead)));
  }

  public RedoReport redo(TargetRange selection) {
    Map<MigrationName, MigrationClass> available = setup.availableOrNone();
    Repeatables repeatables = setup.repeatables(Direction.DOWN, selection);
    long begin = takeTurn();
    try (Session session = setup.database().open()) {
      Redo first = Redo.of(selection.steps(), setup, available, setup.tables(session));
      RedoReport nothing =
          new RedoReport(
              new MigrationReport(Direction.DOWN, List.of(), first.down().warnings()),
              new MigrationReport(Direction.UP, List.of()));
      if (first.isNothing()) {
        first.down().logWarnings();
        return nothing;
      }
      first.requireClasses(available.keySet());
      Map<MigrationName, Migration> pending = instantiate(first.down(), Direction.DOWN, available);
      try (RunContext context =
          enter(
              session,
              begin,
              tables ->
                  RunPlan.isNothing(Direction.DOWN, selection, available, repeatables, tables))) {
        if (context == null) {
          return nothing;
        }
        Redo now = Redo.of(selection.steps(), setup, available, context.tables());
        return redo(now, pending, available, context);
      } catch (RuntimeException e) {
        session.notice(e); // before the session is closed
        throw e;
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Reverts migrations and applies them again. Migrations that an unfinished redo has reverted are
   * only applied.
   */
  private RedoReport redo(
      Redo redo,
      Map<MigrationName, Migration> instances,
      Map<MigrationName, MigrationClass> available,
      RunContext context) {
    redo.requireClasses(available.keySet());
    if (!redo.marks().names().isEmpty()) {
      Log.LOG.info(
          "An earlier redo reverted {} and did not complete. This redo completes it",
          MigrationName.inWords(redo.marks().names()));
    }
    MigrationReport reverted =
        redo.down().isEmpty()
            ? new MigrationReport(Direction.DOWN, List.of())
            : runLocked(Direction.DOWN, redo.down(), instances, available, context);
    return new RedoReport(
        reverted, runLocked(Direction.UP, redo.up(available), new HashMap<>(), available, context));
  }

  /** Creates the metadata tables. */
  public void init() {
    try (Session session = setup.database().open()) {
      String schema = setup.prepare(session);
      MetadataTables tables = setup.tables(session, schema);
      if (createMissing(tables)) {
        tables.addMissingColumns();
      }
    }
  }

  private static boolean createMissing(MetadataTables tables) {
    boolean wereIncomplete = tables.createMissing();
    SchemaClaim.of(tables).ifPresent(SchemaClaim::make);
    return wereIncomplete;
  }

  /** Calls {@code work}, which executes no migration, while the lock is held. */
  public <T> T locked(Function<RunContext, T> work) {
    long begin = takeTurn();
    try (Session session = setup.database().open()) {
      try (RunContext context = Objects.requireNonNull(enter(session, begin, tables -> false))) {
        return work.apply(context);
      } catch (RuntimeException e) {
        session.notice(e); // before the session is closed
        throw e;
      }
    } finally {
      turn.unlock();
    }
  }

  /**
   * Prepares the session and takes the lock. Returns null if other processes completed the work
   * while this run waited for the lock.
   */
  private @Nullable RunContext enter(
      Session session, long begin, Predicate<MetadataTables> isMoot) {
    String schema = setup.prepare(session);
    MetadataTables tables = setup.tables(session, schema);
    boolean wereIncomplete = createMissing(tables);
    LockName name = tables.lockName(schema);
    ListenerChain informed = new ListenerChain(listeners);
    Optional<RunLock> taken =
        LockAcquisition.of(
            new LockRequest(
                session, setup.database(), tables, name, settings, informed, isMoot, begin));
    if (taken.isEmpty()) {
      return null;
    }
    RunLock lock = taken.get();
    try {
      if (wereIncomplete) {
        tables.addMissingColumns();
      }
      return new RunContext(setup.database(), session, tables, schema, lock, settings, informed);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private Duration migrate(Task task, RunContext context, Supplier<MigrationReport> completed) {
    try (MdcScope named = MdcScope.of(task.name())) {
      ListenerChain.Span span = context.listeners().beforeMigration(task.direction(), task.name());
      Duration duration;
      try {
        duration = new MigrationExecution(task, context).run(completed);
      } catch (Throwable e) { // an Error is reported too
        span.failed(e);
        throw e;
      }
      span.succeeded();
      return duration;
    }
  }

  private static String verb(Direction direction) {
    return switch (direction) {
      case UP -> "Applied";
      case DOWN -> "Reverted";
    };
  }
}
