package dev.switchback.benchmarks.flyway;

import dev.switchback.benchmarks.Contestant;
import dev.switchback.benchmarks.Upgrade;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** Flyway with Java migrations. */
public final class FlywayJava implements Contestant {

  /** Used by its name. */
  public FlywayJava() {}

  @Override
  public Upgrade upgrade(DataSource dataSource, @Nullable String schema) {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(dataSource)
            .locations("classpath:" + PACKAGE.replace('.', '/'));
    if (schema != null) {
      configuration.defaultSchema(schema);
    }
    return configuration.load()::migrate;
  }
}
