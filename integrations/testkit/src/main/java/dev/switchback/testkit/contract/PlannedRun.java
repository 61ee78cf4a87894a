package dev.switchback.testkit.contract;

import dev.switchback.Direction;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.testkit.RecordingDataSource;
import java.util.List;
import javax.sql.DataSource;

/** A migration that is planned, and then run with an ear at the driver. */
final class PlannedRun {

  private final RecordingDataSource watched;
  private final Migrator migrator;
  private Plan last = new Plan("", Direction.UP, List.of());

  PlannedRun(DataSource source, Body up, Body down) {
    watched = new RecordingDataSource(source);
    migrator =
        Migrator.configure()
            .dataSource(watched)
            .migrations(List.of(M20250601000000_Scripted.class))
            .factory(type -> new M20250601000000_Scripted(up, down))
            .build();
  }

  Plan plan(Direction direction) {
    last = migrator.plan(direction);
    return last;
  }

  /** The statements of the latest plan. */
  List<String> planned() {
    return last.sql();
  }

  /** The statements of the migration that the driver got when it was run. */
  List<String> sent(Direction direction) {
    watched.clear();
    switch (direction) {
      case UP -> migrator.up();
      case DOWN -> migrator.down();
    }
    return watched.sentByMigrations();
  }
}
