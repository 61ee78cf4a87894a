package dev.switchback.benchmarks.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Writes jars as build tools do, with an entry for each folder. */
final class JarFile {

  private JarFile() {}

  /** Writes the files to a jar, which is there as a whole or not at all. */
  static void write(Path jar, Map<String, byte[]> files) throws IOException {
    Files.createDirectories(jar.getParent());
    Path unfinished = jar.resolveSibling(jar.getFileName() + ".part");
    try (OutputStream out = Files.newOutputStream(unfinished);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String folder : foldersOf(files.keySet())) {
        entries.putNextEntry(new JarEntry(folder));
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        entries.putNextEntry(new JarEntry(file.getKey()));
        entries.write(file.getValue());
      }
    }
    Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Set<String> foldersOf(Set<String> files) {
    Set<String> folders = new LinkedHashSet<>();
    for (String file : files) {
      for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
        folders.add(file.substring(0, slash + 1));
      }
    }
    return folders;
  }
}
