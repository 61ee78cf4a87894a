package dev.switchback.junit;

import dev.switchback.ConfigurationException;
import dev.switchback.ConnectionWork;
import dev.switchback.Migration;
import dev.switchback.MigratorBuilder;
import dev.switchback.Plan;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.extension.Extension;

/**
 * Checks of the migrations of an application, on a real database.
 *
 * <pre>{@code
 * class MigrationsTest {
 *
 *   static final MigrationChecks MIGRATIONS =
 *       MigrationChecks.on(dataSource).packages("com.acme.chat.migrations");
 *
 *   @TestFactory
 *   Stream<DynamicNode> stairway() {
 *     return MIGRATIONS.stairway();
 *   }
 * }
 * }</pre>
 *
 * <p><b>Database.</b> Each check begins with an empty schema, and drops everything in that schema
 * at its end. If the current schema of the connection is not empty at the beginning, the check is
 * refused with a {@link ConfigurationException} and drops nothing. {@link #schema} names a schema
 * that may be emptied. The data source must provide four connections at the same time. It stays
 * open.
 *
 * <p><b>Threads.</b> Immutable. Checks that use the same schema must not run at the same time. A
 * stream of tests uses the schema until it is closed; JUnit closes the stream of a test factory.
 *
 * <p>A failed check is an {@link AssertionError}. A database that cannot be used, or migrations
 * that cannot be found, are a {@link dev.switchback.SwitchbackException}.
 */
public final class MigrationChecks implements Extension {

  private final CheckConfig config;

  private MigrationChecks(CheckConfig config) {
    this.config = config;
  }

  /** Returns checks that use this database. */
  public static MigrationChecks on(DataSource dataSource) {
    DataSource given = given(dataSource, "data source", "on");
    return on(() -> given);
  }

  /**
   * Returns checks that use the database of this supplier. Each check calls it once, so that a
   * container can start before.
   */
  public static MigrationChecks on(Supplier<? extends DataSource> dataSource) {
    return new MigrationChecks(CheckConfig.of(given(dataSource, "data source", "on")));
  }

  private static <T> T given(T argument, String what, String method) {
    if (argument == null) {
      throw new ConfigurationException(
          "No %s – %s(…) was called with null. Nothing was run. Pass one.".formatted(what, method));
    }
    return argument;
  }

  /** Adds the migrations of these packages and their subpackages. */
  public MigrationChecks packages(String... names) {
    List<String> given = List.of(given(names, "package", "packages"));
    return new MigrationChecks(config.with(set -> set.withPackages(given)));
  }

  /** Adds migrations by their classes. */
  public MigrationChecks migrations(Collection<? extends Class<? extends Migration>> types) {
    Collection<? extends Class<? extends Migration>> given =
        given(types, "list of classes", "migrations");
    return new MigrationChecks(config.with(set -> set.withClasses(given)));
  }

  /**
   * Sets a mark: older migrations are applied as one block, and are not checked. Use it when older
   * migrations have been applied everywhere.
   *
   * @param nameOrTime the name of the first migration to check, or a time in its form: {@code
   *     20260101} or {@code 20260101000000}
   */
  public MigrationChecks since(String nameOrTime) {
    return new MigrationChecks(
        config.withMark(Mark.of(given(nameOrTime, "name or time", "since"))));
  }

  /**
   * Names the schema (MySQL and MariaDB: database) of the checks. It must exist. <b>Each check
   * drops everything in it</b>, at the beginning and at the end.
   */
  public MigrationChecks schema(String name) {
    return new MigrationChecks(config.withSchema(given(name, "schema", "schema")));
  }

  /**
   * Sets further options of the migrators, such as the factory of migrations: {@code
   * configured(builder -> builder.factory(…))}.
   */
  public MigrationChecks configured(UnaryOperator<MigratorBuilder> options) {
    UnaryOperator<MigratorBuilder> given = given(options, "options", "configured");
    return new MigrationChecks(config.with(set -> set.withOptions(given)));
  }

  /**
   * Applies, reverts and applies again every migration since the mark, and compares the schema each
   * time. Returns a test for each migration. It fails if {@code down} does not restore the schema,
   * or if {@code up} gives another schema the second time. The message names each difference. The
   * rows of tables are not compared.
   *
   * <p>Then runs every repeatable migration twice. The test of one fails if its second run fails or
   * gives another schema.
   *
   * <p>A migration that cannot be reverted is applied, and its test is aborted with the reason. If
   * a migration fails, the tests of later migrations fail too, and name it.
   */
  public Stream<DynamicNode> stairway() {
    return tests(database -> Stairway.tests(database, config.mark()));
  }

  /**
   * Lets the run of every migration since the mark die after each of its round trips to the server,
   * up and down. Each time, another run resumes the migration. Returns a test for each migration.
   * It fails if a run cannot be resumed, or if the schema or the rows differ from those after an
   * undisturbed run. The message names the step. A column whose values differ between two
   * undisturbed runs, such as a random key, is compared only in its definition.
   *
   * <p>A run dies by itself: its connections are cut, and the server rolls back. A migration has
   * some dozens of round trips, so that a test takes seconds. A migration that cannot be reverted
   * takes longer, because the older migrations are applied again for each death.
   */
  public Stream<DynamicNode> crashAtEveryStep() {
    return tests(database -> CrashCheck.tests(database, config.mark()));
  }

  /** Creates the tests of a check, which close the database. */
  private interface TestSource {
    Stream<DynamicNode> of(CheckedDatabase database);
  }

  private Stream<DynamicNode> tests(TestSource tests) {
    CheckedDatabase database = CheckedDatabase.open(config);
    try {
      return tests.of(database);
    } catch (RuntimeException | Error e) {
      closeAfter(e, database);
      throw e;
    }
  }

  private static void closeAfter(Throwable failure, CheckedDatabase database) {
    try {
      database.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Applies all migrations, and compares the schema with a file. The file has the form of the
   * command {@code schema --dump}. With the system property {@code switchback.test.approve=true},
   * writes the file instead.
   *
   * @param file a path relative to the working directory, which is the folder of the module in a
   *     Maven build
   */
  public void assertSnapshot(String file) {
    GoldenFile golden = new GoldenFile(Path.of(given(file, "file", "assertSnapshot")));
    try (CheckedDatabase database = CheckedDatabase.open(config)) {
      database.migrator().up();
      golden.compare("The schema after all migrations", SnapshotPage.of(database.snapshot()));
    }
  }

  /**
   * Plans the migrations since the mark, and compares their SQL with a file. With the system
   * property {@code switchback.test.approve=true}, writes the file instead.
   *
   * @param file a path relative to the working directory, see {@link #assertSnapshot}
   */
  public void assertPlan(String file) {
    GoldenFile golden = new GoldenFile(Path.of(given(file, "file", "assertPlan")));
    try (CheckedDatabase database = CheckedDatabase.open(config)) {
      golden.compare("The plan of the migrations", plan(database) + "\n");
    }
  }

  /**
   * Plans the migrations since the mark, and fails if a step blocks other sessions or breaks the
   * previous release, and is not acknowledged, or if the plan would be refused. The message has the
   * rule and the safe way of each step. Older migrations are applied before, so that their tables
   * count as tables in use.
   *
   * <p>If the plan does not know all steps of a migration, a line at WARN in the log names it.
   */
  public void assertNoBlockingOperations() {
    try (CheckedDatabase database = CheckedDatabase.open(config)) {
      new BlockingOperations(plan(database)).requireNone();
    }
  }

  /**
   * Applies one migration to rows, and reverts it. Fails if the schema or the rows then differ from
   * those before, and names the columns. Then applies it again, which must not fail.
   *
   * @param migration the name of the migration, such as {@code 20260102090000-add-topic-to-rooms}
   * @param rows inserts rows after the older migrations were applied. It runs in one transaction,
   *     and must not close the connection
   */
  public void assertRowsSurvive(String migration, ConnectionWork rows) {
    String name = given(migration, "migration", "assertRowsSurvive");
    ConnectionWork work = given(rows, "rows", "assertRowsSurvive");
    try (CheckedDatabase database = CheckedDatabase.open(config)) {
      new RowsCheck(database, name, work).run();
    }
  }

  /**
   * Applies the migrations that a squash replaces, and in an empty schema the squash alone. Fails
   * if the schemas or the rows differ, and names each difference. A column whose values differ
   * between two runs of the same migrations, such as a time, is compared only in its definition.
   * The mark has no effect. The classes must be there that the squash replaces.
   *
   * @param squash the name of the migration with {@link dev.switchback.Replaces}, such as {@code
   *     20250601000000-everything}
   */
  public void assertSquash(String squash) {
    String name = given(squash, "squash", "assertSquash");
    try (CheckedDatabase database = CheckedDatabase.open(config)) {
      new SquashCheck(database, name).run();
    }
  }

  /** Returns the plan of the migrations since the mark, after the older ones were applied. */
  private Plan plan(CheckedDatabase database) {
    database.applyFirst(config.mark().olderOf(database.names()));
    return database.migrator().plan();
  }
}
