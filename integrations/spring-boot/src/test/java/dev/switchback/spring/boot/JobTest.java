package dev.switchback.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.spring.boot.Applications.Ended;
import dev.switchback.spring.boot.job.JobApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private Ended run(Applications applications, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--switchback.exit-when-done=true",
                "--spring.datasource.url=" + url(),
                "--spring.datasource.username=sa"));
    arguments.addAll(List.of(more));
    return Ended.of(applications.start(List.of(), JobApplication.class, arguments));
  }

  @Test
  void a_job_migrates_and_ends_without_the_application() throws Exception {
    Ended job =
        run(
            Applications.packaged(),
            "--switchback.packages=dev.switchback.spring.boot.jobs.migrations");

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
        run(
            Applications.packaged(),
            "--switchback.packages=dev.switchback.spring.boot.broken.migrations");

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
            Applications.packaged().without(".*(dialects.h2.|switchback-h2|h2-main).*"),
            "--switchback.packages=dev.switchback.spring.boot.jobs.migrations");

    assertThat(job.code()).isEqualTo(1);
    assertThat(job.output())
        .contains("No dialect for the database 'H2'. Nothing was run.")
        .contains("Add the dependency 'dev.switchback:switchback-h2' to the application.")
        .doesNotContain("\tat ");
  }
}
