package dev.switchback.cli;

import dev.switchback.Migration;
import dev.switchback.Migrator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A command line over a database of its own, and what it printed. */
abstract class CommandLineTest {

  /** For commands that need no database. */
  static final Supplier<Migrator> NONE =
      () -> {
        throw new AssertionError("no migrator is needed here");
      };

  private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  /** Runs a command over these migrations. */
  int run(List<Class<? extends Migration>> migrations, String... arguments) {
    return run(database(), migrations, arguments);
  }

  int run(DataSource database, List<Class<? extends Migration>> migrations, String... arguments) {
    return run(
        () -> Migrator.configure().dataSource(database).migrations(migrations).build(), arguments);
  }

  int run(Supplier<Migrator> migrator, String... arguments) {
    return run(migrator, UnaryOperator.identity(), arguments);
  }

  int run(Supplier<Migrator> migrator, UnaryOperator<MigrateCommand> setting, String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return setting
        .apply(MigrateCommand.of(migrator).output(new PrintWriter(out), new PrintWriter(err)))
        .run(arguments);
  }

  DataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setUrl(url);
    return database;
  }

  /** What the last command printed, with all times alike. */
  List<String> out() {
    return lines(out);
  }

  List<String> err() {
    return lines(err);
  }

  private static List<String> lines(StringWriter written) {
    return written
        .toString()
        .replaceAll(" +\\d+ ms", " N ms")
        .replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z", "TIME")
        .lines()
        .toList();
  }
}
