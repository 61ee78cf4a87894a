package dev.switchback.benchmarks.run;

import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What all workloads need. */
record Arena(
    Options options,
    TestServer server,
    ClassPaths classPaths,
    GeneratedMigrations migrations,
    Results results) {

  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Switchback takes one connection, and one more for its signs of life; Flyway takes two. */
  private static final int POOL = 2;

  FreshDatabase createDatabase() throws SQLException {
    return server.createDatabase();
  }

  /** An application that applies so many migrations to one database. */
  JavaCommand application(Entrant entrant, int count, FreshDatabase database, String url)
      throws IOException {
    return command(entrant, count, List.of(url, database.user(), database.password(), "" + POOL));
  }

  /** An application with many schemas. */
  JavaCommand tenants(Entrant entrant, int count, FreshDatabase database, int tenants, int threads)
      throws IOException {
    String pool = "" + threads * POOL;
    return command(
        entrant,
        count,
        List.of(
            database.url(),
            database.user(),
            database.password(),
            pool,
            "" + tenants,
            "" + threads));
  }

  private JavaCommand command(Entrant entrant, int count, List<String> more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(entrant.className()));
    arguments.addAll(more);
    return new JavaCommand(
        withMigrations(entrant, count, classPaths.of(entrant)),
        options(entrant, count),
        "dev.switchback.benchmarks.ContestantProcess",
        arguments);
  }

  /** That class path with migrations in front of it. */
  List<Path> withMigrations(Entrant entrant, int count, List<Path> classPath) throws IOException {
    List<Path> all = new ArrayList<>();
    if (entrant.form() != Form.SCRIPTS) {
      all.add(migrations.of(entrant.form(), count));
    }
    all.addAll(classPath);
    return all;
  }

  /** Those of the JVM: all are the usual ones. */
  List<String> options(Entrant entrant, int count) throws IOException {
    return entrant.form() == Form.SCRIPTS
        ? List.of("-Dbenchmarks.scripts=" + migrations.of(Form.SCRIPTS, count))
        : List.of();
  }

  Outcome run(JavaCommand command) throws IOException, InterruptedException {
    return new MeasuredProcess(command, LONGEST).run();
  }

  Outcome run(JavaCommand command, MeasuredProcess.Beside beside)
      throws IOException, InterruptedException {
    return new MeasuredProcess(command, LONGEST).run(beside);
  }
}
