package dev.switchback;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.LockName;
import dev.switchback.schema.SchemaSnapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a run goes: read the history; nothing to do, return; take the lock; read it again; and for
 * each migration, run it and record it.
 */
final class MigrationRunner {

  private final Database database;
  private final MigrationClasses classes;
  private final MigrationFactory factory;
  private final String prefix;
  private final @Nullable String schema;
  private final RunSettings settings;
  private final List<MigrationListener> listeners;
  private final ReentrantLock turn;

  MigrationRunner(
      Database database,
      MigrationClasses classes,
      MigrationFactory factory,
      String prefix,
      @Nullable String schema,
      RunSettings settings,
      List<MigrationListener> listeners,
      ReentrantLock turn) {
    this.database = database;
    this.classes = classes;
    this.factory = factory;
    this.prefix = prefix;
    this.schema = schema;
    this.settings = settings;
    this.listeners = List.copyOf(listeners);
    this.turn = turn;
  }

  /** The same with one more listener; the two wait for each other. */
  MigrationRunner with(MigrationListener listener) {
    List<MigrationListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new MigrationRunner(database, classes, factory, prefix, schema, settings, more, turn);
  }

  MigrationReport run(Direction direction, Selection selection) {
    SortedMap<MigrationName, MigrationClass> available = available();
    return oneAtATime(() -> run(direction, selection, available));
  }

  /**
   * Threads that share a migrator come one after the other. Each with a connection in its hand,
   * they could wait for ever for the second one from the same pool.
   */
  private <T> T oneAtATime(Supplier<T> work) {
    try {
      boolean isFree = turn.tryLock(); // which an interrupt does not end
      if (!isFree
          && !turn.tryLock(Math.max(1, settings.lockTimeout().toSeconds()), TimeUnit.SECONDS)) {
        throw new LockTimeoutException(
            "Another thread of this process uses this migrator, and %d s of waiting for it are over."
                    .formatted(settings.lockTimeout().toSeconds())
                + " Nothing was run here. Run again when it is done, or wait longer by"
                + " lockTimeout(…).");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SwitchbackException(
          "Interrupted while another thread was using this migrator. Nothing was run here.", e);
    }
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }

  private MigrationReport run(
      Direction direction,
      Selection selection,
      SortedMap<MigrationName, MigrationClass> available) {
    return underLock(
            direction,
            selection,
            available,
            (instances, place) -> {
              Plan now = plan(direction, selection, available, place.tables());
              return runLocked(direction, now, instances, available, place);
            })
        .orElseGet(() -> new MigrationReport(direction, List.of()));
  }

  /** Takes the lock and does the work, with what is to run; or neither, with nothing to do. */
  private <T> Optional<T> underLock(
      Direction direction,
      Selection selection,
      SortedMap<MigrationName, MigrationClass> available,
      BiFunction<Map<MigrationName, Migration>, Workplace, T> work) {
    try (Session session = database.open()) {
      Plan plan = plan(direction, selection, available, new OwnTables(session, prefix, schema));
      if (plan.isEmpty()) {
        return Optional.empty();
      }
      classes.requireNoMisnamed();
      Map<MigrationName, Migration> instances = instantiate(direction, plan.selected(), available);
      plan.late().require(settings.outOfOrder());
      return Optional.of(locked(session, place -> work.apply(instances, place)));
    }
  }

  /** Looks once more at what the lock has shown, and does it. */
  private MigrationReport runLocked(
      Direction direction,
      Plan plan,
      Map<MigrationName, Migration> instances,
      SortedMap<MigrationName, MigrationClass> available,
      Workplace place) {
    plan.unfinished().requireContinued(direction, plan.selected(), available.keySet());
    List<MigrationName> more = new ArrayList<>(plan.selected());
    more.removeAll(instances.keySet());
    instances.putAll(instantiate(direction, more, available));
    plan.late().require(settings.outOfOrder());
    plan.late().tell(settings.outOfOrder());
    return run(direction, plan, instances, place);
  }

  RedoReport redo(Selection selection) {
    SortedMap<MigrationName, MigrationClass> available = available();
    return oneAtATime(() -> redo(selection, available));
  }

  private RedoReport redo(Selection selection, SortedMap<MigrationName, MigrationClass> available) {
    return underLock(
            Direction.DOWN,
            selection,
            available,
            (instances, place) -> {
              Plan down = plan(Direction.DOWN, selection, available, place.tables());
              MigrationReport reverted =
                  runLocked(Direction.DOWN, down, instances, available, place);
              List<MigrationName> again = new ArrayList<>(down.selected());
              Collections.sort(again);
              Unfinished nothing = new Unfinished(Set.of(), new Journal(place.tables()));
              Plan up = new Plan(again, nothing, Late.NONE);
              return new RedoReport(
                  reverted, runLocked(Direction.UP, up, new HashMap<>(), available, place));
            })
        .orElseGet(
            () ->
                new RedoReport(
                    new MigrationReport(Direction.DOWN, List.of()),
                    new MigrationReport(Direction.UP, List.of())));
  }

  /**
   * What a run is to do: these migrations, in this order.
   *
   * @param late those of them that are older than one that is applied
   */
  private record Plan(List<MigrationName> selected, Unfinished unfinished, Late late) {

    /** What seems unfinished may be in the middle of another run, which the lock will tell. */
    private boolean isEmpty() {
      return selected.isEmpty() && unfinished.isEmpty();
    }
  }

  private Plan plan(
      Direction direction,
      Selection selection,
      SortedMap<MigrationName, MigrationClass> available,
      OwnTables tables) {
    History.Overview overview = new History(tables).overview();
    Unfinished unfinished = new Unfinished(overview.unfinished(), new Journal(tables));
    List<MigrationName> selected =
        selection.of(direction, available.keySet(), overview.applied(), unfinished);
    warnOfMissing(available.keySet(), overview.applied());
    Late late =
        switch (direction) {
          case UP -> Late.of(selected, overview.applied(), unfinished);
          case DOWN -> Late.NONE;
        };
    return new Plan(selected, unfinished, late);
  }

  /** Makes the session ready, takes the lock, and does the work while it is held. */
  private <T> T locked(Session session, Function<Workplace, T> work) {
    String place = session.prepare(schema, settings);
    OwnTables tables = new OwnTables(session, prefix, place);
    tables.createMissing();
    LockName name = new LockName(place, prefix + "_lock");
    Listeners told = new Listeners(listeners);
    try (RunLock lock = RunLock.acquire(session, database, tables, name, settings, told)) {
      return work.apply(new Workplace(database, session, tables, place, lock, settings, told));
    }
  }

  /** Makes all of them before the first write, so that what is wrong with one stops them all. */
  private Map<MigrationName, Migration> instantiate(
      Direction direction,
      List<MigrationName> selected,
      Map<MigrationName, MigrationClass> available) {
    Map<MigrationName, Migration> instances = new HashMap<>();
    selected.forEach(name -> instances.put(name, instantiate(name, available)));
    requireReversible(direction, instances);
    return instances;
  }

  private Migration instantiate(MigrationName name, Map<MigrationName, MigrationClass> available) {
    MigrationClass type = available.get(name);
    if (type == null) {
      throw new ConfigurationException(
          "Migration '"
              + name
              + "' – it is recorded as applied, but there is no class of this name, so that it"
              + " cannot be reverted. Nothing was run. Bring the class back.");
    }
    return type.instantiate(factory);
  }

  /** On the way down, refuses all of them if the way back of one is not known. */
  private static void requireReversible(
      Direction direction, Map<MigrationName, Migration> migrations) {
    if (direction == Direction.UP) {
      return;
    }
    String irreversible =
        migrations.entrySet().stream()
            .filter(each -> each.getValue() instanceof ReversibleMigration)
            .sorted(Map.Entry.comparingByKey())
            .flatMap(each -> whyIrreversible(each.getKey(), (ReversibleMigration) each.getValue()))
            .collect(Collectors.joining("\n"));
    if (!irreversible.isEmpty()) {
      throw new ConfigurationException(
          irreversible + "\nNothing was run. Go down only as far as there is a way back.");
    }
  }

  private static Stream<String> whyIrreversible(MigrationName name, ReversibleMigration migration) {
    String what = "Migration '" + name + "' cannot be reverted";
    try {
      Reversal.of(migration);
      return Stream.empty();
    } catch (Reversal.Irreversible e) {
      return Stream.of(
          "%s%s: %s."
              .formatted(
                  what,
                  Failure.lineIn(migration.getClass(), e).map(line -> " (" + line + ")").orElse(""),
                  e.getMessage()));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return Stream.of(what + ", because its change(…) failed: " + Secrets.firstLine(e));
    }
  }

  private MigrationReport run(
      Direction direction, Plan plan, Map<MigrationName, Migration> instances, Workplace place) {
    List<MigrationReport.Entry> done = new ArrayList<>();
    Listeners told = place.listeners();
    Supplier<MigrationReport> soFar = () -> new MigrationReport(direction, done, told.warnings());
    Consumer<MigrationName> work =
        name -> {
          Migration migration = Objects.requireNonNull(instances.get(name));
          MigrationRun run = new MigrationRun(name, migration, direction, place);
          boolean isUnfinished = plan.unfinished().contains(name);
          Duration duration = told.migration(direction, name, () -> run.run(isUnfinished, soFar));
          done.add(new MigrationReport.Entry(name.value(), duration));
          Migrator.LOG.info("{} '{}' {} ms", verb(direction), name, duration.toMillis());
        };
    told.run(direction, plan.selected(), work);
    MigrationReport report = new MigrationReport(direction, done, told.takeWarnings());
    Migrator.LOG.info(
        "{} {} in {} ms",
        verb(direction),
        done.size() == 1 ? "1 migration" : done.size() + " migrations",
        report.duration().toMillis());
    return report;
  }

  private static String verb(Direction direction) {
    return switch (direction) {
      case UP -> "Applied";
      case DOWN -> "Reverted";
    };
  }

  /** Where every migration stands: those that there are, and those that are only recorded. */
  List<MigrationStatus> status() {
    SortedMap<MigrationName, MigrationClass> available = available();
    try (Session session = database.open()) {
      OwnTables tables = new OwnTables(session, prefix, schema);
      var times = new History(tables).times();
      if (times.isEmpty() && schema != null) {
        // is the history empty, or is it looked for where there is no schema?
        session.prepare(schema, settings);
      }
      var unfinished = new Journal(tables).all();
      Set<MigrationName> names = new TreeSet<>(available.keySet());
      names.addAll(times.keySet());
      names.addAll(unfinished.keySet());
      return names.stream()
          .map(
              name ->
                  MigrationStatus.of(
                      name, available.containsKey(name), times.get(name), unfinished.get(name)))
          .toList();
    }
  }

  /** Creates Switchback's own tables. */
  void init() {
    try (Session session = database.open()) {
      String place = session.prepare(schema, settings);
      new OwnTables(session, prefix, place).createMissing();
    }
  }

  /** What the schema holds, without Switchback's own tables. */
  SchemaSnapshot snapshot() {
    try (Session session = database.open()) {
      String place = session.prepare(schema, settings);
      return session
          .inSchema(
              place, () -> session.dialect().catalog(session.connection()).schema().snapshot())
          .without(new OwnTables(session, prefix, place).names());
    } catch (SQLException e) {
      throw unreadable(e);
    } catch (CatalogException e) {
      throw unreadable(e.getCause() == null ? e : e.getCause());
    }
  }

  private static DatabaseException unreadable(Throwable cause) {
    return new DatabaseException(
        "The catalogue of the schema cannot be read. Nothing was changed. See that the database can"
            + " be reached, and what this user may see. Cause: "
            + Secrets.firstLine(cause),
        cause);
  }

  /** Settles an unfinished migration as somebody says. */
  UnfinishedSteps resolve(String name, Resolution resolution, String reason) {
    if (name.isBlank() || reason.isBlank()) {
      throw new ConfigurationException(
          "resolve – it takes the name of a migration and a reason. Nothing was changed.");
    }
    MigrationName migration = new MigrationName(name);
    return oneAtATime(
        () -> {
          try (Session session = database.open()) {
            return locked(session, place -> new Resolving(place, migration).as(resolution, reason));
          }
        });
  }

  private SortedMap<MigrationName, MigrationClass> available() {
    SortedMap<MigrationName, MigrationClass> available = new TreeMap<>();
    classes.inOrder().forEach(type -> available.put(type.name(), type));
    return available;
  }

  private static void warnOfMissing(
      Set<MigrationName> available, Collection<MigrationName> applied) {
    String missing =
        applied.stream()
            .filter(name -> !available.contains(name))
            .sorted()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      Migrator.LOG.warn(
          "Recorded as applied, but without a class here: {}. They cannot be reverted.", missing);
    }
  }
}
