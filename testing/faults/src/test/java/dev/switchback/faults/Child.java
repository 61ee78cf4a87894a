package dev.switchback.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import dev.switchback.servers.DriverManagerDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** A process of its own, with a JVM of its own, that migrates. It can be killed and stopped. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one, which waits for {@link #go}.
   *
   * @param stepMillis how long it sleeps before each step
   */
  static Child start(String url, String user, String password, Outcome.Way way, int stepMillis)
      throws IOException {
    return start(url, user, password, way, stepMillis, Ending.ABRUPT);
  }

  /** What a process does at a SIGTERM. */
  enum Ending {
    /** It ends at once, as a JVM does by itself. */
    ABRUPT,
    /** It closes its pool before, as an application does. */
    CLOSES_POOL
  }

  /** Starts one that gets its connections from a pool, or not. */
  static Child start(
      String url, String user, String password, Outcome.Way way, int stepMillis, Ending ending)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                url,
                user,
                password,
                way.name(),
                Integer.toString(stepMillis),
                ending.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Child child = new Child(process);
    child.await("ready");
    return child;
  }

  /** Lets it begin. */
  void go() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** Reads its output up to the next line that begins like this. */
  String await(String beginning) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new AssertionError("the process ended before it said '" + beginning + "': " + said);
  }

  /** The names of what it did; an error has the line {@code error …}. */
  List<String> restOfOutput() {
    return output.lines().toList();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Sends a signal: {@code STOP}, {@code CONT}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Its exit status, or -1 if it still runs after a minute. */
  int exit() throws InterruptedException {
    return process.waitFor(3, TimeUnit.MINUTES) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The other side. */
  public static void main(String[] arguments) throws Exception {
    DataSource plain = new DriverManagerDataSource(arguments[0], arguments[1], arguments[2]);
    DataSource dataSource =
        Ending.valueOf(arguments[5]) == Ending.CLOSES_POOL ? closedAtShutdown(plain) : plain;
    Outcome.Way way = Outcome.Way.valueOf(arguments[3]);
    int stepMillis = Integer.parseInt(arguments[4]);
    String quote;
    try (var connection = dataSource.getConnection()) {
      quote = Site.quote(connection);
    }
    Migrator migrator =
        Site.configure(dataSource, quote, Workload.ALL, slow(stepMillis), Duration.ofSeconds(2))
            .build();
    System.out.println("ready");
    System.in.read();
    try {
      MigrationReport report = way.run(migrator);
      report.names().forEach(name -> System.out.println("did " + name));
    } catch (RuntimeException e) {
      System.out.println("error " + new Outcome(e, null).inWords().replace('\n', ' '));
      System.exit(1);
    }
  }

  private static DataSource closedAtShutdown(DataSource dataSource) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dataSource);
    HikariDataSource pool = new HikariDataSource(config);
    Runtime.getRuntime().addShutdownHook(new Thread(pool::close));
    return pool;
  }

  private static Workload.Watch slow(int millis) {
    return new Workload.Watch() {
      @Override
      public void step(String name) {
        System.out.println("step " + name.toLowerCase(Locale.ROOT));
        try {
          Thread.sleep(millis);
        } catch (InterruptedException e) {
          throw new UncheckedIOException(new IOException(e));
        }
      }
    };
  }
}
