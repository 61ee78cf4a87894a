package dev.switchback.internal.command;

import dev.switchback.Adoption;
import dev.switchback.DatabaseException;
import dev.switchback.Direction;
import dev.switchback.LockHolder;
import dev.switchback.Migration;
import dev.switchback.MigrationStatus;
import dev.switchback.MigrationTool;
import dev.switchback.Plan;
import dev.switchback.QueryRows;
import dev.switchback.Verification;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.OwnTables;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.lock.LockReader;
import dev.switchback.internal.plan.GivenRows;
import dev.switchback.internal.plan.Planner;
import dev.switchback.internal.plan.SimulatedCatalog;
import dev.switchback.internal.select.ChangeDetection;
import dev.switchback.internal.select.EngineConfig;
import dev.switchback.internal.select.Repeatables;
import dev.switchback.internal.select.RunPlan;
import dev.switchback.internal.select.Squashes;
import dev.switchback.internal.select.TargetRange;
import dev.switchback.internal.store.Journal;
import dev.switchback.internal.store.MetadataTables;
import dev.switchback.internal.store.SchemaHistory;
import dev.switchback.internal.store.StepProgress;
import dev.switchback.schema.SchemaSnapshot;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commands that only read. They write nothing, take no lock, and need only read privileges. */
public final class ReadCommands {

  private final EngineConfig setup;

  public ReadCommands(EngineConfig setup) {
    this.setup = setup;
  }

  /** Returns the state of each migration that has a class or a record. */
  public List<MigrationStatus> status() {
    Map<MigrationName, MigrationClass> available = setup.availableOrNone();
    Repeatables repeatables = setup.repeatables();
    try (Session session = setup.database().open()) {
      MetadataTables tables = setup.tables(session);
      SchemaHistory history = new SchemaHistory(tables);
      var times = history.times();
      requireSchema(times.isEmpty(), session);
      SchemaHistory.Overview overview = history.overview(!repeatables.isEmpty());
      var repeated = overview.repeatables();
      var replaced = Squashes.of(available, overview).replaced();
      var unfinished = new Journal(tables).all();
      Set<MigrationName> names = new TreeSet<>(times.keySet());
      names.addAll(unfinished.keySet());
      warnOfNone(names);
      Set<MigrationName> withClass = setup.withClass(available);
      names.addAll(withClass);
      return names.stream()
          .map(
              name -> {
                MigrationStatus.State recorded =
                    !withClass.contains(name)
                        ? MigrationStatus.State.MISSING
                        : repeatables.isPending(name, repeated.get(name))
                            ? MigrationStatus.State.PENDING
                            : MigrationStatus.State.APPLIED;
                return status(
                    name, recorded, times.get(name), unfinished.get(name), replaced.get(name));
              })
          .toList();
    }
  }

  private static MigrationStatus status(
      MigrationName name,
      MigrationStatus.State recorded,
      @Nullable Instant appliedAt,
      @Nullable List<Journal.Entry> entries,
      @Nullable MigrationName squash) {
    if (squash != null && entries == null) {
      return new MigrationStatus(
          name.value(), MigrationStatus.State.REPLACED, appliedAt, null, squash.value());
    }
    return entries == null
        ? new MigrationStatus(
            name.value(),
            appliedAt == null ? MigrationStatus.State.PENDING : recorded,
            appliedAt,
            null)
        : new MigrationStatus(
            name.value(),
            MigrationStatus.State.UNFINISHED,
            appliedAt,
            StepProgress.stepsOf(entries));
  }

  private void warnOfNone(Set<MigrationName> recorded) {
    setup.classes().warningOfNone(recorded).ifPresent(Log.LOG::warn);
  }

  /** Checks, if the history is empty, that the configured schemas exist. */
  private void requireSchema(boolean isEmpty, Session session) {
    if (isEmpty) {
      setup.requireSchemas(session);
    }
  }

  /** Returns what a run would do now. Takes no lock, and writes nothing. */
  public Plan plan(Direction direction, TargetRange selection, QueryRows rows) {
    GivenRows given = new GivenRows(rows);
    Map<MigrationName, MigrationClass> available = setup.availableOrNone();
    Repeatables repeatables = setup.repeatables(direction, selection);
    try (Session session = setup.database().open()) {
      MetadataTables tables = setup.tables(session);
      RunPlan choice = setup.choose(direction, selection, available, repeatables, tables);
      choice.logWarnings();
      if (choice.isEmpty()) {
        return given.requireAsked(new Plan(session.dialect().name(), direction, List.of()));
      }
      setup.classes().requireNoMisnamed();
      choice.replacements().requireWhole();
      Set<MigrationName> withClass = setup.withClass(available);
      choice.unfinished().requireContinued(direction, choice.selected(), withClass);
      choice.late().require(setup.settings().outOfOrder());
      Map<MigrationName, Migration> instances =
          setup.instantiate(direction, choice.selected(), available);
      String schema = setup.prepare(session);
      return inSchema(
          session,
          schema,
          () -> {
            Dialect dialect = session.dialect();
            SimulatedCatalog catalog = SimulatedCatalog.of(dialect, session.connection());
            return given.requireAsked(
                new Planner(dialect, direction, catalog, tables.own(), schema)
                    .withInPlace(choice.replacements().inPlaceSizes())
                    .withRows(given)
                    .of(
                        choice.selected(),
                        choice.unfinished()::contains,
                        name -> Objects.requireNonNull(instances.get(name))));
          });
    }
  }

  /** Plans all migrations without a database, from an empty schema or back to it. */
  public Plan planOffline(Direction direction, String database, String version, QueryRows rows) {
    GivenRows given = new GivenRows(rows);
    Dialect dialect = setup.database().dialectFor(database, version);
    Map<MigrationName, MigrationClass> available = setup.availableOrNone();
    setup.classes().requireNoMisnamed();
    warnOfNone(Set.of());
    Function<MigrationName, Migration> instances = name -> setup.instantiate(name, available);
    Squashes squashes = Squashes.of(available, SchemaHistory.Overview.NONE);
    squashes.require();
    List<MigrationName> names = new ArrayList<>(squashes.running());
    List<MigrationName> allUp = new ArrayList<>(names);
    allUp.addAll(setup.repeatables().inOrder());
    SimulatedCatalog catalog = SimulatedCatalog.of(dialect, null);
    Planner planning =
        new Planner(dialect, Direction.UP, catalog, new OwnTables(List.of(), null), null)
            .withRows(given);
    Plan up = planning.of(allUp, name -> false, instances);
    if (direction == Direction.UP) {
      return given.requireAsked(up);
    }
    Collections.reverse(names);
    return given.requireAsked(planning.back().of(names, name -> false, instances));
  }

  /** Compares what was applied with what the classes ask for now. */
  public Verification verify() {
    Map<MigrationName, MigrationClass> available = setup.availableOrNone();
    setup.classes().requireNoMisnamed();
    Repeatables repeatables = setup.repeatables();
    try (Session session = setup.database().open()) {
      SchemaHistory history = new SchemaHistory(setup.tables(session));
      SchemaHistory.Overview overview = history.overview();
      SortedMap<MigrationName, SchemaHistory.RecordedForm> forms = history.forms();
      requireSchema(forms.isEmpty(), session);
      Set<MigrationName> names = new TreeSet<>(forms.keySet());
      names.addAll(overview.unfinished());
      warnOfNone(names);
      names.addAll(setup.withClass(available));
      ChangeDetection comparison = new ChangeDetection(available, setup.factory());
      Set<MigrationName> replaced = Squashes.of(available, overview).replaced().keySet();
      return new Verification(
          names.stream()
              .map(
                  name ->
                      replaced.contains(name) && !overview.unfinished().contains(name)
                          ? ChangeDetection.entry(
                              name, Verification.State.REPLACED, List.of(), List.of())
                          : standing(name, overview, forms, comparison, repeatables))
              .toList());
    }
  }

  private static Verification.Entry standing(
      MigrationName name,
      SchemaHistory.Overview overview,
      Map<MigrationName, SchemaHistory.RecordedForm> forms,
      ChangeDetection comparison,
      Repeatables repeatables) {
    if (overview.unfinished().contains(name)) {
      return ChangeDetection.entry(name, Verification.State.UNFINISHED, List.of(), List.of());
    }
    SchemaHistory.RecordedForm recorded = forms.get(name);
    if (recorded == null) {
      return ChangeDetection.entry(name, Verification.State.PENDING, List.of(), List.of());
    }
    return name.isRepeatable() ? repeatables.of(name, recorded) : comparison.of(name, recorded);
  }

  /** Returns a snapshot of the schema, without the metadata tables. */
  public SchemaSnapshot snapshot() {
    try (Session session = setup.database().open()) {
      String schema = setup.prepare(session);
      return inSchema(
              session,
              schema,
              () -> session.dialect().catalog(session.connection()).schema().snapshot())
          .without(setup.tables(session, schema).own().inMigratedSchema());
    }
  }

  private static <T> T inSchema(Session session, String schema, Session.Work<T> work) {
    try {
      return session.inSchema(schema, work);
    } catch (SQLException e) {
      throw unreadable(e);
    } catch (CatalogException e) {
      throw unreadable(e.getCause() == null ? e : e.getCause());
    }
  }

  private static DatabaseException unreadable(Throwable cause) {
    return new DatabaseException(
        "The catalogue of the schema cannot be read. Nothing was changed. Check that the server can"
            + " be reached, and that this user may read the catalogue. Cause: "
            + Redaction.firstLine(cause),
        cause);
  }

  /** Returns the run that holds the lock, if there is one. */
  public Optional<LockHolder> lockHolder() {
    try (Session session = setup.database().open()) {
      String schema = setup.prepare(session);
      MetadataTables tables = setup.tables(session, schema);
      return LockReader.read(session, tables, tables.lockName(schema));
    }
  }

  /** Returns what another tool has recorded. Takes no lock, and writes nothing. */
  public Adoption adoption(MigrationTool from, @Nullable Map<String, String> mapping) {
    Map<MigrationName, MigrationClass> available = setup.available();
    Optional<Adopting.Scripts> scripts =
        Adopting.scripts(
            from, available.keySet(), mapping, name -> setup.instantiate(name, available));
    try (Session session = setup.database().open()) {
      String schema = setup.prepare(session);
      SchemaHistory history = new SchemaHistory(setup.tables(session, schema));
      return read(
          Adopting.of(from, available, history.overview(), mapping, scripts), session, schema);
    }
  }

  /** Reads what another tool has recorded, over an open session. */
  static Adoption read(Adopting adopting, Session session, String schema) {
    return inSchema(session, schema, () -> adopting.read(session, schema));
  }
}
