package dev.switchback.pools;

import dev.switchback.Migration;
import dev.switchback.MigrationFactory;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import java.util.List;
import javax.sql.DataSource;

/** Does what it is given. */
final class M20250601000000_Scripted implements Migration {

  private final Body body;

  private M20250601000000_Scripted(Body body) {
    this.body = body;
  }

  /** What a migration does. */
  interface Body {
    void run(QueryInterface db) throws Exception;
  }

  /** A migrator of one migration with this body. */
  static MigratorBuilder over(DataSource source, Body body) {
    return of(Migrator.configure().dataSource(source), body);
  }

  static MigratorBuilder of(MigratorBuilder builder, Body body) {
    MigrationFactory factory = type -> new M20250601000000_Scripted(body);
    return builder.migrations(List.of(M20250601000000_Scripted.class)).factory(factory);
  }

  @Override
  public void up(QueryInterface db) throws Exception {
    if (!db.getClass().getSimpleName().equals("Rehearsal")) { // the bodies close pools
      body.run(db);
    }
  }

  @Override
  public void down(QueryInterface db) {}
}
