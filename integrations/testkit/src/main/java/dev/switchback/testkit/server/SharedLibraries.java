package dev.switchback.testkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Shared libraries that a server needs and the machine lacks. They are taken out of packages of the
 * machine's own distribution and put into a folder beside the server: nothing is installed, and
 * nobody has to be root.
 */
record SharedLibraries(Path home) {
  private static final Pattern MISSING = Pattern.compile("(\\S+) => not found");

  /** The folder that they are in. */
  Path folder() {
    return home.resolve("libraries");
  }

  /** The environment in which a program finds them. */
  Map<String, String> environment() {
    return Map.of("LD_LIBRARY_PATH", folder().toString());
  }

  /** Gets the libraries that the program lacks, and then those which these lack in turn. */
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
   * What Debian calls the package of a library: its name and the version of its interface. Those
   * whose interface changed when the clock went to 64 bits, in Debian 13 and Ubuntu 24.04, have a
   * suffix; on 64-bit machines it is still the same interface.
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
