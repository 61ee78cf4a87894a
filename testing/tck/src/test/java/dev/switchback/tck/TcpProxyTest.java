package dev.switchback.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TcpProxyTest {

  private static TcpProxy proxyTo(FreshDatabase database) throws Exception {
    URI server = URI.create(database.url().substring("jdbc:".length()));
    return TcpProxy.to(server.getHost(), server.getPort());
  }

  private static Connection through(TcpProxy proxy, FreshDatabase database) throws SQLException {
    String url = database.url().replaceFirst(":\\d+/", ":" + proxy.port() + "/");
    return DriverManager.getConnection(url, database.user(), database.password());
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
  void passes_everything_on_until_it_is_cut(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        TcpProxy proxy = proxyTo(database);
        Connection connection = through(proxy, database)) {
      assertThat(ask(connection, "SELECT 41 + 1")).isEqualTo("42");

      proxy.cut();

      assertThatExceptionOfType(SQLException.class).isThrownBy(() -> ask(connection, "SELECT 1"));
      try (Connection next = through(proxy, database)) {
        assertThat(ask(next, "SELECT 1")).isEqualTo("1");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
  void falls_silent_on_one_connection_and_speaks_again(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        TcpProxy proxy = proxyTo(database);
        Connection silent = through(proxy, database);
        Connection other = through(proxy, database)) {
      proxy.links().get(0).stall();
      CompletableFuture<String> answer =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return ask(silent, "SELECT 7");
                } catch (SQLException e) {
                  return e.toString();
                }
              });

      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS));
      assertThat(ask(other, "SELECT 1")).isEqualTo("1");
      proxy.links().get(0).stall(false, false);
      assertThat(answer.get(2, TimeUnit.MINUTES)).isEqualTo("7");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "H2")
  void loses_the_answer_to_what_the_server_has_done(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        TcpProxy proxy = proxyTo(database);
        Connection direct = database.dataSource().getConnection();
        Connection connection = through(proxy, database)) {
      execute(direct, "CREATE TABLE t (n INT)");
      proxy.loseAnswerTo("INSERT INTO t");

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> execute(connection, "INSERT INTO t VALUES (1)"));

      assertThat(ask(direct, "SELECT COUNT(*) FROM t")).isEqualTo("1");
    }
  }
}
