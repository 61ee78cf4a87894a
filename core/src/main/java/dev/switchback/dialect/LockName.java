package dev.switchback.dialect;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The name of a lock. Two schema histories with different names, or in different schemas, are
 * independent.
 *
 * @param schema the schema of the schema history
 * @param table the table in that schema that a dialect may use for the lock
 */
public record LockName(String schema, String table) {

  /** Returns a constant number for this name, for databases whose locks are numbers. */
  public long number() {
    String name = "switchback\0" + schema + "\0" + table;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }
}
