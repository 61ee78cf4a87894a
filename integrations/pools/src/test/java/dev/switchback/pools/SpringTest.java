package dev.switchback.pools;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Migrator;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's data sources and transactions. */
class SpringTest {

  private static final String OPEN = "with an open transaction, which a run would commit";

  private FreshDatabase database;

  @AfterEach
  void dropDatabase() throws Exception {
    database.close();
  }

  private JdbcTemplate create(TestDatabase kind) throws Exception {
    database = kind.server().createDatabase();
    JdbcTemplate plain = new JdbcTemplate(database.dataSource());
    plain.execute("CREATE TABLE work_done (id INTEGER)");
    return plain;
  }

  private static Migrator migrator(DataSource source) {
    return M20250601000000_Scripted.over(
            source, db -> db.createTable("rooms", t -> t.column("id", integer())))
        .build();
  }

  private static int count(JdbcTemplate template) {
    Integer count = template.queryForObject("SELECT COUNT(*) FROM work_done", Integer.class);
    return count == null ? -1 : count;
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_transaction_of_spring_is_refused_and_stays_springs(TestDatabase kind) throws Exception {
    JdbcTemplate plain = create(kind);
    DataSource target = database.dataSource();
    TransactionTemplate template =
        new TransactionTemplate(new DataSourceTransactionManager(target));
    DataSource aware = new TransactionAwareDataSourceProxy(target);
    for (DataSource source : new DataSource[] {aware, new LazyConnectionDataSourceProxy(aware)}) {
      template.executeWithoutResult(
          status -> {
            new JdbcTemplate(target).update("INSERT INTO work_done VALUES (1)");
            assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> migrator(source).up())
                .withMessageContaining(OPEN);
            assertThat(migrator(source).status()).hasSize(1);
            status.setRollbackOnly();
          });
      assertThat(count(plain)).isZero();
    }
    assertThat(migrator(aware).up().names()).hasSize(1);

    template.executeWithoutResult(
        status -> {
          new JdbcTemplate(target).update("INSERT INTO work_done VALUES (2)");
          assertThat(migrator(aware).up().isEmpty()).isTrue();
          status.setRollbackOnly();
        });
    assertThat(count(plain)).isZero();
    template.executeWithoutResult(
        status -> {
          new JdbcTemplate(target).update("INSERT INTO work_done VALUES (3)");
          assertThat(migrator(aware).up().isEmpty()).isTrue();
        });
    assertThat(count(plain)).isOne();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_single_connection_is_enough_but_on_h2(TestDatabase kind) throws Exception {
    JdbcTemplate plain = create(kind);
    SingleConnectionDataSource single =
        new SingleConnectionDataSource(database.url(), database.user(), database.password(), true);
    single.setAutoCommit(false);
    try {
      new JdbcTemplate(single).update("INSERT INTO work_done VALUES (1)");
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> migrator(single).up())
          .withMessageContaining(OPEN);
      single.getConnection().rollback();
      assertThat(count(plain)).isZero();
      if (kind == TestDatabase.H2) {
        assertThatExceptionOfType(ConfigurationException.class)
            .isThrownBy(() -> migrator(single).up())
            .withMessageContaining("returned the same one twice");
      } else {
        assertThat(migrator(single).up().names()).hasSize(1);
        assertThat(single.getConnection().getAutoCommit()).isFalse();
      }
    } finally {
      single.destroy();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void a_data_source_that_routes_by_thread_gets_its_signs_of_life_to_the_right_database(
      TestDatabase kind) throws Exception {
    JdbcTemplate plain = create(kind);
    try (FreshDatabase other = kind.server().createDatabase()) {
      migrator(other.dataSource()).up();
      ThreadLocal<String> tenant = new ThreadLocal<>();
      AbstractRoutingDataSource routing =
          new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
              return tenant.get();
            }
          };
      routing.setTargetDataSources(Map.of("ours", database.dataSource()));
      routing.setDefaultTargetDataSource(other.dataSource());
      routing.afterPropertiesSet();
      tenant.set("ours");

      assertThat(
              M20250601000000_Scripted.over(
                      routing,
                      db -> {
                        db.createTable("rooms", t -> t.column("id", integer()));
                        Thread.sleep(2_000);
                        db.createTable("seats", t -> t.column("id", integer()));
                      })
                  .leaseTimeout(Duration.ofSeconds(1))
                  .build()
                  .up()
                  .names())
          .hasSize(1);
      assertThat(count(plain)).isZero();
    }
  }
}
