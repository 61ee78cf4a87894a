package dev.switchback.benchmarks.switchback;

import dev.switchback.Fleet;
import dev.switchback.FleetReport;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.Target;
import dev.switchback.benchmarks.Contestant;
import dev.switchback.benchmarks.Upgrade;
import java.util.List;
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

  @Override
  public List<String> upgradeAll(DataSource dataSource, List<String> schemas, int threads) {
    FleetReport report =
        Fleet.of(Migrator.configure().packages(PACKAGE), Target.schemas(dataSource, schemas))
            .parallelism(threads)
            .canary(0)
            .up();
    return report.in(FleetReport.State.FAILED).stream()
        .map(outcome -> String.valueOf(outcome.failure().orElse(null)))
        .toList();
  }
}
