package dev.switchback.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.servers.FreshDatabase;
import dev.switchback.servers.TestDatabase;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.AssertionFailedError;

/** A squash of a hundred migrations makes what they make, or the check says what it lacks. */
class SquashCheckTest {

  private static final String SQUASH = "20260101000139-everything";

  @TempDir Path folder;

  /** Returns a squash that makes all tables as the generated migrations leave them. */
  private static String source(int migrations, String index, String row) {
    return """
    package %1$s;

    import static dev.switchback.schema.Constraints.*;
    import static dev.switchback.schema.DataTypes.*;
    import static dev.switchback.schema.Row.row;

    import dev.switchback.*;

    @Replaces(upTo = "%2$s")
    public final class M20260101000139_Everything implements Migration {
      @Override
      public void up(QueryInterface db) {
        for (int i = 0; i < %3$d; i++) {
          int table = i;
          db.createTable("table_" + table, t -> {
            t.column("id", integer().notNull().primaryKey());
            t.column("name", string(150).notNull());
            t.column("amount", decimal(10, 2).notNull().defaultValue(0));
            t.column("created_at", timestamp().notNull().defaultNow());
            if (table > 0) {
              t.column("parent_id", integer().nullable().references("table_" + (table - 1), "id"));
            }
            t.column("email", string(200).nullable());
            t.column("size", integer().notNull().defaultValue(1));
            t.constraint(unique("name", "amount"));
            %4$s
          });
          %5$s
        }
      }

      @Override
      public void down(QueryInterface db) {
        for (int i = %3$d - 1; i >= 0; i--) {
          db.dropTable("table_" + i);
        }
      }
    }
    """
        .formatted(
            GeneratedMigrations.PACKAGE,
            GeneratedMigrations.name(migrations - 1),
            migrations / 4,
            index,
            row);
  }

  private static final String INDEX = "t.index(\"email\");";
  private static final String ROW =
      "db.bulkInsert(\"table_\" + table, row(\"id\", 1, \"name\", \"Ann\"));";

  private URLClassLoader compile(int migrations, String index, String row) throws Exception {
    return GeneratedMigrations.compile(
        folder, migrations, Map.of("M20260101000139_Everything", source(migrations, index, row)));
  }

  private static MigrationChecks checks(FreshDatabase database, ClassLoader loader) {
    return MigrationChecks.on(database.dataSource())
        .packages(GeneratedMigrations.PACKAGE)
        .configured(builder -> builder.classLoader(loader));
  }

  @ParameterizedTest
  @EnumSource
  void a_squash_of_100_migrations_makes_the_same(TestDatabase kind) throws Throwable {
    try (FreshDatabase database = kind.server().createDatabase();
        URLClassLoader loader = compile(100, INDEX, ROW)) {
      MigrationChecks checks = checks(database, loader);

      checks.assertSquash(SQUASH);

      try (Stream<DynamicNode> stairway = checks.stairway()) {
        assertThat(Tests.passed(stairway)).containsExactly(SQUASH);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void names_an_index_and_rows_that_it_forgot(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase();
        URLClassLoader loader =
            compile(
                16, "if (table != 2) { t.index(\"email\"); }", "if (table != 3) { " + ROW + " }")) {
      assertThatThrownBy(() -> checks(database, loader).assertSquash(SQUASH))
          .isInstanceOf(AssertionFailedError.class)
          .satisfies(
              failure ->
                  assertThat(failure.getMessage().toLowerCase(Locale.ROOT))
                      .startsWith(
                          "squash '%s' – it does not make what the 16 migrations make that it replaces, which was expected.\n"
                              .formatted(SQUASH))
                      .contains("index table_2_email of table_2: expected, not found")
                      .contains("values of 'name' in 'table_3': rows expected 1, found 0")
                      .doesNotContain("created_at")
                      .doesNotContain("table_1"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "H2")
  void needs_the_classes_that_the_squash_replaces(TestDatabase kind) throws Exception {
    try (FreshDatabase database = kind.server().createDatabase()) {
      assertThatThrownBy(
              () ->
                  MigrationChecks.on(database.dataSource())
                      .migrations(Rooms.GOOD)
                      .assertSquash("20260101000000-create-rooms"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith(
              "Squash '20260101000000-create-rooms' – no migration with a class is replaced by it."
                  + " Nothing was run. Name a migration with @Replaces, and check it while the"
                  + " classes are there that it replaces. The migrations are: 2026");
    }
  }
}
