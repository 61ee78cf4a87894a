package dev.switchback.tck.contract;

import dev.switchback.Migrator;
import dev.switchback.tck.RecordingDataSource;
import java.util.List;
import javax.sql.DataSource;

/** A migration that is planned and run with an ear at the driver. */
final class PlannedRun {

  private final RecordingDataSource watched;
  private final Migrator migrator;

  PlannedRun(DataSource source, Body up, Body down) {
    watched = new RecordingDataSource(source);
    migrator =
        Migrator.configure()
            .dataSource(watched)
            .migrations(List.of(M20250601000000_Scripted.class))
            .factory(type -> new M20250601000000_Scripted(up, down))
            .build();
  }

  Migrator migrator() {
    return migrator;
  }

  /** The statements of the migration that the driver got. */
  List<String> sent() {
    return watched.sentByMigrations();
  }
}
