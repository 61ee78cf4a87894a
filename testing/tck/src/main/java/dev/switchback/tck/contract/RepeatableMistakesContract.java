package dev.switchback.tck.contract;

import static dev.switchback.schema.Row.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchback.ConfigurationException;
import dev.switchback.Migrator;
import dev.switchback.QueryInterface;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.RecordingDataSource;
import dev.switchback.tck.contract.CompiledMigrations.RecordingLoader;
import dev.switchback.tck.contract.ScriptedRepeatables.R_Adults;
import dev.switchback.tck.contract.ScriptedRepeatables.R_Guests;
import dev.switchback.tck.contract.ScriptedRepeatables.R_Zones;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repeatable migrations that are refused. */
public abstract class RepeatableMistakesContract extends PeopleContract {

  @TempDir private Path folder;

  /** The contract on one kind of database. */
  protected RepeatableMistakesContract(TestedDatabase database) {
    super(database);
  }

  @Test
  void one_whose_change_would_go_unnoticed_is_refused_before_anything_is_sent() throws Exception {
    String unnoticed =
        "Repeatable migration 'r-adults' – a change of %s would not be noticed, so that it would"
            + " not run again. Nothing was run. Write SQL without bound values in execute(…) or"
            + " executeResource(…). For what differs by database, use on(…).";
    assertRefused(
        scripted().with(R_Adults.class, db -> db.query("SELECT 1", row -> row.getInt(1))),
        unnoticed.formatted("query 'SELECT 1'"));
    assertRefused(
        scripted().with(R_Adults.class, db -> db.tableExists("people")),
        unnoticed.formatted("tableExists 'people'"));
    assertRefused(
        scripted().with(R_Adults.class, QueryInterface::database), unnoticed.formatted("database"));
    assertRefused(
        scripted().with(R_Adults.class, db -> db.withConnection(connection -> {})),
        unnoticed.formatted("withConnection"));
    assertRefused(
        scripted().with(R_Adults.class, db -> db.bulkInsert("people", row("id", 1))),
        unnoticed.formatted("the values of bulkInsert of 1 row into 'people'"));
    assertRefused(
        scripted().with(R_Adults.class, db -> db.execute("DELETE FROM people WHERE age = ?", 1)),
        unnoticed.formatted("the values of execute 'DELETE FROM people WHERE age = ?'"));
  }

  @Test
  void one_whose_steps_cannot_be_read_is_refused_before_anything_is_sent() throws Exception {
    assertRefused(
        scripted()
            .with(
                R_Adults.class,
                db -> {
                  throw new IllegalStateException("no such tenant");
                }),
        "Repeatable migration 'r-adults' – its steps cannot be read: no such tenant. Nothing was"
            + " run. Fix the class.");
    assertThatThrownBy(
            () ->
                migrator(scripted().with(R_Adults.class, db -> db.executeResource("gone.sql")))
                    .up())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Repeatable migration 'r-adults' – its steps cannot be read: SQL file 'gone.sql' – it"
                + " is not there");
  }

  @Test
  void an_order_that_is_impossible_is_refused_before_anything_is_sent() throws Exception {
    assertRefused(
        scripted()
            .with(R_Adults.class, db -> {}, R_Zones.class)
            .with(R_Guests.class, db -> {}, R_Adults.class)
            .with(R_Zones.class, db -> {}, R_Guests.class),
        "Repeatable migration 'r-adults' – its after() leads back to it: 'r-adults', 'r-zones',"
            + " 'r-guests', 'r-adults'. Nothing was run. Leave one of them out of after().");
    assertRefused(
        scripted().with(R_Adults.class, db -> {}, R_Adults.class),
        "Repeatable migration 'r-adults' – its after() leads back to it: 'r-adults', 'r-adults'."
            + " Nothing was run. Leave one of them out of after().");
    assertRefused(
        scripted().with(R_Adults.class, db -> {}, R_Zones.class),
        "Repeatable migration 'r-adults' – it runs after %s, which is none of the repeatable migrations here. Nothing was run. Move that class to a package of the migrations, or leave it out of after()."
            .formatted(R_Zones.class.getName()));
  }

  private void assertRefused(ScriptedRepeatables migrations, String message) {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    Migrator migrator = migrator(migrations, watched);
    List<Callable<?>> calls =
        List.of(migrator::up, migrator::status, migrator::verify, migrator::plan);
    for (Callable<?> call : calls) {
      assertThatThrownBy(call::call).isInstanceOf(ConfigurationException.class).hasMessage(message);
    }
    assertThat(watched.sent()).isEmpty();
  }

  @Test
  void commands_that_are_for_versioned_migrations_refuse_it_by_name() throws Exception {
    Migrator migrator = migrator(scripted().with(R_Adults.class, view("adults", 18)));

    assertThatThrownBy(() -> migrator.baseline(ADULTS, "why"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Migration 'r-adults' – it is repeatable, and cannot be a target.");
    assertThatThrownBy(() -> migrator.accept("R_Adults", "why"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "accept – 'R_Adults' is a repeatable migration. Nothing was changed. 'up' runs it again"
                + " if it has changed.");
    assertThatThrownBy(() -> migrator.rename(ADULTS, SCRIPTED, "why"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "rename – 'r-adults' is a repeatable migration. Nothing was changed. 'up' runs it under"
                + " its new name. Then 'forget' the old one.");
    assertThatThrownBy(() -> migrator.downTo(ADULTS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Migration 'r-adults' – it is repeatable, and cannot be a target.");
    migrator.baseline(SCRIPTED, "the table is there");
    execute("CREATE TABLE people AS SELECT 20 AS age");
    assertThat(recorded()).containsExactly(SCRIPTED);
  }

  // ---- names

  @Test
  void a_class_whose_name_and_interface_differ_is_refused() throws Exception {
    assertRefusedClass(
        "R_Versioned",
        "implements dev.switchback.Migration {" + CompiledMigrations.BODY + "}",
        "Migration 'r-versioned' – class 'com.acme.migrations.R_Versioned': it has the name of a"
            + " repeatable migration, but does not implement RepeatableMigration. Nothing was run."
            + " Implement it, or name the class M, fourteen digits, and a description.");
    assertRefusedClass(
        "M20250101000000_Repeatable",
        "implements dev.switchback.RepeatableMigration {" + APPLY + "}",
        "Migration '20250101000000-repeatable' – class"
            + " 'com.acme.migrations.M20250101000000_Repeatable': it implements"
            + " RepeatableMigration, but has the name of a versioned migration. Nothing was run."
            + " Name the class R_ and what it makes, or implement Migration.");
    assertRefusedClass(
        "R_Both",
        "implements dev.switchback.RepeatableMigration, dev.switchback.ReversibleMigration {"
            + APPLY
            + CompiledMigrations.BODY
            + "public void change(dev.switchback.QueryInterface db) {} }",
        "Migration 'r-both' – class 'com.acme.migrations.R_Both': it implements both"
            + " RepeatableMigration and ReversibleMigration. Nothing was run. Implement one of"
            + " them: a repeatable migration is not reverted.");
    assertRefusedClass(
        "R_",
        "implements dev.switchback.RepeatableMigration {" + APPLY + "}",
        "Class 'R_' – nothing follows R_, which begins the name of a repeatable migration. Nothing"
            + " was run. Name it R_ and what it makes: R_ActiveUsers.");
    assertRefusedClass(
        "RActiveUsers",
        "implements dev.switchback.RepeatableMigration {" + APPLY + "}",
        "Class 'com.acme.migrations.RActiveUsers' – it is a repeatable migration, but its name does"
            + " not begin with R_, so it would never run. Nothing was run. Name it R_ActiveUsers."
            + " Make it abstract if it is a base class.");
  }

  private static final String APPLY =
      """
        public void apply(dev.switchback.QueryInterface db) {}
      """;

  private void assertRefusedClass(String name, String declaration, String message)
      throws Exception {
    RecordingDataSource watched = new RecordingDataSource(dataSource());
    try (RecordingLoader loader =
        new CompiledMigrations(folder.resolve(name))
            .migration("M20240101000000_First")
            .add(name, "public class " + name + " " + declaration)
            .load()) {
      assertThatThrownBy(found(watched, loader)::up)
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(message);
    }
    assertThat(watched.sent()).noneMatch(sql -> !sql.startsWith("SELECT"));
    assertThat(watched.sentByMigrations()).isEmpty();
  }

  @Test
  void two_classes_of_one_name_are_refused() {
    assertThatThrownBy(() -> configure(R_Adults.class, Other.R_Adults.class).build().up())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Migration 'r-adults' – two classes have this name: %s and %s. Nothing was run. Rename one."
                .formatted(R_Adults.class.getName(), Other.R_Adults.class.getName()));
  }

  /** Holds a class of the same name. */
  static final class Other {
    private Other() {}

    /** Does nothing. */
    static final class R_Adults extends ScriptedRepeatables.Scripted {}
  }
}
