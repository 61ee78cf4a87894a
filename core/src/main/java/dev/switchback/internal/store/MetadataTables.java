package dev.switchback.internal.store;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.timestamp;

import dev.switchback.dialect.Catalog;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.LockName;
import dev.switchback.dialect.Topology;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.OwnTables;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.Remedy;
import dev.switchback.internal.database.Session;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.TableDefinition;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The three metadata tables, accessed through one session: schema history, journal and lock. */
public final class MetadataTables {

  /** The maximum length of a step's description. Longer descriptions are truncated. */
  static final int LONGEST_DESCRIPTION = 500;

  /** The maximum length of a reason. Longer reasons are rejected. */
  public static final int LONGEST_REASON = 500;

  private static final int LONGEST_INFO = 255;

  private static final List<String> LATER_IN_JOURNAL =
      List.of("answers", "session", "before", "batch");

  private final Session session;
  private final String prefix;
  private final @Nullable String migrated;
  private final @Nullable String separate;
  private final Set<String> unfolded;
  private boolean hasLookedForUnfolded;

  /**
   * Creates the access to the tables.
   *
   * @param migrated the schema that is migrated, or {@code null} for the current schema
   * @param separate the schema of the tables, or {@code null} if they are in the migrated schema
   */
  public MetadataTables(
      Session session, String prefix, @Nullable String migrated, @Nullable String separate) {
    this(session, prefix, migrated, separate, ConcurrentHashMap.newKeySet());
  }

  private MetadataTables(
      Session session,
      String prefix,
      @Nullable String migrated,
      @Nullable String separate,
      Set<String> unfolded) {
    this.session = session;
    this.prefix = prefix;
    this.migrated = migrated;
    boolean isSame =
        migrated != null
            && separate != null
            && session.dialect().mapping().isKeptAs(separate, migrated);
    this.separate = isSame ? null : separate;
    this.unfolded = unfolded;
  }

  /** Returns the schema of the tables, or {@code null} for the current schema. */
  public @Nullable String schema() {
    return separate == null ? migrated : separate;
  }

  /**
   * Returns the name of the lock of these tables.
   *
   * @param current the schema that the session works in
   */
  public LockName lockName(String current) {
    return new LockName(Objects.requireNonNullElse(schema(), current), lock().name());
  }

  /** Returns the tables as the steps of a migration may refer to them. */
  public OwnTables own() {
    return new OwnTables(names(), separate);
  }

  /** Returns whether the tables are in a schema of their own. */
  boolean areSeparate() {
    return separate != null;
  }

  /** Returns the name of the migrated schema. */
  String migratedSchema() throws SQLException {
    return migrated == null
        ? session.dialect().sessions().currentSchema(session.connection()).orElse("")
        : migrated;
  }

  /** The kind of a table, with the suffix of its name. */
  enum Kind {
    HISTORY("_meta"),
    JOURNAL("_journal"),
    /** Row 1 is the lease, row 2 the gate; row 3 is for dialects that lock a row. */
    LOCK("_lock");

    final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    /** Returns the columns that a table of an earlier build may lack. They are nullable. */
    List<String> laterColumns() {
      return this == JOURNAL ? LATER_IN_JOURNAL : List.of();
    }

    /** Defines the columns and keys of the table. */
    void define(TableDefinition t, Dialect dialect) {
      switch (this) {
        case HISTORY -> defineHistory(t, dialect);
        case JOURNAL -> defineJournal(t, dialect);
        case LOCK -> defineLock(t);
      }
    }
  }

  public MetadataTable history() {
    return table(Kind.HISTORY);
  }

  public MetadataTable journal() {
    return table(Kind.JOURNAL);
  }

  public MetadataTable lock() {
    return table(Kind.LOCK);
  }

  private MetadataTable table(Kind kind) {
    return new MetadataTable(session, kind, prefix, schema(), unfolded);
  }

  /** Returns the same tables, accessed through another session. */
  public MetadataTables seenBy(Session other) {
    return new MetadataTables(other, prefix, migrated, separate, unfolded);
  }

  /**
   * Searches once for tables that an earlier version created under names that are not folded.
   * Called when a table was not found.
   */
  boolean findUnfolded() {
    if (hasLookedForUnfolded) {
      return false;
    }
    hasLookedForUnfolded = true;
    try {
      return unfolded.addAll(
          session.dialect().mapping().unfolded(session.connection(), schema(), names()));
    } catch (SQLException | CatalogException e) {
      Log.LOG.debug("Metadata tables with older names cannot be read: {}", Redaction.firstLine(e));
      return false; // creating the missing table will report what is wrong
    }
  }

  /** Returns the names of the tables. */
  public List<String> names() {
    return List.of(history().name(), journal().name(), lock().name());
  }

  private static void defineHistory(TableDefinition t, Dialect dialect) {
    t.column("name", exact(string(MigrationName.LONGEST), dialect).primaryKey());
    t.column("applied_at", timestamp().notNull().defaultNow());
    t.column("duration_ms", bigInt().notNull());
    t.column("applied_by", string(255).notNull());
    t.column("fingerprint", string(80));
    t.column("form", text());
    t.column("reason", string(LONGEST_REASON));
  }

  private static void defineJournal(TableDefinition t, Dialect dialect) {
    t.column("migration", exact(string(MigrationName.LONGEST), dialect).notNull());
    t.column("ordinal", integer().notNull());
    t.column("direction", string(4).notNull());
    t.column("fingerprint", string(80).notNull());
    t.column("description", string(LONGEST_DESCRIPTION).notNull());
    t.column("state", string(6).notNull());
    t.column("answers", text());
    t.column("session", string(LONGEST_DESCRIPTION));
    t.column("before", string(80));
    t.column("batch", text());
    t.primaryKey("migration", "ordinal");
  }

  private static void defineLock(TableDefinition t) {
    t.column("id", integer().primaryKey());
    t.column("owner", string(36));
    t.column("fence", bigInt().notNull());
    t.column("heartbeat", bigInt().notNull());
    t.column("beats", integer().notNull());
    t.column("info", string(LONGEST_INFO));
  }

  private static ColumnDefinition exact(ColumnDefinition column, Dialect dialect) {
    return dialect.rendering().exactCollation().map(column::collate).orElse(column);
  }

  /**
   * Creates the missing tables, and rejects existing ones that differ from what Switchback creates.
   * Several processes may do so at once.
   *
   * @return whether an earlier build created them, so that columns may be missing, see {@link
   *     #addMissingColumns}
   */
  public boolean createMissing() {
    if (separate == null) {
      return createMissingHere();
    }
    return session.inMetadataSchema(separate, this::createMissingHere);
  }

  private boolean createMissingHere() {
    List<MetadataTable> all = List.of(history(), journal(), lock());
    boolean areComplete =
        MetadataTable.areUsable(session, all)
            || (findUnfolded() && MetadataTable.areUsable(session, all));
    boolean areNew = !areComplete;
    if (!areComplete) {
      for (MetadataTable table : all) {
        areNew &= table.createIfMissing();
      }
    }
    boolean isPooled = session.dialect().locks().topology() == Topology.TRANSACTION_POOLING;
    if (!areNew && !isPooled) { // with pooling, the schema is set per transaction
      requireAsCreated(all);
    }
    new LeaseTable(lock()).createRows();
    return !areComplete && !areNew;
  }

  /** Adds the columns that tables of an earlier build lack. The caller holds the lock. */
  public void addMissingColumns() {
    if (separate == null) {
      addMissingColumnsHere();
    } else {
      session.inMetadataSchema(separate, this::addMissingColumnsHere);
    }
  }

  private boolean addMissingColumnsHere() {
    for (MetadataTable table : List.of(history(), journal(), lock())) {
      table.addMissingColumns();
    }
    return true;
  }

  private void requireAsCreated(List<MetadataTable> all) {
    try {
      Catalog catalog = session.dialect().catalog(session.connection());
      Map<String, Map<String, String>> columns = catalog.columns(names());
      Map<String, Map<String, List<String>>> constraints = catalog.constraints(names());
      for (MetadataTable table : all) {
        table.requireAsCreated(
            catalog,
            columns.getOrDefault(table.name(), Map.of()),
            constraints.getOrDefault(table.name(), Map.of()).values());
      }
    } catch (CatalogException e) {
      throw history()
          .refused(
              "the catalogue cannot be read",
              "Check that the server can be reached, and that this user may read the catalogue",
              Remedy.sqlIn(e).orElseGet(() -> new SQLException(e.getMessage(), e)));
    }
  }
}
