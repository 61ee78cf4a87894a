package dev.switchback;

import static dev.switchback.Arguments.given;

import dev.switchback.internal.command.HistoryChanges;
import dev.switchback.internal.command.Looks;
import dev.switchback.internal.run.MigrationRunner;
import dev.switchback.internal.select.EngineConfig;
import dev.switchback.internal.select.TargetRange;
import dev.switchback.schema.SchemaSnapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies, reverts and lists migrations.
 *
 * <pre>{@code
 * Migrator migrator = Migrator.configure()
 *     .dataSource(dataSource)
 *     .packages("com.acme.chat.migrations")
 *     .build();
 *
 * MigrationReport report = migrator.up();
 * }</pre>
 *
 * <p>Immutable and thread-safe; it holds no static state, so that two of them never meet. Every
 * method takes one connection and gives it back. All failures are {@link SwitchbackException}s:
 * {@link ConfigurationException} and {@link DatabaseException} before the first migration, {@link
 * MigrationFailedException} from then on.
 */
public final class Migrator implements AutoCloseable {

  private final EngineConfig setup;
  private final MigrationRunner runner;
  private final @Nullable AutoCloseable ownPool;

  Migrator(EngineConfig setup, MigrationRunner runner, @Nullable AutoCloseable ownPool) {
    this.setup = setup;
    this.runner = runner;
    this.ownPool = ownPool;
  }

  /** Begins the description of a migrator. */
  public static MigratorBuilder configure() {
    return new MigratorBuilder();
  }

  /**
   * This migrator with another answer to migrations that were changed since they were applied, for
   * one run. The two share their connections and take turns; closing one of them closes the pool of
   * both.
   *
   * @throws ConfigurationException if there is none
   */
  public Migrator withChangedMigrations(ChangedMigrationPolicy answer) {
    EngineConfig other = setup.with(given(answer, "answer", "withChangedMigrations"));
    return new Migrator(other, runner.with(other), ownPool);
  }

  /**
   * This migrator with one more listener, for a run that somebody watches. The two share their
   * connections and take turns; closing one of them closes the pool of both.
   *
   * @throws ConfigurationException if there is none
   */
  public Migrator withListener(MigrationListener listener) {
    return new Migrator(setup, runner.with(given(listener, "listener", "withListener")), ownPool);
  }

  /**
   * Applies every pending migration, oldest first. With nothing pending it sends one {@code
   * SELECT}, takes no lock and loads no migration class.
   */
  public MigrationReport up() {
    return runner.run(Direction.UP, TargetRange.all());
  }

  /** Applies the oldest {@code steps} pending migrations, or all if there are fewer. */
  public MigrationReport up(int steps) {
    return runner.run(Direction.UP, TargetRange.steps(steps));
  }

  /**
   * Applies every pending migration up to {@code name}, itself included. The name is the recorded
   * one, or the class, the date and time or the description of the migration, if that is no other
   * one's; so it is wherever a migration is named.
   */
  public MigrationReport upTo(String name) {
    return runner.run(Direction.UP, TargetRange.to(name));
  }

  /** Reverts the most recent migration, which is the applied one with the last name. */
  public MigrationReport down() {
    return down(1);
  }

  /** Reverts the most recent {@code steps} migrations, latest first, or all if there are fewer. */
  public MigrationReport down(int steps) {
    return runner.run(Direction.DOWN, TargetRange.steps(steps));
  }

  /** Reverts every applied migration from the latest down to {@code name}, itself included. */
  public MigrationReport downTo(String name) {
    return runner.run(Direction.DOWN, TargetRange.to(name));
  }

  /** Reverts every applied migration, latest first. Switchback's own table stays, empty. */
  public MigrationReport downAll() {
    return runner.run(Direction.DOWN, TargetRange.all());
  }

  /** Reverts the most recent migration and applies it again; see {@link #redo(int)}. */
  public RedoReport redo() {
    return redo(1);
  }

  /**
   * Reverts the most recent {@code steps} migrations, latest first, or all if there are fewer, and
   * applies exactly those again, without letting another run in between. It is for migrations that
   * are still being written: what they held is lost.
   *
   * <p>What it has reverted is recorded until it is applied again. If it fails or its process ends
   * in between, the next {@code redo} finishes it and reverts no other migration in its place; a
   * plain {@link #up} applies what was reverted.
   *
   * @throws MigrationFailedException if one fails
   */
  public RedoReport redo(int steps) {
    return runner.redo(TargetRange.steps(steps));
  }

  /** Every migration and where it stands, in order. Writes nothing. */
  public List<MigrationStatus> status() {
    return looks().status();
  }

  /** What {@link #up} would apply, in order: what is pending, and what is unfinished going up. */
  public List<MigrationStatus> pending() {
    return status().stream().filter(migration -> migration.appliedAt().isEmpty()).toList();
  }

  /** What is recorded as applied, in order, also without a class. */
  public List<MigrationStatus> executed() {
    return status().stream().filter(migration -> migration.appliedAt().isPresent()).toList();
  }

  /** What {@link #up} would do now; see {@link #plan(Direction)}. */
  public Plan plan() {
    return plan(Direction.UP);
  }

  /**
   * What {@link #up} or {@link #downAll} would do now, with the SQL that they would send. Writes
   * nothing, and takes no lock; a user who may read is enough. It calls {@code up} or {@code down}
   * of every migration of the plan with a query interface that sends nothing, and that ends it, by
   * an {@link Error}, where it reads rows: what it does outside of its query interface, it does
   * then too.
   */
  public Plan plan(Direction direction) {
    return looks().plan(given(direction, "direction", "plan"), TargetRange.all());
  }

  /** What {@link #up(int)} or {@link #down(int)} would do now; see {@link #plan(Direction)}. */
  public Plan plan(Direction direction, int steps) {
    return looks().plan(given(direction, "direction", "plan"), TargetRange.steps(steps));
  }

  /** What {@link #upTo} or {@link #downTo} would do now; see {@link #plan(Direction)}. */
  public Plan planTo(Direction direction, String name) {
    return looks().plan(given(direction, "direction", "plan"), TargetRange.to(name));
  }

  /**
   * What all migrations would do, from an empty schema on, or back to it, without a database: it
   * connects to nothing.
   *
   * @param dialect the database by its name: {@code PostgreSQL}, {@code MySQL}, {@code MariaDB},
   *     {@code H2}, whose module is on the class path
   * @param version of the server, with the usual settings: {@code 15}, {@code 8.0.36}
   */
  public Plan planOffline(Direction direction, String dialect, String version) {
    return looks()
        .planOffline(
            given(direction, "direction", "planOffline"),
            given(dialect, "name of a database", "planOffline"),
            given(version, "version", "planOffline"));
  }

  /**
   * Compares what was applied with what the classes of the migrations ask for now, step by step.
   * Writes nothing and takes no lock; a user who may read is enough. It calls {@code up} of every
   * applied migration with a query interface that sends nothing, and that ends it, by an {@link
   * Error}, where it reads: what it does outside of its query interface, it does then too.
   */
  public Verification verify() {
    return looks().verify();
  }

  /**
   * Creates Switchback's own tables, unless they are there. {@link #up} and {@link #down} do so by
   * themselves; this is for a user who may create tables to prepare them for one who may not, and
   * for clusters of servers.
   */
  public void init() {
    runner.init();
  }

  /**
   * What the schema holds now, without Switchback's own tables: for tests of migrations, which
   * compare it with what it was. Writes nothing, and takes no lock.
   */
  public SchemaSnapshot snapshot() {
    return looks().snapshot();
  }

  /**
   * Settles an unfinished migration that the next run cannot settle by itself. It changes what is
   * recorded, not the schema, and takes the lock for it.
   *
   * @param reason why, for the log
   * @return what was done of the migration until now
   * @throws ConfigurationException if the migration is not unfinished, or no step of it was on its
   *     way
   */
  public UnfinishedSteps resolve(String name, Resolution resolution, String reason) {
    return changes().resolve(name, resolution, reason);
  }

  /**
   * Gives an applied migration the name that its class has now, after the class was renamed. Its
   * steps must be those that were applied. Takes the lock.
   *
   * @param before the name in the history, which no class has any more
   * @param after the name of the class now
   * @param reason why, which is written into the history
   * @throws ConfigurationException if {@code before} is not applied or still has a class, or if
   *     {@code after} has none, is recorded too, or asks for other steps
   */
  public void rename(String before, String after, String reason) {
    changes()
        .rename(given(before, "old name", "rename"), given(after, "new name", "rename"), reason);
  }

  /**
   * Records as applied, without running them, every migration up to {@code name}, itself included:
   * for a database that has what they make, and was made without Switchback. The history must be
   * empty. Takes the lock.
   *
   * @param reason why, which is written into the history
   * @return the names of the migrations
   * @throws ConfigurationException if the history is not empty, or there is no such migration
   */
  public List<String> baseline(String name, String reason) {
    return changes().baseline(name, reason);
  }

  /**
   * What another tool has recorded, and which migrations here do the same. Those of Sequelize are
   * found by themselves: they have the same name, or else the same time. For those of others, see
   * {@link #adoption(MigrationTool, Map)}; here none does the same. Writes nothing, and takes no
   * lock.
   *
   * @throws ConfigurationException if there is no such table, if two migrations are of the time of
   *     an entry, or if a migration is older than one that is covered and is not recorded there
   */
  public Adoption adoption(MigrationTool from) {
    return looks().adoption(given(from, "tool", "adoption"), null);
  }

  /**
   * The same, as somebody says who knows both. Writes nothing, and takes no lock.
   *
   * @param mapping for the name of each entry that of a migration, which may be the same for
   *     several; an empty one if there is none
   */
  public Adoption adoption(MigrationTool from, Map<String, String> mapping) {
    return looks()
        .adoption(
            given(from, "tool", "adoption"), Map.copyOf(given(mapping, "mapping", "adoption")));
  }

  /**
   * Records as applied, without running them, the migrations that {@link #adoption(MigrationTool)}
   * shows as covered. The table of the other tool is left alone. Takes the lock.
   *
   * @param reason why, which is written into the history
   * @return what was found, and recorded
   * @throws ConfigurationException also for another tool than Sequelize, which needs a mapping
   */
  public Adoption adopt(MigrationTool from, String reason) {
    return changes().adopt(given(from, "tool", "adopt"), null, reason);
  }

  /** The same for what {@link #adoption(MigrationTool, Map)} shows. */
  public Adoption adopt(MigrationTool from, Map<String, String> mapping, String reason) {
    return changes()
        .adopt(
            given(from, "tool", "adopt"), Map.copyOf(given(mapping, "mapping", "adopt")), reason);
  }

  private Looks looks() {
    return new Looks(setup);
  }

  private HistoryChanges changes() {
    return new HistoryChanges(setup, runner);
  }

  /** Closes the pool that {@code url(…)} opened; a data source of your own stays open. */
  @Override
  public void close() {
    if (ownPool != null) {
      try {
        ownPool.close();
      } catch (Exception e) {
        throw new SwitchbackException("The pool of connections cannot be closed.", e);
      }
    }
  }
}
