package dev.switchback.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The Markdown files of the folder {@code docs}, without those that npm and VitePress put there.
 */
final class Documents {

  private static final Set<String> GENERATED = Set.of("node_modules", ".vitepress");

  private Documents() {}

  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".md") && isWritten(file))
          .sorted()
          .toList();
    }
  }

  /** Returns whether a file is part of the repository. */
  static boolean isWritten(Path file) {
    return StreamSupport.stream(file.spliterator(), false)
        .noneMatch(name -> GENERATED.contains(name.toString()));
  }
}
