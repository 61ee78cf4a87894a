package dev.switchback.tck.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Migrator;
import dev.switchback.servers.TestedDatabase;
import dev.switchback.tck.CapturedLog;
import dev.switchback.tck.contract.CompiledMigrations.RecordingLoader;
import dev.switchback.tck.contract.CompiledMigrations.WithoutDialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding migrations in packages. */
public abstract class DiscoveryContract extends DatabaseContract {

  private static final String FIRST = "M20250101000000_First";
  private static final String SECOND = "M20250102000000_Second";

  @TempDir Path folder;

  /** The contract on one kind of database. */
  protected DiscoveryContract(TestedDatabase database) {
    super(database);
  }

  private CompiledMigrations classes(String name) {
    return new CompiledMigrations(folder.resolve(name));
  }

  private Migrator migrator(ClassLoader loader) {
    return Migrator.configure()
        .dataSource(dataSource())
        .packages("com.acme.migrations")
        .classLoader(loader)
        .build();
  }

  @Test
  void finds_migrations_by_the_names_of_their_classes() throws Exception {
    try (RecordingLoader loader = classes("a").migration(SECOND).migration(FIRST).load()) {
      assertThat(migrator(loader).up().names())
          .containsExactly("20250101000000-first", "20250102000000-second");
    }
  }

  @Test
  void loads_no_migration_class_when_nothing_is_pending() throws Exception {
    try (RecordingLoader loader = classes("a").migration(FIRST).migration(SECOND).load()) {
      migrator(loader).up();
      assertThat(loader.loaded()).containsExactlyInAnyOrder(FIRST, SECOND);
    }
    try (RecordingLoader loader =
        classes("b").migration(FIRST).migration(SECOND).migration("Misnamed").load()) {
      Migrator migrator = migrator(loader);

      assertThat(migrator.up().isEmpty()).isTrue();
      assertThat(migrator.status()).hasSize(2);

      assertThat(loader.loaded()).isEmpty();
    }
  }

  @Test
  void refuses_a_migration_whose_name_says_no_time() throws Exception {
    assertRefused(
        classes("a").migration(FIRST).migration("AddTopic"),
        "Class 'com.acme.migrations.AddTopic' – it is a migration, but its name has no timestamp,"
            + " so it would never run. Nothing was run. Name it M, fourteen digits, and a"
            + " description: M20250131120000_AddTopic. Make it abstract if it is a base class.");
    assertRefused(
        classes("b").migration("V2__AddTopic"),
        "Class 'com.acme.migrations.V2__AddTopic' – it is a migration, but its name has no"
            + " timestamp, so it would never run. Nothing was run. Name it M, fourteen digits, and"
            + " a description: M20250131120000_AddTopic. Make it abstract if it is a base class.");
  }

  @Test
  void leaves_base_classes_and_helpers_alone() throws Exception {
    CompiledMigrations classes =
        classes("a")
            .add("Base", "abstract class Base implements dev.switchback.Migration {}")
            .add("Names", "class Names { static final String ROOMS = \"rooms\"; }")
            .add(
                FIRST,
                "public class %s extends Base { %s class Inner {} Runnable r = () -> {}; }"
                    .formatted(FIRST, CompiledMigrations.BODY));
    try (RecordingLoader loader = classes.load()) {
      assertThat(migrator(loader).up().names()).containsExactly("20250101000000-first");
    }
  }

  @Test
  void refuses_a_class_that_has_the_name_of_a_migration_and_is_none() throws Exception {
    assertRefused(
        classes("a").add(FIRST, "public class " + FIRST + " {}"),
        "Migration '20250101000000-first' – class 'com.acme.migrations.M20250101000000_First': it"
            + " has the name of a migration, but does not implement Migration. Nothing was run."
            + " Implement it, or give the class another name.");
  }

  @Test
  void refuses_a_date_that_does_not_exist() throws Exception {
    assertRefused(
        classes("a").migration(FIRST).migration("M20251345000000_Never"),
        "Class 'M20251345000000_Never' – there is no date 20251345000000. Nothing was run. Name"
            + " it M, four digits of a year and two each of month, day, hour, minute and second:"
            + " M20250131120000_AddTopicToRooms.");
  }

  @Test
  void refuses_the_same_name_twice() throws Exception {
    assertRefused(
        classes("a").migration("M20250101000000_AddURL").migration("M20250101000000_AddUrl"),
        "Migration '20250101000000-add-url' – two classes have this name:"
            + " com.acme.migrations.M20250101000000_AddURL and"
            + " com.acme.migrations.M20250101000000_AddUrl. Nothing was run. Rename one.");
  }

  @Test
  void starts_without_any_migration_and_warns_of_it() throws Exception {
    try (RecordingLoader loader = classes("a").add("Names", "class Names {}").load()) {
      for (String holder : List.of("com.acme.migrations", "com.acme.nowhere")) {
        assertStartsWithout(holder, loader);
      }
    }
  }

  private void assertStartsWithout(String holder, ClassLoader loader) {
    Migrator migrator =
        Migrator.configure().dataSource(dataSource()).packages(holder).classLoader(loader).build();
    String warning =
        ("No migrations in package " + holder + ", and none in the history. Nothing was run.")
            + " Create the first one: M20250131120000_AddTopicToRooms, for example. If the"
            + " migrations are in another package, configure that package.";

    assertThat(migrator.up().warnings()).containsExactly(warning);
    assertThat(migrator.downAll().warnings()).containsExactly(warning);
    for (Runnable work :
        List.<Runnable>of(
            migrator::up,
            migrator::down,
            migrator::redo,
            () -> assertThat(migrator.status()).isEmpty(),
            () -> assertThat(migrator.plan().isComplete()).isTrue(),
            () -> assertThat(migrator.verify().isClean()).isTrue())) {
      try (CapturedLog log = new CapturedLog()) {
        work.run();
        assertThat(log.text()).contains("WARN", warning);
      }
    }
  }

  @Test
  void refuses_packages_without_migrations_when_the_history_has_some() throws Exception {
    try (RecordingLoader loader = classes("a").migration(FIRST).migration(SECOND).load()) {
      migrator(loader).up();
    }
    try (RecordingLoader none = classes("b").add("Names", "class Names {}").load()) {
      Migrator migrator = migrator(none);
      for (ThrowingCallable work :
          List.<ThrowingCallable>of(
              migrator::up,
              migrator::down,
              migrator::redo,
              migrator::status,
              migrator::pending,
              migrator::executed,
              migrator::plan,
              migrator::verify)) {
        assertThatExceptionOfType(ConfigurationException.class)
            .isThrownBy(work)
            .withMessage(
                "No migrations in package com.acme.migrations, but the history has 2, with"
                    + " '20250102000000-second' as the last. Nothing was run. Configure the package"
                    + " of the migrations, or list the classes. A migration has a name such as"
                    + " M20250131120000_AddTopicToRooms.");
      }
    }
  }

  @Test
  void a_baseline_of_a_package_without_migrations_is_refused() throws Exception {
    try (RecordingLoader none = classes("a").add("Names", "class Names {}").load()) {
      Migrator migrator = migrator(none);

      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> migrator.baseline("20250101000000-first", "it stands"))
          .withMessageStartingWith(
              "No migrations in package com.acme.migrations. Nothing was run. Configure the"
                  + " package");
    }
  }

  @Test
  void refuses_a_package_without_migrations_among_others() throws Exception {
    try (RecordingLoader loader = classes("a").migration(FIRST).load()) {
      Migrator migrator =
          Migrator.configure()
              .dataSource(dataSource())
              .packages("com.acme.migrations", "com.acme.migration", "com.acme")
              .classLoader(loader)
              .build();

      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(migrator::up)
          .withMessageStartingWith(
              "No migrations in package com.acme.migration. Nothing was run. Configure the"
                  + " package");
    }
  }

  @Test
  void finds_what_its_own_loader_knows_and_not_what_the_thread_knows() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (RecordingLoader one = classes("a").migration(FIRST).load();
        RecordingLoader two = classes("b").migration(SECOND).load()) {
      thread.setContextClassLoader(one);

      assertThat(migrator(two).up().names()).containsExactly("20250102000000-second");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void finds_dialects_where_switchback_is_when_the_loader_of_the_migrations_knows_none()
      throws Exception {
    Path notOurs = Files.writeString(folder.resolve("services"), "java.lang.String");
    try (RecordingLoader loader = classes("a").migration(FIRST).load();
        WithoutDialects none = new WithoutDialects(loader);
        WithoutDialects others = new WithoutDialects(loader, notOurs.toUri().toURL())) {
      assertThat(migrator(none).up().names()).containsExactly("20250101000000-first");
      assertThat(migrator(others).down().names()).containsExactly("20250101000000-first");
    }
  }

  @Test
  void keeps_the_interrupt_of_its_thread() throws Exception {
    try (RecordingLoader loader = classes("a").migration(FIRST).load()) {
      Migrator migrator = migrator(loader);
      migrator.up();
      Thread.currentThread().interrupt();
      assertThat(migrator(loader).status()).hasSize(1);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private void assertRefused(CompiledMigrations classes, String message) throws IOException {
    try (RecordingLoader loader = classes.load()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> migrator(loader).up())
          .withMessage(message);
    }
  }
}
