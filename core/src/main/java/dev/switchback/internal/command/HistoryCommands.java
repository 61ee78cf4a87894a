package dev.switchback.internal.command;

import dev.switchback.Adoption;
import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.MigrationReport;
import dev.switchback.MigrationTool;
import dev.switchback.Resolution;
import dev.switchback.UnfinishedSteps;
import dev.switchback.Verification;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.NameSearch;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.fingerprint.FingerprintRecorder;
import dev.switchback.internal.fingerprint.OperationLog;
import dev.switchback.internal.run.MigrationRunner;
import dev.switchback.internal.run.RunContext;
import dev.switchback.internal.select.EngineConfig;
import dev.switchback.internal.select.Replacements;
import dev.switchback.internal.select.RunPlan;
import dev.switchback.internal.select.Squashes;
import dev.switchback.internal.select.TargetRange;
import dev.switchback.internal.select.UnfinishedMigrations;
import dev.switchback.internal.store.Journal;
import dev.switchback.internal.store.MetadataTables;
import dev.switchback.internal.store.SchemaHistory;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes the metadata tables without executing a migration. Each command takes the lock and
 * requires a reason.
 */
public final class HistoryCommands {

  private static final String UNCHANGED = "Nothing was changed.";

  private final EngineConfig setup;
  private final MigrationRunner runner;

  /**
   * Creates the commands.
   *
   * @param runner takes the lock
   */
  public HistoryCommands(EngineConfig setup, MigrationRunner runner) {
    this.setup = setup;
    this.runner = runner;
  }

  /** Resolves an unfinished migration as the user says. */
  public UnfinishedSteps resolve(String name, Resolution resolution, String reason) {
    requireReason("resolve", reason);
    requireName("resolve", name);
    Set<MigrationName> available = setup.withClass(setup.available());
    return runner.locked(
        context -> new Resolving(context, meant(name, available, context)).as(resolution, reason));
  }

  /** Finds the migration that a name means. Unfinished migrations take precedence. */
  private static MigrationName meant(
      String name, Set<MigrationName> available, RunContext context) {
    Set<MigrationName> unfinished = new Journal(context.tables()).all().keySet();
    Optional<MigrationName> found = new NameSearch(unfinished, UNCHANGED).find(name);
    return found.orElseGet(
        () -> {
          Set<MigrationName> all = new HashSet<>(available);
          all.addAll(recorded(new SchemaHistory(context.tables()).overview()));
          return new NameSearch(all, UNCHANGED).require(name);
        });
  }

  /**
   * Records migrations as applied without executing them, up to a target. The history must be
   * empty.
   */
  public List<String> baseline(String target, String reason) {
    requireReason("baseline", reason);
    Map<MigrationName, MigrationClass> available = setup.available();
    setup.classes().requireNoMisnamed();
    return runner.locked(
        context -> {
          SchemaHistory.Overview overview = new SchemaHistory(context.tables()).overview();
          requireEmpty(overview);
          Squashes squashes = Squashes.of(available, overview);
          Replacements replacements = squashes.require();
          UnfinishedMigrations nothing =
              new UnfinishedMigrations(Set.of(), new Journal(context.tables()));
          List<MigrationName> names =
              TargetRange.to(target)
                  .of(Direction.UP, squashes.running(), Set.of(), nothing, squashes.replaced());
          return recordWithoutRun(names, replacements, reason, available, context);
        });
  }

  /** Renames an applied migration to the name that its class has now. */
  public void rename(String before, String after, String reason) {
    requireReason("rename", reason);
    refuseRepeatable(
        "rename", before, "'up' runs it under its new name. Then 'forget' the old one");
    refuseRepeatable("rename", after, "'up' runs it under its new name. Then 'forget' the old one");
    Map<MigrationName, MigrationClass> available = setup.available();
    setup.classes().requireNoMisnamed();
    MigrationName now = found(after, available.keySet());
    Renaming renaming = new Renaming(new MigrationName(before), now, available, setup.factory());
    renaming.requireClass();
    runner.locked(
        context -> {
          Set<MigrationName> missing =
              RunPlan.missing(
                  available.keySet(), new SchemaHistory(context.tables()).overview().recorded());
          return renaming.of(found(before, missing)).in(context, reason);
        });
  }

  /** Records that an applied migration asks for what its class asks for now. */
  public Verification.Entry accept(String name, String reason) {
    requireReason("accept", reason);
    refuseRepeatable("accept", name, "'up' runs it again if it has changed");
    Map<MigrationName, MigrationClass> available = setup.available();
    setup.classes().requireNoMisnamed();
    return runner.locked(
        context -> {
          Set<MigrationName> known = new HashSet<>(available.keySet());
          known.addAll(new SchemaHistory(context.tables()).overview().recorded());
          return new Accepting(found(name, known), available, setup.factory()).in(context, reason);
        });
  }

  /** Deletes the entry of an applied migration that has no class. Returns the recorded name. */
  public String forget(String name, String reason) {
    requireReason("forget", reason);
    requireName("forget", name);
    Map<MigrationName, MigrationClass> available = setup.available();
    setup.classes().requireNoMisnamed();
    return runner.locked(
        context -> {
          SchemaHistory.Overview overview = new SchemaHistory(context.tables()).overview();
          Set<MigrationName> known = setup.withClass(available);
          known.addAll(recorded(overview));
          known.addAll(overview.unfinished());
          MigrationName meant = new NameSearch(known, UNCHANGED).require(name);
          Map<MigrationName, MigrationClass> classes = new LinkedHashMap<>(available);
          classes.putAll(setup.classes().repeatables());
          return new Forgetting(meant, classes).in(context, overview, reason);
        });
  }

  private static Set<MigrationName> recorded(SchemaHistory.Overview overview) {
    Set<MigrationName> names = new HashSet<>(overview.recorded());
    names.addAll(overview.repeatables().keySet());
    return names;
  }

  private static void refuseRepeatable(String command, String name, String remedy) {
    if (NameSearch.isRepeatable(name)) {
      throw new ConfigurationException(
          "%s – '%s' is a repeatable migration. Nothing was changed. %s."
              .formatted(command, name, remedy));
    }
  }

  /** Reverts one migration, of which the user has checked that no later one needs it. */
  public MigrationReport downOnly(String name, String reason) {
    requireReason("down", reason);
    Log.LOG.warn("Reverting '{}' alone. {}", name, reason);
    return runner.run(Direction.DOWN, TargetRange.only(name, TargetRange.Alone.AS_CHECKED));
  }

  private static MigrationName found(String name, Set<MigrationName> known) {
    return new NameSearch(known, UNCHANGED).find(name).orElseGet(() -> new MigrationName(name));
  }

  private static void requireEmpty(SchemaHistory.Overview overview) {
    if (!recorded(overview).isEmpty() || !overview.unfinished().isEmpty()) {
      throw new ConfigurationException(
          "baseline – the history is not empty: %d applied, %d unfinished. Nothing was changed. Use"
                  .formatted(recorded(overview).size(), overview.unfinished().size())
              + " it only for a database that was created without Switchback. 'status' shows the"
              + " state of each migration.");
    }
  }

  /** Records what another tool has applied. */
  public Adoption adopt(MigrationTool from, @Nullable Map<String, String> mapping, String reason) {
    requireReason("adopt", reason);
    Map<MigrationName, MigrationClass> available = setup.available();
    setup.classes().requireNoMisnamed();
    Optional<Adopting.Scripts> scripts =
        Adopting.scripts(
            from, available.keySet(), mapping, name -> setup.instantiate(name, available));
    if (mapping == null && from != MigrationTool.SEQUELIZE && scripts.isEmpty()) {
      throw new ConfigurationException(
          "Table '%s' – its entries do not have the names of migrations. Nothing was changed. Write a"
                  .formatted(from.table())
              + " mapping that names the migration for each entry.");
    }
    return runner.locked(
        context -> {
          SchemaHistory.Overview overview = new SchemaHistory(context.tables()).overview();
          Adopting adopting = Adopting.of(from, available, overview, mapping, scripts);
          Adoption found = ReadCommands.read(adopting, context.session(), context.schema());
          List<MigrationName> names = found.names().stream().map(MigrationName::new).toList();
          requireNotBegun(names, overview);
          Replacements replacements = Squashes.ofNew(names, available);
          recordWithoutRun(names, replacements, reason, available, context);
          return found;
        });
  }

  /**
   * Refuses an unfinished migration. Once it is adopted, no run would resume its steps, and they
   * would block every run.
   */
  private static void requireNotBegun(List<MigrationName> names, SchemaHistory.Overview overview) {
    for (MigrationName name : names) {
      if (overview.unfinished().contains(name)) {
        throw new ConfigurationException(
            "Migration '%s' – it is unfinished here, so that it cannot be adopted. Nothing was changed. Run it to its end. Or clean up its remaining changes by hand, and run 'resolve %1$s --abandon --reason TEXT'."
                .formatted(name));
      }
    }
  }

  private static void requireName(String command, String name) {
    if (name.isBlank()) {
      throw new ConfigurationException(
          command + " – the name of the migration is missing. Nothing was changed.");
    }
  }

  private static void requireReason(String command, @Nullable String reason) {
    if (reason == null || reason.isBlank() || reason.length() > MetadataTables.LONGEST_REASON) {
      throw new ConfigurationException(
          "%s – it requires a reason of at most %d characters. Nothing was changed."
              .formatted(command, MetadataTables.LONGEST_REASON));
    }
  }

  private List<String> recordWithoutRun(
      List<MigrationName> names,
      Replacements replacements,
      String reason,
      Map<MigrationName, MigrationClass> available,
      RunContext context) {
    Map<MigrationName, Optional<OperationLog>> forms = new LinkedHashMap<>();
    names.forEach(
        name -> forms.put(name, FingerprintRecorder.formOf(setup.instantiate(name, available))));
    HistoryWrite.in(
        context,
        (history, gate) -> {
          for (Map.Entry<MigrationName, Optional<OperationLog>> each : forms.entrySet()) {
            history.addWithoutRun(each.getKey(), each.getValue(), reason, gate);
            history.markReplaced(replacements.of(each.getKey()), each.getKey(), gate);
          }
        });
    List<String> recorded = names.stream().map(MigrationName::value).toList();
    if (!recorded.isEmpty()) {
      Log.LOG.warn("Recorded as applied without a run: {}. {}", recorded, reason);
    }
    return recorded;
  }
}
