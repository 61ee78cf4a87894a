package dev.switchback;

import static dev.switchback.Arguments.given;

import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database, or a schema of a database, that a {@link Fleet} migrates.
 *
 * @param name the name in the report and the log
 * @param dataSource the source of connections, which the caller closes. Targets with the same
 *     object share connections
 * @param schema the schema, see {@link MigratorBuilder#schema}; {@code null} for the current schema
 *     of the connection
 */
public record Target(String name, DataSource dataSource, @Nullable String schema) {

  /**
   * Checks the arguments.
   *
   * @throws ConfigurationException if the name or the data source is missing
   */
  public Target {
    given(name, "name", "Target");
    given(dataSource, "data source", "Target");
  }

  /** Returns a target for a whole database, in the current schema of its connections. */
  public static Target database(String name, DataSource dataSource) {
    return new Target(name, dataSource, null);
  }

  /**
   * Returns a target for each of these schemas of a database (MySQL and MariaDB: databases of a
   * server).
   */
  public static List<Target> schemas(DataSource dataSource, Collection<String> schemas) {
    return given(schemas, "list of schemas", "schemas").stream()
        .map(schema -> new Target(schema, dataSource, schema))
        .toList();
  }
}
