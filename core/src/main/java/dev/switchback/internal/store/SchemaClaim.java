package dev.switchback.internal.store;

import dev.switchback.ConfigurationException;
import dev.switchback.dialect.Fence;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The name of the schema whose history the metadata tables keep. It is recorded in the row of the
 * gate, if the tables are in a schema of their own. Without it, two schemas could share one
 * history: the migrations of one would count as applied in the other.
 */
public final class SchemaClaim {

  private final MetadataTables tables;
  private final MetadataTable lock;
  private final MetadataTable history;

  private SchemaClaim(MetadataTables tables) {
    this.tables = tables;
    lock = tables.lock();
    history = tables.history();
  }

  /** Returns the name for these tables. Empty if they are in the migrated schema. */
  public static Optional<SchemaClaim> of(MetadataTables tables) {
    return tables.areSeparate() ? Optional.of(new SchemaClaim(tables)) : Optional.empty();
  }

  /** Returns the query for the recorded name and further columns: one row, or none. */
  String query(String more) {
    return "SELECT %s%s FROM %s WHERE %s AND %1$s IS NOT NULL"
        .formatted(lock.quote("info"), more, lock.qualified(), isGate());
  }

  private String isGate() {
    return lock.quote("id") + " = " + Fence.GATE;
  }

  /** Records the name of the migrated schema, unless another is recorded. */
  public void make() {
    try {
      List<String> recorded = read();
      if (recorded.isEmpty()) {
        requireNoHistory();
        lock.write(
            "UPDATE %s SET %s = ? WHERE %s AND %2$s IS NULL"
                .formatted(lock.qualified(), lock.quote("info"), isGate()),
            tables.migratedSchema());
        recorded = read(); // another process may have been first
      }
      for (String schema : recorded) {
        require(schema);
      }
    } catch (SQLException e) {
      throw lock.refused("it cannot be changed", "Allow this user to read and change it", e);
    }
  }

  /** Rejects metadata tables of another schema. */
  void require() {
    try {
      for (String recorded : read()) {
        require(recorded);
      }
    } catch (SQLException e) {
      if (!lock.dialect().errors().isMissingTable(e)) {
        throw lock.unreadable(e);
      }
    }
  }

  /** Rejects the recorded name of another schema. */
  void require(String recorded) throws SQLException {
    String wanted = tables.migratedSchema();
    if (!lock.dialect().mapping().isKeptAs(recorded, wanted)
        && !lock.dialect().mapping().isKeptAs(wanted, recorded)) {
      throw new ConfigurationException(
          "Table %s – it has the history of schema '%s', and this migrator has schema '%s'. Nothing was run. Set another schema by metadataSchema(…), or another prefix by tablePrefix(…). If '%2$s' was renamed to '%3$s', execute: %s."
              .formatted(history.qualified(), recorded, wanted, statement(wanted)));
    }
  }

  private List<String> read() throws SQLException {
    return lock.read(query(""), row -> row.getString(1));
  }

  /** Rejects a history that has no name: another schema may have written it. */
  private void requireNoHistory() throws SQLException {
    String migrated = tables.migratedSchema();
    String any = "SELECT COUNT(*) FROM " + history.qualified();
    if (history.read(any, row -> row.getLong(1)).get(0) > 0) {
      throw new ConfigurationException(
          "Table %s – it has a history, and does not name the schema of this history. Nothing was run. If it is the history of schema '%s', execute: %s. If not, set another schema by metadataSchema(…), or another prefix by tablePrefix(…)."
              .formatted(history.qualified(), migrated, statement(migrated)));
    }
  }

  private String statement(String schema) {
    return "UPDATE %s SET %s = '%s' WHERE %s"
        .formatted(lock.qualified(), lock.quote("info"), schema.replace("'", "''"), isGate());
  }
}
