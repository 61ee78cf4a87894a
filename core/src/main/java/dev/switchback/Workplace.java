package dev.switchback;

/**
 * What a run has while it holds the lock.
 *
 * @param schema the schema that it works in
 */
record Workplace(
    Database database,
    Session session,
    OwnTables tables,
    String schema,
    RunLock lock,
    RunSettings settings,
    Listeners listeners) {}
