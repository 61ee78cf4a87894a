package dev.switchback.internal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.DatabaseException;
import dev.switchback.dialect.Dialect;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when there is no connection or no dialect, and that no connection stays open. */
class DatabaseTest {

  @TempDir Path folder;

  private final AtomicBoolean closed = new AtomicBoolean();

  /** A class that is no dialect, whatever a service file says. */
  public static final class NoDialect {}

  private Connection connection() {
    DatabaseMetaData metaData =
        proxy(
            DatabaseMetaData.class,
            (self, method, arguments) ->
                method.getName().equals("getDatabaseProductName") ? "SQLite" : null);
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("close")) {
            closed.set(true);
          }
          return method.getName().equals("getMetaData") ? metaData : null;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private ClassLoader providing(String className) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Dialect.class.getName()), className);
    return loaderOf(folder);
  }

  private static ClassLoader loaderOf(Path classes) throws MalformedURLException {
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, DatabaseTest.class.getClassLoader());
  }

  @Test
  void closes_the_connection_and_says_so_when_a_dialect_cannot_be_made() throws Exception {
    for (String broken : new String[] {"com.acme.Gone", NoDialect.class.getName()}) {
      closed.set(false);
      Database database = new Database(this::connection, providing(broken));

      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(database::open)
          .withMessageStartingWith(
              "A dialect on the class path cannot be created. Nothing was run. Fix it, or remove"
                  + " its module from the class path. Cause: ")
          .withMessageContaining(broken);
      assertThat(closed).isTrue();
    }
  }

  @Test
  void closes_the_connection_when_the_driver_throws_an_error() {
    Connection connection =
        proxy(
            Connection.class,
            (self, method, arguments) -> {
              if (method.getName().equals("close")) {
                closed.set(true);
                return null;
              }
              throw new NoClassDefFoundError("com/acme/Driver");
            });

    assertThatExceptionOfType(NoClassDefFoundError.class)
        .isThrownBy(new Database(() -> connection, getClass().getClassLoader())::open);
    assertThat(closed).isTrue();
  }

  @Test
  void looks_at_a_pool_that_had_no_connection_free_and_not_at_the_server() {
    assertNoConnection(
        new SQLTransientConnectionException("timed out after 30000ms"),
        "The data source had no free connection in time. Give its pool more connections, or find"
            + " the code that keeps them. Cause: timed out after 30000ms");
    assertNoConnection(
        new SQLTransientConnectionException("timed out", new SQLException("refused")),
        "Check that the server is up, and that URL, user and password are right. Cause: timed out"
            + " (refused)");
    assertNoConnection(
        new SQLTransientConnectionException(
            "timed out", new SQLException("no route", "08001", new IOException("unreachable"))),
        "Check that the server is up, and that host and port of the URL are right. Cause: timed out"
            + " (unreachable)");
  }

  @Test
  void tells_from_the_sqlstate_what_to_check() {
    String login = "Check user and password, and that the server accepts this user from this host.";
    assertNoConnection(new SQLException("no", "28P01"), login + " Cause: no");
    assertNoConnection(new SQLException("no", "08004"), login + " Cause: no");
    assertNoConnection(
        new SQLException("no", "42501"), "Grant this user the privilege that it lacks. Cause: no");
    assertNoConnection(
        new SQLException("link failure", "08S01", new SSLHandshakeException("expired")),
        "Check the TLS settings of the URL, and the certificate of the server. Cause: link failure"
            + " (expired)");
  }

  private void assertNoConnection(SQLException thrown, String said) {
    Database database =
        new Database(
            () -> {
              throw thrown;
            },
            getClass().getClassLoader());
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(database::open)
        .withMessage("No connection to the database. Nothing was run. " + said);
  }
}
