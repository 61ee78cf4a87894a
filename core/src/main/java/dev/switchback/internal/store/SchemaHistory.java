package dev.switchback.internal.store;

import dev.switchback.RowMapper;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.fingerprint.OperationLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The schema history, {@code switchback_meta}, accessed through one session. */
public final class SchemaHistory {

  private static final int TRIES = 10;
  private static final String SCHEMA = "schema";
  private static final String UNFINISHED = "unfinished";

  private final MetadataTables tables;
  private final MetadataTable table;

  public SchemaHistory(MetadataTables tables) {
    this.tables = tables;
    table = tables.history();
  }

  /**
   * The names of the applied and of the unfinished migrations.
   *
   * @param applied the versioned migrations with a record
   * @param unfinished the migrations with a row in the journal
   * @param fingerprints the fingerprints of applied migrations that have one, if they were
   *     requested
   * @param replaced the recorded migrations that a recorded squash replaces, each with that squash;
   *     they do not count as applied
   * @param repeatables the repeatable migrations with a record, with their fingerprints if they
   *     were requested; empty for one that must run again
   */
  public record Overview(
      Set<MigrationName> applied,
      Set<MigrationName> unfinished,
      Map<MigrationName, String> fingerprints,
      Map<MigrationName, MigrationName> replaced,
      Map<MigrationName, String> repeatables) {

    /** An empty history. */
    public static final Overview NONE =
        new Overview(Set.of(), Set.of(), Map.of(), Map.of(), Map.of());

    /** Returns whether the migration has a record. */
    public boolean isRecorded(MigrationName name) {
      return applied.contains(name) || replaced.containsKey(name);
    }

    /** Returns all migrations that have a record. */
    public Set<MigrationName> recorded() {
      Set<MigrationName> all = new TreeSet<>(applied);
      all.addAll(replaced.keySet());
      return all;
    }

    /** Returns the recorded migrations that a squash replaces, also through another squash. */
    public SortedSet<MigrationName> replacedBy(MigrationName squash) {
      SortedSet<MigrationName> found = new TreeSet<>();
      for (Map.Entry<MigrationName, MigrationName> each : replaced.entrySet()) {
        if (each.getValue().equals(squash) && found.add(each.getKey())) {
          found.addAll(replacedBy(each.getKey()));
        }
      }
      return found;
    }

    /** Moves the marked migrations from the applied to the replaced ones. */
    private void separate(Map<MigrationName, MigrationName> marked) {
      Set<MigrationName> recorded = Set.copyOf(applied);
      marked.forEach(
          (name, squash) -> {
            if (squash.compareTo(name) > 0 && recorded.contains(squash)) {
              applied.remove(name);
              fingerprints.remove(name);
              replaced.put(name, squash);
            }
          });
    }
  }

  /**
   * Reads the applied and unfinished migrations in one statement. Every start of every application
   * calls it. A missing table is an empty history.
   */
  public Overview overview() {
    return overview(false);
  }

  /** Reads the applied and unfinished migrations, and the fingerprints of the applied ones. */
  public Overview overviewWithFingerprints() {
    return overview(true);
  }

  /**
   * Reads the applied and unfinished migrations in one statement.
   *
   * @param withFingerprints whether to read the fingerprints too
   */
  public Overview overview(boolean withFingerprints) {
    MetadataTable journal = tables.journal();
    Optional<SchemaClaim> claim = SchemaClaim.of(tables);
    Overview found =
        new Overview(
            new LinkedHashSet<>(),
            new HashSet<>(),
            new HashMap<>(),
            new HashMap<>(),
            new TreeMap<>());
    Map<MigrationName, MigrationName> marked = new HashMap<>();
    read(
        () ->
            applied(withFingerprints)
                + unfinished(withFingerprints, journal)
                + claim.map(each -> claimed(withFingerprints, each)).orElse(""),
        () -> applied(withFingerprints),
        row -> {
          String kind = row.getString(2); // an empty string may be null; a number is slow
          if (SCHEMA.equals(kind)) {
            claim.orElseThrow().require(row.getString(1));
            return true;
          }
          if (UNFINISHED.equals(kind)) {
            return found.unfinished.add(journal.migration(row, 1));
          }
          MigrationName name = table.migration(row, 1);
          ReplacedMark.squashIn(kind).ifPresent(squash -> marked.put(name, squash));
          String recorded = withFingerprints ? row.getString(3) : null;
          boolean isFirst =
              name.isRepeatable()
                  ? found.repeatables.put(name, recorded == null ? "" : recorded) == null
                  : found.applied.add(name);
          if (recorded != null && !recorded.isEmpty() && !name.isRepeatable()) {
            found.fingerprints.put(name, recorded);
          }
          if (!isFirst) {
            throw table.damaged("it has two rows for '" + name + "'", "Delete one of them");
          }
          return true;
        });
    if (!marked.isEmpty()) {
      found.separate(marked);
    }
    return found;
  }

  private String applied(boolean withFingerprints) {
    String fingerprint = withFingerprints ? ", " + table.quote("fingerprint") : "";
    return ("SELECT " + table.quote("name") + ", " + markIn(table))
        + (fingerprint + " FROM " + table.from());
  }

  /** Returns the expression for the reason of a replaced migration, which is null for others. */
  private static String markIn(MetadataTable table) {
    return "CASE WHEN %1$s LIKE '%2$s%%' THEN %1$s END"
        .formatted(table.quote("reason"), ReplacedMark.BEGIN);
  }

  /** Returns the expression that is 2 for a replaced migration, and 0 for others. */
  public static String isReplaced(MetadataTable table) {
    return "CASE WHEN %s LIKE '%s%%' THEN 2 ELSE 0 END"
        .formatted(table.quote("reason"), ReplacedMark.BEGIN);
  }

  private static String unfinished(boolean withFingerprints, MetadataTable journal) {
    String nothing = withFingerprints ? ", ''" : "";
    return (" UNION ALL SELECT " + journal.quote("migration") + ", '" + UNFINISHED + "'" + nothing)
        + (" FROM " + journal.from());
  }

  private static String claimed(boolean withFingerprints, SchemaClaim claim) {
    String nothing = withFingerprints ? ", ''" : "";
    return " UNION ALL " + claim.query(", '" + SCHEMA + "'" + nothing);
  }

  /** Returns the applied migrations and the time when each was applied, sorted by name. */
  public SortedMap<MigrationName, Instant> times() {
    SchemaClaim.of(tables).ifPresent(SchemaClaim::require);
    SortedMap<MigrationName, Instant> times = new TreeMap<>();
    Supplier<String> sql =
        () -> "SELECT " + table.columns("name", "applied_at") + " FROM " + table.from();
    read(sql, sql, row -> times.put(table.migration(row, 1), appliedAt(row)));
    return times;
  }

  /**
   * The recorded form of a migration.
   *
   * @param fingerprint null if the form is unknown
   * @param packed see {@link OperationLog#packed}
   */
  public record RecordedForm(@Nullable String fingerprint, @Nullable String packed) {}

  /** Returns the applied migrations and their recorded forms, sorted by name. */
  public SortedMap<MigrationName, RecordedForm> forms() {
    SchemaClaim.of(tables).ifPresent(SchemaClaim::require);
    SortedMap<MigrationName, RecordedForm> forms = new TreeMap<>();
    Supplier<String> sql =
        () -> "SELECT " + table.columns("name", "fingerprint", "form") + " FROM " + table.from();
    read(
        sql,
        sql,
        row ->
            forms.put(
                table.migration(row, 1), new RecordedForm(row.getString(2), row.getString(3))));
    return forms;
  }

  /** Returns the recorded form of a migration; without a fingerprint if it has no record. */
  public RecordedForm formOf(MigrationName migration) {
    return forms().getOrDefault(migration, new RecordedForm(null, null));
  }

  private Instant appliedAt(ResultSet row) throws SQLException {
    if (row.getObject(2) == null) {
      throw table.damaged("'applied_at' of '" + row.getString(1) + "' is NULL", "Correct that row");
    }
    return table.dialect().driver().instant(row, 2);
  }

  /**
   * Reads with the first query. If a table of it is missing, reads with the second. If that one's
   * table is missing too, there are no rows.
   */
  private <T> void read(Supplier<String> sql, Supplier<String> instead, RowMapper<T> mapper) {
    try {
      readUndisturbed(sql.get(), mapper);
    } catch (SQLException e) {
      if (!table.dialect().errors().isMissingTable(e)) {
        table.requireColumns();
        tables.journal().requireColumns();
        throw (isReadable(instead.get()) ? tables.journal() : table).unreadable(e);
      }
      if (tables.findUnfolded()) {
        read(sql, instead, mapper);
      } else if (!sql.equals(instead)) {
        read(instead, instead, mapper);
      }
    }
  }

  /**
   * Retries a query that a Galera node rolls back because another session creates the table:
   * "Deadlock found … try restarting transaction".
   */
  private <T> void readUndisturbed(String sql, RowMapper<T> mapper) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        table.read(table.dialect().sessions().allRowsOf(sql), mapper);
        return;
      } catch (SQLException e) {
        if (!MetadataTable.isVictim(e) || tries == TRIES) {
          throw e;
        }
        MetadataTable.pause();
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
   * Records a migration as applied, and the migrations that it replaces. Each statement checks that
   * the run still holds its lock.
   */
  public void add(
      MigrationName migration,
      Duration duration,
      OperationLog form,
      Set<MigrationName> replaced,
      Gate gate)
      throws SQLException {
    insert(migration, duration, Optional.of(form), null, gate);
    markReplaced(replaced, migration, gate);
  }

  /**
   * Records that a repeatable migration ran, in place of its last record. The same statement checks
   * that the run still holds its lock.
   */
  public void replace(MigrationName migration, Duration duration, OperationLog form, Gate gate)
      throws SQLException {
    table.write(
        "DELETE FROM " + table.qualified() + " WHERE " + table.quote("name") + " = ?",
        migration.value());
    insert(migration, duration, Optional.of(form), null, gate);
  }

  /** Forgets the steps of a repeatable migration, so that it runs again. Its record stays. */
  public void forgetSteps(MigrationName migration, Gate gate) throws SQLException {
    int rows =
        table.write(
            ("UPDATE " + table.qualified())
                + (" SET " + table.quote("fingerprint") + " = NULL")
                + (", " + table.quote("form") + " = NULL")
                + (" WHERE " + table.quote("name") + " = ? AND " + gate.isOpen()),
            migration.value());
    if (rows == 0) {
      gate.requireOpen(); // a driver may count only the rows that differ
    }
  }

  /** Records a migration as applied without running it. */
  public void addWithoutRun(
      MigrationName migration, Optional<OperationLog> form, String reason, Gate gate)
      throws SQLException {
    insert(migration, Duration.ZERO, form, reason, gate);
  }

  private void insert(
      MigrationName migration,
      Duration duration,
      Optional<OperationLog> form,
      @Nullable String reason,
      Gate gate)
      throws SQLException {
    String columns =
        table.columns("name", "duration_ms", "fingerprint", "form", "reason", "applied_by");
    int rows =
        table.write(
            ("INSERT INTO " + table.qualified() + " (" + columns + ")")
                + (" SELECT ?, ?, ?, ?, ?, CURRENT_USER " + gate.ifOpen()),
            migration.value(),
            duration.toMillis(),
            form.map(OperationLog::fingerprint).orElse(null),
            form.map(OperationLog::packed).orElse(null),
            reason);
    requireOne(rows, migration, gate);
  }

  /**
   * Records that a squash replaces migrations. Keeps their records, and creates those that are
   * missing. Each statement checks that the run still holds its lock.
   */
  public void markReplaced(Set<MigrationName> migrations, MigrationName squash, Gate gate)
      throws SQLException {
    Map<MigrationName, String> before = migrations.isEmpty() ? Map.of() : reasons();
    for (MigrationName name : migrations) {
      String reason = before.get(name);
      if (reason == null) {
        insert(name, Duration.ZERO, Optional.empty(), ReplacedMark.of(squash, null), gate);
      } else {
        setReason(name, ReplacedMark.of(squash, reason), gate);
      }
    }
  }

  private void setReason(MigrationName migration, String reason, Gate gate) throws SQLException {
    int rows =
        table.write(
            ("UPDATE " + table.qualified() + " SET " + table.quote("reason") + " = ?")
                + (" WHERE " + table.quote("name") + " = ? AND " + gate.isOpen()),
            reason,
            migration.value());
    requireOne(rows, migration, gate);
  }

  /** Returns the reasons of all recorded migrations, empty where there is none. */
  private Map<MigrationName, String> reasons() throws SQLException {
    Map<MigrationName, String> reasons = new HashMap<>();
    table.read(
        "SELECT " + table.columns("name", "reason") + " FROM " + table.from(),
        row ->
            reasons.put(table.migration(row, 1), Objects.requireNonNullElse(row.getString(2), "")));
    return reasons;
  }

  /**
   * Records a new name for an applied migration. The same statement checks that the run still holds
   * its lock.
   */
  public void rename(MigrationName before, MigrationName after, String reason, Gate gate)
      throws SQLException {
    int rows =
        table.write(
            ("UPDATE " + table.qualified())
                + (" SET " + table.quote("name") + " = ?, " + table.quote("reason") + " = ?")
                + (" WHERE " + table.quote("name") + " = ? AND " + gate.isOpen()),
            after.value(),
            reason,
            before.value());
    requireOne(rows, before, gate);
  }

  /**
   * Records other steps for an applied migration, and the database user who accepts them. The same
   * statement checks that the run still holds its lock.
   */
  public void accept(MigrationName migration, OperationLog form, String reason, Gate gate)
      throws SQLException {
    int rows =
        table.write(
            ("UPDATE " + table.qualified())
                + (" SET " + table.quote("fingerprint") + " = ?, " + table.quote("form") + " = ?")
                + (", " + table.quote("reason") + " = ?")
                + (", " + table.quote("applied_by") + " = CURRENT_USER")
                + (" WHERE " + table.quote("name") + " = ? AND " + gate.isOpen()),
            form.fingerprint(),
            form.packed(),
            reason,
            migration.value());
    requireOne(rows, migration, gate);
  }

  /** Removes the record of a reverted migration, and of those that it replaces. */
  public void remove(MigrationName migration, Set<MigrationName> replaced, Gate gate)
      throws SQLException {
    remove(migration, gate);
    for (MigrationName name : replaced) {
      remove(name, gate);
    }
  }

  /**
   * Removes the record of a reverted migration. The same statement checks that the run still holds
   * its lock.
   */
  public void remove(MigrationName migration, Gate gate) throws SQLException {
    int rows =
        table.write(
            ("DELETE FROM " + table.qualified())
                + (" WHERE " + table.quote("name") + " = ? AND " + gate.isOpen()),
            migration.value());
    requireOne(rows, migration, gate);
  }

  private static void requireOne(int rows, MigrationName migration, Gate gate) throws SQLException {
    if (rows != 1) {
      gate.requireOpen();
      throw new SQLException("the record of '" + migration + "' no longer exists");
    }
  }
}
