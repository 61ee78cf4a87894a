package dev.switchback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link Migrator}: where the database is and where the migrations are; the rest has
 * defaults.
 *
 * <p>Not thread-safe. {@link #build()} connects to nothing and looks for nothing.
 */
public final class MigratorBuilder {

  private Database.@Nullable ConnectionSource connections;
  private @Nullable ConnectionPool ownPool;
  private final List<String> packages = new ArrayList<>();
  private final List<Class<? extends Migration>> classes = new ArrayList<>();
  private MigrationFactory factory = MigrationClass::construct;
  private @Nullable ClassLoader loader;
  private @Nullable String schema;
  private String tablePrefix = "switchback";
  private Duration lockTimeout = Duration.ofMinutes(10);

  MigratorBuilder() {}

  /** Takes connections from {@code dataSource}, which stays the caller's to close. */
  public MigratorBuilder dataSource(DataSource dataSource) {
    connections = dataSource::getConnection;
    ownPool = null;
    return this;
  }

  /**
   * Takes connections from a small pool of its own, which {@link Migrator#close()} closes. Needs
   * {@code com.zaxxer:HikariCP} and the driver on the class path.
   */
  public MigratorBuilder url(String url, @Nullable String user, @Nullable String password) {
    if (url == null || url.isBlank()) {
      throw new ConfigurationException(
          "No URL – url(…) was given none. Nothing was run. It is like"
              + " jdbc:postgresql://host/database.");
    }
    try {
      ownPool = new ConnectionPool(url, user, password);
      connections = ownPool::connect;
      return this;
    } catch (NoClassDefFoundError e) {
      throw new ConfigurationException(
          "url(…) needs HikariCP, which is not on the class path. Nothing was run. Add the"
              + " dependency com.zaxxer:HikariCP, or hand in a dataSource(…) of your own.",
          e);
    }
  }

  /** Looks for migrations in these packages and the ones below them. */
  public MigratorBuilder packages(String... names) {
    packages.addAll(Arrays.asList(names));
    return this;
  }

  /** Adds migrations by their classes; nothing needs to be looked for then. */
  public MigratorBuilder migrations(Collection<? extends Class<? extends Migration>> types) {
    classes.addAll(types);
    return this;
  }

  /** Makes the migrations that run, in place of their public constructors. */
  public MigratorBuilder factory(MigrationFactory migrationFactory) {
    factory = migrationFactory;
    return this;
  }

  /**
   * Loads migrations and dialects with this loader, in place of the thread's context class loader
   * at the time of {@link #build()}.
   */
  public MigratorBuilder classLoader(ClassLoader classLoader) {
    loader = classLoader;
    return this;
  }

  /**
   * Works in this schema (MySQL and MariaDB: database), which must exist, in place of the
   * connection's own. Switchback's tables are in it, and migrations mean it by unqualified names.
   */
  public MigratorBuilder schema(String name) {
    schema = name;
    return this;
  }

  /**
   * Calls Switchback's table {@code prefix_meta} in place of {@code switchback_meta}, so that a
   * library and the application around it can migrate the same schema without knowing of each
   * other.
   */
  public MigratorBuilder tablePrefix(String prefix) {
    tablePrefix = prefix;
    return this;
  }

  /**
   * Waits for so long while another process migrates the same database; 10 minutes unless said
   * otherwise. Then the run ends with a {@link LockTimeoutException}.
   */
  public MigratorBuilder lockTimeout(Duration longest) {
    lockTimeout = longest;
    return this;
  }

  /**
   * The migrator.
   *
   * @throws ConfigurationException if the database or the migrations were not named
   */
  public Migrator build() {
    if (connections == null) {
      throw new ConfigurationException(
          "No database – call dataSource(…) or url(…) before build(). Nothing was run.");
    }
    if (packages.isEmpty() && classes.isEmpty()) {
      throw new ConfigurationException(
          "No migrations – call packages(…) or migrations(…) before build(). Nothing was run.");
    }
    ClassLoader classLoader = loader == null ? defaultLoader() : loader;
    MigrationRunner runner =
        new MigrationRunner(
            new Database(connections, classLoader),
            new MigrationClasses(packages, classes, classLoader),
            factory,
            tablePrefix,
            schema,
            lockTimeout);
    return new Migrator(runner, ownPool);
  }

  private static ClassLoader defaultLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null ? Migrator.class.getClassLoader() : context;
  }
}
