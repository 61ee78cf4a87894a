package dev.switchback.internal.discovery;

import dev.switchback.ConfigurationException;
import dev.switchback.Migration;
import dev.switchback.RepeatableMigration;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.MigrationName;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The migrations, either found in packages by the names of class files, without loading a class, or
 * given as a list.
 */
public final class DiscoveredMigrations {

  private final List<String> packages;
  private final List<Class<? extends Migration>> listed;
  private final ClassLoader loader;

  /**
   * The result of the search. The class path does not change in a running program, so it is
   * searched once.
   */
  private volatile Found found = new Found(Map.of(), Map.of(), List.of());

  private static final String EXAMPLE = "M20250131120000_AddTopicToRooms";

  /** Migrations in the order of their names, and the other classes of the packages. */
  private record Found(
      Map<MigrationName, MigrationClass> migrations,
      Map<MigrationName, MigrationClass> repeatables,
      List<String> others) {

    boolean isNothing() {
      return migrations.isEmpty() && repeatables.isEmpty();
    }
  }

  public DiscoveredMigrations(
      Collection<String> packages,
      Collection<Class<? extends Migration>> listed,
      ClassLoader loader) {
    this.packages = List.copyOf(packages);
    this.listed = List.copyOf(listed);
    this.loader = loader;
  }

  /** Returns the names of the packages that are searched. */
  public List<String> packages() {
    return packages;
  }

  /** Returns the names of the classes that are given as a list. */
  public List<String> listed() {
    return listed.stream().map(Class::getName).toList();
  }

  /**
   * Returns all versioned migrations in their order, without loading them.
   *
   * @throws ConfigurationException if a package contains none, two have the same name, or one has a
   *     date that does not exist
   */
  public Map<MigrationName, MigrationClass> byName() {
    Found result = search();
    if (result.isNothing()) {
      throw noneIn(packages, "");
    }
    return result.migrations;
  }

  /**
   * Returns all versioned migrations in their order. Empty if there are none, as in a new
   * application; see {@link #warningOfNone}.
   */
  public Map<MigrationName, MigrationClass> byNameOrNone() {
    return search().migrations;
  }

  /** Returns the repeatable migrations in the order of their names, without loading them. */
  public Map<MigrationName, MigrationClass> repeatables() {
    return search().repeatables;
  }

  private Found search() {
    Found result = found;
    if (result.isNothing()) {
      result = find();
      found = result;
    }
    return result;
  }

  private Found find() {
    Map<MigrationName, MigrationClass> byName = new LinkedHashMap<>();
    List<String> others = new ArrayList<>();
    for (Class<? extends Migration> type : listed) {
      Optional<MigrationName> name = MigrationName.ofClass(type.getSimpleName());
      if (name.isEmpty()) {
        throw misnamed(type);
      }
      add(byName, new MigrationClass(name.get(), type.getName(), loaderOf(type)));
    }
    List<String> searched = new ArrayList<>();
    for (String className : new ClassNameScanner(packages, loader).classNames()) {
      Optional<MigrationName> name = MigrationName.ofClass(MigrationName.simple(className));
      if (name.isPresent()) {
        add(byName, new MigrationClass(name.get(), className, loader));
        searched.add(className);
      } else {
        others.add(className);
      }
    }
    Set<String> empty = new TreeSet<>();
    for (String holder : packages) {
      if (!ClassNameScanner.hasClassBelow(holder, searched)) {
        empty.add(holder);
      }
    }
    if (!empty.isEmpty()) {
      requireNoMisnamed(others);
      if (!byName.isEmpty()) {
        throw noneIn(empty, "");
      }
    }
    Map<MigrationName, MigrationClass> sorted = sorted(byName);
    Map<MigrationName, MigrationClass> repeatables = repeatablesOf(sorted);
    if (!repeatables.isEmpty()) {
      sorted = new LinkedHashMap<>(sorted);
      sorted.keySet().removeAll(repeatables.keySet());
    }
    return new Found(Collections.unmodifiableMap(sorted), repeatables, List.copyOf(others));
  }

  private static Map<MigrationName, MigrationClass> repeatablesOf(
      Map<MigrationName, MigrationClass> sorted) {
    Map<MigrationName, MigrationClass> repeatables = new LinkedHashMap<>();
    for (Map.Entry<MigrationName, MigrationClass> each : sorted.entrySet()) {
      if (each.getKey().isRepeatable()) {
        repeatables.put(each.getKey(), each.getValue());
      }
    }
    return Collections.unmodifiableMap(repeatables);
  }

  /**
   * Returns the warning for missing migrations. Empty if there are migrations.
   *
   * @param recorded the migrations in the schema history
   * @throws ConfigurationException if there is no migration, but the schema history has one
   */
  public Optional<String> warningOfNone(Collection<MigrationName> recorded) {
    if (!search().isNothing()) {
      return Optional.empty();
    }
    if (!recorded.isEmpty()) {
      throw noneIn(
          packages,
          ", but the history has %d, with '%s' as the last"
              .formatted(recorded.size(), Collections.max(recorded)));
    }
    return Optional.of(
        "No migrations in package %s, and none in the history. Nothing was run. Create the first one: %s, for example. If the migrations are in another package, configure that package."
            .formatted(String.join(", ", packages), EXAMPLE));
  }

  private static ConfigurationException noneIn(Collection<String> packages, String recorded) {
    return new ConfigurationException(
        "No migrations in package %s%s. Nothing was run. Configure the package of the migrations, or list the classes. A migration has a name such as %s."
            .formatted(String.join(", ", packages), recorded, EXAMPLE));
  }

  /**
   * Sorts the migrations, unless they are in order already, as those of one package are. That is
   * faster than a tree.
   */
  private static Map<MigrationName, MigrationClass> sorted(
      Map<MigrationName, MigrationClass> byName) {
    if (isInOrder(byName.keySet())) {
      return byName;
    }
    List<MigrationName> order = new ArrayList<>(byName.keySet());
    Collections.sort(order);
    Map<MigrationName, MigrationClass> sorted = new LinkedHashMap<>();
    for (MigrationName name : order) {
      sorted.put(name, Objects.requireNonNull(byName.get(name)));
    }
    return sorted;
  }

  private static boolean isInOrder(Iterable<MigrationName> names) {
    MigrationName last = null;
    for (MigrationName name : names) {
      if (last != null && last.compareTo(name) > 0) {
        return false;
      }
      last = name;
    }
    return true;
  }

  private static void add(Map<MigrationName, MigrationClass> byName, MigrationClass added) {
    MigrationClass other = byName.putIfAbsent(added.name(), added);
    if (other != null && !other.className().equals(added.className())) {
      throw new ConfigurationException(
          "Migration '%s' – two classes have this name: %s and %s. Nothing was run. Rename one."
              .formatted(added.name(), other.className(), added.className()));
    }
  }

  private ClassLoader loaderOf(Class<?> type) {
    return type.getClassLoader() == null ? loader : type.getClassLoader();
  }

  /**
   * Rejects migrations that would never run because of their class name. Loads the other classes of
   * the packages, so it is called only if there is work to do.
   */
  public void requireNoMisnamed() {
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
        // A class that cannot be loaded is not a migration that could have run.
        Log.LOG.debug("Class {} was not inspected: {}", className, e.toString());
      }
    }
  }

  private static ConfigurationException misnamed(Class<?> type) {
    if (RepeatableMigration.class.isAssignableFrom(type)) {
      return new ConfigurationException(
          "Class '%s' – it is a repeatable migration, but its name does not begin with R_, so it would never run. Nothing was run. Name it R_%s. Make it abstract if it is a base class."
              .formatted(type.getName(), type.getSimpleName().replaceFirst("^R(?=\\p{Lu})", "")));
    }
    return new ConfigurationException(
        "Class '%s' – it is a migration, but its name has no timestamp, so it would never run."
                .formatted(type.getName())
            + " Nothing was run. Name it M, fourteen digits, and a description: M20250131120000_%s. Make it abstract if it is a base class."
                .formatted(type.getSimpleName().replaceFirst("^[MV]?[\\d_]*", "")));
  }
}
