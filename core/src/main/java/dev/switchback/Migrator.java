package dev.switchback;

import dev.switchback.schema.SchemaSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  static final Logger LOG = LoggerFactory.getLogger("dev.switchback");

  private final MigrationRunner runner;
  private final @Nullable AutoCloseable ownPool;

  Migrator(MigrationRunner runner, @Nullable AutoCloseable ownPool) {
    this.runner = runner;
    this.ownPool = ownPool;
  }

  /** Begins the description of a migrator. */
  public static MigratorBuilder configure() {
    return new MigratorBuilder();
  }

  /**
   * This migrator with one more listener, for a run that somebody watches. The two share their
   * connections and take turns; closing one of them closes the pool of both.
   *
   * @throws ConfigurationException if there is none
   */
  public Migrator withListener(MigrationListener listener) {
    return new Migrator(
        runner.with(MigratorBuilder.given(listener, "listener", "withListener")), ownPool);
  }

  /**
   * Applies every pending migration, oldest first. With nothing pending it sends one {@code
   * SELECT}, takes no lock and loads no migration class.
   */
  public MigrationReport up() {
    return runner.run(Direction.UP, Selection.all());
  }

  /** Applies the oldest {@code steps} pending migrations, or all if there are fewer. */
  public MigrationReport up(int steps) {
    return runner.run(Direction.UP, Selection.steps(steps));
  }

  /** Applies every pending migration up to {@code name}, itself included. */
  public MigrationReport upTo(String name) {
    return runner.run(Direction.UP, Selection.to(name));
  }

  /** Reverts the most recent migration, which is the applied one with the last name. */
  public MigrationReport down() {
    return down(1);
  }

  /** Reverts the most recent {@code steps} migrations, latest first, or all if there are fewer. */
  public MigrationReport down(int steps) {
    return runner.run(Direction.DOWN, Selection.steps(steps));
  }

  /** Reverts every applied migration from the latest down to {@code name}, itself included. */
  public MigrationReport downTo(String name) {
    return runner.run(Direction.DOWN, Selection.to(name));
  }

  /** Reverts every applied migration, latest first. Switchback's own table stays, empty. */
  public MigrationReport downAll() {
    return runner.run(Direction.DOWN, Selection.all());
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
   * @throws MigrationFailedException if one fails. What was reverted and not applied again is
   *     pending then
   */
  public RedoReport redo(int steps) {
    return runner.redo(Selection.steps(steps));
  }

  /** Every migration and where it stands, in order. Writes nothing. */
  public List<MigrationStatus> status() {
    return runner.status();
  }

  /** What {@link #up} would apply, in order: what is pending, and what is unfinished going up. */
  public List<MigrationStatus> pending() {
    return status().stream().filter(migration -> migration.appliedAt().isEmpty()).toList();
  }

  /** What is recorded as applied, in order, also without a class. */
  public List<MigrationStatus> executed() {
    return status().stream().filter(migration -> migration.appliedAt().isPresent()).toList();
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
    return runner.snapshot();
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
    return runner.resolve(name, resolution, reason);
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
