package dev.switchback.tck.contract;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.tools.ToolProvider;

/**
 * Classes that a test compiles into a folder and that no other class loader knows, loaded by one
 * that writes down what it loads.
 */
final class CompiledMigrations {

  private static final String PACKAGE = "com.acme.migrations";

  private final Path folder;
  private final List<String> compiled = new ArrayList<>();

  CompiledMigrations(Path folder) {
    this.folder = folder;
  }

  /** Adds a class that implements {@code Migration} and does nothing. */
  CompiledMigrations migration(String name) throws IOException {
    return add(
        name, "public class " + name + " implements dev.switchback.Migration {" + BODY + "}");
  }

  static final String BODY =
      """
        public void up(dev.switchback.QueryInterface db) {}
        public void down(dev.switchback.QueryInterface db) {}
      """;

  /** Adds a class of the package, whose source is {@code declaration}. */
  CompiledMigrations add(String name, String declaration) throws IOException {
    Path source = folder.resolve("src").resolve(name + ".java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "package " + PACKAGE + ";\n" + declaration);
    compiled.add(source.toString());
    return this;
  }

  /** Compiles all of them, and gives a loader for them. */
  RecordingLoader load() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString()));
    arguments.addAll(compiled);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new AssertionError("the classes of the test do not compile");
    }
    return new RecordingLoader(classes.toUri().toURL());
  }

  /** Writes down which classes it loads itself. */
  static final class RecordingLoader extends URLClassLoader {

    private final Set<String> loaded = new ConcurrentSkipListSet<>();

    RecordingLoader(URL classes) {
      super(new URL[] {classes}, CompiledMigrations.class.getClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      Class<?> found = super.findClass(name);
      loaded.add(found.getSimpleName());
      return found;
    }

    Set<String> loaded() {
      return Set.copyOf(loaded);
    }
  }

  /** Knows what its parent knows, but other services: a dialect can only be found elsewhere. */
  static final class WithoutDialects extends URLClassLoader {

    private final List<URL> services;

    WithoutDialects(URLClassLoader parent, URL... services) {
      super(parent.getURLs(), parent);
      this.services = List.of(services);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.startsWith("META-INF/services/")
          ? Collections.enumeration(services)
          : super.getResources(name);
    }
  }
}
