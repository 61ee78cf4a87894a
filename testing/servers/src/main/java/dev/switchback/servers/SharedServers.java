package dev.switchback.servers;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The servers of this JVM, shared by its tests. Starting a server takes seconds, and so does each
 * attempt to start one that cannot start.
 */
final class SharedServers {
  private static final TestServer H2 =
      new TestServer(TestDatabase.H2, "jdbc:h2:mem:test;DB_CLOSE_DELAY=-1", "sa", "");

  private static final Map<TestDatabase, KeptServer> KEPT = new ConcurrentHashMap<>();

  private static final Map<String, TestServer> GIVEN = new ConcurrentHashMap<>();

  private SharedServers() {}

  static TestServer server(TestDatabase database) {
    boolean required = isRequired(database, System.getProperty("switchback.test.require", ""));
    Optional<TestServer> given = given(database);
    if (given.isPresent()) {
      return given.get();
    }
    if (database == TestDatabase.H2) {
      return H2;
    }
    return KEPT.computeIfAbsent(
            database, any -> new KeptServer(database, () -> launch(database), Untested::report))
        .server(required);
  }

  private static RunningServer launch(TestDatabase database) throws IOException {
    checkPlatform();
    return RunningServer.start(
        switch (database) {
          case H2 -> throw new IllegalArgumentException("H2 runs in the JVM of the tests");
          case POSTGRESQL -> PostgreSqlLaunch.prepare();
          case MARIADB -> MariaDbLaunch.prepare();
          case MYSQL -> MySqlLaunch.prepare();
        });
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
    return Optional.of(
        GIVEN.computeIfAbsent(url, any -> new TestServer(database, url, user, password)));
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
