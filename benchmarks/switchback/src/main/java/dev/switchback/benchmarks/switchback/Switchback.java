package dev.switchback.benchmarks.switchback;

import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.benchmarks.Contestant;
import dev.switchback.benchmarks.Upgrade;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Switchback. Whether it scans or reads an index is up to the jar of the migrations. */
public final class Switchback implements Contestant {

  /** Used by its name. */
  public Switchback() {}

  @Override
  public Upgrade upgrade(DataSource dataSource, @Nullable String schema) {
    MigratorBuilder configuration = Migrator.configure().dataSource(dataSource).packages(PACKAGE);
    Migrator migrator = (schema == null ? configuration : configuration.schema(schema)).build();
    return migrator::up;
  }

  // When there is a Fleet, this is the switch: upgradeAll(…) is overridden here, with
  // Fleet.of(configuration, Target.schemas(dataSource, schemas)).parallelism(threads).up().
}
