package dev.switchback.internal.database;

import dev.switchback.dialect.Dialect;
import dev.switchback.internal.base.Log;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.discovery.ClassGraphScanner;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassGraphException;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds dialects that {@code META-INF/services} does not list, because an uber jar was built
 * without merging these files.
 */
final class UnlistedDialects {

  private UnlistedDialects() {}

  /** Returns the dialects that {@code loader} sees. Searches the whole class path. */
  static List<Dialect> in(ClassLoader loader) {
    ClassGraph classGraph =
        new ClassGraph()
            .overrideClassLoaders(ClassGraphScanner.loaderAndParents(loader))
            .acceptPackages("dev.switchback")
            .enableClassInfo();
    List<Dialect> dialects = new ArrayList<>();
    boolean interrupted = Thread.interrupted(); // ClassGraph would clear the interrupt flag
    try (ScanResult result = classGraph.scan()) {
      for (ClassInfo type : result.getClassesImplementing(Dialect.class.getName())) {
        if (!type.isAbstract()) {
          make(type.getName(), loader, dialects);
        }
      }
    } catch (ClassGraphException e) {
      Log.LOG.debug(
          "The class path could not be searched for dialects: {}", Redaction.firstLine(e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return dialects;
  }

  private static void make(String name, ClassLoader loader, List<Dialect> made) {
    try {
      Object dialect = Class.forName(name, true, loader).getConstructor().newInstance();
      if (dialect instanceof Dialect own) {
        made.add(own);
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      Log.LOG.debug("{} cannot be created: {}", name, Redaction.firstLine(e));
    }
  }
}
