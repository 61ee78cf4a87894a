package dev.switchback.spring.boot;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** Connects migrations to a container with {@code @ServiceConnection}. */
final class TestcontainersConnectionDetailsFactory
    extends ContainerConnectionDetailsFactory<
        JdbcDatabaseContainer<?>, SwitchbackConnectionDetails> {

  TestcontainersConnectionDetailsFactory() {}

  @Override
  protected SwitchbackConnectionDetails getContainerConnectionDetails(
      ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
    return new Details(source);
  }

  private static final class Details extends ContainerConnectionDetails<JdbcDatabaseContainer<?>>
      implements StartedServer {

    Details(ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
      super(source);
    }

    @Override
    public String getJdbcUrl() {
      return getContainer().getJdbcUrl();
    }

    @Override
    public String getUser() {
      return getContainer().getUsername();
    }

    @Override
    public String getPassword() {
      return getContainer().getPassword();
    }

    @Override
    public String getDriverClassName() {
      return getContainer().getDriverClassName();
    }
  }
}
