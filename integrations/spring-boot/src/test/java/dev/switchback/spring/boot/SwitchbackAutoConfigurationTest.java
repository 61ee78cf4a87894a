package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.ConfigurationException;
import dev.switchback.MigrationListener;
import dev.switchback.Migrator;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.spring.boot.jobs.JobsConfiguration;
import dev.switchback.spring.boot.people.Names;
import dev.switchback.spring.boot.people.migrations.M20260101000000_People;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The beans and properties, without a web server and JPA. */
class SwitchbackAutoConfigurationTest {

  private static final String PEOPLE =
      "switchback.packages=dev.switchback.spring.boot.people.migrations";
  private static final String JOBS = "dev.switchback.spring.boot.jobs.migrations";

  private final ApplicationContextRunner withoutDatabase =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class,
                  JdbcTemplateAutoConfiguration.class,
                  SwitchbackAutoConfiguration.class))
          .withBean(Names.class);

  /** On the H2 that Boot configures by itself, with a new name for each context. */
  private final ApplicationContextRunner runner =
      withoutDatabase.withPropertyValues("spring.datasource.generate-unique-name=true");

  private static ApplicationContextRunner on(
      ApplicationContextRunner runner, FreshDatabase database) {
    return runner.withPropertyValues(
        "spring.datasource.url=" + database.url(),
        "spring.datasource.username=" + database.user(),
        "spring.datasource.password=" + database.password());
  }

  private static List<String> people(AssertableApplicationContext context) {
    return context
        .getBean(JdbcTemplate.class)
        .queryForList("SELECT name FROM people", String.class);
  }

  private static String failure(AssertableApplicationContext context) {
    Throwable failure = context.getStartupFailure();
    assertThat(failure).isNotNull();
    while (failure.getCause() != null && !(failure instanceof ConfigurationException)) {
      failure = failure.getCause();
    }
    return failure.getMessage();
  }

  @Configuration(proxyBeanMethods = false)
  static class EarlyReader {
    @Bean
    List<String> early(JdbcTemplate template) {
      return template.queryForList("SELECT name FROM people", String.class);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnMigrator {
    @Bean
    Migrator migrator(DataSource dataSource, Names names) {
      return Migrator.configure()
          .dataSource(dataSource)
          .migrations(List.of(M20260101000000_People.class))
          .factory(type -> new M20260101000000_People(names))
          .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoDataSources {
    @Bean
    DataSource first() {
      return h2("first");
    }

    @Bean
    DataSource second() {
      return h2("second");
    }

    static DataSource h2(String name) {
      return new DriverManagerDataSource("jdbc:h2:mem:" + name, "sa", "");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class MarkedDataSource {
    @Bean
    @Primary
    DataSource first() {
      return kept("first");
    }

    @Bean
    @SwitchbackDataSource
    DataSource second() {
      return kept("second");
    }

    static DataSource kept(String name) {
      return new DriverManagerDataSource(
          "jdbc:h2:mem:"
              + name
              + System.identityHashCode(Thread.currentThread())
              + ";DB_CLOSE_DELAY=-1");
    }
  }

  @AutoConfigurationPackage(basePackages = "dev.switchback.spring.boot.people")
  static class PeopleApplication {}

  @AutoConfigurationPackage(
      basePackages = {"dev.switchback.spring.boot.people", "dev.switchback.spring.boot.none"})
  static class TwoPackages {}

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void migrates_before_a_bean_reads_the_database(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      on(runner, database)
          .withPropertyValues(PEOPLE)
          .withUserConfiguration(EarlyReader.class)
          .run(context -> assertThat(context.getBean("early")).isEqualTo(List.of("Ann")));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void a_second_start_creates_no_migration(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      ApplicationContextRunner application = on(runner, database).withPropertyValues(PEOPLE);
      application.run(context -> assertThat(context.getBean(Names.class).injected()).isPositive());

      application.run(
          context -> {
            assertThat(context.getBean(Names.class).injected()).isZero();
            assertThat(people(context)).containsExactly("Ann");
          });
    }
  }

  @Test
  void migrates_in_an_application_that_is_lazy() {
    runner
        .withPropertyValues(PEOPLE)
        .withInitializer(
            context ->
                context.addBeanFactoryPostProcessor(
                    new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
        .run(context -> assertThat(people(context)).containsExactly("Ann"));
  }

  @Test
  void is_off_if_a_property_says_so() {
    runner
        .withPropertyValues(PEOPLE, "switchback.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(Migrator.class));
  }

  @Test
  void is_off_without_a_database() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(SwitchbackAutoConfiguration.class))
        .run(context -> assertThat(context).doesNotHaveBean(SwitchbackInitializer.class));
  }

  @Test
  void the_package_below_the_application_is_the_default() {
    runner
        .withUserConfiguration(PeopleApplication.class)
        .run(context -> assertThat(people(context)).containsExactly("Ann"));
  }

  @Test
  void of_several_packages_those_with_migrations_are_the_default() {
    runner
        .withUserConfiguration(TwoPackages.class)
        .run(context -> assertThat(people(context)).containsExactly("Ann"));
  }

  @Test
  void asks_for_packages_if_the_application_has_none() {
    runner.run(
        context ->
            assertThat(failure(context))
                .isEqualTo(
                    "The packages of the migrations are not known, because no class has"
                        + " @SpringBootApplication or @EnableAutoConfiguration. Nothing was run."
                        + " Set 'switchback.packages'."));
  }

  @Test
  void the_migrator_of_the_application_replaces_the_configured_one() {
    runner
        .withUserConfiguration(OwnMigrator.class)
        .run(
            context -> {
              assertThat(context).hasSingleBean(Migrator.class).hasBean("migrator");
              assertThat(people(context)).containsExactly("Ann");
            });
  }

  @Test
  void instances_have_a_migrator_each_and_run_in_order() {
    List<String> order = new ArrayList<>();
    runner
        .withPropertyValues(
            "switchback.instances.main.packages=dev.switchback.spring.boot.people.migrations",
            "switchback.instances.jobs.packages=" + JOBS,
            "switchback.instances.jobs.table-prefix=jobs",
            "switchback.instances.jobs.order=-1")
        .withBean(MigrationListener.class, () -> recording(order))
        .run(
            context -> {
              assertThat(context.getBeanNamesForType(Migrator.class))
                  .containsExactlyInAnyOrder("mainMigrator", "jobsMigrator");
              assertThat(order).containsExactly("20260102000000-jobs", "20260101000000-people");
              assertThat(
                      context
                          .getBean(JdbcTemplate.class)
                          .queryForObject("SELECT COUNT(*) FROM jobs_meta", Integer.class))
                  .isOne();
            });
  }

  @Test
  void the_metadata_tables_are_in_the_configured_schema() {
    withoutDatabase
        .withPropertyValues(
            "spring.datasource.url=jdbc:h2:mem:ops;INIT=CREATE SCHEMA IF NOT EXISTS ops",
            "switchback.packages=dev.switchback.spring.boot.people.migrations",
            "switchback.metadata-schema=ops")
        .run(
            context ->
                assertThat(
                        context
                            .getBean(JdbcTemplate.class)
                            .queryForObject("SELECT COUNT(*) FROM ops.switchback_meta", Long.class))
                    .isOne());
  }

  private static MigrationListener recording(List<String> names) {
    return new MigrationListener() {
      @Override
      public void beforeMigration(MigrationEvent migration) {
        names.add(migration.name());
      }
    };
  }

  record Qualified(@Qualifier("jobs") Migrator jobs) {}

  @Test
  void an_instance_is_injected_by_its_name() {
    runner
        .withPropertyValues(
            "switchback.instances.main.packages=dev.switchback.spring.boot.people.migrations",
            "switchback.instances.jobs.packages=" + JOBS,
            "switchback.instances.jobs.table-prefix=jobs")
        .withBean(Qualified.class)
        .run(
            context ->
                assertThat(context.getBean(Qualified.class).jobs())
                    .isSameAs(context.getBean("jobsMigrator")));
  }

  @Test
  void refuses_two_instances_that_are_the_same() {
    runner
        .withPropertyValues(
            "switchback.instances.a.packages=" + JOBS,
            "switchback.instances.b.packages=dev.switchback.spring.boot.people.migrations",
            "switchback.instances.b.table-prefix=switchback")
        .run(
            context ->
                assertThat(failure(context))
                    .isEqualTo(
                        "Migrators 'a' and 'b' – they have the same database, schema and table"
                            + " prefix. Nothing was run. Give one of them another 'table-prefix',"
                            + " or list the packages of both in one."));
  }

  @Test
  void refuses_a_property_that_has_no_effect_on_instances() {
    runner
        .withPropertyValues("switchback.instances.a.packages=" + JOBS, "switchback.schema=acme")
        .run(
            context ->
                assertThat(failure(context))
                    .isEqualTo(
                        "'switchback.schema' has no effect on 'switchback.instances'. Nothing was"
                            + " run. Set it for each instance that needs it."));
  }

  @Test
  void instances_inherit_times() {
    runner
        .withPropertyValues(
            "switchback.instances.a.packages=" + JOBS, "switchback.lease-timeout=1ms")
        .run(context -> assertThat(failure(context)).startsWith("leaseTimeout(PT0.001S) – "));
  }

  @ParameterizedTest
  @CsvSource({
    "migration-lock-timeout=-1s, migrationLockTimeout(PT-1S)",
    "statement-timeout=-1s, statementTimeout(PT-1S)",
    "statement-lock-timeout=0s, 'statementLockTimeout(PT0S, 10)'",
    "statement-lock-retries=-1, 'statementLockTimeout(PT5S, -1)'"
  })
  void times_reach_the_migrator(String property, String message) {
    runner
        .withPropertyValues(PEOPLE, "switchback." + property)
        .run(context -> assertThat(failure(context)).startsWith(message));
  }

  @Test
  void verify_refuses_the_start_while_migrations_are_pending() throws Exception {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
      ApplicationContextRunner application = on(runner, database).withPropertyValues(PEOPLE);
      ApplicationContextRunner verifying = application.withPropertyValues("switchback.mode=verify");
      verifying.run(
          context ->
              assertThat(context)
                  .getFailure()
                  .rootCause()
                  .isInstanceOf(PendingMigrationsException.class)
                  .hasMessage(
                      "Migrator 'switchback' – migration '20260101000000-people' is pending."
                          + " Nothing was run. Migrate the database before this application"
                          + " starts."));
      application.run(context -> assertThat(context).hasNotFailed());

      verifying.run(context -> assertThat(people(context)).containsExactly("Ann"));
    }
  }

  @ParameterizedTest
  @CsvSource({"mode=none", "when=manually", "when=after-start"})
  void does_not_migrate_before_the_beans(String property) {
    runner
        .withPropertyValues(PEOPLE, "switchback." + property)
        .run(context -> assertThat(context.getBean(Migrator.class).pending()).hasSize(1));
  }

  @Test
  void the_data_source_of_a_name_is_migrated() {
    runner
        .withUserConfiguration(TwoDataSources.class)
        .withPropertyValues(PEOPLE, "switchback.data-source=second", "switchback.mode=none")
        .run(
            context -> {
              ConfiguredMigrator migrator = context.getBean(ConfiguredMigrators.class).all().get(0);
              assertThat(migrator.database().database()).isSameAs(context.getBean("second"));
            });
  }

  @Test
  void refuses_a_data_source_that_is_no_bean() {
    runner
        .withUserConfiguration(TwoDataSources.class)
        .withPropertyValues(PEOPLE, "switchback.data-source=third")
        .run(
            context ->
                assertThat(failure(context))
                    .isEqualTo(
                        "Data source 'third' – 'switchback.data-source' names it, and there is no"
                            + " such bean. Nothing was run. Use one of: 'first', 'second'."));
  }

  @Test
  void refuses_to_guess_between_data_sources() {
    runner
        .withUserConfiguration(TwoDataSources.class)
        .withPropertyValues(PEOPLE)
        .run(
            context ->
                assertThat(failure(context))
                    .isEqualTo(
                        "Data source – the application has several ('first', 'second'), and none"
                            + " of them is primary. Nothing was run. Set 'switchback.data-source',"
                            + " or annotate one with @SwitchbackDataSource."));
  }

  @Test
  void the_annotated_data_source_has_precedence_over_the_primary_one() {
    runner
        .withUserConfiguration(MarkedDataSource.class)
        .withPropertyValues(PEOPLE)
        .run(
            context ->
                assertThat(
                        new JdbcTemplate(context.getBean("second", DataSource.class))
                            .queryForList("SELECT name FROM people", String.class))
                    .containsExactly("Ann"));
  }

  @Test
  void a_url_needs_no_data_source() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(SwitchbackAutoConfiguration.class))
          .withBean(Names.class)
          .withPropertyValues(
              PEOPLE,
              "switchback.url=" + database.url(),
              "switchback.user=" + database.user(),
              "switchback.password=" + database.password())
          .run(
              context ->
                  assertThat(
                          new JdbcTemplate(database.dataSource())
                              .queryForList("SELECT name FROM people", String.class))
                      .containsExactly("Ann"));
    }
  }

  @Test
  void a_url_without_a_driver_is_refused_without_showing_it() {
    runner
        .withPropertyValues(PEOPLE, "switchback.url=jdbc:unknown://host/db?password=secret")
        .run(
            context -> {
              assertThat(failure(context))
                  .isEqualTo(
                      "'switchback.url' – no JDBC driver on the class path accepts it. Nothing was"
                          + " run. Add the driver of the database, or correct the URL.");
              assertThat(context.getStartupFailure()).hasStackTraceContaining("no JDBC driver");
              assertThat(stackTrace(context.getStartupFailure())).doesNotContain("secret");
            });
  }

  private static String stackTrace(Throwable failure) {
    java.io.StringWriter text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "url=jdbc:h2:mem:a,data-source=x | 'switchback.url' and 'switchback.data-source' are both"
            + " set. Nothing was run. Remove one of them.",
        "driver-class-name=org.h2.Driver | 'switchback.driver-class-name' is set without a URL."
            + " Nothing was run. Set 'switchback.url' too, or remove it.",
        "password=secret | 'switchback.password' is set without a user. Nothing was run. Set"
            + " 'switchback.user' too, or remove it."
      })
  void refuses_properties_that_contradict_each_other(String properties, String message) {
    ApplicationContextRunner application = runner.withPropertyValues(PEOPLE);
    for (String property : properties.split(",", -1)) {
      application = application.withPropertyValues("switchback." + property);
    }
    application.run(context -> assertThat(failure(context)).isEqualTo(message));
  }

  @Test
  void another_user_migrates_the_database_of_the_application() throws Exception {
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      JdbcTemplate admin = new JdbcTemplate(database.dataSource());
      String user = database.name() + "_owner";
      admin.execute("CREATE USER " + user + " PASSWORD 'x'");
      try {
        admin.execute("GRANT ALL ON SCHEMA public TO " + user);
        on(runner, database)
            .withPropertyValues(PEOPLE, "switchback.user=" + user, "switchback.password=x")
            .run(
                context ->
                    assertThat(
                            admin.queryForObject(
                                "SELECT tableowner FROM pg_tables WHERE tablename = 'people'",
                                String.class))
                        .isEqualTo(user));
      } finally {
        admin.execute("DROP OWNED BY " + user);
        admin.execute("DROP USER " + user);
      }
    }
  }

  @Test
  void a_bean_with_connection_details_has_precedence() throws Exception {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
      runner
          .withPropertyValues(PEOPLE)
          .withBean(SwitchbackConnectionDetails.class, () -> new Details(database))
          .run(
              context ->
                  assertThat(
                          new JdbcTemplate(database.dataSource())
                              .queryForList("SELECT name FROM people", String.class))
                      .containsExactly("Ann"));
    }
  }

  private record Details(FreshDatabase database) implements SwitchbackConnectionDetails {
    @Override
    public String getJdbcUrl() {
      return database.url();
    }

    @Override
    public String getUser() {
      return database.user();
    }

    @Override
    public String getPassword() {
      return database.password();
    }
  }

  @Test
  void a_misspelt_property_is_refused() {
    runner
        .withPropertyValues(PEOPLE, "switchback.table-prefiks=acme")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("switchback.table-prefiks"));
  }

  @Test
  void a_property_of_the_wrong_type_is_refused() {
    runner
        .withPropertyValues(PEOPLE, "switchback.mode=later")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("MigratorProperties.Mode.later"));
  }

  @Test
  void a_customizer_changes_the_builder() {
    runner
        .withPropertyValues("switchback.packages=" + JOBS)
        .withBean(
            MigratorCustomizer.class,
            () -> (name, builder) -> builder.tablePrefix("custom_" + name))
        .run(
            context ->
                assertThat(
                        context
                            .getBean(JdbcTemplate.class)
                            .queryForObject(
                                "SELECT COUNT(*) FROM custom_switchback_meta", Integer.class))
                    .isOne());
  }

  @Test
  void a_component_is_migrated_before_the_application() {
    List<String> order = new ArrayList<>();
    runner
        .withPropertyValues(PEOPLE, "switchback.order=-100")
        .withUserConfiguration(JobsConfiguration.class)
        .withBean(MigrationListener.class, () -> recording(order))
        .run(
            context -> {
              assertThat(order).containsExactly("20260102000000-jobs", "20260101000000-people");
              assertThat(
                      context
                          .getBean(JdbcTemplate.class)
                          .queryForObject("SELECT COUNT(*) FROM acme_jobs_meta", Integer.class))
                  .isOne();
            });
  }
}
