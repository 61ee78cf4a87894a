package dev.switchback.dialect;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a lock is called: two histories with different names, or in different schemas, have nothing
 * to do with each other.
 *
 * @param schema the schema of the history
 * @param table the table that a dialect may use for it, in that schema
 */
public record LockName(String schema, String table) {

  /** A number for it, always the same, for databases whose locks are numbers. */
  public long number() {
    String name = "switchback\0" + schema + "\0" + table;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }
}
