package dev.switchback.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Provides shared libraries that a server needs and the machine lacks. They are extracted from
 * packages of the machine's distribution to a folder beside the server. Nothing is installed, and
 * root is not needed.
 */
record SharedLibraries(Path home) {
  private static final Pattern MISSING = Pattern.compile("(\\S+) => not found");

  /** Returns the folder of the libraries. */
  Path folder() {
    return home.resolve("libraries");
  }

  /** Returns the environment in which a program finds the libraries. */
  Map<String, String> environment() {
    return Map.of("LD_LIBRARY_PATH", folder().toString());
  }

  /** Provides the libraries that the program lacks, then those that these libraries lack. */
  void provideFor(String program) throws IOException {
    Files.createDirectories(folder());
    Path packages = home.resolve("packages");
    for (List<String> missing = missing(program); !missing.isEmpty(); missing = missing(program)) {
      for (String library : missing) {
        provide(library, new DebianPackages(packages));
      }
    }
    new Command(home, List.of("rm", "-rf", packages.toString())).run();
  }

  private List<String> missing(String program) throws IOException {
    String libraries = new Command(home, environment(), List.of("ldd", program)).run();
    return MISSING.matcher(libraries).results().map(found -> found.group(1)).distinct().toList();
  }

  private void provide(String library, DebianPackages available) throws IOException {
    List<String> packages = packagesOf(library);
    try {
      Path content = available.unpackFirstOf(packages);
      Path file =
          find(library, content)
              .orElseThrow(() -> new IOException("none of these packages contains it"));
      Files.copy(file, folder().resolve(library));
    } catch (IOException e) {
      throw new IOException(
          "this machine lacks the library %s, and getting it failed – install the package %s: %s"
              .formatted(library, String.join(" or ", packages), e.getMessage()),
          e);
    }
  }

  /**
   * Returns the possible names of the Debian package of a library: its name and the version of its
   * interface. A package whose interface changed with 64-bit time, in Debian 13 and Ubuntu 24.04,
   * has a suffix. On 64-bit machines the interface is unchanged.
   */
  static List<String> packagesOf(String library) {
    String name = library.replaceFirst("(\\d)\\.so\\.", "$1-").replaceFirst("\\.so\\.", "");
    return List.of(name + "t64", name);
  }

  private static Optional<Path> find(String library, Path content) throws IOException {
    List<String> names = List.of(library, library + "t64");
    try (Stream<Path> files = Files.walk(content)) {
      return files.filter(file -> names.contains(file.getFileName().toString())).findFirst();
    }
  }
}
