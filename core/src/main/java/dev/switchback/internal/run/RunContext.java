package dev.switchback.internal.run;

import dev.switchback.internal.base.RunOptions;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.events.ListenerChain;
import dev.switchback.internal.lock.RunLock;
import dev.switchback.internal.store.MetadataTables;

/**
 * The objects that a run uses while it holds the lock.
 *
 * @param schema the schema that the run works in
 */
public record RunContext(
    Database database,
    Session session,
    MetadataTables tables,
    String schema,
    RunLock lock,
    RunOptions settings,
    ListenerChain listeners)
    implements AutoCloseable {

  /** Releases the lock. */
  @Override
  public void close() {
    lock.close();
  }
}
