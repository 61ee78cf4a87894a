package dev.switchback.benchmarks;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A tool, used as its documentation says. The migrations are on the class path. */
public interface Contestant {

  /** The package of the generated migrations. */
  String PACKAGE = "com.acme.migrations";

  /**
   * A new object of the tool, which has not connected yet.
   *
   * @param schema where to work, or null for the connection's own
   */
  Upgrade upgrade(DataSource dataSource, @Nullable String schema);

  /**
   * Brings many schemas of one database up to date: one object of the tool for each, unless the
   * tool has its own way.
   *
   * @return the failures
   */
  default List<String> upgradeAll(DataSource dataSource, List<String> schemas, int threads)
      throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> runs = new ArrayList<>();
      for (String schema : schemas) {
        runs.add(
            workers.submit(
                () -> {
                  upgrade(dataSource, schema).run();
                  return schema;
                }));
      }
      return failuresOf(runs);
    } finally {
      workers.shutdownNow();
    }
  }

  private static List<String> failuresOf(List<Future<?>> runs) throws InterruptedException {
    List<String> failures = new ArrayList<>();
    for (Future<?> run : runs) {
      try {
        run.get();
      } catch (ExecutionException e) {
        failures.add(String.valueOf(e.getCause()));
      }
    }
    return failures;
  }

  /** The contestant with this class. */
  static Contestant named(String className) throws ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(className).getConstructor();
    return (Contestant) constructor.newInstance();
  }
}
