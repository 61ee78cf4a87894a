package dev.switchback.internal.discovery;

import dev.switchback.internal.base.Redaction;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassGraphException;
import io.github.classgraph.ResourceList;
import io.github.classgraph.ScanResult;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Searches everything that a class loader can load, even if it exposes no folders. A separate class
 * from {@link ClassNameScanner}, because most starts do not need ClassGraph and should not load it.
 */
public final class ClassGraphScanner {

  private ClassGraphScanner() {}

  /** Returns the paths of the class files in the packages and their subpackages. */
  static List<String> files(List<String> packages, ClassLoader loader) {
    return paths(packages, loader, result -> result.getResourcesWithExtension("class"));
  }

  /** Returns the paths of all files in a folder and its subfolders. */
  static List<String> allFiles(String folder, ClassLoader loader) {
    return paths(List.of(folder), loader, ScanResult::getAllResources);
  }

  private static List<String> paths(
      List<String> packages, ClassLoader loader, Function<ScanResult, ResourceList> wanted) {
    ClassGraph classGraph =
        new ClassGraph()
            .overrideClassLoaders(loaderAndParents(loader))
            .acceptPaths(packages.stream().map(ClassNameScanner::path).toArray(String[]::new));
    boolean interrupted = Thread.interrupted(); // ClassGraph would clear the interrupt flag
    try (ScanResult result = classGraph.scan()) {
      return wanted.apply(result).getPaths();
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
   * Returns the loader and its parents, so that ClassGraph searches only what this loader can load,
   * and not the thread's context class loader. On the module path ClassGraph reads a module only if
   * it gets the loader of that module, so the parents are listed.
   */
  public static ClassLoader[] loaderAndParents(ClassLoader loader) {
    return Stream.iterate(loader, Objects::nonNull, ClassLoader::getParent)
        .toArray(ClassLoader[]::new);
  }
}
