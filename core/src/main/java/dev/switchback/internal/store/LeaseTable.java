package dev.switchback.internal.store;

import dev.switchback.DatabaseException;
import dev.switchback.dialect.Fence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lease: the row that names the process that runs, and counts its heartbeats. It shows whether
 * a run is stale, and which process it is. The lease alone never permits a run to write.
 */
public final class LeaseTable {

  private static final int ROW = 1;
  private static final int TRIES = 10;

  /** The ids of the lease, the gate, and a row that a dialect may lock. */
  private static final List<Integer> ROWS = List.of(ROW, 2, 3);

  private final MetadataTable table;

  public LeaseTable(MetadataTable table) {
    this.table = table;
  }

  /**
   * The contents of the lease row.
   *
   * @param owner the run that holds the lease, if there is one
   * @param gate the fencing token in the gate; higher than the lease's if a row was changed by hand
   * @param beats whether heartbeats are expected
   * @param info the process and its sessions, human-readable and for {@link #sessions}
   */
  public record State(
      @Nullable String owner,
      long fence,
      long gate,
      long heartbeat,
      boolean beats,
      @Nullable String info) {

    private static final String SESSIONS = ", sessions ";

    public static String info(String process, List<String> sessions) {
      return process + SESSIONS + String.join(" ", sessions);
    }

    /** Returns the process and the machine of the lease holder. Empty if no run holds the lease. */
    public Optional<String> process() {
      int end = info == null ? -1 : info.indexOf(SESSIONS);
      return owner == null || info == null
          ? Optional.empty()
          : Optional.of(end < 0 ? info : info.substring(0, end));
    }

    /**
     * Returns the sessions of the lease holder. Empty if no run holds the lease: the row then
     * describes a run that has ended.
     */
    public List<String> sessions() {
      int at = owner == null || info == null ? -1 : info.indexOf(SESSIONS);
      return at < 0 || info == null
          ? List.of()
          : List.of(info.substring(at + SESSIONS.length()).split(" "));
    }
  }

  /** Inserts the missing rows. Several processes may do so at once. */
  void createRows() {
    try {
      String id = table.quote("id");
      List<Integer> present =
          table.read(
              table.dialect().sessions().allRowsOf("SELECT " + id + " FROM " + table.qualified()),
              row -> row.getInt(1));
      for (int row : ROWS) {
        if (!present.contains(row)) {
          createRow(row);
        }
      }
    } catch (SQLException e) {
      throw table.refused("it cannot be read", "Allow this user to read and change it", e);
    }
  }

  private void createRow(int row) throws SQLException {
    try {
      table.write(
          "INSERT INTO %s (%s) VALUES (?, 0, 0, 0)"
              .formatted(table.qualified(), table.columns("id", "fence", "heartbeat", "beats")),
          row);
    } catch (SQLException e) {
      requireRow(row, e); // another process inserted it first
    }
  }

  /**
   * Waits until the row is visible. MariaDB shows a row a moment later than it rejects a duplicate
   * (seen on 11.4).
   */
  private void requireRow(int row, SQLException refusal) throws SQLException {
    String there = "SELECT 1 FROM %s WHERE %s = ?".formatted(table.qualified(), table.quote("id"));
    for (int tries = 1; table.read(there, found -> true, row).isEmpty(); tries++) {
      if (tries == TRIES) {
        throw refusal;
      }
      MetadataTable.pause();
    }
  }

  public State read() throws SQLException {
    List<State> rows =
        table.read(
            "SELECT %s, (SELECT %s FROM %s WHERE %s = %s) FROM %3$s WHERE %4$s = %s"
                .formatted(
                    table.columns("owner", "fence", "heartbeat", "beats", "info"),
                    table.quote("fence"),
                    table.qualified(),
                    table.quote("id"),
                    Fence.GATE,
                    ROW),
            row ->
                new State(
                    row.getString(1),
                    number(row, 2),
                    number(row, 6),
                    number(row, 3),
                    row.getInt(4) == 1,
                    row.getString(5)));
    if (rows.size() != 1) {
      throw damaged();
    }
    return rows.get(0);
  }

  private long number(ResultSet row, int column) throws SQLException {
    long number = row.getLong(column);
    if (row.wasNull() || number < 0 || number == Long.MAX_VALUE) {
      throw damaged();
    }
    return number;
  }

  private DatabaseException damaged() {
    return table.damaged(
        "its rows with id %d and %d are damaged".formatted(ROW, Fence.GATE),
        "Make sure that no run is active, delete these rows, and run again. The run creates them");
  }

  /**
   * Takes the lease, if it is unchanged since it was {@code seen}.
   *
   * @return the new fencing token, or empty if another run was faster
   */
  public Optional<Long> take(State seen, String owner, String info) throws SQLException {
    String sql =
        "UPDATE %s SET %s = ?, %s = ?, %s = 0, %s = 1, %s = ? WHERE %s = %s AND %s = ? AND %s = ? AND "
            .formatted(
                table.qualified(),
                table.quote("owner"),
                table.quote("fence"),
                table.quote("heartbeat"),
                table.quote("beats"),
                table.quote("info"),
                table.quote("id"),
                ROW,
                table.quote("fence"),
                table.quote("heartbeat"));
    long fence = Math.max(seen.fence(), seen.gate()) + 1;
    int rows =
        seen.owner() == null
            ? table.write(
                sql + table.quote("owner") + " IS NULL",
                owner,
                fence,
                info,
                seen.fence(),
                seen.heartbeat())
            : table.write(
                sql + table.quote("owner") + " = ?",
                owner,
                fence,
                info,
                seen.fence(),
                seen.heartbeat(),
                seen.owner());
    return rows == 1 ? Optional.of(fence) : Optional.empty();
  }

  /** Writes a heartbeat. Returns {@code false} if another run holds the lease. */
  public boolean beat(String owner, long fence) throws SQLException {
    String count = table.quote("heartbeat");
    return change(count + " = " + count + " + 1, " + table.quote("beats") + " = 1", owner, fence);
  }

  /**
   * Records that heartbeats may be missing, so that no other run waits for them until the next one.
   */
  public void expectNoBeats(String owner, long fence) throws SQLException {
    change(table.quote("beats") + " = 0", owner, fence);
  }

  /**
   * Updates the names of the holder's sessions. Returns {@code false} if another run holds the
   * lease.
   */
  public boolean rename(String owner, long fence, String info) throws SQLException {
    return change(table.quote("info") + " = ?", owner, fence, info);
  }

  public void release(String owner, long fence) throws SQLException {
    change(table.quote("owner") + " = NULL", owner, fence);
  }

  private boolean change(String what, String owner, long fence, String... values)
      throws SQLException {
    List<Object> parameters = new ArrayList<>(List.of(values));
    parameters.add(owner);
    parameters.add(fence);
    return table.write(
            "UPDATE %s SET %s WHERE %s = %s AND %s = ? AND %s = ?"
                .formatted(
                    table.qualified(),
                    what,
                    table.quote("id"),
                    ROW,
                    table.quote("owner"),
                    table.quote("fence")),
            parameters.toArray())
        == 1;
  }
}
