package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.schema.DataTypes;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.tck.RecordingDataSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run costs, and what each further migration. */
class RoundTripsTest {

  private static final List<Class<? extends Migration>> FOUR =
      List.of(
          M20250101000000_First.class,
          M20250102000000_Second.class,
          M20250103000000_Third.class,
          M20250104000000_Fourth.class);

  /** Goes up as it is told to, and not down. */
  public abstract static class Changing implements Migration {

    /** Its change. */
    protected abstract void change(QueryInterface db);

    @Override
    public void up(QueryInterface db) {
      change(db);
    }

    @Override
    public void down(QueryInterface db) {}
  }

  /** By an operation. */
  public static final class M20250101000000_First extends Changing {
    @Override
    protected void change(QueryInterface db) {
      db.createTable("first", t -> t.column("id", DataTypes.integer()));
    }
  }

  /** By SQL of its own. */
  public static final class M20250102000000_Second extends Changing {
    @Override
    protected void change(QueryInterface db) {
      db.execute("CREATE TABLE second (id int)");
    }
  }

  /** With a query, which may change the session. */
  public static final class M20250103000000_Third extends Changing {
    @Override
    protected void change(QueryInterface db) {
      db.execute("CREATE TABLE third AS SELECT 1 AS id");
    }
  }

  /** The same, behind it. */
  public static final class M20250104000000_Fourth extends Changing {
    @Override
    protected void change(QueryInterface db) {
      db.execute("CREATE TABLE fourth AS SELECT 1 AS id");
    }
  }

  @Test
  void are_its_statement_its_record_and_the_commit_and_putting_the_session_in_order_if_need_be()
      throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      RecordingDataSource recording = new RecordingDataSource(database.dataSource());

      Migrator.configure().dataSource(recording).migrations(FOUR).build().up();

      List<String> sent =
          recording.sentByThisThread().stream()
              .map(sql -> sql.split(" ", 3)[0] + (sql.contains("switchback_") ? " own" : ""))
              .toList();
      assertThat(sent)
          .containsSequence(
              "CREATE",
              "INSERT own",
              "commit",
              "CREATE",
              "INSERT own",
              "commit",
              "CREATE",
              "INSERT own",
              "commit",
              "SET",
              "CREATE",
              "INSERT own",
              "commit",
              "SET");
    }
  }

  @Test
  void of_a_run_on_tables_that_are_there_are_twenty_four_its_migration_included() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      RecordingDataSource recording = new RecordingDataSource(database.dataSource());
      Migrator migrator =
          Migrator.configure().dataSource(recording).migrations(FOUR.subList(0, 1)).build();
      migrator.init();
      recording.clear();

      migrator.up();

      assertThat(recording.sentByThisThread()).hasSize(24);
    }
  }
}
