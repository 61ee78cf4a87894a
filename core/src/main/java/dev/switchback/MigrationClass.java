package dev.switchback;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** A migration by its name and the name of its class, which is not loaded before it runs. */
record MigrationClass(MigrationName name, String className, ClassLoader loader) {

  /**
   * A new instance.
   *
   * @throws ConfigurationException if there cannot be one, saying why
   */
  Migration instantiate(MigrationFactory factory) {
    try {
      return factory.create(load());
    } catch (ConfigurationException e) {
      throw e;
    } catch (InvocationTargetException e) {
      throw refused("its constructor threw " + e.getCause(), "Mend the constructor", e.getCause());
    } catch (Exception | LinkageError e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      throw refused("it cannot be made: " + root, "Mend the class", e);
    }
  }

  private Class<? extends Migration> load() throws ClassNotFoundException {
    Class<?> type = Class.forName(className, false, loader);
    if (!Migration.class.isAssignableFrom(type)) {
      throw refused(
          "it has the name of a migration, but does not implement Migration",
          "Implement it, or give the class another name",
          null);
    }
    return type.asSubclass(Migration.class);
  }

  /** Uses the public constructor without parameters. */
  static Migration construct(Class<? extends Migration> type) throws Exception {
    try {
      var constructor = type.getConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException e) {
      throw new ConfigurationException(
          "Class '"
              + type.getName()
              + "' – it has no public constructor without parameters. Nothing was run. Make the"
              + " class and its constructor public, or set a factory(…) that makes migrations.",
          e);
    }
  }

  private ConfigurationException refused(String what, String remedy, @Nullable Throwable cause) {
    return new ConfigurationException(
        "Migration '%s' – class '%s': %s. Nothing was run. %s."
            .formatted(name, className, what, remedy),
        cause);
  }
}
