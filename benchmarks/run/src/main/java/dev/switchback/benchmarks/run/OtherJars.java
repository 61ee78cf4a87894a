package dev.switchback.benchmarks.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What else is on the class path of an application of some size. Nobody loads these classes. */
final class OtherJars {

  private static final int CLASSES = 100;

  private OtherJars() {}

  /** So many jars of a hundred classes each. */
  static List<Path> in(Path folder, int count) throws IOException {
    byte[] anyClass;
    try (InputStream file = OtherJars.class.getResourceAsStream("OtherJars.class")) {
      anyClass = Objects.requireNonNull(file).readAllBytes();
    }
    List<Path> jars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path jar = folder.resolve("library-%d.jar".formatted(i));
      if (!Files.exists(jar)) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int k = 0; k < CLASSES; k++) {
          files.put("org/example/library%d/part%d/Class%d.class".formatted(i, k % 10, k), anyClass);
        }
        JarFile.write(jar, files);
      }
      jars.add(jar);
    }
    return jars;
  }
}
