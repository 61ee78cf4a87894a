package dev.switchback.cli.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A jar of a class path. The JVM cannot read the jars in a jar of Spring Boot. */
record Jar(Path file) {

  private static final String CLASSES = "BOOT-INF/classes/";
  private static final String LIBRARIES = "BOOT-INF/lib/";

  /**
   * Returns the entries of a class path that this jar stands for: itself, or what a jar of Spring
   * Boot contains. The latter is unpacked to a temporary folder, and deleted when the JVM ends.
   */
  List<Path> entries() throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.stream().noneMatch(Jar::isOfBoot)) {
        return List.of(file);
      }
      Path folder = Files.createTempDirectory("switchback-cli");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return unpack(zip, folder);
    }
  }

  private static boolean isOfBoot(ZipEntry entry) {
    return entry.getName().startsWith(CLASSES) || entry.getName().startsWith(LIBRARIES);
  }

  private static List<Path> unpack(ZipFile zip, Path folder) throws IOException {
    List<Path> entries = new ArrayList<>(List.of(folder.resolve(CLASSES)));
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (entry.isDirectory() || !isOfBoot(entry)) {
        continue;
      }
      Path target = folder.resolve(entry.getName()).normalize();
      if (!target.startsWith(folder)) {
        throw new IOException("an entry leads out of the jar");
      }
      Files.createDirectories(target.getParent());
      try (InputStream content = zip.getInputStream(entry)) {
        Files.copy(content, target);
      }
      if (entry.getName().startsWith(LIBRARIES)) {
        entries.add(target);
      }
    }
    Files.createDirectories(entries.get(0));
    return entries;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Folder '" + folder + "' cannot be deleted", e);
    }
  }
}
