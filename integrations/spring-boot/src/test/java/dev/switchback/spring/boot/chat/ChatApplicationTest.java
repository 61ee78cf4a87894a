package dev.switchback.spring.boot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The whole application, on the pool and the H2 that Boot configures where nothing is said. */
@SpringBootTest
class ChatApplicationTest {

  @Autowired private DataSource dataSource;
  @Autowired private EntityManagerFactory factory;
  @Autowired private Rooms rooms;

  @Test
  void runs_on_boots_pool_and_url() {
    assertThat(dataSource).isInstanceOf(HikariDataSource.class);
    assertThat(((HikariDataSource) dataSource).getJdbcUrl()).startsWith("jdbc:h2:mem:");
  }

  /**
   * Unless the schema is reported as managed, Boot has Hibernate drop and create the tables of an
   * H2.
   */
  @Test
  void hibernate_leaves_migrated_tables_alone() {
    assertThat(factory.getProperties()).doesNotContainKey("hibernate.hbm2ddl.auto");
    assertThat(rooms.findAll()).extracting(room -> room.name).containsExactly("Lobby");
  }
}
