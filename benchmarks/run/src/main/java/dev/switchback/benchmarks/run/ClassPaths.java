package dev.switchback.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The class path of each contestant, as Maven resolved it for a module that depends on nothing but
 * that tool. The build has copied the jars into one folder for each module.
 */
record ClassPaths(Path home) {

  /** What a process of this contestant runs with; the migrations come on top. */
  List<Path> of(Entrant entrant) throws IOException {
    return with(entrant, List.of("harness"));
  }

  /** The same for JMH, and with H2. */
  List<Path> warm(Entrant entrant) throws IOException {
    return with(entrant, List.of(entrant.module() + "-h2", "harness", "warm"));
  }

  /** What the tool brings, all it depends on included. */
  List<Path> brought(Entrant entrant) throws IOException {
    return jars(entrant.module());
  }

  private List<Path> with(Entrant entrant, List<String> more) throws IOException {
    List<String> modules = new ArrayList<>(List.of(entrant.module()));
    modules.addAll(more);
    Map<String, Path> byName = new LinkedHashMap<>();
    for (String module : modules) {
      Path classes = home.resolve(module).resolve("target/classes");
      if (Files.exists(classes)) {
        byName.put(module, classes);
      }
      jars(module).forEach(jar -> byName.putIfAbsent(jar.getFileName().toString(), jar));
    }
    return List.copyOf(byName.values());
  }

  private List<Path> jars(String module) throws IOException {
    Path folder = home.resolve("target/classpath/switchback-benchmarks-" + module);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
