package dev.switchback.spring.hibernate;

import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.tck.ScriptedMigration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The one migration of a test. */
final class M20250601000000_Scripted extends ScriptedMigration {

  private M20250601000000_Scripted(Consumer<QueryInterface> up) {
    super(up);
  }

  /** A migrator of one migration that does this. */
  static Migrator over(DataSource source, Consumer<QueryInterface> up) {
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.of(M20250601000000_Scripted.class))
        .factory(type -> new M20250601000000_Scripted(up))
        .build();
  }
}
