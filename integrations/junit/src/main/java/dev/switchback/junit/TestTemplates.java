package dev.switchback.junit;

import dev.switchback.junit.MigratedDatabase.Server;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The databases of this JVM from which those of tests are copied. JUnit closes it at the end. */
final class TestTemplates implements AutoCloseable {

  private final Map<Key, DatabaseServer.Template> templates = new ConcurrentHashMap<>();

  /** What two databases have in common if one is a copy of the other. */
  private record Key(Server server, MigrationSet migrations) {}

  /** Returns a new database with all migrations. */
  TestCopy copy(Server server, MigrationSet migrations) {
    DatabaseServer at = DatabaseServer.of(server);
    DatabaseServer.Template template =
        templates.computeIfAbsent(
            new Key(server, migrations),
            any -> {
              at.sweep();
              return at.template(migrations);
            });
    String name = DatabaseServer.newName();
    template.copyTo(name);
    return new TestCopy(at, name);
  }

  @Override
  public void close() {
    templates.values().forEach(DatabaseServer.Template::close);
    templates.clear();
  }
}
