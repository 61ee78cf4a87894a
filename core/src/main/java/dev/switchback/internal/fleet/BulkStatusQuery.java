package dev.switchback.internal.fleet;

import dev.switchback.Target;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.database.Session;
import dev.switchback.internal.select.Repeatables;
import dev.switchback.internal.select.RunPlan;
import dev.switchback.internal.store.MetadataTable;
import dev.switchback.internal.store.MetadataTables;
import dev.switchback.internal.store.SchemaHistory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Finds which of several hundred schemas have nothing pending, with one statement. If the statement
 * fails because a schema has no history yet, it is repeated for each half. Thread-safe.
 */
final class BulkStatusQuery {

  private final String prefix;
  private final Set<String> available;
  private final Repeatables repeatables;
  private final Set<MigrationName> withoutClass = new ConcurrentSkipListSet<>();

  BulkStatusQuery(String prefix, Collection<MigrationName> available, Repeatables repeatables) {
    this.prefix = prefix;
    this.repeatables = repeatables;
    this.available = new HashSet<>();
    available.forEach(name -> this.available.add(name.value()));
  }

  /** Returns those of {@code targets} that are up to date. All of them must be in one database. */
  Set<Target> upToDate(Session session, List<Target> targets) {
    Set<Target> found = new HashSet<>();
    query(session, targets, found);
    return found;
  }

  private void query(Session session, List<Target> targets, Set<Target> found) {
    try {
      read(session, targets, found);
    } catch (SQLException e) {
      if (targets.size() > 1 && !session.isLost()) {
        int half = targets.size() / 2;
        query(session, targets.subList(0, half), found);
        query(session, targets.subList(half, targets.size()), found);
      } // else the run of that target reports the error
    }
  }

  private void read(Session session, List<Target> targets, Set<Target> found) throws SQLException {
    int[] applied = new int[targets.size()];
    boolean[] isOdd = new boolean[targets.size()];
    List<Set<MigrationName>> others = new ArrayList<>();
    targets.forEach(target -> others.add(new HashSet<>()));
    try (Statement statement = session.statement();
        ResultSet rows = statement.executeQuery(sql(session, targets))) {
      while (rows.next()) {
        int index = rows.getInt(1);
        String name = rows.getString(2);
        int kind = rows.getInt(3);
        if (kind == 1) {
          isOdd[index] = true; // the migration is unfinished
        } else if (available.contains(name)) {
          applied[index]++;
        } else if (isRepeatableHere(name)) {
          isOdd[index] |= repeatables.isPending(new MigrationName(name), fingerprint(rows));
          applied[index]++;
        } else if (kind == 0) { // not one that a squash replaces
          isOdd[index] |= !remember(name, others.get(index));
        }
      }
    }
    for (int i = 0; i < applied.length; i++) {
      if (!isOdd[i] && applied[i] == available.size() + repeatables.size()) {
        found.add(targets.get(i));
        withoutClass.addAll(others.get(i)); // the other targets have a run that warns
      }
    }
  }

  private boolean isRepeatableHere(String name) {
    return !repeatables.isEmpty() && repeatables.names().contains(new MigrationName(name));
  }

  private static String fingerprint(ResultSet rows) throws SQLException {
    String recorded = rows.getString(4);
    return recorded == null ? "" : recorded;
  }

  /**
   * Returns whether a record without a class here is a migration. Such a record is no reason to
   * run.
   */
  private static boolean remember(String recorded, Set<MigrationName> others) {
    Optional<MigrationName> name = MigrationName.ofRecord(recorded);
    name.ifPresent(others::add);
    return name.isPresent();
  }

  private String sql(Session session, List<Target> targets) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < targets.size(); i++) {
      MetadataTables tables = new MetadataTables(session, prefix, targets.get(i).schema(), null);
      MetadataTable history = tables.history();
      MetadataTable journal = tables.journal();
      sql.append(i == 0 ? "SELECT " : " UNION ALL SELECT ").append(i).append(", ");
      sql.append(history.quote("name")).append(", ").append(SchemaHistory.isReplaced(history));
      sql.append(fingerprint(history));
      sql.append(" FROM ").append(history.from());
      sql.append(" UNION ALL SELECT ").append(i).append(", ");
      sql.append(journal.quote("migration")).append(", 1");
      sql.append(repeatables.isEmpty() ? "" : ", ''").append(" FROM ").append(journal.from());
    }
    return session.dialect().sessions().allRowsOf(sql.toString());
  }

  private String fingerprint(MetadataTable history) {
    return repeatables.isEmpty() ? "" : ", " + history.quote("fingerprint");
  }

  /** Logs one warning for all schemas, instead of one for each run. */
  void warnOfMissing() {
    Set<MigrationName> versioned = new TreeSet<>(withoutClass);
    versioned.removeIf(MigrationName::isRepeatable);
    RunPlan.ofMissing(versioned).forEach(Log.LOG::warn);
    Set<MigrationName> others = new TreeSet<>(withoutClass);
    others.removeAll(versioned);
    Repeatables.ofMissing(others).forEach(Log.LOG::warn);
  }
}
