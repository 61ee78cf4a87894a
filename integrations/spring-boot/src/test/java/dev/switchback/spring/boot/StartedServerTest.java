package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.utility.DockerImageName;

/** Servers that Testcontainers or Docker Compose has started for an application. */
class StartedServerTest {

  private record Server(String getJdbcUrl, String getUsername, String getPassword)
      implements JdbcConnectionDetails {}

  private static final String JOBS =
      "switchback.packages=dev.switchback.spring.boot.jobs.migrations";

  private FreshDatabase database;

  @BeforeEach
  void createDatabase() throws Exception {
    database = TestDatabase.H2.server().createDatabase();
  }

  @AfterEach
  void dropDatabase() throws Exception {
    database.close();
  }

  /** A database that runs already, in the place of one that Docker runs. */
  static final class Container extends JdbcDatabaseContainer<Container> {
    private final FreshDatabase database;

    Container(FreshDatabase database) {
      super(DockerImageName.parse("acme/database"));
      this.database = database;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
      return true;
    }

    @Override
    public String getDriverClassName() {
      return "org.h2.Driver";
    }

    @Override
    public String getJdbcUrl() {
      return database.url();
    }

    @Override
    public String getUsername() {
      return database.user();
    }

    @Override
    public String getPassword() {
      return database.password();
    }

    @Override
    protected String getTestQueryString() {
      return "SELECT 1";
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithContainer {
    @Bean
    @ServiceConnection(type = {JdbcConnectionDetails.class, SwitchbackConnectionDetails.class})
    Container container(FreshDatabase database) {
      return new Container(database);
    }
  }

  private ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withBean(FreshDatabase.class, () -> database, bean -> bean.setDestroyMethodName(""))
        .withConfiguration(
            AutoConfigurations.of(
                ServiceConnectionAutoConfiguration.class,
                DataSourceAutoConfiguration.class,
                SwitchbackAutoConfiguration.class))
        .withUserConfiguration(WithContainer.class);
  }

  private void assertMigrated(AssertableApplicationContext context) {
    assertThat(context).hasNotFailed();
    assertThat(
            new JdbcTemplate(database.dataSource())
                .queryForObject("SELECT COUNT(*) FROM jobs", Integer.class))
        .isZero();
  }

  @Test
  void a_container_is_migrated() {
    runner().withPropertyValues(JOBS).run(this::assertMigrated);
  }

  @Test
  void a_container_replaces_the_connection_for_migrations() {
    runner()
        .withPropertyValues(JOBS, "switchback.url=jdbc:h2:mem:production", "switchback.user=owner")
        .run(this::assertMigrated);
  }

  @Test
  void a_container_replaces_the_user_for_migrations() {
    runner()
        .withPropertyValues(JOBS, "switchback.user=owner", "switchback.password=pw")
        .run(this::assertMigrated);
  }

  @Test
  void a_server_of_docker_compose_replaces_the_connection_for_migrations() {
    Server server = new Server("jdbc:postgresql://localhost:54321/chat", "chat", "pw");

    assertThat(
            new ConnectionDetailsFactories(null)
                .getConnectionDetails(server, true)
                .get(SwitchbackConnectionDetails.class))
        .isInstanceOfSatisfying(
            StartedServer.class,
            details -> {
              assertThat(details.getJdbcUrl()).isEqualTo(server.getJdbcUrl());
              assertThat(details.getUser()).isEqualTo("chat");
              assertThat(details.getPassword()).isEqualTo("pw");
              assertThat(details.getDriverClassName()).isEqualTo("org.postgresql.Driver");
            });
  }
}
