package dev.switchback.h2;

import static dev.switchback.schema.DataTypes.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.Migration;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.tck.CapturedLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full: no run says that it is done, and none waits for ever. */
class FullDiskTest {

  private static final String STATE_AND_REMEDY =
      "H2 can no longer write its files, and may have lost its latest commits. The next run checks"
          + " which changes remain.\n"
          + "Give the server the disk space, the memory or the connections that it lacks, close the"
          + " database, and run 'up' again. It resumes from the contents of the files. Cause: ";

  @TempDir Path folder;

  private final CountDownLatch end = new CountDownLatch(1);

  /** Whose rows are committed, and never written. */
  public static final class M20250101000000_Rows implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.execute("INSERT INTO people VALUES (1)");
      FullDisk.fill();
    }

    @Override
    public void down(QueryInterface db) {}
  }

  /** Which H2 refuses in the middle. */
  public static final class M20250101000000_Steps implements Migration {
    @Override
    public void up(QueryInterface db) {
      db.createTable("rooms", t -> t.column("id", integer()));
      db.withConnection(connection -> FullDisk.fill());
      db.execute("CHECKPOINT");
    }

    @Override
    public void down(QueryInterface db) {}
  }

  @BeforeEach
  void createTable() throws SQLException {
    FullDisk.register();
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE people (id INTEGER)");
    }
  }

  @AfterEach
  void endThreads() {
    end.countDown();
  }

  /** H2 writes in the background, but not within the time of a test. */
  private DataSource source() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:fulldisk:" + folder.resolve("shop") + ";WRITE_DELAY=100000");
    source.setUser("sa");
    return source;
  }

  private static Migrator over(DataSource source, Class<? extends Migration> type) {
    return Migrator.configure().dataSource(source).migrations(List.of(type)).build();
  }

  @Test
  void a_run_whose_commit_is_not_written_does_not_say_that_it_is_done() {
    Migrator migrator = over(source(), M20250101000000_Rows.class);

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageStartingWith(
            "Migration '20250101000000-rows' – 'up' failed while the run committed it.\n"
                + STATE_AND_REMEDY)
        .withMessageContaining("No space left on device");

    FullDisk.register(); // there is space again
    assertThat(migrator.status().stream().map(MigrationStatus::state))
        .containsExactly(MigrationStatus.State.PENDING);
  }

  @Test
  void a_step_that_finds_the_disk_full_is_not_blamed_on_the_class() {
    Migrator migrator = over(source(), M20250101000000_Steps.class);

    assertThatExceptionOfType(MigrationFailedException.class)
        .isThrownBy(migrator::up)
        .withMessageMatching("(?s)Migration '20250101000000-steps' – 'up' failed at step 3 .*")
        .withMessageContaining(STATE_AND_REMEDY)
        .withMessageContaining("No space left on device");
  }

  /** In H2's own store a call that does not return cannot be brought about at will. */
  @Test
  void a_connection_that_is_never_closed_keeps_no_run() {
    Migrator migrator = over(neverClosed(source()), M20250101000000_Rows.class);

    try (CapturedLog log = new CapturedLog()) {
      assertThatExceptionOfType(MigrationFailedException.class)
          .isThrownBy(migrator::up)
          .withMessageContaining(STATE_AND_REMEDY);
      assertThat(log.text())
          .contains(
              "H2 'shop' – it cannot write its files, and a connection is not closed after 5 s. The"
                  + " run no longer waits for it. This process keeps the files open. Free disk"
                  + " space, and end the process before the next run, by force if necessary.");
    }
  }

  private DataSource neverClosed(DataSource source) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Connection connection = (Connection) method.invoke(source, arguments);
          return proxy(
              Connection.class,
              (called, values) -> {
                if (called.getName().equals("close")) {
                  end.await();
                }
                return called.invoke(connection, values);
              });
        });
  }

  /** What a proxy does. */
  @FunctionalInterface
  private interface Call {
    Object answer(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            FullDiskTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return call.answer(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
