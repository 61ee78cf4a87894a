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
 * An annotation processor that writes, beside the classes, the list of those with the name of a
 * migration ({@code M}, fourteen digits, and optionally {@code _} and a description), so that an
 * application that starts reads one file in place of a search. The compiler finds it on its
 * processor path; it looks at no annotation and claims none.
 *
 * <p>{@code META-INF/services/dev.switchback.Migration} lists the classes, and {@code
 * META-INF/native-image/dev.switchback/migrations/reachability-metadata.json} tells GraalVM which
 * of them are made by reflection. The same sources give the same bytes. A module without migrations
 * gets neither file.
 *
 * <p>Where a compiler is given only the files that changed, what the index says of the others is
 * kept, as long as their class files are there.
 */
@SupportedAnnotationTypes("*")
public final class MigrationIndexer extends AbstractProcessor {

  private final Set<String> compiled = new HashSet<>();
  private final Set<String> migrations = new HashSet<>();

  /** For the compiler. */
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
    } catch (IOException | IllegalArgumentException e) { // the second one for a name or a module
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, failure(e));
    }
  }

  /** Whether the type, or one around it, was compiled now: its old entry tells nothing then. */
  private boolean isCompiled(String name) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('$', end - 1)) {
      if (compiled.contains(name.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  private static String failure(Exception e) {
    return "Index of migrations '%s' – it could not be brought up to date (%s)."
            .formatted(MigrationIndex.PATH, e)
        + " What is in the folder of the classes may be old. Build again from clean; if it stays,"
        + " see that nothing else writes this file, or take switchback-indexer off, and the"
        + " migrations are searched for at run time.";
  }
}
