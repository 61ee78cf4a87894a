package dev.switchback.internal.discovery;

import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.MigrationFactory;
import dev.switchback.RepeatableMigration;
import dev.switchback.Replaces;
import dev.switchback.ReversibleMigration;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A migration with its name and the name of its class. The class is not loaded before the migration
 * runs.
 */
public record MigrationClass(MigrationName name, String className, ClassLoader loader) {

  /**
   * Returns a new instance of the migration.
   *
   * @throws ConfigurationException if the class cannot be instantiated
   */
  public Migration instantiate(MigrationFactory factory) {
    try {
      Migration made = factory.create(load());
      if (made == null) {
        throw refused("the factory returned null", "Return a migration from factory(…)", null);
      }
      return made;
    } catch (ConfigurationException | VirtualMachineError e) {
      throw e;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof VirtualMachineError error) {
        throw error;
      }
      throw refused("its constructor threw " + e.getCause(), "Fix the constructor", e.getCause());
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw refused("it cannot be created: " + rootOf(e), "Fix the class", e);
    }
  }

  /**
   * Returns what a squash replaces. Empty for other migrations, and for a class that cannot be
   * loaded: a run that needs it reports that. Loads the class, and does not initialize it.
   */
  public Optional<Replaces> replaces() {
    try {
      return Optional.ofNullable(load().getAnnotation(Replaces.class));
    } catch (ClassNotFoundException | LinkageError | ConfigurationException e) {
      Log.LOG.debug("Class {} was not inspected: {}", className, e.toString());
      return Optional.empty();
    }
  }

  private static Throwable rootOf(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private Class<? extends Migration> load() throws ClassNotFoundException {
    Class<?> type = Class.forName(className, false, loader);
    Optional<Class<?>> copy = copyOfMigration(type);
    if (copy.isPresent()) {
      throw refused(
          "it implements Migration of another copy of Switchback. %s loaded that copy, and %s loaded this one"
              .formatted(copy.get().getClassLoader(), Migration.class.getClassLoader()),
          "Use one copy of Switchback that both class loaders see",
          null);
    }
    if (!Migration.class.isAssignableFrom(type)) {
      throw refused(
          "it has the name of a migration, but does not implement Migration",
          "Implement it, or give the class another name",
          null);
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      throw refused(
          "it has the name of a migration, but it is abstract",
          "Make it a concrete class, or give it another name",
          null);
    }
    requireKind(type);
    return type.asSubclass(Migration.class);
  }

  /** Rejects a class whose name says that it is versioned or repeatable, and that is the other. */
  private void requireKind(Class<?> type) {
    boolean isRepeatable = RepeatableMigration.class.isAssignableFrom(type);
    if (name.isRepeatable() && !isRepeatable) {
      throw refused(
          "it has the name of a repeatable migration, but does not implement RepeatableMigration",
          "Implement it, or name the class M, fourteen digits, and a description",
          null);
    }
    if (!name.isRepeatable() && isRepeatable) {
      throw refused(
          "it implements RepeatableMigration, but has the name of a versioned migration",
          "Name the class R_ and what it makes, or implement Migration",
          null);
    }
    if (isRepeatable && ReversibleMigration.class.isAssignableFrom(type)) {
      throw refused(
          "it implements both RepeatableMigration and ReversibleMigration",
          "Implement one of them: a repeatable migration is not reverted",
          null);
    }
  }

  /**
   * Returns a {@code Migration} interface of another copy of Switchback that {@code type}
   * implements.
   */
  private static Optional<Class<?>> copyOfMigration(@Nullable Class<?> type) {
    if (type == null || type == Migration.class) {
      return Optional.empty();
    }
    if (type.getName().equals(Migration.class.getName())) {
      return Optional.of(type);
    }
    return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
        .<Optional<Class<?>>>map(MigrationClass::copyOfMigration)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Calls the public constructor without parameters. */
  public static Migration construct(Class<? extends Migration> type) throws Exception {
    try {
      var constructor = type.getConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException e) {
      throw new ConfigurationException(
          "Class '"
              + type.getName()
              + "' – it has no public constructor without parameters. Nothing was run. Make the"
              + " class and its constructor public, or set a factory(…) that creates migrations.",
          e);
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      String holder = type.getPackageName();
      throw new ConfigurationException(
          "Class '%s' – its module does not open package %s to Switchback. Nothing was run."
                  .formatted(type.getName(), holder)
              + " Write 'opens %s to dev.switchback;' in its module-info.java.".formatted(holder),
          e);
    }
  }

  private ConfigurationException refused(String what, String remedy, @Nullable Throwable cause) {
    return new ConfigurationException(
        "Migration '%s' – class '%s': %s. Nothing was run. %s."
            .formatted(name, className, what, remedy),
        cause);
  }

  /**
   * Returns a new instance of the repeatable migration.
   *
   * @throws ConfigurationException if the class cannot be instantiated
   */
  public RepeatableMigration instantiateRepeatable(MigrationFactory factory) {
    if (instantiate(factory) instanceof RepeatableMigration repeatable) {
      return repeatable;
    }
    throw refused(
        "the factory returned a migration that is not repeatable",
        "Return an instance of the class from factory(…)",
        null);
  }
}
