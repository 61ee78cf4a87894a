package dev.switchback.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.MigrationFactory;
import dev.switchback.QueryInterface;
import dev.switchback.internal.base.MigrationName;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when there cannot be an instance of a migration. */
class MigrationClassTest {

  /** Does nothing. */
  public static class M20250101000000_Any implements Migration {
    @Override
    public void up(QueryInterface db) {}

    @Override
    public void down(QueryInterface db) {}
  }

  /** A base class by mistake. */
  public abstract static class M20250102000000_Half implements Migration {}

  /** An interface by mistake. */
  public interface M20250103000000_Shape extends Migration {}

  private static MigrationClass of(Class<?> type) {
    return of(type.getName(), type.getSimpleName(), type.getClassLoader());
  }

  private static MigrationClass of(String className, String simpleName, ClassLoader loader) {
    return new MigrationClass(MigrationName.ofClass(simpleName).orElseThrow(), className, loader);
  }

  private static ConfigurationException refusal(MigrationClass type, MigrationFactory factory) {
    return assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> type.instantiate(factory))
        .actual();
  }

  private static String any(String what) {
    return "Migration '20250101000000-any' – class '%s': %s"
        .formatted(M20250101000000_Any.class.getName(), what);
  }

  @Test
  @SuppressWarnings("NullAway") // what a factory must not do
  void refuses_a_factory_that_makes_none() {
    assertThat(refusal(of(M20250101000000_Any.class), type -> null))
        .hasMessage(
            any("the factory returned null. Nothing was run. Return a migration from factory(…)."));
  }

  @Test
  void refuses_what_a_factory_throws_errors_too() {
    AssertionError thrown = new AssertionError("no bean");
    assertThat(
            refusal(
                of(M20250101000000_Any.class),
                type -> {
                  throw thrown;
                }))
        .hasMessage(
            any(
                "it cannot be created: java.lang.AssertionError: no bean. Nothing was run. Fix the"
                    + " class."))
        .hasCause(thrown);
  }

  @Test
  void lets_the_errors_of_the_virtual_machine_pass() {
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(
            () ->
                of(M20250101000000_Any.class)
                    .instantiate(
                        type -> {
                          throw new OutOfMemoryError("full");
                        }));
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                of(M20250101000000_Any.class)
                    .instantiate(
                        type -> {
                          throw new InvocationTargetException(new StackOverflowError("deep"));
                        }));
  }

  @Test
  void keeps_the_interrupt_of_a_factory_that_was_interrupted() {
    assertThat(
            refusal(
                of(M20250101000000_Any.class),
                type -> {
                  throw new InterruptedException("enough");
                }))
        .hasMessageContaining("it cannot be created: java.lang.InterruptedException: enough.");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void says_that_a_class_or_an_interface_is_abstract() {
    for (Class<?> type : List.of(M20250102000000_Half.class, M20250103000000_Shape.class)) {
      assertThat(refusal(of(type), MigrationClass::construct))
          .hasMessageEndingWith(
              "class '%s': it has the name of a migration, but it is abstract. Nothing was run."
                      .formatted(type.getName())
                  + " Make it a concrete class, or give it another name.");
    }
  }

  @Test
  void says_how_to_open_the_package_of_a_module(@TempDir Path folder) throws Exception {
    ClassLoader loader = shutModule(folder);
    String name = "M20250101000000_First";

    assertThat(refusal(of("com.acme.shut." + name, name, loader), MigrationClass::construct))
        .hasMessage(
            "Class 'com.acme.shut.M20250101000000_First' – its module does not open package"
                + " com.acme.shut to Switchback. Nothing was run. Write 'opens com.acme.shut to"
                + " dev.switchback;' in its module-info.java.");
  }

  /** The loader of a module with a migration in a package that it does not open. */
  private static ClassLoader shutModule(Path folder) throws IOException {
    Path classes = folder.resolve("classes");
    Path declaration = Files.writeString(folder.resolve("module-info.java"), "module shut {}");
    Path migration =
        Files.writeString(
            folder.resolve("M20250101000000_First.java"),
            """
            package com.acme.shut;
            public class M20250101000000_First implements dev.switchback.Migration {
              public void up(dev.switchback.QueryInterface db) {}
              public void down(dev.switchback.QueryInterface db) {}
            }
            """);
    String core =
        Path.of(
                URI.create(
                    Migration.class.getProtectionDomain().getCodeSource().getLocation().toString()))
            .toString();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                core,
                "--add-reads",
                "shut=ALL-UNNAMED",
                "-d",
                classes.toString(),
                declaration.toString(),
                migration.toString());
    assertThat(exit).isZero();
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("shut"));
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(ModuleLayer.boot()), Migration.class.getClassLoader());
    Module shut = controller.layer().findModule("shut").orElseThrow();
    controller.addReads(shut, Migration.class.getModule());
    return shut.getClassLoader();
  }
}
