package dev.switchback.indexer;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/**
 * An annotation processor that writes a list of the migrations of a module. A migration is a class
 * whose name is {@code M}, fourteen digits, and optionally {@code _} and a description; or, for a
 * repeatable one, {@code R_} and a name. An application then reads one file at its start instead of
 * searching. The compiler finds the processor on its processor path. The processor reads no
 * annotations and claims none.
 *
 * <p>{@code META-INF/services/dev.switchback.Migration} lists the classes. {@code
 * META-INF/native-image/dev.switchback/migrations/reachability-metadata.json} lists for GraalVM
 * which of them are created by reflection. The same sources give the same bytes. A module without
 * migrations gets neither file.
 *
 * <p>If a compiler is given only the changed files, the index keeps its entries for the other files
 * while their class files exist.
 */
@SupportedAnnotationTypes("*")
public final class MigrationIndexer extends AbstractProcessor {

  private final Set<String> compiled = new HashSet<>();
  private final Set<String> migrations = new HashSet<>();

  /** Creates the processor, for the compiler. */
  public MigrationIndexer() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement type : ElementFilter.typesIn(round.getRootElements())) {
      compiled.add(binaryName(type));
      withMembers(type)
          .map(this::binaryName)
          .filter(MigrationIndex::belongs)
          .forEach(migrations::add);
    }
    if (round.processingOver() && !round.errorRaised()) {
      write();
    }
    return false;
  }

  private static Stream<TypeElement> withMembers(TypeElement type) {
    return Stream.concat(
        Stream.of(type),
        ElementFilter.typesIn(type.getEnclosedElements()).stream()
            .flatMap(MigrationIndexer::withMembers));
  }

  private String binaryName(TypeElement type) {
    return processingEnv.getElementUtils().getBinaryName(type).toString();
  }

  private void write() {
    ClassOutput output = new ClassOutput(processingEnv.getFiler());
    try {
      Optional<String> old = output.read(MigrationIndex.PATH);
      for (String name : old.map(MigrationIndex::names).orElse(List.of())) {
        if (!isCompiled(name) && output.hasClass(name)) {
          migrations.add(name);
        }
      }
      if (old.isPresent() || !migrations.isEmpty()) {
        MigrationIndex index = new MigrationIndex(migrations);
        output.write(MigrationIndex.PATH, index.text());
        output.write(MigrationIndex.METADATA_PATH, index.metadata());
      }
    } catch (IOException | IllegalArgumentException e) { // the latter: a bad name or module
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, failure(e));
    }
  }

  /**
   * Returns whether the type, or one around it, was compiled now. Its old entry is then obsolete.
   */
  private boolean isCompiled(String name) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('$', end - 1)) {
      if (compiled.contains(name.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private static String failure(Exception e) {
    return "Index of migrations '%s' – it could not be updated (%s)."
            .formatted(MigrationIndex.PATH, e)
        + " The file in the class folder may be outdated. Build again from clean. If the error"
        + " stays, check that nothing else writes this file. Or remove switchback-indexer, so that"
        + " migrations are searched for at run time.";
  }
}
