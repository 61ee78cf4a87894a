package dev.switchback.spring.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.spring.boot.PendingMigrationsException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** What the starter promises, on this version of Spring Boot. */
class StarterTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ConfigurableApplicationContext start(FreshDatabase database, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--spring.jpa.open-in-view=false",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.health.show-details=always",
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
    arguments.addAll(List.of(more));
    return SpringApplication.run(Application.class, arguments.toArray(String[]::new));
  }

  private static String get(ConfigurableApplicationContext application, String path)
      throws Exception {
    String port = application.getEnvironment().getProperty("local.server.port");
    URI uri = URI.create("http://localhost:" + port + "/actuator/" + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void migrates_before_jpa_and_reports_it(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      try (ConfigurableApplicationContext application = start(database)) {
        assertThat(application.getBean(People.class).findAll())
            .extracting(person -> person.name)
            .containsExactly("Ann");
        assertThat(application.getBean(FirstName.class).used()).isPositive();
        assertThat(get(application, "switchback"))
            .contains("\"name\":\"20260101000000-people\",\"state\":\"applied\"");
        assertThat(get(application, "health/switchback"))
            .contains("\"status\":\"UP\"", "\"applied\":1", "\"pending\":0");
        MeterRegistry meters = application.getBean(MeterRegistry.class);
        assertThat(meters.get("switchback.migration").tag("outcome", "success").timer().count())
            .isOne();
        assertThat(meters.get("switchback.pending").gauge().value()).isZero();
      }
      try (ConfigurableApplicationContext application = start(database)) {
        assertThat(application.getBean(FirstName.class).used()).isZero();
      }
    }
  }

  @Test
  void a_failed_start_is_explained_without_a_stack_trace() throws Exception {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase()) {
      PrintStream out = System.out;
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      try {
        assertThat(catchThrowable(() -> start(database, "--switchback.mode=verify")))
            .hasRootCauseInstanceOf(PendingMigrationsException.class);
      } finally {
        System.setOut(out);
      }

      assertThat(printed.toString(StandardCharsets.UTF_8))
          .contains("APPLICATION FAILED TO START", "migration '20260101000000-people' is pending")
          .contains("Run the job that migrates the database, or set 'switchback.mode=migrate'.")
          .doesNotContain("\tat ");
    }
  }
}
