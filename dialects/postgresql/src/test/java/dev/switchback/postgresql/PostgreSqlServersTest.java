package dev.switchback.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.QueryInterface;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Servers that only speak the protocol of PostgreSQL are named, and refused. */
class PostgreSqlServersTest {

  private static final String COCKROACH =
      "CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27 01:53:43, go1.19.10)";

  // Each as it was published, see docs/servers.md.
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry(COCKROACH, "CockroachDB"),
          Map.entry(
              "PostgreSQL 11.2-YB-2.20.1.3-b0 on x86_64-pc-linux-gnu, compiled by clang version"
                  + " 16.0.6, 64-bit",
              "YugabyteDB"),
          Map.entry(
              "PostgreSQL 15.12-YB-2025.2.3.2-b0 on x86_64-pc-linux-gnu, compiled by clang version"
                  + " 19.1.0, 64-bit",
              "YugabyteDB"),
          Map.entry(
              "PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red"
                  + " Hat 3.4.2-6.fc3), Redshift 1.0.12103",
              "Amazon Redshift"),
          Map.entry(
              "PostgreSQL 12.12 (Greenplum Database 7.0.0-beta.0 build dev) on"
                  + " x86_64-pc-linux-gnu, compiled by gcc (GCC) 11.5.0, 64-bit",
              "Greenplum"),
          Map.entry(
              "PostgreSQL 14.4 (Apache Cloudberry 2.0.0-incubating build 1) on"
                  + " aarch64-unknown-linux-gnu, compiled by gcc (GCC) 11.5.0, 64-bit",
              "Apache Cloudberry"),
          Map.entry(
              "PostgreSQL 9.5.0 on x86_64-unknown-linux-gnu (Materialize v0.26.0)", "Materialize"),
          Map.entry(
              "CrateDB 5.5.0 (built a1b2c3d/2023-11-02T10:00:00Z, Linux 5.15 amd64, OpenJDK)",
              "CrateDB"),
          Map.entry(
              "PostgreSQL 12.3, compiled by Visual C++ build 1914, 64-bit, QuestDB", "QuestDB"),
          Map.entry("PostgreSQL 16.3 compatible CedarDB v2025-08-20", "CedarDB"),
          Map.entry(
              "(openGauss 5.0.0 build a07d57c3) compiled at 2023-03-29 03:09:38 commit 0 last mr",
              "openGauss"),
          Map.entry(
              "PostgreSQL 18.4 (pgEdge 5.0.10) on x86_64-pc-linux-gnu, compiled by gcc (GCC)"
                  + " 14.3.1, 64-bit",
              "pgEdge"),
          Map.entry("PostgreSQL 16", "Aurora DSQL"),
          Map.entry("PostgreSQL 14.1", "PostgreSQL 14.1"), // Spanner
          Map.entry(
              "Babelfish 17.7 on x86_64-pc-linux-gnu, compiled by gcc (GCC) 14.3.1, 64-bit",
              "Babelfish"),
          Map.entry(
              "OrioleDB 18.4 (OrioleDB 1.8-beta16) on x86_64-pc-linux-gnu, compiled by gcc",
              "OrioleDB"),
          Map.entry("A Server v2.1", "A Server"));

  private static final List<String> POSTGRESQL =
      List.of(
          "PostgreSQL 18.6 on x86_64-pc-linux-gnu, compiled by gcc (GCC) 14.3.1 20251022 (Red Hat"
              + " 14.3.1-4), 64-bit",
          "PostgreSQL 18.6 (Ubuntu 18.6-1.pgdg26.04+1) on x86_64-pc-linux-gnu, compiled by gcc"
              + " (Ubuntu 15.2.0-16ubuntu1) 15.2.0, 64-bit",
          "PostgreSQL 16.1, compiled by Visual C++ build 1937, 64-bit",
          "PostgreSQL 17.4 (EnterpriseDB Advanced Server 17.4.0) on x86_64-pc-linux-gnu, compiled"
              + " by gcc (GCC) 11.5.0 20240719 (Red Hat 11.5.0-5), 64-bit",
          "PostgreSQL 13.3 on x86_64-pc-linux-gnu, compiled by x86_64-pc-linux-gnu-gcc (GCC)"
              + " 7.4.0, 64-bit",
          "PostgreSQL 18.4 - Percona Server for PostgreSQL 18.4.1 on x86_64-pc-linux-gnu, compiled"
              + " by gcc (GCC) 14.3.1 20250617 (Red Hat 14.3.1-2), 64-bit",
          "PostgreSQL 17.10 (PolarDB 17.10.1.0 build accf02e2) on x86_64-linux-gnu",
          "PostgreSQL 18.4 (IvorySQL 5.4) on x86_64-pc-linux-gnu, compiled by gcc (GCC) 9.5.0,"
              + " 64-bit");

  /** Does nothing. */
  public static final class M20250101000000_Nothing implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }

  @Test
  void are_known_by_what_they_call_themselves() {
    OTHERS.forEach(
        (text, name) -> assertThat(PostgreSqlServers.lookalike(text)).as(text).contains(name));
    assertThat(POSTGRESQL).allMatch(text -> PostgreSqlServers.lookalike(text).isEmpty());
  }

  @Test
  void are_refused_before_anything_is_written_unless_they_are_accepted() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      DataSource cockroach = answering(database.dataSource(), COCKROACH);
      assertThat(over(cockroach).build().status()).hasSize(1);
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> over(cockroach).acceptUntested("TiDB").build().up())
          .withMessage(
              "The server is not PostgreSQL, but 'CockroachDB', which speaks its protocol. The"
                  + " locks and transactions of a run were not tested there. Nothing was run."
                  + " Migrate PostgreSQL, or accept the risk by acceptUntested(\"CockroachDB\"),"
                  + " see docs/servers.md.");
      assertThat(tables(database)).isZero();

      assertThat(over(cockroach).acceptUntested("cockroachdb").build().up().names()).hasSize(1);
      assertThat(over(cockroach).build().up().isEmpty()).isTrue();
    }
  }

  private static int tables(FreshDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static MigratorBuilder over(DataSource source) {
    return Migrator.configure()
        .dataSource(source)
        .migrations(List.of(M20250101000000_Nothing.class));
  }

  /** The real server, but for its name. */
  private static DataSource answering(DataSource source, String version) {
    return proxy(
        DataSource.class,
        source,
        connection ->
            proxy(
                Connection.class,
                connection,
                statement -> proxy(Statement.class, statement, result -> result, version),
                null),
        null);
  }

  /** What becomes of a result. */
  private interface Change {
    Object of(Object result);
  }

  private static <T> T proxy(
      Class<T> type, Object target, Change change, @Nullable String version) {
    return type.cast(
        Proxy.newProxyInstance(
            PostgreSqlServersTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                if (version != null
                    && "SELECT version()".equals(arguments == null ? "" : arguments[0])) {
                  return target
                      .getClass()
                      .getMethod("executeQuery", String.class)
                      .invoke(target, "SELECT '" + version + "'");
                }
                Object result = method.invoke(target, arguments);
                boolean isPlain =
                    method.getName().equals("createStatement")
                        || method.getName().equals("getConnection");
                return isPlain ? change.of(result) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
