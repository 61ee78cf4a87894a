package dev.switchback.internal.lock;

import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockControl;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.Topology;
import dev.switchback.internal.base.RunOptions;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.events.ListenerChain;
import dev.switchback.internal.store.MetadataTables;
import java.util.function.Predicate;

/**
 * A run that needs the lock.
 *
 * @param moot returns whether other processes have completed the work meanwhile
 * @param patientSince when the run began to wait, first for other threads, as {@link
 *     System#nanoTime}
 */
public record LockRequest(
    Session session,
    Database database,
    MetadataTables tables,
    LockName name,
    RunOptions settings,
    ListenerChain listeners,
    Predicate<MetadataTables> moot,
    long patientSince) {

  Dialect dialect() {
    return session.dialect();
  }

  LockControl locks() {
    return dialect().locks();
  }

  Topology topology() {
    return locks().topology();
  }
}
