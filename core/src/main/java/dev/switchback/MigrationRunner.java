package dev.switchback;

import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockName;
import dev.switchback.schema.SchemaSnapshot;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
              Choice now = chooseLocked(direction, selection, available, place);
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
      Choice choice =
          choose(direction, selection, available, new OwnTables(session, prefix, schema));
      if (choice.isEmpty()) {
        return Optional.empty();
      }
      classes.requireNoMisnamed();
      Map<MigrationName, Migration> instances =
          instantiate(direction, choice.selected(), available);
      choice.late().require(settings.outOfOrder());
      return Optional.of(locked(session, place -> work.apply(instances, place)));
    }
  }

  /** Looks again, at the applied migrations too, which may have been changed. */
  private Choice chooseLocked(
      Direction direction,
      Selection selection,
      SortedMap<MigrationName, MigrationClass> available,
      Workplace place) {
    History history = new History(place.tables());
    if (direction == Direction.DOWN || settings.onMismatch() == Mismatch.IGNORE) {
      return choose(direction, selection, available, place.tables(), history.overview());
    }
    History.Overview overview = history.overviewWithFingerprints();
    Choice choice = choose(direction, selection, available, place.tables(), overview);
    if (!choice.isEmpty()) {
      new Comparison(available, factory).require(settings.onMismatch(), overview.fingerprints());
    }
    return choice;
  }

  /** Looks once more at what the lock has shown, and does it. */
  private MigrationReport runLocked(
      Direction direction,
      Choice choice,
      Map<MigrationName, Migration> instances,
      SortedMap<MigrationName, MigrationClass> available,
      Workplace place) {
    choice.unfinished().requireContinued(direction, choice.selected(), available.keySet());
    List<MigrationName> more = new ArrayList<>(choice.selected());
    more.removeAll(instances.keySet());
    instances.putAll(instantiate(direction, more, available));
    choice.late().require(settings.outOfOrder());
    choice
        .late()
        .tell(
            settings.outOfOrder(),
            () ->
                settings.onMismatch() != Mismatch.IGNORE
                    && new Comparison(available, factory).areApart(choice.late()));
    return run(direction, choice, instances, place);
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
              Choice down = choose(Direction.DOWN, selection, available, place.tables());
              MigrationReport reverted =
                  runLocked(Direction.DOWN, down, instances, available, place);
              List<MigrationName> again = new ArrayList<>(down.selected());
              Collections.sort(again);
              Unfinished nothing = new Unfinished(Set.of(), new Journal(place.tables()));
              Choice up = new Choice(again, nothing, Late.NONE);
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
  private record Choice(List<MigrationName> selected, Unfinished unfinished, Late late) {

    /** What seems unfinished may be in the middle of another run, which the lock will tell. */
    private boolean isEmpty() {
      return selected.isEmpty() && unfinished.isEmpty();
    }
  }

  private Choice choose(
      Direction direction,
      Selection selection,
      SortedMap<MigrationName, MigrationClass> available,
      OwnTables tables) {
    return choose(direction, selection, available, tables, new History(tables).overview());
  }

  private Choice choose(
      Direction direction,
      Selection selection,
      SortedMap<MigrationName, MigrationClass> available,
      OwnTables tables,
      History.Overview overview) {
    Unfinished unfinished = new Unfinished(overview.unfinished(), new Journal(tables));
    List<MigrationName> selected =
        selection.of(direction, available.keySet(), overview.applied(), unfinished);
    warnOfMissing(available.keySet(), overview.applied());
    Late late =
        switch (direction) {
          case UP -> Late.of(selected, overview.applied(), unfinished);
          case DOWN -> Late.NONE;
        };
    return new Choice(selected, unfinished, late);
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
    if (direction == Direction.DOWN) {
      WayBack.require(instances);
    }
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

  private MigrationReport run(
      Direction direction,
      Choice choice,
      Map<MigrationName, Migration> instances,
      Workplace place) {
    List<MigrationReport.Entry> done = new ArrayList<>();
    Listeners told = place.listeners();
    Supplier<MigrationReport> soFar = () -> new MigrationReport(direction, done, told.warnings());
    Consumer<MigrationName> work =
        name -> {
          Migration migration = Objects.requireNonNull(instances.get(name));
          MigrationRun run = new MigrationRun(name, migration, direction, place);
          boolean isUnfinished = choice.unfinished().contains(name);
          Duration duration = told.migration(direction, name, () -> run.run(isUnfinished, soFar));
          done.add(new MigrationReport.Entry(name.value(), duration));
          Migrator.LOG.info("{} '{}' {} ms", verb(direction), name, duration.toMillis());
        };
    told.run(direction, choice.selected(), work);
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

  /** What a run would do now. Takes no lock, and writes nothing. */
  Plan plan(Direction direction, Selection selection) {
    SortedMap<MigrationName, MigrationClass> available = available();
    try (Session session = database.open()) {
      OwnTables tables = new OwnTables(session, prefix, schema);
      Choice choice = choose(direction, selection, available, tables);
      if (choice.isEmpty()) {
        return new Plan(session.dialect().name(), direction, List.of());
      }
      classes.requireNoMisnamed();
      String place = session.prepare(schema, settings);
      return session.inSchema(
          place,
          () -> {
            Dialect dialect = session.dialect();
            PlannedCatalog catalog =
                new PlannedCatalog(dialect, dialect.catalog(session.connection()));
            return new Planning(dialect, direction, catalog, tables.names())
                .of(
                    choice.selected(),
                    choice.unfinished()::contains,
                    name -> instantiate(name, available));
          });
    } catch (SQLException e) {
      throw unreadable(e);
    } catch (CatalogException e) {
      throw unreadable(e.getCause() == null ? e : e.getCause());
    }
  }

  /** What would be done with all migrations, from an empty schema on, or back to it. */
  Plan planOffline(Direction direction, String database, String version) {
    Dialect dialect = this.database.dialectFor(database, version);
    SortedMap<MigrationName, MigrationClass> available = available();
    classes.requireNoMisnamed();
    PlannedCatalog catalog = new PlannedCatalog(dialect, null);
    List<MigrationName> names = new ArrayList<>(available.keySet());
    Plan up = planOffline(Direction.UP, dialect, catalog, names, available);
    if (direction == Direction.UP) {
      return up;
    }
    Collections.reverse(names);
    return planOffline(Direction.DOWN, dialect, catalog, names, available);
  }

  private Plan planOffline(
      Direction direction,
      Dialect dialect,
      PlannedCatalog catalog,
      List<MigrationName> names,
      Map<MigrationName, MigrationClass> available) {
    return new Planning(dialect, direction, catalog, List.of())
        .of(names, name -> false, name -> instantiate(name, available));
  }

  /** What was applied, compared with what the classes say now. */
  Verification verify() {
    SortedMap<MigrationName, MigrationClass> available = available();
    classes.requireNoMisnamed();
    try (Session session = database.open()) {
      History history = new History(new OwnTables(session, prefix, schema));
      History.Overview overview = history.overview();
      SortedMap<MigrationName, History.RecordedForm> forms = history.forms();
      Set<MigrationName> names = new TreeSet<>(available.keySet());
      names.addAll(forms.keySet());
      names.addAll(overview.unfinished());
      Comparison comparison = new Comparison(available, factory);
      return new Verification(
          names.stream().map(name -> standing(name, overview, forms, comparison)).toList());
    }
  }

  private static Verification.Entry standing(
      MigrationName name,
      History.Overview overview,
      Map<MigrationName, History.RecordedForm> forms,
      Comparison comparison) {
    if (overview.unfinished().contains(name)) {
      return Comparison.entry(name, Verification.State.UNFINISHED, List.of(), List.of());
    }
    History.RecordedForm recorded = forms.get(name);
    return recorded == null
        ? Comparison.entry(name, Verification.State.PENDING, List.of(), List.of())
        : comparison.of(name, recorded);
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

  /** Records as applied what stands already, up to a migration, in a history that is empty. */
  List<String> baseline(String target, String reason) {
    requireReason("baseline", reason);
    SortedMap<MigrationName, MigrationClass> available = available();
    classes.requireNoMisnamed();
    return oneAtATime(
        () -> {
          try (Session session = database.open()) {
            return locked(
                session,
                place -> {
                  History.Overview overview = new History(place.tables()).overview();
                  requireEmpty(overview);
                  Unfinished nothing = new Unfinished(Set.of(), new Journal(place.tables()));
                  List<MigrationName> names =
                      Selection.to(target)
                          .of(Direction.UP, available.keySet(), overview.applied(), nothing);
                  return recordWithoutRun(names, reason, available, place);
                });
          }
        });
  }

  private static void requireEmpty(History.Overview overview) {
    if (!overview.applied().isEmpty() || !overview.unfinished().isEmpty()) {
      throw new ConfigurationException(
          "baseline – the history is not empty: %d applied, %d unfinished. Nothing was changed. It"
                  .formatted(overview.applied().size(), overview.unfinished().size())
              + " is for a database that was made without Switchback. 'status' shows where each"
              + " migration stands.");
    }
  }

  /** What another tool has recorded. Takes no lock, and writes nothing. */
  Adoption adoption(OtherHistory from, @Nullable Map<String, String> mapping) {
    SortedMap<MigrationName, MigrationClass> available = available();
    try (Session session = database.open()) {
      String place = session.prepare(schema, settings);
      return look(from, mapping, available, session, new OwnTables(session, prefix, place), place);
    }
  }

  private static Adoption look(
      OtherHistory from,
      @Nullable Map<String, String> mapping,
      SortedMap<MigrationName, MigrationClass> available,
      Session session,
      OwnTables tables,
      String place) {
    List<MigrationName> applied = new History(tables).overview().applied();
    try {
      return session.inSchema(
          place, () -> new Adopting(from, available.keySet(), applied, mapping).look(session));
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** Records what another tool has done. */
  Adoption adopt(OtherHistory from, @Nullable Map<String, String> mapping, String reason) {
    requireReason("adopt", reason);
    if (mapping == null && from != OtherHistory.SEQUELIZE) {
      throw new ConfigurationException(
          "Table '%s' – its names say nothing of migrations here. Nothing was changed. Say by a"
                  .formatted(from.table())
              + " mapping which migration does what each of them did.");
    }
    SortedMap<MigrationName, MigrationClass> available = available();
    classes.requireNoMisnamed();
    return oneAtATime(
        () -> {
          try (Session session = database.open()) {
            return locked(
                session,
                place -> {
                  Adoption found =
                      look(from, mapping, available, session, place.tables(), place.schema());
                  List<MigrationName> names =
                      found.names().stream().map(MigrationName::new).toList();
                  recordWithoutRun(names, reason, available, place);
                  return found;
                });
          }
        });
  }

  private static void requireReason(String command, String reason) {
    if (reason.isBlank() || reason.length() > OwnTables.LONGEST_REASON) {
      throw new ConfigurationException(
          "%s – it takes a reason, of %d characters at the most. Nothing was changed."
              .formatted(command, OwnTables.LONGEST_REASON));
    }
  }

  private List<String> recordWithoutRun(
      List<MigrationName> names,
      String reason,
      Map<MigrationName, MigrationClass> available,
      Workplace place) {
    Map<MigrationName, Optional<MigrationForm>> forms = new LinkedHashMap<>();
    names.forEach(name -> forms.put(name, FormRecorder.formOf(instantiate(name, available))));
    History history = new History(place.tables());
    try {
      place
          .session()
          .inTransaction(
              () -> {
                for (Map.Entry<MigrationName, Optional<MigrationForm>> each : forms.entrySet()) {
                  history.addWithoutRun(
                      each.getKey(), each.getValue(), reason, place.lock().gate());
                }
                return true;
              });
    } catch (SQLException e) {
      throw new DatabaseException(
          "The history cannot be written. Nothing was changed. Cause: " + Secrets.firstLine(e), e);
    }
    List<String> recorded = names.stream().map(MigrationName::value).toList();
    Migrator.LOG.warn("Recorded as applied without a run: {}. {}", recorded, reason);
    return recorded;
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
