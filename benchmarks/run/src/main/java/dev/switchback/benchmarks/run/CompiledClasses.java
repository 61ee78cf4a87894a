package dev.switchback.benchmarks.run;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The classes of all migrations, compiled in one go for each tool, and kept. */
final class CompiledClasses {

  private static final String FOLDER = GeneratedMigration.PACKAGE.replace('.', '/') + "/";

  private final Path folder;
  private final ClassPaths classPaths;
  private final List<GeneratedMigration> all;

  CompiledClasses(Path folder, ClassPaths classPaths, List<GeneratedMigration> all) {
    this.folder = folder;
    this.classPaths = classPaths;
    this.all = all;
  }

  /** The files of a jar with these. */
  Map<String, byte[]> switchback(List<GeneratedMigration> migrations) throws IOException {
    Path classes =
        compiled(
            Entrant.SWITCHBACK_INDEX,
            GeneratedMigration::switchbackClass,
            GeneratedMigration::switchbackSource);
    return files(classes, migrations, GeneratedMigration::switchbackClass);
  }

  /** The files of a jar with these. */
  Map<String, byte[]> flyway(List<GeneratedMigration> migrations) throws IOException {
    Path classes =
        compiled(Entrant.FLYWAY, GeneratedMigration::flywayClass, GeneratedMigration::flywaySource);
    return files(classes, migrations, GeneratedMigration::flywayClass);
  }

  private static Map<String, byte[]> files(
      Path classes,
      List<GeneratedMigration> migrations,
      Function<GeneratedMigration, String> className)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (GeneratedMigration migration : migrations) {
      String file = FOLDER + className.apply(migration) + ".class";
      files.put(file, Files.readAllBytes(classes.resolve(file)));
    }
    return files;
  }

  private Path compiled(
      Entrant entrant,
      Function<GeneratedMigration, String> className,
      Function<GeneratedMigration, String> source)
      throws IOException {
    Path classes = folder.resolve("%s-classes-%d".formatted(entrant.module(), all.size()));
    if (!Files.exists(classes)) {
      Path unfinished = classes.resolveSibling(classes.getFileName() + ".part");
      Files.createDirectories(unfinished);
      List<Source> sources =
          all.stream().map(each -> new Source(className.apply(each), source.apply(each))).toList();
      compile(entrant, unfinished, sources);
      Files.move(unfinished, classes);
    }
    return classes;
  }

  private void compile(Entrant entrant, Path classes, List<Source> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath =
        classPaths.of(entrant).stream()
            .map(Path::toString)
            .collect(joining(System.getProperty("path.separator")));
    List<String> options = List.of("-proc:none", "-d", classes.toString(), "-cp", classPath);
    if (!compiler.getTask(null, null, null, options, null, sources).call()) {
      throw new IllegalStateException("the migrations of " + entrant + " do not compile");
    }
  }

  /** Source code in memory. */
  private static final class Source extends SimpleJavaFileObject {

    private final String content;

    Source(String className, String content) {
      super(URI.create("string:///" + FOLDER + className + ".java"), JavaFileObject.Kind.SOURCE);
      this.content = content;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
