package dev.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.switchback.internal.base.RunOptions;
import java.io.File;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigratorBuilderTest {

  private static final Pattern OPTION =
      Pattern.compile("\\| `\\.(\\w+)\\(.*?\\)` \\|.*\\| (.*?) \\|");

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
            "No URL – url(…) was called without one. Nothing was run. Pass a URL such as"
                + " jdbc:postgresql://host/database.");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", " ", "*", ".", "com.acme.*", "com..acme", "com.acme.", "com/acme", "1st.x"})
  void refuses_what_is_not_the_name_of_a_package(@Nullable String name) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Migrator.configure().packages("com.acme.migrations", name))
        .withMessage(
            "'%s' – packages(…) received it, and it is not the name of a package. Nothing was run."
                    .formatted(name)
                + " Pass the package of the migrations: com.acme.chat.migrations, for example.");
  }

  @Test
  void takes_every_name_that_a_package_may_have() {
    assertThat(Migrator.configure().packages("m", "com.acme_2.Über.$x")).isNotNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \t"})
  void refuses_a_blank_schema_and_a_blank_prefix(@Nullable String name) {
    assertRefusesNone("schema", "schema", builder -> builder.schema(name));
    assertRefusesNone("prefix", "tablePrefix", builder -> builder.tablePrefix(name));
  }

  @Test
  void a_migrator_describes_its_configuration_without_a_secret() {
    MigratorDescription described =
        Migrator.configure()
            .url("jdbc:postgresql://me:s3cret@host/chat?password=s3cret", "me", "s3cret")
            .packages("com.acme.chat.migrations")
            .schema("chat")
            .metadataSchema("ops")
            .tablePrefix("acme")
            .leaseTimeout(Duration.ofSeconds(20))
            .acceptUntested("CockroachDB")
            .build()
            .description();

    assertThat(described)
        .isEqualTo(
            new MigratorDescription(
                "jdbc:postgresql:",
                "chat",
                "ops",
                "acme",
                List.of("com.acme.chat.migrations"),
                List.of(),
                ChangedMigrationPolicy.WARN,
                OutOfOrder.ALLOW,
                Duration.ofMinutes(10),
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofSeconds(5),
                10,
                Set.of("CockroachDB")));
    assertThat(described.schema()).contains("chat");
    assertThat(described.toString()).doesNotContain("s3cret", "me:", "host");
  }

  @Test
  void a_data_source_is_described_by_its_class_and_the_name_of_its_pool() {
    DataSource plain = proxy(DataSource.class, "none");
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setPoolName("chat");

      assertThat(configure().dataSource(plain).build().description().dataSource())
          .isEqualTo(plain.getClass().getName());
      assertThat(configure().dataSource(pool).build().description().dataSource())
          .isEqualTo("com.zaxxer.hikari.HikariDataSource 'chat'");
    }
  }

  @Test
  void refuses_null_at_the_call_that_was_given_it() {
    assertRefusesNone("data source", "dataSource", builder -> builder.dataSource(null));
    assertRefusesNone("package", "packages", builder -> builder.packages((String[]) null));
    assertRefusesNone("list of classes", "migrations", builder -> builder.migrations(null));
    assertRefusesNone(
        "class", "migrations", builder -> builder.migrations(Collections.singletonList(null)));
    assertRefusesNone("factory", "factory", builder -> builder.factory(null));
    assertRefusesNone("class loader", "classLoader", builder -> builder.classLoader(null));
    assertRefusesNone(
        "time", "migrationLockTimeout", builder -> builder.migrationLockTimeout(null));
    assertRefusesNone("listener", "listener", builder -> builder.listener(null));
    assertRefusesNone(
        "listener",
        "withListener",
        builder ->
            builder.url("jdbc:h2:mem:x", null, null).packages("x").build().withListener(null));
  }

  private static void assertRefusesNone(
      String what, String method, Consumer<MigratorBuilder> call) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> call.accept(configure()))
        .withMessage(
            "No %s – %s(…) was called without one. Nothing was run. Pass one, or leave out the call."
                .formatted(what, method));
  }

  @Test
  void refuses_a_prefix_that_does_not_fit_into_names_everywhere() {
    assertThat(configure().tablePrefix("p".repeat(50))).isNotNull();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configure().tablePrefix("ü".repeat(26)))
        .withMessage(
            "Table prefix '%s' – it has 52 bytes, and the limit is 50, so that the names fit"
                    .formatted("ü".repeat(26))
                + " every database. Nothing was run. Shorten it.");
  }

  @Test
  void refuses_to_wait_for_less_than_no_time() {
    assertThat(configure().migrationLockTimeout(Duration.ZERO)).isNotNull();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configure().migrationLockTimeout(Duration.ofSeconds(-1)))
        .withMessage(
            "migrationLockTimeout(PT-1S) – a time cannot be negative. Nothing was run."
                + " Duration.ZERO is the minimum.");
  }

  @Test
  void refuses_times_and_numbers_that_make_no_sense() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configure().leaseTimeout(Duration.ofMillis(99)))
        .withMessage(
            "leaseTimeout(PT0.099S) – the run sends ten heartbeats in this time, and less than"
                + " PT0.1S is too short. Nothing was run. 30 seconds is the default.");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configure().statementTimeout(Duration.ofSeconds(-1)))
        .withMessageStartingWith("statementTimeout(PT-1S) – a time cannot be negative.");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configure().statementLockTimeout(Duration.ZERO, 3))
        .withMessageStartingWith("statementLockTimeout(PT0S, 3) – the time must be above zero");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configure().statementLockTimeout(Duration.ofSeconds(1), -1))
        .withMessageStartingWith("statementLockTimeout(PT1S, -1) – the time must be above zero");
    assertThat(
            configure()
                .statementLockTimeout(Duration.ofSeconds(1), 0)
                .statementTimeout(Duration.ZERO))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:oracle:thin:me/s3cret@host", "jdbc:oracle:x?password=s3cret"})
  void says_that_a_driver_is_missing_and_shows_no_more_of_the_url_than_whose_it_is(String url) {
    try (Migrator migrator = configure().url(url, "me", "s3cret").build()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(migrator::up)
          .withMessageStartingWith(
              "No JDBC driver accepts a URL that begins with 'jdbc:oracle:'. Nothing was run. Put"
                  + " the driver of your database on the class path")
          .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cret"))
          .withNoCause();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://me:s3cret@host/db",
        "postgres://host/db",
        "host:5432/s3cret",
        "s3cret"
      })
  void says_how_a_url_begins_and_shows_nothing_of_one_that_does_not(String url) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> configure().url(url, "me", "s3cret"))
        .withMessage(
            "The URL does not begin with 'jdbc:'. Nothing was run. Pass a JDBC URL such as"
                + " jdbc:postgresql://host/database, and pass user and password separately.")
        .withNoCause();
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
                  + " dependency com.zaxxer:HikariCP, or pass a dataSource(…).");
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

  /** The README lies at the root, above this module. */
  @Test
  void the_readme_has_the_defaults_of_the_options() throws Exception {
    RunOptions defaults = configure().forFleet().setup().settings();
    Map<String, String> documented = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("..", "README.md"))) {
      Matcher row = OPTION.matcher(line);
      if (row.matches()) {
        documented.put(row.group(1), row.group(2));
      }
    }

    assertThat(documented)
        .containsOnlyKeys(
            "migrationLockTimeout",
            "leaseTimeout",
            "statementLockTimeout",
            "statementTimeout",
            "onChangedMigration",
            "outOfOrder")
        .containsEntry(
            "migrationLockTimeout", defaults.migrationLockTimeout().toMinutes() + " minutes")
        .containsEntry("leaseTimeout", defaults.leaseTimeout().toSeconds() + " seconds")
        .containsEntry(
            "statementLockTimeout",
            "%d seconds, %d retries"
                .formatted(
                    defaults.statementLockTimeout().toSeconds(), defaults.lockWaitRetries()));
    assertThat(documented.get("statementTimeout"))
        .isEqualTo(defaults.statementTimeout().isZero() ? "no limit" : "a limit");
    assertThat(documented.get("onChangedMigration"))
        .startsWith("`" + defaults.onChangedMigration() + "`");
    assertThat(documented.get("outOfOrder")).startsWith("`" + defaults.outOfOrder() + "`");
  }
}
