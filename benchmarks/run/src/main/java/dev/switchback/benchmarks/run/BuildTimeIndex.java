package dev.switchback.benchmarks.run;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * The list that switchback-indexer, an annotation processor, writes into the jar of migrations.
 * Here it is written in its place, because the classes are compiled without it.
 */
final class BuildTimeIndex {

  static final String FILE = "META-INF/services/dev.switchback.Migration";

  private BuildTimeIndex() {}

  static String of(List<GeneratedMigration> migrations) {
    return migrations.stream()
        .map(each -> GeneratedMigration.PACKAGE + "." + each.switchbackClass() + "\n")
        .collect(joining());
  }
}
