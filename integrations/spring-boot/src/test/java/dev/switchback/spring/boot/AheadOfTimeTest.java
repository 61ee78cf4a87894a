package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.spring.boot.Applications.Ended;
import dev.switchback.spring.boot.killed.KilledApplication;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An application that Spring processed ahead of time, as its plug-ins for Maven and Gradle do. */
class AheadOfTimeTest {

  private static final String PACKAGES =
      "--switchback.packages=dev.switchback.spring.boot.killed.migrations";

  @TempDir Path folder;

  private Path classes;
  private Path resources;

  @BeforeEach
  void process() throws Exception {
    Path sources = folder.resolve("sources");
    classes = folder.resolve("classes");
    resources = folder.resolve("resources");
    Process processor =
        Applications.packaged()
            .start(
                List.of(),
                SpringApplicationAotProcessor.class,
                List.of(
                    KilledApplication.class.getName(),
                    sources.toString(),
                    resources.toString(),
                    classes.toString(),
                    "com.acme",
                    "chat",
                    "--spring.main.web-application-type=none",
                    PACKAGES));
    Ended processed = Ended.of(processor);
    assertThat(processed.code()).as(processed.output()).isZero();
    compile(sources);
  }

  private void compile(Path sources) throws Exception {
    Files.createDirectories(classes);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-nowarn",
                "-d",
                classes.toString(),
                "-cp",
                classes
                    + File.pathSeparator
                    + String.join(File.pathSeparator, Applications.packaged().entries())));
    try (Stream<Path> all = Files.walk(sources)) {
      all.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
  }

  @Test
  void a_processed_application_migrates() throws Exception {
    String url = "jdbc:h2:" + folder.resolve("processed").toAbsolutePath();
    Process application =
        Applications.packaged()
            .with(classes, resources)
            .start(
                List.of("-Dspring.aot.enabled=true"),
                KilledApplication.class,
                List.of(
                    "--logging.level.root=info",
                    "--spring.main.web-application-type=none",
                    "--spring.datasource.url=" + url,
                    "--spring.datasource.username=sa",
                    PACKAGES));
    Ended ended = Ended.of(application);

    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("Starting AOT-processed KilledApplication");
    assertThat(
            new JdbcTemplate(new DriverManagerDataSource(url, "sa", ""))
                .queryForList("SELECT name FROM rooms ORDER BY id", String.class))
        .containsExactly("before", "after");
  }
}
