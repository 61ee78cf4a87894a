package dev.switchback.internal.select;

import dev.switchback.ChangedMigrationPolicy;
import dev.switchback.ConfigurationException;
import dev.switchback.Direction;
import dev.switchback.Migration;
import dev.switchback.MigrationFactory;
import dev.switchback.MigratorDescription;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.RunOptions;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.discovery.DiscoveredMigrations;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.store.MetadataTables;
import dev.switchback.internal.store.SchemaHistory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a migrator: the database, the migrations and the options.
 *
 * @param prefix the prefix of the names of the metadata tables
 * @param metadataSchema the schema of the metadata tables; null for the schema to work in
 * @param schema the schema to work in; null for the current schema of the connection
 */
public record EngineConfig(
    Database database,
    DiscoveredMigrations classes,
    MigrationFactory factory,
    String prefix,
    @Nullable String metadataSchema,
    @Nullable String schema,
    RunOptions settings) {

  /** Returns the discovered migrations by name. Loads no class. */
  public Map<MigrationName, MigrationClass> available() {
    return withoutSquashes(classes.byName());
  }

  /**
   * Returns the discovered migrations, which may be none. For calls that then do nothing; see
   * {@link #warningOfNone}.
   */
  public Map<MigrationName, MigrationClass> availableOrNone() {
    return withoutSquashes(classes.byNameOrNone());
  }

  private Map<MigrationName, MigrationClass> withoutSquashes(
      Map<MigrationName, MigrationClass> found) {
    Map<MigrationName, MigrationClass> rest = found;
    for (String name : settings.withoutSquashes()) {
      rest = Squash.leaveOut(name, rest);
    }
    return rest;
  }

  /**
   * Returns the repeatable migrations with what each asks for now. Calls each of them without a
   * database. If there is none, loads no class.
   *
   * @throws ConfigurationException if one of them could not run, or could not be compared
   */
  public Repeatables repeatables() {
    return Repeatables.asked(classes.repeatables(), factory);
  }

  /**
   * Returns the repeatable migrations for a run. A run that has a target or a number of steps, or
   * that reverts, executes none; then no class is loaded.
   */
  public Repeatables repeatables(Direction direction, TargetRange selection) {
    return direction == Direction.UP && selection.isAll()
        ? repeatables()
        : Repeatables.named(classes.repeatables());
  }

  /** Returns the names that have a class: of {@code available}, and of repeatable migrations. */
  public Set<MigrationName> withClass(Map<MigrationName, MigrationClass> available) {
    Set<MigrationName> names = new HashSet<>(available.keySet());
    names.addAll(classes.repeatables().keySet());
    return names;
  }

  /** Returns the warning of {@link DiscoveredMigrations#warningOfNone}, if any. */
  public List<String> warningOfNone(SchemaHistory.Overview overview) {
    Set<MigrationName> recorded = new HashSet<>(overview.applied());
    recorded.addAll(overview.repeatables().keySet());
    recorded.addAll(overview.unfinished());
    return classes.warningOfNone(recorded).stream().toList();
  }

  /** Creates a new instance of a migration. */
  public Migration instantiate(MigrationName name, Map<MigrationName, MigrationClass> available) {
    MigrationClass type =
        name.isRepeatable() ? classes.repeatables().get(name) : available.get(name);
    if (type == null) {
      throw new ConfigurationException(
          "Migration '%s' – it is recorded as applied, but has no class, so that it cannot be reverted. Nothing was run. Restore the class. If it is gone for good, run 'forget %1$s --reason TEXT': its changes stay in the schema."
              .formatted(name));
    }
    return type.instantiate(factory);
  }

  /**
   * Instantiates all selected migrations before the first write, so that an error in one of them
   * stops them all.
   */
  public Map<MigrationName, Migration> instantiate(
      Direction direction,
      List<MigrationName> selected,
      Map<MigrationName, MigrationClass> available) {
    Map<MigrationName, Migration> instances = new HashMap<>();
    for (MigrationName name : selected) {
      instances.put(name, instantiate(name, available));
    }
    if (direction == Direction.DOWN) {
      ReversibilityCheck.require(instances);
    }
    return instances;
  }

  /**
   * Selects the migrations of a run, and compares the applied migrations with their classes. A
   * changed migration is not reverted, because its way back would undo what was never done.
   */
  public RunPlan choose(
      Direction direction,
      TargetRange selection,
      Map<MigrationName, MigrationClass> available,
      Repeatables repeatables,
      MetadataTables tables) {
    SchemaHistory history = new SchemaHistory(tables);
    boolean isCompared = settings.onChangedMigration() != ChangedMigrationPolicy.IGNORE;
    SchemaHistory.Overview overview =
        isCompared ? history.overviewWithFingerprints() : history.overview(!repeatables.isEmpty());
    List<String> none = warningOfNone(overview);
    RunPlan choice =
        RunPlan.of(direction, selection, available, repeatables, tables, overview).with(none);
    if (choice.isEmpty()) {
      return choice;
    }
    RunPlan compared =
        isCompared ? compared(direction, choice, available, overview, history) : choice;
    if (selection.alone() != TargetRange.Alone.NO && available.containsKey(choice.first())) {
      new LoneRevert(choice.first(), overview, new ChangeDetection(available, factory))
          .require(selection.alone() == TargetRange.Alone.AS_CHECKED);
    }
    return compared;
  }

  private RunPlan compared(
      Direction direction,
      RunPlan choice,
      Map<MigrationName, MigrationClass> available,
      SchemaHistory.Overview overview,
      SchemaHistory history) {
    ChangeDetection comparison = new ChangeDetection(available, factory);
    Map<MigrationName, String> fingerprints = overview.fingerprints();
    return switch (direction) {
      case UP -> {
        List<MigrationName> executed = choice.replacements().withoutInPlace(choice.selected());
        comparison.requireNotRenamed(executed, choice.missing(available, overview), fingerprints);
        yield choice.with(comparison.require(settings.onChangedMigration(), fingerprints));
      }
      case DOWN -> {
        comparison.requireSame(choice.selected(), fingerprints, history::forms);
        yield choice;
      }
    };
  }

  /** Returns the metadata tables in the configured schema, or in the current one. */
  public MetadataTables tables(Session session) {
    requireNames(session);
    return new MetadataTables(session, prefix, schema, metadataSchema);
  }

  /** Returns the metadata tables in a schema whose name is known. */
  public MetadataTables tables(Session session, String current) {
    return new MetadataTables(session, prefix, current, metadataSchema);
  }

  /**
   * Prepares a session for migrations.
   *
   * @return the name of the schema that the session works in
   */
  public String prepare(Session session) {
    requireNames(session);
    return session.prepare(schema, settings);
  }

  /** Rejects a configured schema that does not exist. */
  public void requireSchemas(Session session) {
    if (schema != null || metadataSchema != null) {
      String current = prepare(session);
      String own = tables(session, current).own().schema();
      if (own != null) {
        session.inMetadataSchema(own, () -> true);
      }
    }
  }

  /** Refuses a name that the database cannot store. */
  private void requireNames(Session session) {
    requireName(session, "Schema", schema, "schema(…)");
    requireName(session, "Schema", metadataSchema, "metadataSchema(…)");
    String longest = new MetadataTables(session, prefix, null, null).journal().name();
    requireName(session, "Table", longest, "tablePrefix(…)");
  }

  private static void requireName(
      Session session, String what, @Nullable String name, String method) {
    try {
      if (name != null) {
        session.dialect().rendering().quote(name);
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "%s '%s' – the database cannot have this name. Nothing was run. Set another name by %s. Cause: %s"
              .formatted(what, name.replace('\0', '␀'), method, Redaction.firstLine(e)),
          e);
    }
  }

  /** Describes this configuration, without a secret. */
  public MigratorDescription description() {
    return new MigratorDescription(
        database.description(),
        schema,
        metadataSchema,
        prefix,
        classes.packages(),
        classes.listed(),
        settings.onChangedMigration(),
        settings.outOfOrder(),
        settings.migrationLockTimeout(),
        settings.leaseTimeout(),
        settings.statementTimeout(),
        settings.statementLockTimeout(),
        settings.lockWaitRetries(),
        settings.untestedServers());
  }

  /** Returns this configuration with another policy for changed migrations. */
  public EngineConfig with(ChangedMigrationPolicy answer) {
    return new EngineConfig(
        database, classes, factory, prefix, metadataSchema, schema, settings.with(answer));
  }

  /** Returns this configuration for another database and schema. */
  public EngineConfig at(Database other, @Nullable String otherSchema) {
    return new EngineConfig(other, classes, factory, prefix, metadataSchema, otherSchema, settings);
  }
}
