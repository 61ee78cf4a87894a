package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PostgreSQL lets a transaction be isolated otherwise before its first query, and not later. */
class IsolationTest {

  /** Says how its transaction is isolated. */
  public static final class M20250101000000_Isolated implements Migration {

    private final List<String> isolation;

    M20250101000000_Isolated(List<String> isolation) {
      this.isolation = isolation;
    }

    @Override
    public void up(QueryInterface db) {
      db.execute("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
      isolation.addAll(db.query("SHOW transaction_isolation", row -> row.getString(1)));
    }

    @Override
    public void down(QueryInterface db) {}
  }

  @Test
  void of_its_transaction_is_what_a_migration_may_begin_with() throws Exception {
    List<String> isolation = new ArrayList<>();
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      Migrator.configure()
          .dataSource(database.dataSource())
          .migrations(List.of(M20250101000000_Isolated.class))
          .factory(type -> new M20250101000000_Isolated(isolation))
          .build()
          .up();

      assertThat(isolation).containsExactly("serializable");
    }
  }
}
