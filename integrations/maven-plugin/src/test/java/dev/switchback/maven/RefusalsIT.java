package dev.switchback.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The project {@code src/it/refused}, each module of which has something wrong. Two threads built
 * it.
 */
class RefusalsIT {

  private final BuildLog log = new BuildLog("refused");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no-packages     | no package of migrations is configured | Set <packages> or -Dswitchback.packages.
          no-url          | no database is configured | Set <url> or -Dswitchback.url.
          wrong-scope     | scope 'compile' is neither runtime nor test | Correct <scope> or -Dswitchback.scope.
          unknown-server  | settings.xml has no server 'rooom' | Add it, or correct <serverId>.
          broken-server   | the password of server 'broken' in settings.xml cannot be decrypted | Encrypt it again, or correct settings-security.xml.
          server-and-user | serverId is configured together with user or password | Leave out <serverId>, or <user> and <password>.
          no-description  | the new migration has no description | Set -Dswitchback.description.
          no-reason       | baseline needs the name of a migration and a reason | Set -Dswitchback.name and -Dswitchback.reason.
          no-tool         | adopt needs the name of a tool | Set -Dswitchback.tool to sequelize, flyway or liquibase.
          no-class-path   | it has no class path, because its packaging is pom | Run the goal in the module of the migrations: -pl MODULE.
          no-command-line | its class path has no command line of Switchback | Add the dependency dev.switchback:switchback-cli. With <scope>test</scope> in this plug-in, a test dependency is enough.
          """)
  void names_the_problem_and_the_remedy(String module, String problem, String remedy) {
    assertThat(log.failureOf(module))
        .isEqualTo("Project '%s': %s. Nothing was run. %s".formatted(module, problem, remedy));
  }

  @ParameterizedTest
  @CsvSource({
    "not-compiled, classes, process-classes",
    "tests-not-compiled, test-classes, test-compile"
  })
  void says_that_the_project_is_not_compiled(String module, String folder, String phase) {
    Path missing = log.folder().toAbsolutePath().resolve("target").resolve(module).resolve(folder);

    assertThat(log.failureOf(module))
        .isEqualTo(
            "Project '%s': it is not compiled, because there is no folder '%s'. Nothing was run. Compile it first, in the same call: mvn %s switchback:GOAL."
                .formatted(module, missing, phase));
  }

  @Test
  void says_what_a_file_cannot_be_written_for() {
    assertThat(log.failureOf("plan-not-written"))
        .startsWith("Project 'plan-not-written': the plan cannot be written to '")
        .endsWith("plan.json'. Nothing was run. Correct <write>.");
  }

  @Test
  void fails_with_the_error_of_the_command() {
    assertThat(log.failureOf("wrong-option"))
        .isEqualTo("Invalid value for option '--step': 'all' is not a whole number of 1 or more");
    assertThat(log.failureOf("unknown-migration")).contains("'nowhere'").hasLineCount(1);
    assertThat(log.failureOf("no-driver"))
        .contains("driver")
        .doesNotContain("jdbc:postgresql://localhost");
    assertThat(log.failureOf("wrong-password"))
        .contains("Wrong user name or password")
        .doesNotContain("abracadabra");
    assertThat(log.failureOf("failing-migration"))
        .startsWith("Migration '20250103000000-index-topic'")
        .contains("step 1");
  }

  @Test
  void fails_with_the_last_line_of_a_check_that_found_something() {
    assertThat(log.failureOf("not-applied")).isEqualTo("verify: 2 pending");
    assertThat(log.lines()).contains("[INFO] pending  20250101000000-create-rooms");
  }

  @Test
  void shows_no_stack_trace_and_no_password() {
    assertThat(log.lines())
        .isNotEmpty()
        .noneMatch(line -> line.matches("\\s+at .*\\(.*\\.java:\\d+\\)"))
        .noneMatch(line -> line.contains("open sesame") || line.contains("abracadabra"));
  }
}
