package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import dev.switchback.spring.boot.jobs.migrations.M20260102000000_Jobs;
import dev.switchback.spring.boot.slow.Pause;
import dev.switchback.spring.boot.slow.migrations.M20260107000000_Slow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

/** What a liveness probe gets while an application migrates. */
@Timeout(120)
class ProbeServerTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://localhost:" + port + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static CompletableFuture<ConfigurableApplicationContext> start(
      FreshDatabase database, int port, Pause pause) {
    SpringApplicationBuilder application =
        new SpringApplicationBuilder(Application.class)
            .initializers(
                context ->
                    ((GenericApplicationContext) context).registerBean(Pause.class, () -> pause));
    return CompletableFuture.supplyAsync(
        () ->
            application.run(
                "--server.port=" + port,
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--switchback.packages=dev.switchback.spring.boot.slow.migrations",
                "--switchback.probe-server.enabled=true",
                "--management.endpoint.health.probes.enabled=true"),
        ProbeServerTest::inThread);
  }

  /** The common pool may have one thread alone. */
  private static void inThread(Runnable work) {
    new Thread(work).start();
  }

  /** Asks for liveness every 20 milliseconds until it is interrupted. */
  private static Thread probe(int port, ConcurrentLinkedQueue<String> answers) {
    Thread thread =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                try {
                  answers.add("" + get(port, "/actuator/health/liveness").statusCode());
                  Thread.sleep(20);
                } catch (InterruptedException e) {
                  return;
                } catch (Exception e) {
                  answers.add("none");
                }
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void liveness_is_up_from_the_first_migration_on() throws Exception {
    Pause pause = new Pause();
    int port = Applications.freePort();
    ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      CompletableFuture<ConfigurableApplicationContext> starting = start(database, port, pause);
      pause.awaitMigration();
      Thread probe = probe(port, answers);

      HttpResponse<String> readiness = get(port, "/actuator/health/readiness");
      assertThat(readiness.statusCode()).isEqualTo(503);
      assertThat(readiness.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(readiness.body())
          .startsWith(
              "{\"status\":\"OUT_OF_SERVICE\",\"migrator\":\"switchback\",\"activity\":\"migration"
                  + " 1 of 1, '20260107000000-slow'\",\"seconds\":");
      assertThat(get(port, "/").statusCode()).isEqualTo(503);

      pause.end();
      try (ConfigurableApplicationContext context = starting.get(2, TimeUnit.MINUTES)) {
        assertThat(get(port, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        TimeUnit.MILLISECONDS.sleep(200);
        probe.interrupt();
        probe.join();
      }
      assertThat(answers).hasSizeGreaterThan(5);
      // Between the two servers, the port is closed for an instant.
      assertThat(answers.stream().filter(answer -> !answer.equals("200")).distinct().toList())
          .isSubsetOf(List.of("none"));
      assertThat(answers.stream().filter(answer -> answer.equals("none")).count())
          .isLessThanOrEqualTo(3);
    }
  }

  /** A probe of Kubernetes is sent each second at most. This one is sent fifty times a second. */
  @Test
  void liveness_is_never_refused_during_a_migration_of_20_seconds() throws Exception {
    Pause pause = new Pause();
    int port = Applications.freePort();
    ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      CompletableFuture<ConfigurableApplicationContext> starting = start(database, port, pause);
      pause.awaitMigration();
      Thread probe = probe(port, answers);
      TimeUnit.SECONDS.sleep(20);
      probe.interrupt();
      probe.join();
      pause.end();
      starting.get(2, TimeUnit.MINUTES).close();

      assertThat(answers).hasSizeGreaterThan(100).containsOnly("200");
    }
  }

  @Test
  void readiness_names_the_run_that_has_the_lock() throws Exception {
    Pause first = new Pause();
    Pause second = new Pause();
    second.end();
    int port = Applications.freePort();
    try (FreshDatabase database = TestDatabase.POSTGRESQL.server().createDatabase()) {
      CompletableFuture<?> other =
          CompletableFuture.runAsync(
              () ->
                  Migrator.configure()
                      .dataSource(database.dataSource())
                      .migrations(List.of(M20260107000000_Slow.class))
                      .factory(type -> new M20260107000000_Slow(first))
                      .build()
                      .up(),
              ProbeServerTest::inThread);
      first.awaitMigration();
      CompletableFuture<ConfigurableApplicationContext> starting = start(database, port, second);
      String body = "";
      for (int i = 0; i < 600 && !body.contains("waiting for"); i++) {
        TimeUnit.MILLISECONDS.sleep(100);
        try {
          body = get(port, "/").body();
          assertThat(get(port, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        } catch (IOException e) {
          body = ""; // not open yet
        }
      }
      first.end();
      other.get(1, TimeUnit.MINUTES);

      assertThat(body).contains("\"activity\":\"waiting for process ");
      starting.get(2, TimeUnit.MINUTES).close();
    }
  }

  @Test
  void a_port_in_use_does_not_stop_the_migrations() throws Exception {
    try (FreshDatabase database = TestDatabase.H2.server().createDatabase();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(taken.getInetAddress(), taken.getLocalPort());
      MigratorBuilder builder =
          Migrator.configure()
              .dataSource(database.dataSource())
              .migrations(List.of(M20260102000000_Jobs.class));
      new ProbeServer(new ProbeAddress(address, "/livez")).customize("switchback", builder);

      assertThat(builder.build().up().warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 8080, /actuator/health/liveness",
    "server.port=9000, 9000, /actuator/health/liveness",
    "management.server.port=9001, 9001, /actuator/health/liveness",
    "'management.server.port=9001,management.server.base-path=/m', 9001,"
        + " /m/actuator/health/liveness",
    "server.servlet.context-path=/chat, 8080, /chat/actuator/health/liveness",
    "management.endpoints.web.base-path=/, 8080, /health/liveness",
    "management.endpoints.web.path-mapping.health=h, 8080, /actuator/h/liveness",
    "'server.ssl.bundle=web,management.server.port=9001', 9001, /actuator/health/liveness",
    "'server.ssl.bundle=web,server.ssl.enabled=false', 8080, /actuator/health/liveness"
  })
  void answers_where_the_application_will_answer(String properties, int port, String path) {
    assertThat(address(properties))
        .hasValueSatisfying(
            address -> {
              assertThat(address.address().getPort()).isEqualTo(port);
              assertThat(address.path()).isEqualTo(path);
            });
  }

  @ParameterizedTest
  @CsvSource({"server.port=0", "server.ssl.bundle=web", "management.server.port=-1"})
  void is_off_without_a_fixed_plain_port(String properties) {
    assertThat(address(properties)).isEmpty();
  }

  private static java.util.Optional<ProbeAddress> address(String properties) {
    MockEnvironment environment = new MockEnvironment();
    if (!properties.isEmpty()) {
      TestPropertyValues.of(properties.split(",", -1)).applyTo(environment);
    }
    return ProbeAddress.in(environment);
  }
}
