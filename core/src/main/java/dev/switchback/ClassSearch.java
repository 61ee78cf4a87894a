package dev.switchback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassGraphException;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the names of the classes in some packages and below, and loads none. It lists the folders
 * and jars in which the class loader shows these packages. Where it shows none, ClassGraph searches
 * all that the loader has.
 *
 * <p>An index that was written at build time has to agree with what is listed. In a native image,
 * which has neither folders nor jars, it is what there is.
 */
final class ClassSearch {

  /** In the format of {@link java.util.ServiceLoader}. */
  static final String INDEX = "META-INF/services/dev.switchback.Migration";

  static final String NATIVE_IMAGE = "org.graalvm.nativeimage.imagecode";

  private static final String SUFFIX = ".class";

  private final List<String> packages;
  private final ClassLoader loader;

  ClassSearch(List<String> packages, ClassLoader loader) {
    this.packages = packages;
    this.loader = loader;
  }

  /** In an order that is always the same. */
  Set<String> classNames() {
    if (packages.isEmpty()) {
      return Set.of();
    }
    try {
      return isNativeImage() ? indexed() : listed().orElseGet(this::searched);
    } catch (IOException e) {
      throw unfinished(Secrets.firstLine(e), e);
    }
  }

  private static boolean isNativeImage() {
    return System.getProperty(NATIVE_IMAGE) != null;
  }

  private Set<String> indexed() throws IOException {
    Set<String> names = new TreeSet<>();
    for (URL index : Collections.list(loader.getResources(INDEX))) {
      try (InputStream text = index.openStream()) {
        names.addAll(entries(new String(text.readAllBytes(), UTF_8)));
      }
    }
    return names;
  }

  /** Nothing if the class loader does not show where each of the packages is. */
  private Optional<Set<String>> listed() throws IOException {
    if (ClassSearch.class.getModule().isNamed()) {
      return Optional.empty(); // modules show no folders
    }
    Map<String, ClassPathElement> elements = new TreeMap<>();
    boolean isListable = addHolders(INDEX, elements);
    for (String name : packages) {
      isListable &= addHolders(path(name), elements);
    }
    NavigableSet<String> found = new TreeSet<>();
    if (isListable) {
      for (ClassPathElement element : elements.values()) {
        found.addAll(classesIn(element));
      }
    }
    for (String name : packages) {
      if (found.ceiling(name + ".") == null || !isBelow(name, found.ceiling(name + "."))) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /**
   * Adds what holds a resource of this path.
   *
   * @return whether all of it can be listed
   */
  private boolean addHolders(String path, Map<String, ClassPathElement> elements)
      throws IOException {
    for (URL resource : Collections.list(loader.getResources(path))) {
      Optional<ClassPathElement> element = ClassPathElement.holding(resource, path);
      if (element.isEmpty()) {
        return false;
      }
      elements.put(element.get().place(), element.get());
    }
    return true;
  }

  private Set<String> classesIn(ClassPathElement element) throws IOException {
    Set<String> found = new TreeSet<>();
    for (String name : packages) {
      addClasses(element.files(path(name) + "/"), found);
    }
    Optional<String> index = element.text(INDEX);
    if (index.isPresent()) {
      requireSame(entries(index.get()), found, element);
    }
    return found;
  }

  private static void addClasses(Iterable<String> files, Set<String> names) {
    for (String file : files) {
      if (file.endsWith(SUFFIX)) {
        names.add(file.substring(0, file.length() - SUFFIX.length()).replace('/', '.'));
      }
    }
  }

  /** The lines of an index that are about the packages. */
  private Set<String> entries(String index) {
    Set<String> names = new TreeSet<>();
    for (String line : index.lines().toList()) {
      int comment = line.indexOf('#');
      String name = (comment < 0 ? line : line.substring(0, comment)).strip();
      for (String holder : packages) {
        if (isBelow(holder, name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  static boolean isBelow(String packageName, String className) {
    return className.startsWith(packageName) && className.startsWith(".", packageName.length());
  }

  private static String path(String packageName) {
    return packageName.replace('.', '/');
  }

  private static void requireSame(
      Set<String> indexed, Set<String> found, ClassPathElement element) {
    List<String> wrong = new ArrayList<>();
    for (String name : indexed) {
      if (!found.contains(name)) {
        wrong.add("it lists " + name + ", which is not there");
      }
    }
    for (String name : found) {
      if (MigrationName.isName(MigrationName.simple(name)) && !indexed.contains(name)) {
        wrong.add("it does not list " + name);
      }
    }
    if (!wrong.isEmpty()) {
      throw new ConfigurationException(
          "Index of migrations in %s – %s%s. Nothing was run. Rebuild it from clean, with %s as"
                  .formatted(
                      element.place(),
                      wrong.get(0),
                      wrong.size() > 1 ? " (and %d more)".formatted(wrong.size() - 1) : "",
                      "switchback-indexer")
              + " an annotation processor; who packs several jars into one has to join their %s."
                  .formatted(INDEX));
    }
  }

  /** All that the loader has, also where it shows no folders. */
  private Set<String> searched() {
    ClassGraph classGraph =
        new ClassGraph()
            .overrideClassLoaders(loaderAndParents())
            .acceptPaths(packages.stream().map(ClassSearch::path).toArray(String[]::new));
    boolean interrupted = Thread.interrupted(); // ClassGraph would forget it
    try (ScanResult result = classGraph.scan()) {
      Set<String> names = new TreeSet<>();
      addClasses(result.getResourcesWithExtension("class").getPaths(), names);
      return names;
    } catch (ClassGraphException e) {
      interrupted |= e.getCause() instanceof InterruptedException;
      throw unfinished(interrupted ? "its thread was interrupted" : Secrets.firstLine(e), e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private SwitchbackException unfinished(String reason, Exception cause) {
    return new SwitchbackException(
        "The search for migrations in package %s did not end: %s. Nothing was run. Run again."
            .formatted(String.join(", ", packages), reason),
        cause);
  }

  /**
   * What the loader can load, and nothing else: not what the thread's context class loader knows.
   * On the module path ClassGraph reads modules only if it is handed their loader itself, which is
   * why the parents are named.
   */
  private ClassLoader[] loaderAndParents() {
    return Stream.iterate(loader, Objects::nonNull, ClassLoader::getParent)
        .toArray(ClassLoader[]::new);
  }
}
