package dev.switchback.internal.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchback.ConfigurationException;
import dev.switchback.SwitchbackException;
import dev.switchback.internal.base.MigrationName;
import dev.switchback.internal.base.Redaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the names of the classes in packages and their subpackages, without loading a class. Lists
 * the folders and jars in which the class loader finds these packages. If the class loader exposes
 * none, ClassGraph searches everything that it can load.
 *
 * <p>An index that was written at build time must match the listed classes. A native image has
 * neither folders nor jars, so there the index alone counts.
 */
final class ClassNameScanner {

  /** The path of the index, in the format of {@link java.util.ServiceLoader}. */
  static final String INDEX = "META-INF/services/dev.switchback.Migration";

  static final String NATIVE_IMAGE = "org.graalvm.nativeimage.imagecode";

  private static final String SUFFIX = ".class";

  private final List<String> packages;
  private final ClassLoader loader;

  ClassNameScanner(List<String> packages, ClassLoader loader) {
    this.packages = packages;
    this.loader = loader;
  }

  /** Returns the names of the classes, always in the same order. */
  Set<String> classNames() {
    if (packages.isEmpty()) {
      return Set.of();
    }
    try {
      if (isNativeImage()) {
        return indexed();
      }
      Optional<Set<String>> listed = listed();
      return listed.isPresent() ? listed.get() : searched();
    } catch (AccessDeniedException e) {
      throw new ConfigurationException(
          "'%s' – it cannot be read, and may have migrations of package %s. Nothing was run. Allow"
                  .formatted(e.getFile(), String.join(", ", packages))
              + " this user to read it, or remove it from the class path.",
          e);
    } catch (IOException e) {
      throw unfinished(packages, Redaction.firstLine(e), e);
    }
  }

  private static boolean isNativeImage() {
    return System.getProperty(NATIVE_IMAGE) != null;
  }

  private Set<String> indexed() throws IOException {
    Set<String> names = new TreeSet<>();
    for (URL index : Collections.list(loader.getResources(INDEX))) {
      names.addAll(entriesOf(index));
    }
    return names;
  }

  private Set<String> entriesOf(URL index) throws IOException {
    try (InputStream text = index.openStream()) {
      return entries(new String(text.readAllBytes(), UTF_8));
    }
  }

  /**
   * Returns the listed classes. Empty if the class loader does not expose where each of the
   * packages is.
   */
  private Optional<Set<String>> listed() throws IOException {
    if (ClassNameScanner.class.getModule().isNamed()) {
      return Optional.empty(); // modules expose no folders
    }
    Map<String, ClassPathElement> elements = new TreeMap<>();
    boolean isListable = addHolders(INDEX, elements);
    for (String name : packages) {
      isListable &= addHolders(path(name), elements);
    }
    List<String> found = new ArrayList<>();
    if (isListable) {
      for (ClassPathElement element : elements.values()) {
        found.addAll(classesIn(element));
      }
    }
    for (String name : packages) {
      if (!hasClassBelow(name, found)) {
        return Optional.empty();
      }
    }
    return Optional.of(sorted(found));
  }

  static boolean hasClassBelow(String packageName, List<String> classNames) {
    for (String name : classNames) {
      if (isBelow(packageName, name)) {
        return true;
      }
    }
    return false;
  }

  /** Sorts names. A list is faster than a tree for names that are nearly sorted, as in a jar. */
  private static Set<String> sorted(List<String> names) {
    Collections.sort(names);
    return new LinkedHashSet<>(names);
  }

  /**
   * Adds the folders and jars that contain a resource of this path.
   *
   * @return whether all of them can be listed
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

  private List<String> classesIn(ClassPathElement element) throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : packages) {
      addClasses(element.files(path(name) + "/"), names);
    }
    Optional<String> index = element.text(INDEX);
    if (index.isPresent()) {
      requireSame(entries(index.get()), sorted(names), element);
    }
    return names;
  }

  private static void addClasses(List<String> files, List<String> names) {
    for (String file : files) {
      if (file.endsWith(SUFFIX)) {
        names.add(file.substring(0, file.length() - SUFFIX.length()).replace('/', '.'));
      }
    }
  }

  /** Returns the lines of an index that belong to the packages. */
  private Set<String> entries(String index) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    BufferedReader lines = new BufferedReader(new StringReader(index));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
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

  static String path(String packageName) {
    return packageName.replace('.', '/');
  }

  private static void requireSame(
      Set<String> indexed, Set<String> found, ClassPathElement element) {
    List<String> wrong = new ArrayList<>();
    for (String name : indexed) {
      if (!found.contains(name)) {
        wrong.add("it lists " + name + ", which does not exist");
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
              + " an annotation processor. If you merge several jars into one, join their %s."
                  .formatted(INDEX));
    }
  }

  /**
   * Returns the classes that ClassGraph finds. Adds the entries of indexes in places that cannot be
   * listed.
   */
  private Set<String> searched() throws IOException {
    List<String> names = new ArrayList<>();
    addClasses(ClassGraphScanner.files(packages, loader), names);
    for (URL index : Collections.list(loader.getResources(INDEX))) {
      if (ClassPathElement.holding(index, INDEX).isEmpty()) {
        names.addAll(entriesOf(index));
      }
    }
    return sorted(names);
  }

  static SwitchbackException unfinished(List<String> packages, String reason, Exception cause) {
    return new SwitchbackException(
        "The search for migrations in package %s did not complete: %s. Nothing was run. Run again."
            .formatted(String.join(", ", packages), reason),
        cause);
  }
}
