package dev.switchback.junit;

import dev.switchback.ConfigurationException;
import dev.switchback.ConnectionWork;
import dev.switchback.DatabaseException;
import dev.switchback.MigrationListener;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.MigratorDescription;
import dev.switchback.SwitchbackException;
import dev.switchback.schema.SchemaSnapshot;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema in which one check runs. It is empty at the beginning of the check, and at its end.
 * Closing it drops what the check has created.
 */
final class CheckedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationChecks.class);
  private static final int SHOWN_NAMES = 5;

  private final CheckConfig config;
  private final DataSource source;
  private final KeptConnection kept;
  private final DatabaseCleaner cleaner;
  private final String schema;
  private final List<String> surroundings;
  private final Migrator reader;
  private final TableReader tables;

  private CheckedDatabase(CheckConfig config, DataSource source, KeptConnection kept)
      throws SQLException {
    this.config = config;
    this.source = source;
    this.kept = kept;
    this.cleaner = DatabaseCleaner.of(kept.connection());
    this.schema = schemaOf(config.schema(), kept.connection(), cleaner);
    this.surroundings = cleaner.surroundings(kept.connection());
    this.reader = config.migrator(kept);
    this.tables = new TableReader(kept.connection(), schema);
  }

  /**
   * Opens the database for a check.
   *
   * @throws ConfigurationException if no schema is named, and the database is not empty
   */
  static CheckedDatabase open(CheckConfig config) {
    DataSource source = config.source().get();
    KeptConnection kept = null;
    try {
      kept = KeptConnection.of(source);
      CheckedDatabase database = new CheckedDatabase(config, source, kept);
      database.makeEmpty();
      return database;
    } catch (SQLException e) {
      closeQuietly(kept);
      throw unreachable(e);
    } catch (RuntimeException e) {
      closeQuietly(kept);
      throw e;
    }
  }

  private static void closeQuietly(@Nullable KeptConnection kept) {
    if (kept != null) {
      kept.close();
    }
  }

  private static DatabaseException unreachable(SQLException cause) {
    return new DatabaseException(
        "The database of the checks cannot be used. Nothing was run. Check the data source, and the"
            + " privileges of its user. The cause has the message of the server.",
        cause);
  }

  /** Returns the name of the schema as the catalogue has it. */
  private static String schemaOf(
      @Nullable String named, Connection connection, DatabaseCleaner cleaner) throws SQLException {
    String current = cleaner.currentSchema(connection);
    if (named != null) {
      return cleaner == DatabaseCleaner.H2 && cleaner.isFolded(connection, named)
          ? named.toUpperCase(Locale.ROOT)
          : named;
    }
    if (current == null) {
      throw new ConfigurationException(
          "The connection has no current schema. Nothing was run. Name one in its URL, or by"
              + " schema(…).");
    }
    return current;
  }

  private void makeEmpty() throws SQLException {
    if (config.schema() != null) {
      cleaner.clean(kept.connection(), schema);
      return;
    }
    List<String> contents = cleaner.contents(kept.connection(), schema);
    if (!contents.isEmpty()) {
      String shown =
          String.join("', '", contents.subList(0, Math.min(SHOWN_NAMES, contents.size())));
      throw new ConfigurationException(
          "Schema '%s' – it is not empty: it has '%s'%s. A check drops what it finds, so nothing was run. Use an empty database, or name a schema that may be emptied, by schema(…)."
              .formatted(
                  schema,
                  shown,
                  contents.size() > SHOWN_NAMES
                      ? " and " + (contents.size() - SHOWN_NAMES) + " more"
                      : ""));
    }
  }

  /** Drops everything in the schema. The next migration is the first one. */
  void reset() {
    try {
      if (!cleaner.surroundings(kept.connection()).equals(surroundings)) {
        revertAll();
      }
      cleaner.clean(kept.connection(), schema);
    } catch (SQLException e) {
      throw new DatabaseException(
          "Schema '%s' – it cannot be emptied after a check. Drop its objects by hand."
              .formatted(schema),
          e);
    }
  }

  /** Reverts what migrations have created outside the schema, as far as they can. */
  private void revertAll() {
    try {
      migrator().downAll();
    } catch (SwitchbackException e) {
      LOG.warn("Objects outside schema '{}' remain after a check: {}", schema, e.getMessage());
    }
  }

  /** Returns a migrator on the data source of the user. */
  Migrator migrator(MigrationListener... listeners) {
    return migrator(source, listeners);
  }

  /** Returns a migrator with the configuration of the user, on another data source. */
  Migrator migrator(DataSource other, MigrationListener... listeners) {
    Migrator migrator = config.migrator(other);
    for (MigrationListener listener : listeners) {
      migrator = migrator.withListener(listener);
    }
    return migrator;
  }

  /** Applies migrations that are the first ones, in order. */
  void applyFirst(List<String> migrations) {
    if (!migrations.isEmpty()) {
      migrator().upTo(migrations.get(migrations.size() - 1));
    }
  }

  /** Inserts rows in one transaction. The schema of the checks is the current one. */
  void insert(ConnectionWork rows) {
    Connection connection = kept.connection();
    try {
      connection.setAutoCommit(false);
      try {
        rows.run(connection);
        connection.commit();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new DatabaseException(
          "The rows of the test cannot be inserted. Nothing of them remains. Correct the test. The"
              + " cause has the message of the server.",
          e);
    }
  }

  DataSource source() {
    return source;
  }

  /** Returns the names of all versioned migrations that have a class and may run, in order. */
  List<String> names() {
    return reader.status().stream()
        .filter(migration -> !migration.isRepeatable())
        .filter(migration -> migration.state() != MigrationStatus.State.REPLACED)
        .map(MigrationStatus::name)
        .toList();
  }

  /** Returns the names of all repeatable migrations that have a class. */
  List<String> repeatableNames() {
    return reader.status().stream()
        .filter(MigrationStatus::isRepeatable)
        .map(MigrationStatus::name)
        .toList();
  }

  /** Returns the names of the migrations that a squash replaces and that have a class, in order. */
  List<String> replacedBy(String squash) {
    return reader.status().stream()
        .filter(migration -> migration.replacedBy().filter(squash::equals).isPresent())
        .map(MigrationStatus::name)
        .toList();
  }

  /** Lets every repeatable migration run again, as if its steps had changed. */
  void forgetSteps() {
    MigratorDescription configured = reader.description();
    String holder = configured.metadataSchemaOrNull();
    try (Statement statement = kept.connection().createStatement()) {
      String table =
          quoted(holder == null ? schema : holder, false)
              + "."
              + quoted(configured.tablePrefix() + "_meta", true);
      statement.executeUpdate("UPDATE " + table + " SET fingerprint = NULL WHERE name LIKE 'r-%'");
    } catch (SQLException e) {
      throw new DatabaseException(
          "The records of the repeatable migrations cannot be changed, so that their second run is"
              + " not checked. The cause has the message of the server.",
          e);
    }
  }

  private String quoted(String name, boolean isFolded) throws SQLException {
    DatabaseMetaData database = kept.connection().getMetaData();
    String quote = database.getIdentifierQuoteString();
    String kept =
        isFolded && database.storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
    return quote + kept.replace(quote, quote + quote) + quote;
  }

  /** Returns a migrator that runs what a squash replaces, and not the squash. */
  Migrator migratorWithout(String squash) {
    return config
        .with(set -> set.withOptions(builder -> builder.withoutSquash(squash)))
        .migrator(source);
  }

  /** Reads the whole schema. */
  SchemaSnapshot snapshot() {
    return reader.snapshot();
  }

  /** Reads the tables that may have changed since {@code before}. */
  SchemaSnapshot snapshot(SchemaSnapshot before, TouchedTables touched) {
    return touched.areUnknown() ? snapshot() : tables.read(before, touched.in(before));
  }

  /** Reads the whole schema, and all rows. */
  Contents contents() {
    try {
      return Contents.of(snapshot(), kept.connection(), schema);
    } catch (SQLException e) {
      throw new DatabaseException(
          "The rows of schema '%s' cannot be read. The check ended. Check that the server can be reached, and the privileges of this user."
              .formatted(schema),
          e);
    }
  }

  @Override
  public void close() {
    try {
      reset();
    } finally {
      kept.close();
    }
  }
}
