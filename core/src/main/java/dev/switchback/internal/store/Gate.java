package dev.switchback.internal.store;

import dev.switchback.LockLostException;
import dev.switchback.dialect.Fence;
import dev.switchback.internal.base.LockLoss;
import dev.switchback.internal.database.Session;
import java.sql.SQLException;
import java.util.List;

/**
 * The row with the fencing token of the latest run. Every permanent write of a run locks the row
 * and compares the token. If another run has taken over, a stopped run finds a higher token than
 * its own, and writes nothing.
 */
public final class Gate {

  private static final String LOCKED = " FOR UPDATE";

  private final MetadataTable table;
  private final Fence fence;
  private final String row;
  private final String ifOpen;
  private final String isOpen;

  public Gate(MetadataTable table, Fence fence) {
    this.table = table;
    this.fence = fence;
    String column = table.quote("fence");
    row = table.qualified() + " WHERE " + table.quote("id") + " = " + Fence.GATE;
    ifOpen = "FROM " + row + " AND " + column + " = " + fence.number() + LOCKED;
    isOpen = "(SELECT " + column + " FROM " + row + LOCKED + ") = " + fence.number();
  }

  public Fence fence() {
    return fence;
  }

  /**
   * Returns what follows the columns of an {@code INSERT … SELECT}. It inserts nothing if the gate
   * has another token. Otherwise it keeps the gate locked until the transaction ends.
   */
  String ifOpen() {
    return ifOpen;
  }

  /**
   * Returns the condition for {@code UPDATE} and {@code DELETE}. Avoids {@code EXISTS}, with which
   * MySQL 9.7 also deletes from the locked table.
   */
  String isOpen() {
    return isOpen;
  }

  /**
   * Locks the gate and compares the token.
   *
   * @throws LockLostException if another run has raised the token
   */
  public void requireOpen() throws SQLException {
    String sql = "SELECT " + table.quote("fence") + " FROM " + row + LOCKED;
    if (!table.read(sql, row -> row.getLong(1)).equals(List.of(fence.number()))) {
      throw LockLoss.takenOver();
    }
  }

  /**
   * Raises the gate to this run's token, unless a transaction of an earlier run locks it.
   *
   * @return whether the token is raised; if not, such a transaction is still open
   */
  public boolean raise(Session session) throws SQLException {
    String sql = "SELECT " + table.quote("fence") + " FROM " + row + LOCKED + " SKIP LOCKED";
    return session.inTransaction(
        () -> {
          boolean isFree = !table.read(sql, row -> row.getLong(1)).isEmpty();
          if (isFree) {
            requireLower(table.write(update()));
          }
          return isFree;
        });
  }

  private String update() {
    String column = table.quote("fence");
    return "UPDATE %s SET %s = %s WHERE %s = %s AND %s < %s"
        .formatted(
            table.qualified(),
            column,
            fence.number(),
            table.quote("id"),
            Fence.GATE,
            column,
            fence.number());
  }

  private static void requireLower(int rows) {
    if (rows != 1) {
      throw LockLoss.takenOver();
    }
  }
}
