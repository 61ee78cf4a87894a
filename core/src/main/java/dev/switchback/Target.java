package dev.switchback;

import static dev.switchback.Arguments.given;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database, or one schema of it, that a {@link Fleet} migrates.
 *
 * @param name what the report and the log call it
 * @param dataSource where connections come from; it stays the caller's to close. Targets of the
 *     same object share connections
 * @param schema as {@link MigratorBuilder#schema} has it, or {@code null} for the connection's own
 */
public record Target(String name, DataSource dataSource, @Nullable String schema) {

  /**
   * @throws ConfigurationException if the name or the data source is missing
   */
  public Target {
    given(name, "name", "Target");
    given(dataSource, "data source", "Target");
  }

  /** A database of its own. */
  public static Target database(String name, DataSource dataSource) {
    return new Target(name, dataSource, null);
  }

  /** Schemas of the same database (MySQL and MariaDB: databases of the same server). */
  public static List<Target> schemas(DataSource dataSource, Collection<String> schemas) {
    return given(schemas, "list of schemas", "schemas").stream()
        .map(schema -> new Target(schema, dataSource, schema))
        .toList();
  }
}
