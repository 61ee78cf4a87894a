package dev.switchback.junit;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.dialect.CatalogException;
import dev.switchback.dialect.Dialect;
import dev.switchback.dialect.SchemaReader;
import dev.switchback.schema.SchemaSnapshot;
import dev.switchback.schema.TableDescription;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/** Reads single tables of a schema. */
final class TableReader {

  private final Connection connection;
  private final Dialect dialect;

  /** Makes {@code schema} the current schema of the connection. */
  TableReader(Connection connection, String schema) throws SQLException {
    this.connection = connection;
    Dialect found = dialectOf(connection).forServer(connection);
    found.sessions().useSchema(connection, schema);
    this.dialect = found.inSchema(schema);
  }

  private static Dialect dialectOf(Connection connection) throws SQLException {
    for (Dialect each : ServiceLoader.load(Dialect.class, Dialect.class.getClassLoader())) {
      if (each.supports(connection)) {
        return each;
      }
    }
    throw new ConfigurationException(
        "No dialect for the database '%s'. Nothing was run. Put the module of your database on the class path: dev.switchback:switchback-h2, -postgresql or -mysql."
            .formatted(connection.getMetaData().getDatabaseProductName()));
  }

  /** Returns {@code before} with the present descriptions of {@code touched}. */
  SchemaSnapshot read(SchemaSnapshot before, Set<String> touched) {
    try {
      SchemaReader reader = dialect.catalog(connection).schema();
      List<TableDescription> present = new ArrayList<>();
      for (String table : touched) {
        Optional<TableDescription> description = reader.describe(table);
        description.ifPresent(present::add);
      }
      return TouchedTables.replaced(before, touched, present);
    } catch (CatalogException e) {
      throw new DatabaseException(
          "The catalogue of the schema cannot be read. Nothing was changed. Check that the server"
              + " can be reached.",
          e);
    }
  }
}
