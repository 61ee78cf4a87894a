package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.switchback.Migrator;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Health, endpoint and metrics. */
class ActuatorTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  DataSourceAutoConfiguration.class,
                  SwitchbackAutoConfiguration.class,
                  SwitchbackHealthAutoConfiguration.class))
          .withPropertyValues("switchback.packages=dev.switchback.spring.boot.jobs.migrations");

  private static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
      throws Exception {
    String port = context.getEnvironment().getProperty("local.server.port");
    URI uri = URI.create("http://localhost:" + port + "/actuator/" + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  @Test
  void a_web_application_reports_its_migrations() throws Exception {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.SERVLET)
            .run(
                "--server.port=0",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.health.show-details=always",
                "--spring.datasource.generate-unique-name=true",
                "--switchback.packages=dev.switchback.spring.boot.jobs.migrations")) {

      assertThat(get(context, "switchback").body())
          .startsWith(
              "{\"migrators\":{\"switchback\":{\"mode\":\"migrate\",\"when\":\"before-beans\",")
          .contains(
              "\"dataSource\":\"com.zaxxer.hikari.HikariDataSource '",
              "\"tablePrefix\":\"switchback\"",
              "\"packages\":[\"dev.switchback.spring.boot.jobs.migrations\"]",
              "\"migrations\":[{\"name\":\"20260102000000-jobs\",\"state\":\"applied\",\"appliedAt\":\"20");
      HttpResponse<String> health = get(context, "health/switchback");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body())
          .isEqualTo(
              "{\"details\":{\"switchback\":{\"applied\":1,\"pending\":0}},\"status\":\"UP\"}");
      assertThat(get(context, "health/readiness").statusCode()).isEqualTo(200);

      MeterRegistry meters = context.getBean(MeterRegistry.class);
      for (String name : List.of("switchback.run", "switchback.migration")) {
        assertThat(
                meters
                    .get(name)
                    .tags("migrator", "switchback", "direction", "up", "outcome", "success")
                    .timer()
                    .count())
            .isOne();
      }
      assertThat(meters.get("switchback.pending").tag("migrator", "switchback").gauge().value())
          .isZero();
    }
  }

  private static Health health(org.springframework.context.ApplicationContext context) {
    return context.getBean("switchbackHealthIndicator", HealthIndicator.class).health();
  }

  @Test
  void is_out_of_service_while_migrations_are_pending() {
    runner
        .withPropertyValues("switchback.when=manually")
        .run(
            context -> {
              assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
              assertThat(health(context).getDetails().toString())
                  .isEqualTo("{switchback={applied=0, pending=1}}");
            });
  }

  @Test
  void a_state_is_read_again_after_ten_seconds_at_the_latest() {
    runner
        .withPropertyValues("switchback.when=manually")
        .run(
            context -> {
              assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
              context.getBean(Migrator.class).up();

              assertThat(health(context).getStatus())
                  .as("known from the first question")
                  .isEqualTo(Status.OUT_OF_SERVICE);
              assertThat(MigratorStates.MAXIMUM_AGE).hasSeconds(10);
            });
  }

  @Test
  void is_down_while_a_migration_is_unfinished() {
    runner
        .withPropertyValues(
            "switchback.packages=dev.switchback.spring.boot.broken.migrations",
            "switchback.when=manually")
        .run(
            context -> {
              Migrator migrator = context.getBean(Migrator.class);
              assertThat(catchThrowable(migrator::up)).isNotNull();

              assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
              assertThat(health(context).getDetails().toString())
                  .contains("unfinished=[20260105000000-broken]");
            });
  }

  @Test
  void is_out_of_service_while_another_process_migrates() {
    runner
        .withPropertyValues(
            "switchback.packages=dev.switchback.spring.boot.broken.migrations",
            "switchback.when=manually",
            "spring.datasource.url=jdbc:h2:mem:elsewhere;DB_CLOSE_DELAY=-1")
        .run(
            context -> {
              DataSource dataSource = context.getBean(DataSource.class);
              Throwable failure = catchThrowable(context.getBean(Migrator.class)::up);
              assertThat(failure).isNotNull();
              JdbcTemplate jdbc = new JdbcTemplate(dataSource);
              jdbc.update(
                  "UPDATE switchback_lock SET owner = 'elsewhere',"
                      + " info = 'process 4711 on web-3, sessions 90 91' WHERE id = 1");

              assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
              assertThat(health(context).getDetails().toString())
                  .contains(
                      "unfinished=[20260105000000-broken]", "lockHolder=process 4711 on web-3}");
            });
  }

  @Test
  void is_down_if_the_database_cannot_be_reached() {
    runner
        .withPropertyValues(
            "switchback.when=manually",
            "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/nowhere",
            "spring.datasource.password=secret",
            "spring.datasource.hikari.connection-timeout=250")
        .run(
            context -> {
              assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
              assertThat(health(context).getDetails().toString())
                  .contains("failure=No connection to the database.")
                  .doesNotContain("secret");
            });
  }

  @Test
  void the_health_indicator_can_be_disabled() {
    runner
        .withPropertyValues("management.health.switchback.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
  }
}
