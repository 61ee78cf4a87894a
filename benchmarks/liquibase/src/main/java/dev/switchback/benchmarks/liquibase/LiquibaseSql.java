package dev.switchback.benchmarks.liquibase;

import dev.switchback.benchmarks.Contestant;
import dev.switchback.benchmarks.Upgrade;
import java.sql.Connection;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;

/** Liquibase with one changelog in formatted SQL, a change set for each migration. */
public final class LiquibaseSql implements Contestant {

  private static final String CHANGELOG = "changelog.sql";

  /** Kept, so that its level is. */
  private final Logger log = Logger.getLogger("liquibase");

  /** Used by its name; switches its log off, and its reports of usage. */
  public LiquibaseSql() {
    log.setLevel(Level.OFF);
    System.setProperty("liquibase.analytics.enabled", "false");
  }

  @Override
  public Upgrade upgrade(DataSource dataSource, @Nullable String schema) {
    // It would write to the console otherwise; Spring does the same.
    Map<String, Object> quiet = Map.of(Scope.Attr.ui.name(), new LoggerUIService());
    return () -> Scope.child(quiet, () -> update(dataSource, schema));
  }

  private static void update(DataSource dataSource, @Nullable String schema) throws Exception {
    Connection connection = dataSource.getConnection();
    if (schema != null) {
      connection.setSchema(schema);
    }
    Database database =
        DatabaseFactory.getInstance()
            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
    if (schema != null) {
      database.setDefaultSchemaName(schema);
    }
    try (Liquibase liquibase =
        new Liquibase(CHANGELOG, new ClassLoaderResourceAccessor(), database)) {
      liquibase.update(new Contexts());
    }
  }
}
