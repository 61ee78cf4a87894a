package dev.switchback;

import dev.switchback.internal.discovery.FlywayFolder;
import java.util.List;
import java.util.Map;

/**
 * The scripts that a project has from Flyway, as its first migration.
 *
 * <pre>{@code
 * public final class M20250101000000_FlywayScripts implements FlywayScripts {}
 * }</pre>
 *
 * <p>On an empty database, {@code up} sends the scripts of {@link #locations} unchanged, so that
 * the database becomes what Flyway would have made: the newest {@code B} script, if there is one,
 * the {@code V} scripts after it in the order of their versions, and then the {@code R} scripts in
 * the order of their descriptions. {@code U} scripts, and files whose names are not those of
 * Flyway, are passed over. A database on which Flyway has run them is taken over by {@link
 * Migrator#adopt}; {@code up} is refused there before it sends anything.
 *
 * <p><b>Steps and transaction.</b> Each statement is a step, as in {@link
 * QueryInterface#executeResource}, with the same splitting of files, journal and errors. All
 * scripts are one migration: on PostgreSQL they are one transaction, unless a statement has to run
 * outside it; on the other databases a failed run is resumed at the statement that failed. Before
 * each script, the schema, the role and the settings of the session are those of the run.
 *
 * <p><b>Fingerprint.</b> The texts of the scripts are in the fingerprint, so an added or changed
 * script is a changed migration. Write what comes next as a migration of its own.
 *
 * <p><b>Errors.</b> What Flyway would do and this class cannot is refused by name, before a
 * statement is sent: a placeholder without a value, an SQL callback, a Java migration, two scripts
 * of one version, a setting in a {@code .sql.conf} file other than {@code executeInTransaction},
 * and what {@link QueryInterface#executeResource} refuses.
 */
public interface FlywayScripts extends Migration {

  /**
   * Returns the folders of the scripts on the class path, with their subfolders. The default is
   * {@code db/migration}, as that of Flyway. {@code {dialect}} in a name stands for the database:
   * {@code h2}, {@code postgresql}, {@code mysql} or {@code mariadb}. The class loader of this
   * class finds them. On the module path, their packages must be open to {@code dev.switchback}.
   */
  default List<String> locations() {
    return List.of("db/migration");
  }

  /**
   * Returns the values of placeholders: {@code Map.of("owner", "acme")} for <code>${owner}</code>.
   * As in Flyway, a value is written into the text of a script wherever the name is, and the case
   * of the name does not matter. The default is no value, so that each placeholder is refused.
   */
  default Map<String, String> placeholders() {
    return Map.of();
  }

  /**
   * Sends the scripts.
   *
   * @throws IllegalArgumentException if a script is refused, or if {@code db} is not the query
   *     interface of a run or a plan
   */
  @Override
  default void up(QueryInterface db) {
    if (!(db instanceof FlywayFolder.Runner engine)) {
      throw new IllegalArgumentException(
          "FlywayScripts – this query interface is not that of a run. No script was sent. Pass the"
              + " one that up(…) receives");
    }
    engine.runScripts(FlywayFolder.of(getClass(), locations(), placeholders()));
  }

  /** Refuses the way back, because only the server knows what the scripts have done. */
  @Override
  default void down(QueryInterface db) {
    db.irreversible("scripts of Flyway have no undo");
  }
}
