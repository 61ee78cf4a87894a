package dev.switchback.examples.springchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as its script starts it, on another port and database. */
class ChatApplicationTest {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ConfigurableApplicationContext start(FreshDatabase database) {
    return SpringApplication.run(
        ChatApplication.class,
        "--server.port=0",
        "--spring.main.banner-mode=off",
        "--logging.level.root=warn",
        "--spring.datasource.url=" + database.url(),
        "--spring.datasource.username=" + database.user(),
        "--spring.datasource.password=" + database.password());
  }

  private static URI page(ConfigurableApplicationContext application, String path) {
    String port = application.getEnvironment().getProperty("local.server.port");
    return URI.create("http://localhost:" + port + path);
  }

  private static String get(URI page) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void the_first_page_shows_messages_and_migrations(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      try (ConfigurableApplicationContext application = start(database)) {
        URI page = page(application, "/");
        HTTP.send(
            HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("body=%3Cb%3E"))
                .build(),
            BodyHandlers.discarding());

        assertThat(get(page))
            .contains("<li>Welcome to the lobby</li>", "<li>&lt;b&gt;</li>")
            .contains("<tr><td>20250101000000-initial-schema</td><td>applied</td>")
            .contains("<tr><td>20250103143000-greet-in-the-lobby</td><td>applied</td>");
        assertThat(get(page(application, "/actuator/switchback")))
            .contains("20250102090000-index-messages-by-room");
      }
    }
  }
}
