package dev.switchback.pools;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.druid.pool.DruidDataSource;
import com.alibaba.druid.wall.WallConfig;
import com.alibaba.druid.wall.WallFilter;
import dev.switchback.Migrator;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Druid with its filter against injected SQL, which throws where a JDBC driver would not. */
class DruidTest {

  /** Without its check of functions, which refuses SCHEMA() in a Turkish locale alone. */
  private static WallFilter wall() {
    WallConfig config = new WallConfig();
    config.setFunctionCheck(false);
    WallFilter filter = new WallFilter();
    filter.setConfig(config);
    return filter;
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void what_is_done_stands_whatever_its_filter_throws_in_the_end(TestDatabase kind)
      throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        DruidDataSource pool = new DruidDataSource()) {
      pool.setUrl(database.url());
      pool.setUsername(database.user());
      pool.setPassword(database.password());
      if (kind == TestDatabase.MYSQL || kind == TestDatabase.MARIADB) {
        pool.setProxyFilters(List.of(wall())); // it does not understand the queries of the others
      }
      Migrator migrator =
          M20250601000000_Scripted.over(
                  pool, db -> db.createTable("rooms", t -> t.column("id", integer())))
              .build();

      assertThat(migrator.up().names()).hasSize(1);
      assertThat(migrator.up().isEmpty()).isTrue();
      assertThat(migrator.status()).hasSize(1);
    }
  }
}
