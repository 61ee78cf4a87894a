package dev.switchback.internal.discovery;

import dev.switchback.internal.base.Redaction;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassGraphException;
import io.github.classgraph.ScanResult;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Searches all that a class loader has, also where it shows no folders. Apart from {@link
 * ClassNameScanner}, because most starts need no ClassGraph and should not load it.
 */
public final class ClassGraphScanner {

  private ClassGraphScanner() {}

  /** The paths of the class files in the packages and below. */
  static List<String> files(List<String> packages, ClassLoader loader) {
    ClassGraph classGraph =
        new ClassGraph()
            .overrideClassLoaders(loaderAndParents(loader))
            .acceptPaths(packages.stream().map(ClassNameScanner::path).toArray(String[]::new));
    boolean interrupted = Thread.interrupted(); // ClassGraph would forget it
    try (ScanResult result = classGraph.scan()) {
      return result.getResourcesWithExtension("class").getPaths();
    } catch (ClassGraphException e) {
      interrupted |= e.getCause() instanceof InterruptedException;
      throw ClassNameScanner.unfinished(
          packages, interrupted ? "its thread was interrupted" : Redaction.firstLine(e), e);
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
  public static ClassLoader[] loaderAndParents(ClassLoader loader) {
    return Stream.iterate(loader, Objects::nonNull, ClassLoader::getParent)
        .toArray(ClassLoader[]::new);
  }
}
