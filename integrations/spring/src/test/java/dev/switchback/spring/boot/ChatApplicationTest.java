package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Without the bean that says so, Boot has Hibernate drop and create the tables of an H2. */
  @Test
  void hibernate_leaves_migrated_tables_alone() {
    assertThat(factory.getProperties()).doesNotContainKey("hibernate.hbm2ddl.auto");
    assertThat(rooms.findAll()).extracting(room -> room.name).containsExactly("Lobby");
  }

  @Test
  void the_page_shows_this_application() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/switchback/spring/boot/ChatApplication.java"));

    assertThat(Files.readString(Path.of("..", "..", "docs", "jpa.md")))
        .contains(
            source
                .substring(source.indexOf("@SpringBootApplication"))
                .replace("dev.switchback.spring.boot.migrations", "com.acme.chat.migrations"));
  }
}
