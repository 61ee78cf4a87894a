package dev.switchback.internal.fleet;

import dev.switchback.Direction;
import dev.switchback.MigrationReport;
import dev.switchback.SwitchbackException;
import dev.switchback.Target;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.events.MdcScope;
import dev.switchback.internal.select.TargetRange;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One thread of a fleet, with its connections to the database of its current targets. */
final class FleetWorker implements AutoCloseable {

  private final FleetConfig setup;
  private @Nullable DataSource source;
  private @Nullable WorkerConnections connections;
  private @Nullable Database database;

  FleetWorker(FleetConfig setup) {
    this.setup = setup;
  }

  /**
   * Returns the targets that are up to date, as far as that is known. All of them must be in one
   * database.
   */
  Set<Target> upToDate(BulkStatusQuery statuses, List<Target> targets) {
    try (Session session = databaseOf(targets.get(0)).open()) {
      return statuses.upToDate(session, targets);
    } catch (SwitchbackException e) {
      return Set.of(); // the run of each target reports the error
    }
  }

  /** Applies the pending migrations of a target. */
  MigrationReport up(Target target) {
    try (MdcScope ignored = MdcScope.of(target)) {
      return setup.runner(databaseOf(target), target.schema()).run(Direction.UP, TargetRange.all());
    } catch (Throwable e) {
      close(); // the next target gets new connections
      throw e;
    }
  }

  private Database databaseOf(Target target) {
    Database known = database;
    if (known == null || source != target.dataSource()) {
      close();
      source = target.dataSource();
      WorkerConnections opened = new WorkerConnections(target.dataSource());
      connections = opened;
      known = setup.database(opened);
      database = known;
    }
    return known;
  }

  @Override
  public void close() {
    if (connections != null) {
      connections.close();
    }
    source = null;
    connections = null;
    database = null;
  }
}
