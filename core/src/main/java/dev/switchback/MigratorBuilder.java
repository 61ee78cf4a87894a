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
 * Describes a {@link Migrator}: where the database is and where the migrations are; the rest has
 * defaults.
 *
 * <p>Not thread-safe. Every method refuses at once what cannot work, by a {@link
 * ConfigurationException}. {@link #build()} connects to nothing and looks for nothing, and may be
 * called again: migrators share no connections.
 */
public final class MigratorBuilder {

  /** Fits everywhere with what comes behind it: PostgreSQL cuts a name after 63 bytes. */
  private static final int LONGEST_PREFIX = 50;

  private static final Duration SHORTEST_SILENCE = Duration.ofMillis(100);

  private Database.@Nullable ConnectionSource connections;

  /** Never opened itself: each migrator has one of its own. */
  private @Nullable ConnectionPool poolTemplate;

  private final List<String> packages = new ArrayList<>();
  private final List<Class<? extends Migration>> classes = new ArrayList<>();
  private MigrationFactory factory = MigrationClass::construct;
  private @Nullable ClassLoader loader;
  private @Nullable String schema;
  private String tablePrefix = "switchback";
  private Duration migrationLockTimeout = Duration.ofMinutes(10);
  private Duration leaseTimeout = Duration.ofSeconds(30);
  private Duration statementTimeout = Duration.ZERO;
  private Duration statementLockTimeout = Duration.ofSeconds(5);
  private int lockWaitRetries = 10;
  private OutOfOrder outOfOrder = OutOfOrder.ALLOW;
  private ChangedMigrationPolicy onChangedMigration = ChangedMigrationPolicy.WARN;
  private final Set<String> untestedServers = new LinkedHashSet<>();
  private final List<MigrationListener> listeners = new ArrayList<>();

  MigratorBuilder() {}

  /**
   * Takes connections from {@code dataSource}, which stays the caller's to close: for a run one,
   * and one more for its signs of life, if it is to be had; on H2 two, and one more. A connection
   * may come with autocommit off. With an open transaction of the caller's it is read by what only
   * looks; a run, {@code init} and what writes refuse it, and leave the transaction as it is.
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
   * Takes connections from a pool of its own, of ten at most, opened when they are needed; {@link
   * Migrator#close()} closes it, and nothing can be run afterwards. Needs {@code
   * com.zaxxer:HikariCP} and the driver on the class path.
   */
  public MigratorBuilder url(String url, @Nullable String user, @Nullable String password) {
    if (url == null || url.isBlank()) {
      throw new ConfigurationException(
          "No URL – url(…) was given none. Nothing was run. It is like"
              + " jdbc:postgresql://host/database.");
    }
    if (!url.regionMatches(true, 0, "jdbc:", 0, 5)) {
      throw new ConfigurationException(
          "The URL does not begin with 'jdbc:'. Nothing was run. Write it as JDBC does,"
              + " jdbc:postgresql://host/database for example, and give user and password beside"
              + " it.");
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
            + " module-info.java; or hand in a dataSource(…) of your own."
        : "url(…) needs HikariCP, which is not on the class path. Nothing was run. Add the"
            + " dependency com.zaxxer:HikariCP, or hand in a dataSource(…) of your own.";
  }

  /** For what connects to nothing. */
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
   * Looks for migrations in these packages and the ones below them. If one holds none and another
   * does, the run is refused. If none of them holds any, the run warns and does nothing, or is
   * refused if the history has migrations.
   */
  public MigratorBuilder packages(String... names) {
    for (String name : given(names, "package", "packages")) {
      if (name == null || !isPackage(name)) {
        throw new ConfigurationException(
            "'%s' – packages(…) was given it, and it is not the name of a package. Nothing was run."
                    .formatted(name)
                + " Name the one that holds the migrations: com.acme.chat.migrations, for"
                + " example.");
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

  /** Adds migrations by their classes; nothing needs to be looked for then. */
  public MigratorBuilder migrations(Collection<? extends Class<? extends Migration>> types) {
    for (Class<? extends Migration> type : given(types, "list of classes", "migrations")) {
      classes.add(given(type, "class", "migrations"));
    }
    return this;
  }

  /** Makes the migrations that run, in place of their public constructors. */
  public MigratorBuilder factory(MigrationFactory migrationFactory) {
    factory = given(migrationFactory, "factory", "factory");
    return this;
  }

  /**
   * Loads migrations and dialects with this loader, in place of the thread's context class loader
   * at the time of {@link #build()}, or of Switchback's own where that one does not see it.
   * Packages are looked for in it and its parents, and nowhere else.
   */
  public MigratorBuilder classLoader(ClassLoader classLoader) {
    loader = given(classLoader, "class loader", "classLoader");
    return this;
  }

  /**
   * Works in this schema (MySQL and MariaDB: database), which must exist, in place of the
   * connection's own. Switchback's tables are in it, and migrations mean it by unqualified names.
   */
  public MigratorBuilder schema(String name) {
    schema = notBlank(name, "schema", "schema");
    return this;
  }

  /**
   * Calls Switchback's table {@code prefix_meta} in place of {@code switchback_meta}, so that a
   * library and the application around it can migrate the same schema without knowing of each
   * other. It has 50 bytes in UTF-8 at most.
   */
  public MigratorBuilder tablePrefix(String prefix) {
    int length = notBlank(prefix, "prefix", "tablePrefix").getBytes(UTF_8).length;
    if (length > LONGEST_PREFIX) {
      throw new ConfigurationException(
          "Table prefix '%s' – it has %d bytes, and more than %d do not fit into a name everywhere."
                  .formatted(prefix, length, LONGEST_PREFIX)
              + " Nothing was run. Shorten it.");
    }
    tablePrefix = prefix;
    return this;
  }

  /**
   * Waits for so long while another process migrates the same database; 10 minutes unless said
   * otherwise. Then the run ends with a {@link LockTimeoutException}.
   */
  public MigratorBuilder migrationLockTimeout(Duration longest) {
    migrationLockTimeout = notNegative(longest, "migrationLockTimeout");
    return this;
  }

  /**
   * Takes a run of another process for dead when it gives no sign of life, ends its session and has
   * taken over when so long is up; 30 seconds unless said otherwise, a tenth of a second at least.
   * A process that ended by itself needs no such wait, except through a pooler of connections and
   * on a Galera cluster. There, a migration must not compute for so long between two statements.
   * All processes that migrate the same database should be told the same.
   */
  public MigratorBuilder leaseTimeout(Duration silence) {
    if (notNegative(silence, "leaseTimeout").compareTo(SHORTEST_SILENCE) < 0) {
      throw new ConfigurationException(
          "leaseTimeout(%s) – signs of life come ten times in it, and less than %s is too short."
                  .formatted(silence, SHORTEST_SILENCE)
              + " Nothing was run. 30 seconds is the usual time.");
    }
    leaseTimeout = silence;
    return this;
  }

  /**
   * Ends a statement of a migration that takes longer, which fails then; to the next whole second.
   * Without it, and with {@link Duration#ZERO}, a statement takes what it takes; so does a schema
   * statement on a Galera cluster, where the server that ends one is left with another schema than
   * the others.
   */
  public MigratorBuilder statementTimeout(Duration longest) {
    statementTimeout = notNegative(longest, "statementTimeout");
    return this;
  }

  /**
   * Lets a statement of a migration wait no longer than {@code longest} for a lock that somebody
   * else's transaction holds, because everybody else queues up behind it meanwhile. The migration
   * is rolled back then, as far as it can be, and tried again after a pause that grows, up to
   * {@code retries} times; its {@code up} or {@code down} is called again for it. 5 seconds and 10
   * retries unless said otherwise. When it gives up, the error names the sessions that hold the
   * lock, if the server tells. MySQL and MariaDB count in whole seconds, and mean the locks of
   * schema statements.
   */
  public MigratorBuilder statementLockTimeout(Duration longest, int retries) {
    if (notNegative(longest, "statementLockTimeout").toMillis() < 1 || retries < 0) {
      throw new ConfigurationException(
          "statementLockTimeout(%s, %d) – it takes a time above zero, and a number of retries from zero on."
                  .formatted(longest, retries)
              + " Nothing was run.");
    }
    statementLockTimeout = longest;
    lockWaitRetries = retries;
    return this;
  }

  /**
   * Says what becomes of a migration that is pending and older than one that is applied; {@link
   * OutOfOrder#ALLOW} unless said otherwise.
   */
  public MigratorBuilder outOfOrder(OutOfOrder late) {
    outOfOrder = given(late, "answer", "outOfOrder");
    return this;
  }

  /**
   * Says what becomes of a run that has something to apply and finds that an applied migration was
   * changed since; {@link ChangedMigrationPolicy#WARN} unless said otherwise. A run down that is to
   * revert such a migration is refused, except by {@link ChangedMigrationPolicy#IGNORE}. {@link
   * Migrator#verify} shows the differences.
   */
  public MigratorBuilder onChangedMigration(ChangedMigrationPolicy answer) {
    onChangedMigration = given(answer, "answer", "onChangedMigration");
    return this;
  }

  /**
   * Migrates a server that only speaks the protocol of a database we know, CockroachDB or TiDB for
   * example, under the name that the refusal calls it. No run was tested on it: two may go at once,
   * and what fails may stay half-done. See docs/servers.md. May be called several times.
   */
  public MigratorBuilder acceptUntested(String server) {
    untestedServers.add(notBlank(server, "name of a server", "acceptUntested"));
    return this;
  }

  /**
   * Tells {@code listener} what the runs do. May be called several times; each listener hears
   * everything.
   */
  public MigratorBuilder listener(MigrationListener listener) {
    listeners.add(given(listener, "listener", "listener"));
    return this;
  }

  private static Duration notNegative(Duration time, String method) {
    if (given(time, "time", method).isNegative()) {
      throw new ConfigurationException(
          "%s(%s) – a time cannot be negative. Nothing was run. Duration.ZERO is the least."
              .formatted(method, time));
    }
    return time;
  }

  /**
   * The migrator.
   *
   * @throws ConfigurationException if the database or the migrations were not named
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
        schema,
        new RunOptions(
            migrationLockTimeout,
            leaseTimeout,
            statementTimeout,
            statementLockTimeout,
            lockWaitRetries,
            outOfOrder,
            onChangedMigration,
            Set.copyOf(untestedServers)));
  }

  /** The same for a place that comes later, with migrations that are looked for once. */
  FleetConfig forFleet() {
    if (connections != null || poolTemplate != null || schema != null) {
      throw new ConfigurationException(
          "The migrator of a fleet names no database – the targets do. Nothing was run. Leave out"
              + " dataSource(…), url(…) and schema(…).");
    }
    ClassLoader classLoader = loader == null ? defaultLoader() : loader;
    return new FleetConfig(setup(nowhere()), classLoader, List.copyOf(listeners));
  }

  /** A thread of the common pool has the system's loader, which sees nothing of a Boot jar. */
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
