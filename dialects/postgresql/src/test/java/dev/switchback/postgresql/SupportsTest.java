package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.dialect.Dialect;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Which databases it says it is for, with its own driver, with another one, and without any. */
class SupportsTest {

  /** Of a driver that shows nothing of itself but the name of its database. */
  private static Connection connectionTo(String product) {
    DatabaseMetaData metadata =
        (DatabaseMetaData)
            Proxy.newProxyInstance(
                SupportsTest.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, arguments) -> product);
    return (Connection)
        Proxy.newProxyInstance(
            SupportsTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                method.getName().equals("isWrapperFor") ? (Object) false : metadata);
  }

  @Test
  void is_for_what_its_own_driver_is_connected_to() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase();
        Connection connection = database.dataSource().getConnection()) {
      assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
      assertThat(new PostgreSqlDialect().supports(connection)).isTrue();
    }
  }

  @Test
  void is_for_what_another_driver_calls_postgresql() throws Exception {
    assertThat(new PostgreSqlDialect().supports(connectionTo("PostgreSQL"))).isTrue();
    assertThat(new PostgreSqlDialect().supports(connectionTo("H2"))).isFalse();
  }

  @Test
  void leaves_other_databases_alone_where_its_driver_is_missing() throws Exception {
    URL[] both = {
      PostgreSqlDialect.class.getProtectionDomain().getCodeSource().getLocation(),
      Dialect.class.getProtectionDomain().getCodeSource().getLocation()
    };
    try (URLClassLoader loader = new URLClassLoader(both, ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> loader.loadClass(PGConnection.class.getName()))
          .isInstanceOf(ClassNotFoundException.class);
      Class<?> type = loader.loadClass(PostgreSqlDialect.class.getName());
      Object dialect = type.getConstructor().newInstance();

      Object isForIt =
          type.getMethod("supports", Connection.class).invoke(dialect, connectionTo("H2"));

      assertThat(isForIt).isEqualTo(false);
    }
  }
}
