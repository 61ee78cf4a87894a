package dev.switchback.internal.fleet;

import dev.switchback.MigrationListener;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.run.MigrationRunner;
import dev.switchback.internal.select.EngineConfig;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What a fleet was told: everything but the places. */
public record FleetConfig(
    EngineConfig setup, ClassLoader loader, List<MigrationListener> listeners) {

  /** A database that remembers its dialect, over the connections of one worker. */
  Database database(WorkerConnections connections) {
    return new Database(connections, loader);
  }

  /** What migrates one target, and waits for no other one. */
  MigrationRunner runner(Database database, @Nullable String schema) {
    return new MigrationRunner(setup.at(database, schema), listeners, new ReentrantLock());
  }
}
