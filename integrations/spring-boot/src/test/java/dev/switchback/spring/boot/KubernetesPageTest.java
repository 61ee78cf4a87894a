package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.spring.boot.Applications.Ended;
import dev.switchback.spring.boot.job.JobApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The containers of {@code docs/kubernetes.md}, as processes with their environment. */
class KubernetesPageTest {

  private static final Pattern LISTING = Pattern.compile("(?ms)^```yaml (\\S+)\\n(.*?)^```");

  private static final String MIGRATIONS =
      "--switchback.packages=dev.switchback.spring.boot.jobs.migrations";

  @TempDir Path folder;

  /** What the page says of the secret. */
  private String secret(String key) {
    return switch (key) {
      case "url" -> "jdbc:h2:" + folder.resolve("chat").toAbsolutePath();
      case "user" -> "sa";
      case "password" -> "";
      default -> throw new IllegalArgumentException(key);
    };
  }

  private static Map<String, String> listings() throws IOException {
    return LISTING
        .matcher(Files.readString(Path.of("..", "..", "docs", "kubernetes.md")))
        .results()
        .collect(Collectors.toMap(listing -> listing.group(1), listing -> listing.group(2)));
  }

  /** The node of a listing at this path; a number is the position in a list. */
  private static Object at(String file, Object... path) throws IOException {
    Object node = new Yaml().load(listings().get(file));
    for (Object step : path) {
      node =
          step instanceof Integer position
              ? ((List<?>) node).get(position)
              : ((Map<?, ?>) node).get(step);
      assertThat(node).as("%s of %s", step, file).isNotNull();
    }
    return node;
  }

  private static Object container(String file) throws IOException {
    return at(file, "spec", "template", "spec", "containers", 0);
  }

  /** What Kubernetes adds to the environment of the container. */
  private Map<String, String> environment(Object container) {
    Map<String, String> all = new HashMap<>();
    all.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
    all.put("KUBERNETES_SERVICE_PORT", "443");
    for (Object variable : (List<?>) Objects.requireNonNull(((Map<?, ?>) container).get("env"))) {
      Map<?, ?> entry = (Map<?, ?>) variable;
      Object value = entry.get("value");
      if (value == null) {
        Map<?, ?> source = (Map<?, ?>) Objects.requireNonNull(entry.get("valueFrom"));
        Map<?, ?> reference = (Map<?, ?>) Objects.requireNonNull(source.get("secretKeyRef"));
        value = secret((String) Objects.requireNonNull(reference.get("key")));
      }
      all.put((String) Objects.requireNonNull(entry.get("name")), (String) value);
    }
    return all;
  }

  private Process start(Object container, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(MIGRATIONS));
    all.addAll(List.of(arguments));
    return Applications.packaged()
        .in(environment(container))
        .start(List.of(), JobApplication.class, all);
  }

  @Test
  void shows_four_ways() throws IOException {
    assertThat(listings())
        .containsOnlyKeys("deployment.yaml", "init-container.yaml", "job.yaml", "command.yaml");
  }

  @Test
  void the_job_migrates_and_ends() throws Exception {
    Ended job = Ended.of(start(container("job.yaml")));

    assertThat(job.code()).as(job.output()).isZero();
    assertThat(job.output()).doesNotContain("the application works");
  }

  @Test
  void the_application_starts_only_behind_its_init_container() throws Exception {
    Object application = at("init-container.yaml", "containers", 0);
    Ended early = Ended.of(start(application, "--server.port=0"));
    assertThat(early.code()).as(early.output()).isEqualTo(1);
    assertThat(early.output()).contains("20260102000000-jobs");

    Ended migrated = Ended.of(start(at("init-container.yaml", "initContainers", 0)));
    assertThat(migrated.code()).as(migrated.output()).isZero();

    requireProbes(application);
  }

  @Test
  void the_deployment_migrates_and_answers_its_probes() throws Exception {
    requireProbes(container("deployment.yaml"));
  }

  @Test
  void a_command_passes_its_arguments_and_the_three_variables() throws IOException {
    assertThat((List<?>) at("command.yaml", "containers", 0, "command")).last().isEqualTo("up");
    assertThat(environment(at("command.yaml", "containers", 0)))
        .containsKeys("SWITCHBACK_URL", "SWITCHBACK_USER", "SWITCHBACK_PASSWORD");
  }

  /** Starts the application, and waits until each probe of the deployment is answered with 200. */
  private void requireProbes(Object container) throws Exception {
    int port = Applications.freePort();
    Process application = start(container, "--server.port=" + port);
    try {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        Object path = at("deployment.yaml", path(probe));
        requireAnswer(application, URI.create("http://localhost:" + port + path));
      }
    } finally {
      application.destroyForcibly().waitFor();
    }
  }

  private static Object[] path(String probe) {
    return new Object[] {"spec", "template", "spec", "containers", 0, probe, "httpGet", "path"};
  }

  private static void requireAnswer(Process application, URI uri) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    int status = 0;
    while (status != 200) {
      assertThat(application.isAlive()).as("the application").isTrue();
      assertThat(System.nanoTime()).as("%s answered %d last", uri, status).isLessThan(end);
      try {
        status =
            client
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
      } catch (IOException e) {
        Thread.sleep(100); // the port is not open yet, or passes to the web server
      }
    }
  }
}
