package dev.switchback;

import dev.switchback.dialect.LockName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
  private final Duration patience;

  MigrationRunner(
      Database database,
      MigrationClasses classes,
      MigrationFactory factory,
      String prefix,
      @Nullable String schema,
      Duration patience) {
    this.database = database;
    this.classes = classes;
    this.factory = factory;
    this.prefix = prefix;
    this.schema = schema;
    this.patience = patience;
  }

  MigrationReport run(Direction direction, Selection selection) {
    SortedMap<MigrationName, MigrationClass> available = available();
    try (Session session = database.open()) {
      List<MigrationName> applied = new History(session, table(), schema).names();
      List<MigrationName> selected = selection.of(direction, available.keySet(), applied);
      warnOfMissing(available.keySet(), applied);
      if (selected.isEmpty()) {
        return new MigrationReport(direction, List.of());
      }
      classes.requireNoMisnamed();
      Map<MigrationName, Migration> instances = instantiate(selected, available);
      String place = session.prepare(schema);
      LockName lock = new LockName(place, prefix + "_lock");
      try (RunLock held = RunLock.acquire(session, database, lock, patience)) {
        History history = new History(session, table(), place);
        history.createIfMissing();
        selected = selection.of(direction, available.keySet(), history.names());
        selected.forEach(
            name -> instances.computeIfAbsent(name, any -> instantiate(name, available)));
        return run(direction, selected, instances, session, history);
      }
    }
  }

  private String table() {
    return prefix + "_meta";
  }

  /** Makes all of them before the first write, so that what is wrong with one stops them all. */
  private Map<MigrationName, Migration> instantiate(
      List<MigrationName> selected, Map<MigrationName, MigrationClass> available) {
    Map<MigrationName, Migration> instances = new HashMap<>();
    selected.forEach(name -> instances.put(name, instantiate(name, available)));
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
      List<MigrationName> selected,
      Map<MigrationName, Migration> instances,
      Session session,
      History history) {
    List<MigrationReport.Entry> done = new ArrayList<>();
    for (MigrationName name : selected) {
      Migration migration = Objects.requireNonNull(instances.get(name));
      MigrationRun run = new MigrationRun(name, migration, direction, session, history);
      Duration duration = run.run(new MigrationReport(direction, done));
      done.add(new MigrationReport.Entry(name.value(), duration));
      Migrator.LOG.info("{} '{}' {} ms", verb(direction), name, duration.toMillis());
    }
    MigrationReport report = new MigrationReport(direction, done);
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
      var times = new History(session, table(), schema).times();
      if (times.isEmpty() && schema != null) {
        session.prepare(
            schema); // is the history empty, or is it looked for where there is no schema?
      }
      Set<MigrationName> names = new TreeSet<>(available.keySet());
      names.addAll(times.keySet());
      return names.stream()
          .map(
              name ->
                  new MigrationStatus(
                      name.value(),
                      !times.containsKey(name)
                          ? MigrationStatus.State.PENDING
                          : available.containsKey(name)
                              ? MigrationStatus.State.APPLIED
                              : MigrationStatus.State.MISSING,
                      times.get(name)))
          .toList();
    }
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
