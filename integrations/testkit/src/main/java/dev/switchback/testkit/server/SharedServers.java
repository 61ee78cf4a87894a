package dev.switchback.testkit.server;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/**
 * The servers of this JVM. What is kept here is shared by the tests of a JVM on purpose: a server
 * takes seconds to start, and trying again one that could not start would take them for each test.
 */
final class SharedServers {
  private static final Map<TestDatabase, Start> STARTS = new ConcurrentHashMap<>();

  private SharedServers() {}

  /** What came of starting a server. */
  private sealed interface Start {
    record Running(TestServer server) implements Start {}

    record Failed(Untested untested) implements Start {}
  }

  static TestServer server(TestDatabase database) {
    boolean required = isRequired(database, System.getProperty("switchback.test.require", ""));
    Start start = STARTS.computeIfAbsent(database, SharedServers::start);
    if (start instanceof Start.Running running) {
      return running.server();
    }
    Untested untested = ((Start.Failed) start).untested();
    if (required) {
      throw new AssertionError(untested.sentence(), untested.cause());
    }
    throw new TestAbortedException(untested.sentence(), untested.cause());
  }

  private static Start start(TestDatabase database) {
    try {
      Optional<TestServer> given = given(database);
      return new Start.Running(given.isPresent() ? given.get() : launch(database));
    } catch (IOException | RuntimeException | LinkageError e) {
      // A LinkageError means a missing library: what starts the servers is optional.
      Untested untested = new Untested(database, e);
      untested.report();
      return new Start.Failed(untested);
    }
  }

  private static TestServer launch(TestDatabase database) throws IOException {
    if (database != TestDatabase.H2) {
      checkPlatform();
    }
    return switch (database) {
      case H2 -> new TestServer(TestDatabase.H2, "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1", "sa", "");
      case POSTGRESQL -> PostgreSqlLaunch.prepare().start();
      case MARIADB -> MariaDbLaunch.prepare().start();
      case MYSQL -> MySqlLaunch.prepare().start();
    };
  }

  private static void checkPlatform() throws IOException {
    String system = System.getProperty("os.name");
    String processor = System.getProperty("os.arch");
    if (!system.equals("Linux") || !processor.equals("amd64")) {
      throw new IOException(
          "it is built for Linux on x86-64, and this is " + system + " on " + processor);
    }
  }

  private static Optional<TestServer> given(TestDatabase database) {
    String prefix = "switchback.test." + database.property();
    String url = System.getProperty(prefix + ".url", "");
    if (url.isEmpty()) {
      return Optional.empty();
    }
    String user = System.getProperty(prefix + ".user", "");
    String password = System.getProperty(prefix + ".password", "");
    return Optional.of(new TestServer(database, url, user, password));
  }

  static boolean isRequired(TestDatabase database, String names) {
    Set<String> required =
        Arrays.stream(names.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    boolean found = required.remove(database.property());
    for (TestDatabase known : TestDatabase.values()) {
      required.remove(known.property());
    }
    if (!required.isEmpty()) {
      throw new AssertionError(
          "switchback.test.require – there is no test database called "
              + String.join(", ", required)
              + " – the names are h2, postgresql, mariadb and mysql");
    }
    return found;
  }
}
