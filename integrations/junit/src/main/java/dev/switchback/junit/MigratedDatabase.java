package dev.switchback.junit;

import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.MigratorBuilder;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A new database with all migrations, for the tests of an application. A static field has one for
 * the class, another field one for each test.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MigratedDatabase DATABASE =
 *     MigratedDatabase.on("jdbc:postgresql://localhost/chat", "chat", "secret")
 *         .packages("com.acme.chat.migrations");
 *
 * @Test
 * void finds_rooms() {
 *   Rooms rooms = new Rooms(DATABASE.dataSource());
 * }
 * }</pre>
 *
 * <p><b>Databases.</b> On PostgreSQL and H2, the migrations run once in a JVM, and each database is
 * a copy of the result. On MySQL and MariaDB, they run in each database. The user must be allowed
 * to create databases. Their names begin with {@code switchback_test_} and the time in seconds.
 * They are dropped after the tests, also if the tests still have open connections. Those that a
 * killed JVM left are dropped after a day, when other tests use the server.
 *
 * <p><b>Threads.</b> Tests may run in parallel. A static field must belong to one class, and not to
 * a base class of several.
 *
 * <p>Migrations that fail, or a server that cannot be used, are a {@link
 * dev.switchback.SwitchbackException}, with which the tests fail.
 */
public final class MigratedDatabase
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(MigratedDatabase.class);

  private final Supplier<Server> server;
  private final MigrationSet set;
  private volatile @Nullable TestCopy copy;
  private final AtomicInteger classes = new AtomicInteger();

  private MigratedDatabase(Supplier<Server> server, MigrationSet set) {
    this.server = server;
    this.set = set;
  }

  /**
   * A database server, as a user who may create databases connects to it.
   *
   * @param url of any database of the server; {@code jdbc:h2:mem:any} for H2. The other parts of
   *     the URL, such as parameters, are kept
   */
  public record Server(String url, String user, String password) {
    /** Does not contain the password. */
    @Override
    public String toString() {
      return "Server[" + user + "]";
    }
  }

  /** Returns new databases on this server. */
  public static MigratedDatabase on(String url, String user, String password) {
    Server server = new Server(url, user, password);
    return on(() -> server);
  }

  /** Returns new databases on the server of this supplier, so that a container can start before. */
  public static MigratedDatabase on(Supplier<Server> server) {
    return new MigratedDatabase(server, MigrationSet.NONE);
  }

  /** Adds the migrations of these packages and their subpackages. */
  public MigratedDatabase packages(String... names) {
    return new MigratedDatabase(server, set.withPackages(List.of(names)));
  }

  /** Adds migrations by their classes. */
  public MigratedDatabase migrations(Collection<? extends Class<? extends Migration>> types) {
    return new MigratedDatabase(server, set.withClasses(types));
  }

  /**
   * Sets further options of the migrator, such as the factory of migrations. Databases are copied
   * from each other only if they have the same instance of {@code options}: use a constant.
   */
  public MigratedDatabase configured(UnaryOperator<MigratorBuilder> options) {
    return new MigratedDatabase(server, set.withOptions(options));
  }

  /** Returns a data source without a pool. Each call of {@code getConnection} connects. */
  public DataSource dataSource() {
    SimpleDataSource connecting = current()::connect;
    return connecting;
  }

  /** Returns the JDBC URL of the database, for a pool or the properties of an application. */
  public String url() {
    return current().url();
  }

  /** Returns the user of the database, which is that of the server. */
  public String user() {
    return current().user();
  }

  /** Returns the password of {@link #user}. */
  public String password() {
    return current().password();
  }

  private TestCopy current() {
    TestCopy now = copy;
    if (now == null) {
      throw new ConfigurationException(
          "The database exists only during a test. Nothing was run. Annotate the field with"
              + " @RegisterExtension, and call the method in a test or in @BeforeEach.");
    }
    return now;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (classes.getAndIncrement() == 0) { // nested classes use the database of the outer one
      copy = open(context);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (classes.get() == 0) {
      copy = open(context);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (classes.get() == 0) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (classes.decrementAndGet() == 0) {
      close();
    }
  }

  private TestCopy open(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(TestTemplates.class, any -> new TestTemplates(), TestTemplates.class)
        .copy(server.get(), set);
  }

  private void close() {
    TestCopy last = copy;
    copy = null;
    if (last != null) {
      last.close();
    }
  }
}
