package dev.switchback;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassGraphException;
import io.github.classgraph.ScanResult;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The migrations that there are: found in packages by the names of the class files, without loading
 * a class, or given as a list.
 */
final class MigrationClasses {

  private final List<String> packages;
  private final List<Class<? extends Migration>> listed;
  private final ClassLoader loader;

  /** What the class path holds does not change under a running program: it is read once. */
  private volatile Found found = new Found(List.of(), List.of());

  /** Migrations in their order, and the other classes beside them. */
  private record Found(List<MigrationClass> migrations, List<String> others) {}

  MigrationClasses(
      Collection<String> packages,
      Collection<Class<? extends Migration>> listed,
      ClassLoader loader) {
    this.packages = List.copyOf(packages);
    this.listed = List.copyOf(listed);
    this.loader = loader;
  }

  /**
   * All migrations in their order.
   *
   * @throws ConfigurationException if a package holds none, two have the same name, or one has a
   *     date that does not exist
   */
  List<MigrationClass> inOrder() {
    Found result = found;
    if (result.migrations.isEmpty()) {
      result = find();
      found = result;
    }
    return result.migrations;
  }

  private Found find() {
    Map<MigrationName, MigrationClass> byName = new TreeMap<>();
    List<String> others = new ArrayList<>();
    for (Class<? extends Migration> type : listed) {
      MigrationName name =
          MigrationName.ofClass(type.getSimpleName()).orElseThrow(() -> misnamed(type));
      add(byName, new MigrationClass(name, type.getName(), loaderOf(type)));
    }
    Set<String> empty = new TreeSet<>(packages);
    for (String className : scan()) {
      String simpleName = className.substring(lastSeparator(className) + 1);
      MigrationName.ofClass(simpleName)
          .ifPresentOrElse(
              name -> {
                add(byName, new MigrationClass(name, className, loader));
                empty.removeIf(holder -> className.startsWith(holder + "."));
              },
              () -> others.add(className));
    }
    if (!empty.isEmpty()) {
      requireNoMisnamed(others);
      throw new ConfigurationException(
          "No migrations in package "
              + String.join(", ", empty)
              + ". Nothing was run. Name the package that holds them, or list the classes; a"
              + " migration is called M20250131120000_AddTopicToRooms, for example.");
    }
    return new Found(List.copyOf(byName.values()), List.copyOf(others));
  }

  private static void add(Map<MigrationName, MigrationClass> byName, MigrationClass added) {
    MigrationClass other = byName.putIfAbsent(added.name(), added);
    if (other != null && !other.className().equals(added.className())) {
      throw new ConfigurationException(
          "Migration '%s' – two classes have this name: %s and %s. Nothing was run. Rename one."
              .formatted(added.name(), other.className(), added.className()));
    }
  }

  /** Names of the classes in the packages and below, in an order that is always the same. */
  private Collection<String> scan() {
    if (packages.isEmpty()) {
      return List.of();
    }
    ClassGraph classGraph =
        new ClassGraph()
            .overrideClassLoaders(loaderAndParents())
            .acceptPaths(
                packages.stream().map(name -> name.replace('.', '/')).toArray(String[]::new));
    boolean interrupted = Thread.interrupted(); // ClassGraph would forget it
    try (ScanResult result = classGraph.scan()) {
      Collection<String> classNames = new TreeSet<>();
      result
          .getResourcesWithExtension("class")
          .getPaths()
          .forEach(
              path ->
                  classNames.add(
                      path.substring(0, path.length() - ".class".length()).replace('/', '.')));
      return classNames;
    } catch (ClassGraphException e) {
      interrupted |= e.getCause() instanceof InterruptedException;
      throw new SwitchbackException(
          "The search for migrations in package %s did not end%s. Nothing was run. Run again."
              .formatted(
                  String.join(", ", packages),
                  interrupted ? ": its thread was interrupted" : ": " + Secrets.firstLine(e)),
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * What the loader can load, and nothing else: not what the thread's context class loader knows.
   * On the module path ClassGraph reads modules only if it is handed their loader itself, which is
   * why the parents are named.
   */
  private ClassLoader[] loaderAndParents() {
    List<ClassLoader> loaders = new ArrayList<>();
    for (ClassLoader next = loader; next != null; next = next.getParent()) {
      loaders.add(next);
    }
    return loaders.toArray(ClassLoader[]::new);
  }

  private static int lastSeparator(String className) {
    return Math.max(className.lastIndexOf('.'), className.lastIndexOf('$'));
  }

  private ClassLoader loaderOf(Class<?> type) {
    return type.getClassLoader() == null ? loader : type.getClassLoader();
  }

  /**
   * Refuses concrete migrations whose name does not fit, which would never run. Loads the classes
   * beside the migrations, so that it is called only when something is to be done.
   */
  void requireNoMisnamed() {
    requireNoMisnamed(found.others);
  }

  private void requireNoMisnamed(List<String> classNames) {
    for (String className : classNames) {
      try {
        Class<?> type = Class.forName(className, false, loader);
        if (Migration.class.isAssignableFrom(type)
            && !Modifier.isAbstract(type.getModifiers())
            && !type.isAnonymousClass()
            && !type.isLocalClass()) {
          throw misnamed(type);
        }
      } catch (ClassNotFoundException | LinkageError e) {
        // What cannot be loaded is no migration that could have run.
        Migrator.LOG.debug("Class {} was not looked at: {}", className, e.toString());
      }
    }
  }

  private static ConfigurationException misnamed(Class<?> type) {
    return new ConfigurationException(
        "Class '%s' – it is a migration, but its name says no time and it would never run."
                .formatted(type.getName())
            + " Nothing was run. Call it M, fourteen digits, and a description:"
            + " M20250131120000_%s. (Make it abstract if it is a base class.)"
                .formatted(type.getSimpleName().replaceFirst("^[MV]?[\\d_]*", "")));
  }
}
