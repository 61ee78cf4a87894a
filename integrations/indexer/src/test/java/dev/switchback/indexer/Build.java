package dev.switchback.indexer;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * One call of javac, with the indexer unless other processors are named. Sources are in memory, and
 * classes go to a folder of any file system, an archive for example.
 */
final class Build {

  private final Path classes;
  private final List<String> options = new ArrayList<>();
  private List<Processor> processors = List.of(new MigrationIndexer());

  Build(Path classes) {
    this.classes = classes;
  }

  Build options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** None: javac looks for them itself. */
  Build processors(Processor... others) {
    processors = List.of(others);
    return this;
  }

  /** A class of the package {@code com.acme}, with nothing in it. */
  static JavaFileObject type(String simpleName) {
    return source("com.acme." + simpleName, "public class " + simpleName + " {}");
  }

  static JavaFileObject source(String name, String declaration) {
    int dot = name.lastIndexOf('.');
    String head = dot < 0 ? "" : "package " + name.substring(0, dot) + ";\n";
    return new SourceInMemory(name, head + declaration);
  }

  /** Compiles, and expects no error. */
  void compile(JavaFileObject... sources) throws IOException {
    List<String> errors = errors(sources);
    if (!errors.isEmpty()) {
      throw new AssertionError("the sources of the test do not compile: " + errors);
    }
  }

  /** Compiles, and gives the compiler's errors. */
  List<String> errors(JavaFileObject... sources) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(
          StandardLocation.CLASS_OUTPUT, List.of(Files.createDirectories(classes)));
      JavaCompiler.CompilationTask task =
          javac.getTask(null, files, diagnostics, options, null, List.of(sources));
      if (!processors.isEmpty()) {
        task.setProcessors(processors);
      }
      task.call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .toList();
  }

  private static final class SourceInMemory extends SimpleJavaFileObject {

    private final String text;

    SourceInMemory(String name, String text) {
      super(locate(name), Kind.SOURCE);
      this.text = text;
    }

    /** By the constructor that escapes names beyond ASCII. */
    private static URI locate(String name) {
      try {
        return new URI("memory", null, "/" + name.replace('.', '/') + ".java", null);
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
