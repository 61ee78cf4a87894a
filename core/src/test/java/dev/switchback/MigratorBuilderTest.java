package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigratorBuilderTest {

  private static final class M20250101000000_Any implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }

  private static MigratorBuilder configure() {
    return Migrator.configure().migrations(List.of(M20250101000000_Any.class));
  }

  @Test
  void refuses_to_build_without_a_database() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configure().build())
        .withMessage("No database – call dataSource(…) or url(…) before build(). Nothing was run.");
  }

  @Test
  void refuses_to_build_without_migrations() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Migrator.configure().url("jdbc:x:y", null, null).build())
        .withMessage(
            "No migrations – call packages(…) or migrations(…) before build(). Nothing was run.");
  }

  @Test
  void refuses_an_empty_url() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configure().url(" ", null, null))
        .withMessage(
            "No URL – url(…) was given none. Nothing was run. It is like"
                + " jdbc:postgresql://host/database.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:oracle:thin:me/s3cret@host", "jdbc:oracle:x?password=s3cret"})
  void says_that_a_driver_is_missing_and_shows_no_more_of_the_url_than_whose_it_is(String url) {
    try (Migrator migrator = configure().url(url, "me", "s3cret").build()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(migrator::up)
          .withMessageStartingWith(
              "No JDBC driver takes a URL that begins with 'jdbc:oracle:'. Nothing was run. Put"
                  + " the driver of your database on the class path")
          .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cret"))
          .withNoCause();
    }
  }

  @Test
  void says_that_there_is_no_dialect_for_a_database() {
    DatabaseMetaData metaData = proxy(DatabaseMetaData.class, "SQLite");
    Connection connection = proxy(Connection.class, metaData);
    DataSource dataSource = proxy(DataSource.class, connection);
    Migrator migrator = configure().dataSource(dataSource).build();

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(migrator::up)
        .withMessage(
            "No dialect for the database 'SQLite'. Nothing was run. There are dialects for: none."
                + " Put the module of your database on the class path:"
                + " dev.switchback:switchback-h2, -postgresql or -mysql (also for MariaDB).");
  }

  /** Answers every call with {@code answer}, if it is of the right type. */
  private static <T> T proxy(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                method.getReturnType().isInstance(answer) ? answer : null));
  }

  @Test
  void says_that_a_url_needs_the_pool_where_there_is_none() throws Exception {
    try (URLClassLoader withoutPool =
        new URLClassLoader(classPathWithout("HikariCP"), ClassLoader.getPlatformClassLoader())) {
      Class<?> migrator = withoutPool.loadClass(Migrator.class.getName());
      Object builder = migrator.getMethod("configure").invoke(null);

      Throwable failure =
          catchThrowable(
              () ->
                  builder
                      .getClass()
                      .getMethod("url", String.class, String.class, String.class)
                      .invoke(builder, "jdbc:h2:mem:x", null, null));

      assertThat(failure.getCause().getClass().getName())
          .isEqualTo(ConfigurationException.class.getName());
      assertThat(failure.getCause())
          .hasMessage(
              "url(…) needs HikariCP, which is not on the class path. Nothing was run. Add the"
                  + " dependency com.zaxxer:HikariCP, or hand in a dataSource(…) of your own.");
    }
  }

  private static URL[] classPathWithout(String jar) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    StringTokenizer classPath =
        new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
    while (classPath.hasMoreTokens()) {
      String entry = classPath.nextToken();
      if (!entry.contains(jar)) {
        urls.add(new File(entry).toURI().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
