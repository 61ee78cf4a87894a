package dev.switchback;

import static dev.switchback.Arguments.given;
import static dev.switchback.Arguments.notBlank;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchback.internal.base.RunOptions;
import dev.switchback.internal.database.ConnectionPool;
import dev.switchback.internal.database.Database;
import dev.switchback.internal.discovery.DiscoveredMigrations;
import dev.switchback.internal.discovery.MigrationClass;
import dev.switchback.internal.fleet.FleetConfig;
import dev.switchback.internal.run.MigrationRunner;
import dev.switchback.internal.select.EngineConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link Migrator}. The database and the location of the migrations are required;
 * every other setting has a default.
 *
 * <p>Not thread-safe. Every method rejects an invalid argument immediately with a {@link
 * ConfigurationException}. {@link #build()} does not connect and does not search for migrations. It
 * may be called several times: migrators share no connections.
 */
public final class MigratorBuilder {

  /**
   * Maximum bytes of a prefix, so that names with a suffix fit everywhere: PostgreSQL truncates
   * names to 63 bytes.
   */
  private static final int LONGEST_PREFIX = 50;

  private static final Duration SHORTEST_SILENCE = Duration.ofMillis(100);

  private Database.@Nullable ConnectionSource connections;

  /** Never opened: each migrator opens its own copy. */
  private @Nullable ConnectionPool poolTemplate;

  private final List<String> packages = new ArrayList<>();
  private final List<Class<? extends Migration>> classes = new ArrayList<>();
  private MigrationFactory factory = MigrationClass::construct;
  private @Nullable ClassLoader loader;
  private @Nullable String schema;
  private @Nullable String metadataSchema;
  private String tablePrefix = "switchback";
  private Duration migrationLockTimeout = Duration.ofMinutes(10);
  private Duration leaseTimeout = Duration.ofSeconds(30);
  private Duration statementTimeout = Duration.ZERO;
  private Duration statementLockTimeout = Duration.ofSeconds(5);
  private int lockWaitRetries = 10;
  private final Set<String> withoutSquashes = new LinkedHashSet<>();
  private OutOfOrder outOfOrder = OutOfOrder.ALLOW;
  private ChangedMigrationPolicy onChangedMigration = ChangedMigrationPolicy.WARN;
  private final Set<String> untestedServers = new LinkedHashSet<>();
  private final List<MigrationListener> listeners = new ArrayList<>();

  MigratorBuilder() {}

  /**
   * Takes connections from {@code dataSource}, which the caller closes. A run uses one connection;
   * on H2, two. It uses one more for its heartbeat, if the data source provides it.
   *
   * <p>Connections may have autocommit off. If a connection has an open transaction of the caller,
   * {@code status}, {@code pending}, {@code executed}, {@code verify} and an {@code up} with
   * nothing pending work within that transaction. Everything else refuses such a connection, and
   * does not change the transaction.
   */
  public MigratorBuilder dataSource(DataSource dataSource) {
    DataSource source = given(dataSource, "data source", "dataSource");
    requireOneDatabase(poolTemplate != null);
    connections = new Database.Given(source);
    return this;
  }

  private static void requireOneDatabase(boolean isNamedOtherwise) {
    if (isNamedOtherwise) {
      throw new ConfigurationException(
          "Two databases – dataSource(…) and url(…) were both called. Nothing was run. Leave one of"
              + " them out.");
    }
  }

  /**
   * Takes connections from a separate pool of at most ten connections, opened on demand. {@link
   * Migrator#close()} closes the pool, and the migrator cannot be used after that. Requires {@code
   * com.zaxxer:HikariCP} and the driver on the class path.
   */
  public MigratorBuilder url(String url, @Nullable String user, @Nullable String password) {
    if (url == null || url.isBlank()) {
      throw new ConfigurationException(
          "No URL – url(…) was called without one. Nothing was run. Pass a URL such as"
              + " jdbc:postgresql://host/database.");
    }
    if (!url.regionMatches(true, 0, "jdbc:", 0, 5)) {
      throw new ConfigurationException(
          "The URL does not begin with 'jdbc:'. Nothing was run. Pass a JDBC URL such as"
              + " jdbc:postgresql://host/database, and pass user and password separately.");
    }
    requireOneDatabase(connections != null);
    try {
      poolTemplate = new ConnectionPool(url, user, password);
      return this;
    } catch (NoClassDefFoundError | IllegalAccessError e) {
      throw new ConfigurationException(noPool(MigratorBuilder.class.getModule().isNamed()), e);
    }
  }

  static String noPool(boolean isOnModulePath) {
    return isOnModulePath
        ? "url(…) needs HikariCP, whose module is not in use. Nothing was run. Add the dependency"
            + " com.zaxxer:HikariCP, and write 'requires com.zaxxer.hikari;' in your"
            + " module-info.java. Or pass a dataSource(…)."
        : "url(…) needs HikariCP, which is not on the class path. Nothing was run. Add the"
            + " dependency com.zaxxer:HikariCP, or pass a dataSource(…).";
  }

  /** Configures no database, for offline plans. */
  MigratorBuilder withoutDatabase() {
    connections = nowhere();
    return this;
  }

  private static Database.ConnectionSource nowhere() {
    return () -> {
      throw new SQLException("there is no database");
    };
  }

  /**
   * Finds migrations in these packages and their subpackages. If one package has no migrations and
   * another has, the run is refused. If no package has any, the run warns and does nothing; if the
   * schema history has migrations, the run is refused.
   */
  public MigratorBuilder packages(String... names) {
    for (String name : given(names, "package", "packages")) {
      if (name == null || !isPackage(name)) {
        throw new ConfigurationException(
            "'%s' – packages(…) received it, and it is not the name of a package. Nothing was run."
                    .formatted(name)
                + " Pass the package of the migrations: com.acme.chat.migrations, for example.");
      }
    }
    packages.addAll(List.of(names));
    return this;
  }

  private static boolean isPackage(String name) {
    boolean begins = true;
    for (int i = 0; i < name.length(); i = name.offsetByCodePoints(i, 1)) {
      int letter = name.codePointAt(i);
      if (begins
          ? !Character.isJavaIdentifierStart(letter)
          : letter != '.' && !Character.isJavaIdentifierPart(letter)) {
        return false;
      }
      begins = letter == '.';
    }
    return !begins;
  }

  /** Adds migrations by their classes, without a search of packages. */
  public MigratorBuilder migrations(Collection<? extends Class<? extends Migration>> types) {
    for (Class<? extends Migration> type : given(types, "list of classes", "migrations")) {
      classes.add(given(type, "class", "migrations"));
    }
    return this;
  }

  /**
   * Creates instances of the migrations by {@code migrationFactory} instead of by their public
   * constructors.
   */
  public MigratorBuilder factory(MigrationFactory migrationFactory) {
    factory = given(migrationFactory, "factory", "factory");
    return this;
  }

  /**
   * Loads migrations and dialects with {@code classLoader}. By default, uses the context class
   * loader of the thread that calls {@link #build()}. If that class loader cannot load the classes
   * of Switchback, uses the class loader of Switchback. Packages are searched only in the selected
   * class loader and its parents.
   */
  public MigratorBuilder classLoader(ClassLoader classLoader) {
    loader = given(classLoader, "class loader", "classLoader");
    return this;
  }

  /**
   * Sets the schema (MySQL and MariaDB: database) to migrate; by default, the current schema of the
   * connection. It must exist. Unqualified names in migrations refer to it. It contains the
   * metadata tables, unless {@link #metadataSchema} names another schema for them.
   */
  public MigratorBuilder schema(String name) {
    schema = notBlank(name, "schema", "schema");
    return this;
  }

  /**
   * Sets the schema (MySQL and MariaDB: database) of the metadata tables; by default, the schema to
   * migrate. It must exist. With it, no table of Switchback is among the tables of the application.
   *
   * <p>The metadata tables record the name of the schema that they belong to. A migrator of another
   * schema with the same metadata schema and the same prefix is refused: it would take the
   * migrations of the first schema for its own. Set another prefix by {@link #tablePrefix} for it.
   * A {@link Fleet} has no metadata schema.
   *
   * <p>A start with nothing pending remains one statement. On PostgreSQL without {@link #schema},
   * it is two, because the name of the current schema is also read.
   */
  public MigratorBuilder metadataSchema(String name) {
    metadataSchema = notBlank(name, "schema", "metadataSchema");
    return this;
  }

  /**
   * Sets the prefix of the metadata tables; {@code switchback} by default. The schema history is
   * {@code prefix_meta}. With different prefixes, a library and its application can migrate the
   * same schema independently. The maximum is 50 bytes in UTF-8.
   */
  public MigratorBuilder tablePrefix(String prefix) {
    int length = notBlank(prefix, "prefix", "tablePrefix").getBytes(UTF_8).length;
    if (length > LONGEST_PREFIX) {
      throw new ConfigurationException(
          "Table prefix '%s' – it has %d bytes, and the limit is %d, so that the names fit every database."
                  .formatted(prefix, length, LONGEST_PREFIX)
              + " Nothing was run. Shorten it.");
    }
    tablePrefix = prefix;
    return this;
  }

  /**
   * Sets the maximum total time that a run waits for other threads that use the migrator, and for
   * other processes that migrate the same database; 10 minutes by default. After that, the run
   * fails with a {@link LockTimeoutException}.
   */
  public MigratorBuilder migrationLockTimeout(Duration longest) {
    migrationLockTimeout = notNegative(longest, "migrationLockTimeout");
    return this;
  }

  /**
   * Sets the maximum time until a run without a heartbeat is ended and replaced; 30 seconds by
   * default, 100 milliseconds at least. A waiting run considers such a run dead, ends its session
   * and takes over within this time. All processes that migrate the same database should use the
   * same value.
   *
   * <p>If a process has ended, the next run takes over without this wait. The exceptions are
   * connections through a pooler, and Galera clusters. There, a migration must not compute for
   * longer than this time between two statements.
   */
  public MigratorBuilder leaseTimeout(Duration silence) {
    if (notNegative(silence, "leaseTimeout").compareTo(SHORTEST_SILENCE) < 0) {
      throw new ConfigurationException(
          "leaseTimeout(%s) – the run sends ten heartbeats in this time, and less than %s is too short."
                  .formatted(silence, SHORTEST_SILENCE)
              + " Nothing was run. 30 seconds is the default.");
    }
    leaseTimeout = silence;
    return this;
  }

  /**
   * Sets the maximum duration of a statement of a migration, rounded up to whole seconds; a longer
   * statement fails. By default, and with {@link Duration#ZERO}, there is no limit. There is no
   * limit for schema statements on a Galera cluster either: a server that ends such a statement
   * would have a different schema from the other servers.
   */
  public MigratorBuilder statementTimeout(Duration longest) {
    statementTimeout = notNegative(longest, "statementTimeout");
    return this;
  }

  /**
   * Sets the maximum time that a statement of a migration waits for a database lock of another
   * transaction; 5 seconds by default. The limit exists because other sessions queue behind a
   * waiting statement.
   *
   * <p>After this time, the migration is rolled back as far as possible, and retried after a pause.
   * The pause grows with each retry. There are at most {@code retries} retries, 10 by default. Each
   * retry calls {@code up} or {@code down} again. After the last retry, the error names the
   * sessions that hold the lock, if the server reports them. On MySQL and MariaDB the time is in
   * whole seconds, and applies to the locks of schema statements.
   */
  public MigratorBuilder statementLockTimeout(Duration longest, int retries) {
    if (notNegative(longest, "statementLockTimeout").toMillis() < 1 || retries < 0) {
      throw new ConfigurationException(
          "statementLockTimeout(%s, %d) – the time must be above zero, and the retries zero or more."
                  .formatted(longest, retries)
              + " Nothing was run.");
    }
    statementLockTimeout = longest;
    lockWaitRetries = retries;
    return this;
  }

  /** Sets the policy for migrations that are out of order; {@link OutOfOrder#ALLOW} by default. */
  public MigratorBuilder outOfOrder(OutOfOrder late) {
    outOfOrder = given(late, "answer", "outOfOrder");
    return this;
  }

  /**
   * Sets the policy for a run that has a migration to apply and finds that an applied migration has
   * changed; {@link ChangedMigrationPolicy#WARN} by default. A run down that would revert a changed
   * migration is refused, unless the policy is {@link ChangedMigrationPolicy#IGNORE}. {@link
   * Migrator#verify} shows the differences.
   */
  public MigratorBuilder onChangedMigration(ChangedMigrationPolicy answer) {
    onChangedMigration = given(answer, "answer", "onChangedMigration");
    return this;
  }

  /**
   * Leaves out a squash, see {@link Replaces}, so that the migrations run that it replaces. Their
   * classes must be there. Use it once for a database that has only some of them: the next run with
   * the squash then records it. May be called several times.
   *
   * <p>A run is refused with a {@link ConfigurationException} if no squash has this name.
   *
   * @param name the name of the squash, as {@link Migrator#status} shows it
   */
  public MigratorBuilder withoutSquash(String name) {
    withoutSquashes.add(notBlank(name, "name", "withoutSquash"));
    return this;
  }

  /**
   * Accepts a server that uses the protocol of a supported database but is not one, such as
   * CockroachDB or TiDB. {@code server} is the name in the message that refuses it. Switchback is
   * not tested on it: two runs may be active at once, and a failed migration may stay half-done.
   * See docs/servers.md. May be called several times.
   */
  public MigratorBuilder acceptUntested(String server) {
    untestedServers.add(notBlank(server, "name of a server", "acceptUntested"));
    return this;
  }

  /**
   * Adds a listener that receives the events of all runs. May be called several times; each
   * listener receives every event.
   */
  public MigratorBuilder listener(MigrationListener listener) {
    listeners.add(given(listener, "listener", "listener"));
    return this;
  }

  private static Duration notNegative(Duration time, String method) {
    if (given(time, "time", method).isNegative()) {
      throw new ConfigurationException(
          "%s(%s) – a time cannot be negative. Nothing was run. Duration.ZERO is the minimum."
              .formatted(method, time));
    }
    return time;
  }

  /**
   * Returns a new migrator.
   *
   * @throws ConfigurationException if no database or no migrations are configured
   */
  public Migrator build() {
    ConnectionPool ownPool = poolTemplate == null ? null : poolTemplate.another();
    Database.ConnectionSource source = ownPool == null ? connections : ownPool;
    if (source == null) {
      throw new ConfigurationException(
          "No database – call dataSource(…) or url(…) before build(). Nothing was run.");
    }
    EngineConfig setup = setup(source);
    MigrationRunner runner = new MigrationRunner(setup, listeners, new ReentrantLock(true));
    return new Migrator(setup, runner, ownPool);
  }

  private EngineConfig setup(Database.ConnectionSource source) {
    if (packages.isEmpty() && classes.isEmpty()) {
      throw new ConfigurationException(
          "No migrations – call packages(…) or migrations(…) before build(). Nothing was run.");
    }
    ClassLoader classLoader = loader == null ? defaultLoader() : loader;
    return new EngineConfig(
        new Database(source, classLoader),
        new DiscoveredMigrations(packages, classes, classLoader),
        factory,
        tablePrefix,
        metadataSchema,
        schema,
        new RunOptions(
            migrationLockTimeout,
            leaseTimeout,
            statementTimeout,
            statementLockTimeout,
            lockWaitRetries,
            outOfOrder,
            onChangedMigration,
            List.copyOf(withoutSquashes),
            Set.copyOf(untestedServers)));
  }

  /**
   * Returns a configuration without a database, for the targets of a fleet. All of them share one
   * search for migrations.
   */
  FleetConfig forFleet() {
    if (connections != null || poolTemplate != null || schema != null) {
      throw new ConfigurationException(
          "The migrator of a fleet has no database of its own – the targets name the databases."
              + " Nothing was run. Leave out dataSource(…), url(…) and schema(…).");
    }
    if (metadataSchema != null) {
      throw new ConfigurationException(
          "The migrator of a fleet has no metadata schema – its schemas would share one history."
              + " Nothing was run. Leave out metadataSchema(…).");
    }
    ClassLoader classLoader = loader == null ? defaultLoader() : loader;
    return new FleetConfig(setup(nowhere()), classLoader, List.copyOf(listeners));
  }

  /**
   * Returns the context class loader, or the class loader of Switchback if the context class loader
   * cannot load {@link Migration}. Threads of the common pool have the system class loader, which
   * sees no class in a Spring Boot jar.
   */
  static ClassLoader defaultLoader() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context == null || !seesMigrations(context) ? Migrator.class.getClassLoader() : context;
  }

  private static boolean seesMigrations(ClassLoader loader) {
    try {
      Class.forName(Migration.class.getName(), false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
