package dev.switchback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table of applied migrations, {@code switchback_meta}, seen through one session. */
final class History {

  private static final int TRIES = 10;

  private final OwnTables tables;
  private final OwnTable table;

  History(OwnTables tables) {
    this.tables = tables;
    table = tables.history();
  }

  /**
   * The names of the migrations that are recorded, and of those that are unfinished.
   *
   * @param unfinished those with a row in the journal
   */
  record Overview(List<MigrationName> applied, Set<MigrationName> unfinished) {}

  /** What every start of every application asks: one statement. No table is an empty history. */
  Overview overview() {
    OwnTable journal = tables.journal();
    Overview found = new Overview(new ArrayList<>(), new HashSet<>());
    String both =
        "SELECT %s, 0 FROM %s UNION ALL SELECT DISTINCT %s, 1 FROM %s"
            .formatted(table.quote("name"), table.from(), table.quote("migration"), journal.from());
    read(
        both,
        "SELECT %s, 0 FROM %s".formatted(table.quote("name"), table.from()),
        row ->
            row.getInt(2) == 0
                ? found.applied.add(table.migration(row, 1))
                : found.unfinished.add(journal.migration(row, 1)));
    requireEachOnce(found.applied);
    return found;
  }

  private void requireEachOnce(List<MigrationName> applied) {
    Set<MigrationName> seen = new HashSet<>();
    for (MigrationName name : applied) {
      if (!seen.add(name)) {
        throw table.damaged("it has two rows for '" + name + "'", "Delete one of them");
      }
    }
  }

  /** The applied migrations and when they were applied, in the order of their names. */
  SortedMap<MigrationName, Instant> times() {
    SortedMap<MigrationName, Instant> times = new TreeMap<>();
    String sql = "SELECT " + table.columns("name", "applied_at") + " FROM " + table.from();
    read(sql, sql, row -> times.put(table.migration(row, 1), appliedAt(row)));
    return times;
  }

  private Instant appliedAt(ResultSet row) throws SQLException {
    if (row.getObject(2) == null) {
      throw table.damaged("'applied_at' of '" + row.getString(1) + "' is NULL", "Correct that row");
    }
    return table.dialect().instant(row, 2);
  }

  /** Reads with the second query where a table of the first is missing; then there is nothing. */
  private <T> void read(String sql, String instead, RowMapper<T> mapper) {
    try {
      readUndisturbed(sql, mapper);
    } catch (SQLException e) {
      if (!table.dialect().isMissingTable(e)) {
        table.requireColumns();
        tables.journal().requireColumns();
        throw (isReadable(instead) ? tables.journal() : table)
            .refused(
                "it cannot be read", "See that it is a table of Switchback's, and readable", e);
      }
      if (!sql.equals(instead)) {
        read(instead, instead, mapper);
      }
    }
  }

  /**
   * A node of Galera makes a victim even of a query when somebody creates its table, before it has
   * read a row: "Deadlock found … try restarting transaction".
   */
  private <T> void readUndisturbed(String sql, RowMapper<T> mapper) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        table.read(sql, mapper);
        return;
      } catch (SQLException e) {
        if (!OwnTable.isVictim(e) || tries == TRIES) {
          throw e;
        }
        OwnTable.pause();
      }
    }
  }

  private boolean isReadable(String sql) {
    try {
      table.read(sql, row -> 1);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Records that a migration was applied, a row, or reverted, the removal of its row. One statement
   * does it and looks whether the run still has its lock.
   */
  void record(Direction direction, MigrationName migration, Duration duration, Gate gate)
      throws SQLException {
    int rows =
        switch (direction) {
          case UP ->
              table.write(
                  "INSERT INTO %s (%s) SELECT ?, ?, CURRENT_USER %s"
                      .formatted(
                          table.qualified(),
                          table.columns("name", "duration_ms", "applied_by"),
                          gate.ifOpen()),
                  migration.value(),
                  duration.toMillis());
          case DOWN ->
              table.write(
                  "DELETE FROM %s WHERE %s = ? AND %s"
                      .formatted(table.qualified(), table.quote("name"), gate.isOpen()),
                  migration.value());
        };
    if (rows != 1) {
      gate.requireOpen();
      throw new SQLException("the record of '" + migration + "' was not there any more");
    }
  }
}
