package dev.switchback.internal.run;

import dev.switchback.internal.base.RunSettings;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.events.Listeners;
import dev.switchback.internal.lock.RunLock;
import dev.switchback.internal.store.OwnTables;

/**
 * What a run has while it holds the lock.
 *
 * @param schema the schema that it works in
 */
public record Workplace(
    Database database,
    Session session,
    OwnTables tables,
    String schema,
    RunLock lock,
    RunSettings settings,
    Listeners listeners) {}
