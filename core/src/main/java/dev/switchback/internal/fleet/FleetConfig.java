package dev.switchback.internal.fleet;

import dev.switchback.MigrationListener;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.run.MigrationRunner;
import dev.switchback.internal.select.EngineConfig;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The configuration of a fleet, except its targets. */
public record FleetConfig(
    EngineConfig setup, ClassLoader loader, List<MigrationListener> listeners) {

  /** Creates a database that remembers its dialect, over the connections of one worker. */
  Database database(WorkerConnections connections) {
    return new Database(connections, loader);
  }

  /** Creates a runner for one target. It does not wait for the runners of other targets. */
  MigrationRunner runner(Database database, @Nullable String schema) {
    return new MigrationRunner(setup.at(database, schema), listeners, new ReentrantLock());
  }
}
