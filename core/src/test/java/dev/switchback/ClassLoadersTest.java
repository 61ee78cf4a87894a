package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.discovery.MigrationClass;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Which class loader finds the migrations, and what is said where there are two copies. */
class ClassLoadersTest {

  /** Does nothing. */
  public static final class M20250101000000_Any implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }

  private static ClassLoader defaultUnder(ClassLoader context) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      return MigratorBuilder.defaultLoader();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void is_the_threads_own_if_it_sees_switchback_and_otherwise_switchbacks() throws Exception {
    ClassLoader ours = Migrator.class.getClassLoader();
    try (URLClassLoader child = new URLClassLoader(new URL[0], ours);
        URLClassLoader alien = new URLClassLoader(new URL[0], null)) {
      assertThat(defaultUnder(child)).isSameAs(child);
      assertThat(defaultUnder(alien)).isSameAs(ours);
      assertThat(defaultUnder(null)).isSameAs(ours);
    }
  }

  private static URL location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void names_both_loaders_where_a_migration_is_one_of_another_copy() throws Exception {
    URL[] all = {location(Migrator.class), location(ClassLoadersTest.class)};
    try (URLClassLoader other =
        new URLClassLoader("other copy", all, ClassLoader.getPlatformClassLoader())) {
      MigrationClass type =
          new MigrationClass(
              new MigrationName("20250101000000-any"), M20250101000000_Any.class.getName(), other);

      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> type.instantiate(MigrationClass::construct))
          .withMessage(
              "Migration '20250101000000-any' – class"
                  + " 'dev.switchback.ClassLoadersTest$M20250101000000_Any': it implements"
                  + " Migration of another copy of Switchback. "
                  + other
                  + " loaded that copy, and "
                  + Migration.class.getClassLoader()
                  + " loaded this one. Nothing was run. Use one copy of Switchback that both class"
                  + " loaders see.");
    }
  }

  @Test
  void two_databases_for_one_migrator_are_refused_in_either_order() {
    DataSource none = new NoDataSource();
    for (List<Boolean> urlFirst : List.of(List.of(true, false), List.of(false, true))) {
      MigratorBuilder builder = Migrator.configure();
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(
              () ->
                  urlFirst.forEach(
                      isUrl -> {
                        if (isUrl) {
                          builder.url("jdbc:h2:mem:", null, null);
                        } else {
                          builder.dataSource(none);
                        }
                      }))
          .withMessage(
              "Two databases – dataSource(…) and url(…) were both called. Nothing was run. Leave"
                  + " one of them out.");
    }
  }

  /** Gives no connection. */
  private static final class NoDataSource implements DataSource {
    @Override
    public java.sql.Connection getConnection() throws SQLException {
      throw new SQLException("none");
    }

    @Override
    public java.sql.Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public java.io.PrintWriter getLogWriter() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setLogWriter(java.io.PrintWriter out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int getLoginTimeout() {
      throw new UnsupportedOperationException();
    }

    @Override
    public java.util.logging.Logger getParentLogger() {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }

  @Test
  void says_what_a_module_has_to_require_for_the_pool() {
    assertThat(MigratorBuilder.noPool(true))
        .isEqualTo(
            "url(…) needs HikariCP, whose module is not in use. Nothing was run. Add the dependency"
                + " com.zaxxer:HikariCP, and write 'requires com.zaxxer.hikari;' in your"
                + " module-info.java. Or pass a dataSource(…).");
  }
}
