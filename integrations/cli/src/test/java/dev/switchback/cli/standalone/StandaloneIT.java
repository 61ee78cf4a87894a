package dev.switchback.cli.standalone;

import static dev.switchback.cli.standalone.Application.jarOf;
import static dev.switchback.cli.standalone.Application.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-alone jar as a process, on jars of applications. */
class StandaloneIT {

  private static final Path ALL = Path.of(System.getProperty("switchback.cli.all"));
  private static final Path DRIVER = jarOf(org.h2.Driver.class);
  private static final String APPLIED = "20250101000000-create-rooms  applied N ms";

  @TempDir private Path folder;

  private Application application;
  private List<String> out = List.of();
  private List<String> err = List.of();

  @BeforeEach
  void compile() throws IOException {
    application = new Application(Files.createDirectories(folder.resolve("app")));
  }

  @Test
  void migrates_with_a_jar_and_a_folder_of_jars() throws Exception {
    String path = pathOf(application.plainJar(), application.libraries(DRIVER).resolve("*"));

    assertThat(run("--classpath", path, "--packages", "com.acme.migrations", "up")).isEqualTo(0);
    assertThat(out).containsExactly(APPLIED, "1 migration applied in N ms");
    assertThat(err).isEmpty();

    assertThat(run("--classpath", path, "--packages=com.acme.migrations", "down", "--step=1"))
        .isEqualTo(0);
    assertThat(out).contains("1 migration reverted in N ms");
  }

  @Test
  void migrates_with_the_jar_of_a_spring_boot_application_and_leaves_no_file() throws Exception {
    Path boot =
        application.bootJar(
            DRIVER,
            jarOf(dev.switchback.Migrator.class),
            jarOf(com.zaxxer.hikari.HikariDataSource.class),
            jarOf(org.slf4j.LoggerFactory.class));

    assertThat(run("--classpath", boot.toString(), "--packages", "com.acme.migrations", "up"))
        .isEqualTo(0);
    assertThat(out).contains(APPLIED);
    assertThat(err).isEmpty();
    try (Stream<Path> left = Files.list(folder.resolve("temporary"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void refuses_a_class_path_with_another_version_of_switchback() throws Exception {
    Path core = application.coreOfAnotherVersion();

    assertThat(run("--classpath", core.toString(), "--packages", "com.acme", "status"))
        .isEqualTo(2);
    assertThat(err)
        .singleElement()
        .asString()
        .matches(
            "Class path . it has Switchback 9\\.0\\.0, and this is the command line of .+\\."
                + " Nothing was run\\. Use switchback-cli-9\\.0\\.0-all\\.jar\\.");
  }

  @Test
  void shows_its_help_and_that_of_the_commands() throws Exception {
    assertThat(run("--help")).isEqualTo(0);
    assertThat(out).anyMatch(line -> line.contains("--classpath=PATH"));

    assertThat(run("help")).isEqualTo(0);
    assertThat(out).anyMatch(line -> line.contains("Apply every pending migration"));
  }

  @Test
  void has_the_licences_and_the_merged_services_of_what_it_contains() throws IOException {
    try (JarFile jar = new JarFile(ALL.toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
      assertThat(text(jar, "META-INF/THIRD-PARTY.txt")).contains("The MIT License");
      assertThat(text(jar, "META-INF/services/dev.switchback.dialect.Dialect").lines()).hasSize(4);
      assertThat(jar.getEntry("LICENSE-ClassGraph.txt")).isNotNull();
      assertThat(
              jar.stream()
                  .filter(entry -> entry.getName().endsWith(".class"))
                  .map(entry -> libraryOf(entry.getName()))
                  .distinct())
          .containsExactlyInAnyOrder(
              "com/google/gson",
              "com/zaxxer/hikari",
              "dev/switchback",
              "io/github/classgraph",
              "nonapi/io/github/classgraph",
              "org/slf4j",
              "picocli");
    }
  }

  /** Returns the folder of a library. THIRD-PARTY.txt must name each library. */
  private static String libraryOf(String entry) {
    return entry.replaceFirst(
        "^(picocli|com/google/\\w+|com/zaxxer/\\w+|dev/\\w+|org/\\w+|(nonapi/)?io/github/\\w+)/.*",
        "$1");
  }

  private static String text(JarFile jar, String entry) throws IOException {
    try (var content = jar.getInputStream(jar.getEntry(entry))) {
      return new String(content.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private int run(String... arguments) throws IOException, InterruptedException {
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Duser.language=" + System.getProperty("user.language"),
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                ALL.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SWITCHBACK_URL", "jdbc:h2:" + folder.resolve("rooms"));
    builder.environment().put("SWITCHBACK_USER", "sa");
    builder.environment().put("SWITCHBACK_PASSWORD", "hush");
    Path outFile = folder.resolve("out.txt");
    Path errFile = folder.resolve("err.txt");
    Process process =
        builder.redirectOutput(outFile.toFile()).redirectError(errFile.toFile()).start();
    int exitCode = process.waitFor();
    out = Application.lines(Files.readString(outFile));
    err = Application.lines(Files.readString(errFile));
    return exitCode;
  }
}
