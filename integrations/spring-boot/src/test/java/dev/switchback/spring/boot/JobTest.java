package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.spring.boot.job.JobApplication;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Applications in processes of their own: what a container platform sees. */
class JobTest {

  @TempDir Path folder;

  private String url() {
    return "jdbc:h2:" + folder.resolve("job").toAbsolutePath();
  }

  /** What a process printed, and its exit code. */
  private record Ended(int code, String output) {}

  private Ended run(Predicate<String> classPath, String... more) throws Exception {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String selected =
        Arrays.stream(all.split(File.pathSeparator, -1))
            .filter(classPath)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                selected,
                JobApplication.class.getName(),
                "--server.port=0",
                "--switchback.exit-when-done=true",
                "--spring.datasource.url=" + url(),
                "--spring.datasource.username=sa"));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  @Test
  void a_job_migrates_and_ends_without_the_application() throws Exception {
    Ended job =
        run(entry -> true, "--switchback.packages=dev.switchback.spring.boot.jobs.migrations");

    assertThat(job.output())
        .doesNotContain("the application works")
        .doesNotContain("a bean was created");
    assertThat(job.code()).as(job.output()).isZero();
    assertThat(
            new JdbcTemplate(new DriverManagerDataSource(url(), "sa", ""))
                .queryForObject("SELECT COUNT(*) FROM jobs", Integer.class))
        .isZero();
  }

  @Test
  void a_job_that_fails_says_why_in_a_paragraph() throws Exception {
    Ended job =
        run(entry -> true, "--switchback.packages=dev.switchback.spring.boot.broken.migrations");

    assertThat(job.code()).isEqualTo(1);
    assertThat(job.output())
        .contains("APPLICATION FAILED TO START")
        .contains("Migration '20260105000000-broken' – 'up' failed at step 2")
        .contains("Fix the migration or the data that it refused, and start the application again.")
        .doesNotContain("secret")
        .doesNotContain("\tat ");
  }

  @Test
  void an_application_without_a_dialect_names_the_artifact() throws Exception {
    Ended job =
        run(
            entry -> !entry.matches(".*(dialects.h2.|switchback-h2|h2-main).*"),
            "--switchback.packages=dev.switchback.spring.boot.jobs.migrations");

    assertThat(job.code()).isEqualTo(1);
    assertThat(job.output())
        .contains("No dialect for the database 'H2'. Nothing was run.")
        .contains("Add the dependency 'dev.switchback:switchback-h2' to the application.")
        .doesNotContain("\tat ");
  }
}
