package dev.switchback;

import static dev.switchback.Arguments.given;

import dev.switchback.internal.command.HistoryCommands;
import dev.switchback.internal.command.ReadCommands;
import dev.switchback.internal.run.MigrationRunner;
import dev.switchback.internal.select.EngineConfig;
import dev.switchback.internal.select.TargetRange;
import dev.switchback.schema.SchemaSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * <p>Immutable and thread-safe. There is no static state, so migrators are independent of each
 * other. Every method returns the connections that it takes: one, and up to three for a run that
 * has something to do. All failures are {@link SwitchbackException}s: {@link
 * ConfigurationException}, {@link DatabaseException}, {@link LockTimeoutException} and {@link
 * UnfinishedMigrationException} before the first migration, {@link MigrationFailedException} and
 * {@link LockLostException} after that.
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

  /** Returns a builder for a migrator. */
  public static MigratorBuilder configure() {
    return new MigratorBuilder();
  }

  /**
   * Returns a migrator with this configuration and another policy for applied migrations that have
   * changed, for use in one run. Both migrators share their connections, and run one at a time.
   * Closing one of them closes the pool of both.
   *
   * @throws ConfigurationException if {@code answer} is null
   */
  public Migrator withChangedMigrations(ChangedMigrationPolicy answer) {
    EngineConfig other = setup.with(given(answer, "answer", "withChangedMigrations"));
    return new Migrator(other, runner.with(other), ownPool);
  }

  /**
   * Returns a migrator with this configuration and one more listener. Both migrators share their
   * connections, and run one at a time. Closing one of them closes the pool of both.
   *
   * @throws ConfigurationException if {@code listener} is null
   */
  public Migrator withListener(MigrationListener listener) {
    return new Migrator(setup, runner.with(given(listener, "listener", "withListener")), ownPool);
  }

  /**
   * Applies every pending migration, oldest first. Then runs the repeatable migrations that are new
   * or have changed. If nothing is pending, sends one {@code SELECT}, takes no lock, and loads no
   * migration class except those of repeatable migrations, see {@link RepeatableMigration}.
   */
  public MigrationReport up() {
    return runner.run(Direction.UP, TargetRange.all());
  }

  /**
   * Applies the oldest {@code steps} pending migrations, or all if there are fewer. Runs no
   * repeatable migration.
   */
  public MigrationReport up(int steps) {
    return runner.run(Direction.UP, TargetRange.steps(steps));
  }

  /**
   * Applies every pending migration up to and including {@code name}. Every method that takes the
   * name of a migration accepts the recorded name. It also accepts the class name, the timestamp or
   * the description, if only one migration has it. Runs no repeatable migration.
   */
  public MigrationReport upTo(String name) {
    return runner.run(Direction.UP, TargetRange.to(name));
  }

  /** Reverts the latest applied migration, in the order of names. */
  public MigrationReport down() {
    return down(1);
  }

  /**
   * Reverts the {@code steps} latest applied migrations, latest first, or all if there are fewer.
   */
  public MigrationReport down(int steps) {
    return runner.run(Direction.DOWN, TargetRange.steps(steps));
  }

  /** Reverts every applied migration from the latest down to and including {@code name}. */
  public MigrationReport downTo(String name) {
    return runner.run(Direction.DOWN, TargetRange.to(name));
  }

  /**
   * Reverts only {@code name}, and leaves the migrations that are later and applied. The run is
   * refused if one of them uses a table of {@code name}, or if that is not known, because one of
   * them has raw SQL, a view, a type or a read, or its class is missing or has changed. Afterwards
   * the migration is pending, and older than applied ones.
   *
   * <p>Calls {@code up} of {@code name} and of the later migrations, and {@code down} of {@code
   * name}, with a query interface that sends nothing, before and after it takes the lock.
   *
   * @throws ConfigurationException if it is not applied, or cannot be reverted alone. The message
   *     names the later migrations and the tables
   */
  public MigrationReport downOnly(String name) {
    return runner.run(Direction.DOWN, TargetRange.only(name, TargetRange.Alone.IF_CERTAIN));
  }

  /**
   * Reverts only {@code name}, also if it is not known whether a later migration needs it; see
   * {@link #downOnly(String)}. If it is certain that a later one uses a table of it, the run is
   * refused nevertheless.
   *
   * @param reason why no later migration needs it, for the log
   */
  public MigrationReport downOnly(String name, String reason) {
    return changes().downOnly(name, reason);
  }

  /**
   * Reverts every applied migration, latest first. The schema history is then empty, except for the
   * records of repeatable migrations. The metadata tables stay.
   */
  public MigrationReport downAll() {
    return runner.run(Direction.DOWN, TargetRange.all());
  }

  /** Reverts the latest applied migration and applies it again; see {@link #redo(int)}. */
  public RedoReport redo() {
    return redo(1);
  }

  /**
   * Reverts the {@code steps} latest applied migrations, latest first, or all if there are fewer.
   * Then applies the same migrations again. No other run can start in between. Intended for
   * migrations in development: the data of the reverted tables and columns are lost.
   *
   * <p>The journal keeps the reverted migrations until they are applied again. If a redo fails or
   * its process ends in between, the next {@code redo} completes it and reverts no other migration.
   * An {@link #up} also applies the reverted migrations.
   *
   * @throws MigrationFailedException if a migration fails
   */
  public RedoReport redo(int steps) {
    return runner.redo(TargetRange.steps(steps));
  }

  /**
   * Returns every migration and its status, in the order of names: versioned ones, then repeatable
   * ones. Writes nothing. Calls every repeatable migration, with a query interface that sends
   * nothing.
   */
  public List<MigrationStatus> status() {
    return reads().status();
  }

  /**
   * Returns the migrations that {@link #up} would apply, in the order of names: those that are
   * pending, and those whose {@code up} is unfinished.
   */
  public List<MigrationStatus> pending() {
    return status().stream().filter(Migrator::isPending).toList();
  }

  private static boolean isPending(MigrationStatus migration) {
    return switch (migration.state()) {
      case PENDING -> true;
      case UNFINISHED -> migration.appliedAt().isEmpty() || migration.isRepeatable();
      case REPLACED, APPLIED, MISSING -> false;
    };
  }

  /**
   * Returns the migrations that are recorded as applied, in order, including those without a class
   * and those that a squash replaces.
   */
  public List<MigrationStatus> executed() {
    return status().stream().filter(migration -> migration.appliedAt().isPresent()).toList();
  }

  /** Returns the plan of {@link #up}; see {@link #plan(Direction)}. */
  public Plan plan() {
    return plan(Direction.UP);
  }

  /**
   * Returns the plan of {@link #up}, in which queries return the given rows; see {@link
   * #plan(Direction, QueryRows)}.
   */
  public Plan plan(QueryRows rows) {
    return plan(Direction.UP, rows);
  }

  /**
   * Returns the plan of {@link #up} or {@link #downAll}: the SQL that the run would send now.
   * Writes nothing and takes no lock. Read privileges are sufficient.
   *
   * <p>Calls {@code up} or {@code down} of every migration of the plan, with a query interface that
   * sends nothing. Where the migration reads rows, this query interface ends the call by an {@link
   * Error}. Code in a migration that does not use its query interface takes effect during a plan.
   */
  public Plan plan(Direction direction) {
    return plan(direction, QueryRows.none());
  }

  /**
   * Returns the plan of {@link #up} or {@link #downAll}, in which the queries of the migrations
   * return the given rows, and not those of the database: the plan goes on where it would end
   * otherwise, and shows which rows were given. A query without given rows ends the plan of its
   * migration, as in {@link #plan(Direction)}.
   *
   * @throws ConfigurationException if rows are given for a query that no migration of the plan asks
   */
  public Plan plan(Direction direction, QueryRows rows) {
    return reads()
        .plan(
            given(direction, "direction", "plan"), TargetRange.all(), given(rows, "rows", "plan"));
  }

  /** Returns the plan of {@link #up(int)} or {@link #down(int)}; see {@link #plan(Direction)}. */
  public Plan plan(Direction direction, int steps) {
    return reads()
        .plan(given(direction, "direction", "plan"), TargetRange.steps(steps), QueryRows.none());
  }

  /** Returns the plan of {@link #downOnly(String)}; see {@link #plan(Direction)}. */
  public Plan planDownOnly(String name) {
    return reads()
        .plan(
            Direction.DOWN, TargetRange.only(name, TargetRange.Alone.IF_CERTAIN), QueryRows.none());
  }

  /** Returns the plan of {@link #upTo} or {@link #downTo}; see {@link #plan(Direction)}. */
  public Plan planTo(Direction direction, String name) {
    return reads()
        .plan(given(direction, "direction", "plan"), TargetRange.to(name), QueryRows.none());
  }

  /**
   * Returns the plan of all migrations, up from an empty schema or down to it, without a database.
   * Connects to nothing.
   *
   * @param dialect the name of the database: {@code PostgreSQL}, {@code MySQL}, {@code MariaDB} or
   *     {@code H2}; its module must be on the class path
   * @param version the version of the server, with its default settings: {@code 15}, {@code 8.0.36}
   */
  public Plan planOffline(Direction direction, String dialect, String version) {
    return planOffline(direction, dialect, version, QueryRows.none());
  }

  /**
   * Returns the plan of all migrations without a database, in which their queries return the given
   * rows; see {@link #planOffline(Direction, String, String)} and {@link #plan(Direction,
   * QueryRows)}.
   */
  public Plan planOffline(Direction direction, String dialect, String version, QueryRows rows) {
    return reads()
        .planOffline(
            given(direction, "direction", "planOffline"),
            given(dialect, "name of a database", "planOffline"),
            given(version, "version", "planOffline"),
            given(rows, "rows", "planOffline"));
  }

  /**
   * Compares the applied steps with the steps that the classes of the migrations ask for now. A
   * repeatable migration that has changed is pending. Writes nothing and takes no lock. Read
   * privileges are sufficient.
   *
   * <p>Calls {@code up} of every applied migration, with a query interface that sends nothing.
   * Where the migration reads, this query interface ends the call by an {@link Error}. Code in a
   * migration that does not use its query interface takes effect during a verification.
   */
  public Verification verify() {
    return reads().verify();
  }

  /**
   * Creates the metadata tables if they do not exist. {@link #up} and {@link #down} do so
   * themselves. Use this method with a user who may create tables, if the user of the runs may not,
   * and for clusters of servers.
   */
  public void init() {
    runner.init();
  }

  /**
   * Returns the current structure of the schema, without the metadata tables. Tests of migrations
   * compare it with an earlier snapshot. Writes nothing and takes no lock.
   */
  public SchemaSnapshot snapshot() {
    return reads().snapshot();
  }

  /**
   * Resolves an unfinished migration that the next run cannot resume by itself. Changes the
   * metadata tables, not the schema. Takes the lock.
   *
   * @param reason why, for the log
   * @return the steps of the migration that were done before this call
   * @throws ConfigurationException if the migration is not unfinished, or no step of it was in
   *     flight
   */
  public UnfinishedSteps resolve(String name, Resolution resolution, String reason) {
    return changes().resolve(name, resolution, reason);
  }

  /**
   * Renames an applied migration in the schema history, after its class was renamed. The class must
   * ask for the same steps as were applied. Takes the lock.
   *
   * @param before the name in the schema history, which has no class any more
   * @param after the current name of the class
   * @param reason why; recorded in the schema history
   * @throws ConfigurationException if {@code before} is not applied or still has a class, or if
   *     {@code after} has no class, is recorded too, or asks for other steps
   */
  public void rename(String before, String after, String reason) {
    changes()
        .rename(given(before, "old name", "rename"), given(after, "new name", "rename"), reason);
  }

  /**
   * Accepts the class of an applied migration as it is now: records its steps in place of those
   * that were applied. Executes nothing. Use it after the database was changed by hand in the same
   * way, or if the change of the class has no effect there. Afterwards {@link #verify} finds no
   * difference, and {@code down} undoes the class as it is. Takes the lock.
   *
   * @param reason why; recorded in the schema history, with the database user
   * @return how the class differed. If it did not, nothing was recorded
   * @throws ConfigurationException if the migration is not applied, is unfinished, has no class, or
   *     if its steps cannot be read without a database
   */
  public Verification.Entry accept(String name, String reason) {
    return changes().accept(given(name, "name", "accept"), reason);
  }

  /**
   * Deletes the entry of an applied migration from the schema history, because its class does not
   * exist any more. Executes nothing: the changes of the migration stay in the schema. If the class
   * comes back, the migration is pending, and {@link #up} applies it again. Takes the lock.
   *
   * @param name the name in the schema history, which has no class any more
   * @param reason why, for the log
   * @return the name that was recorded
   * @throws ConfigurationException if the migration is not applied, is unfinished, or has a class
   */
  public String forget(String name, String reason) {
    return changes().forget(given(name, "name", "forget"), reason);
  }

  /**
   * Records every migration up to and including {@code name} as applied, without running it. Use it
   * for a database that already has what these migrations create, but was not migrated by
   * Switchback. The schema history must be empty. Takes the lock.
   *
   * @param reason why; recorded in the schema history
   * @return the names of the recorded migrations
   * @throws ConfigurationException if the schema history is not empty, or there is no such
   *     migration
   */
  public List<String> baseline(String name, String reason) {
    return changes().baseline(name, reason);
  }

  /**
   * Returns the migrations that another tool has recorded, and the migrations here that correspond
   * to them. Migrations of Sequelize are matched automatically, by name or else by timestamp. A
   * {@link FlywayScripts} migration corresponds to all entries of Flyway, if they are those of its
   * scripts. Otherwise no migration is matched: use {@link #adoption(MigrationTool, Map)}. Writes
   * nothing and takes no lock.
   *
   * @throws ConfigurationException if the table of the tool does not exist, if two migrations have
   *     the timestamp of an entry, if a migration is not recorded there but is older than one that
   *     is covered, or if the versions, names or checksums of Flyway's entries are not those of the
   *     scripts
   */
  public Adoption adoption(MigrationTool from) {
    return reads().adoption(given(from, "tool", "adoption"), null);
  }

  /**
   * Returns the migrations that another tool has recorded, and the migrations here that {@code
   * mapping} assigns to them. Writes nothing and takes no lock.
   *
   * @param mapping from the name of each entry to the name of a migration. Several entries can have
   *     the same migration. An empty name means that no migration corresponds to the entry
   */
  public Adoption adoption(MigrationTool from, Map<String, String> mapping) {
    return reads()
        .adoption(
            given(from, "tool", "adoption"), Map.copyOf(given(mapping, "mapping", "adoption")));
  }

  /**
   * Records the migrations that {@link #adoption(MigrationTool)} shows as covered as applied,
   * without running them. Does not change the table of the other tool. Takes the lock.
   *
   * @param reason why; recorded in the schema history
   * @return the adoption that was recorded
   * @throws ConfigurationException also for a tool other than Sequelize, which needs a mapping, or
   *     {@link FlywayScripts}
   */
  public Adoption adopt(MigrationTool from, String reason) {
    return changes().adopt(given(from, "tool", "adopt"), null, reason);
  }

  /**
   * Records the migrations that {@link #adoption(MigrationTool, Map)} shows as covered as applied,
   * without running them. Does not change the table of the other tool. Takes the lock.
   */
  public Adoption adopt(MigrationTool from, Map<String, String> mapping, String reason) {
    return changes()
        .adopt(
            given(from, "tool", "adopt"), Map.copyOf(given(mapping, "mapping", "adopt")), reason);
  }

  /** Returns the configuration of this migrator. Does not connect. */
  public MigratorDescription description() {
    return setup.description();
  }

  /**
   * Returns the run that holds the lock now, in this process or another one. Empty if there is
   * none. By the time the caller reads the answer, that run may have ended. Writes nothing, takes
   * no lock, and does not wait. Read privileges are sufficient.
   *
   * <p>On H2, through a pooler and on Galera, the answer is what the lease says: a process that was
   * killed is still named there, until the next run. See {@link LockHolder#session}.
   */
  public Optional<LockHolder> lockHolder() {
    return reads().lockHolder();
  }

  private ReadCommands reads() {
    return new ReadCommands(setup);
  }

  private HistoryCommands changes() {
    return new HistoryCommands(setup, runner);
  }

  /** Closes the pool that {@code url(…)} opened. Does not close a data source of the caller. */
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
