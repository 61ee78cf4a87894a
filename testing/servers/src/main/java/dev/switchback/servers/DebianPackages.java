package dev.switchback.servers;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Downloads packages of the machine's distribution, Debian or a descendant, from its configured
 * sources. apt writes only to the given folder.
 */
record DebianPackages(Path folder) {
  private static final String SETTINGS =
      """
      Dir::Cache "%1$s/cache";
      APT::Sandbox::User "root";
      """;

  /**
   * Separate package lists, for machines whose lists are old, or deleted as in most container
   * images.
   */
  private static final String OWN_LISTS =
      """
      Dir::State "%1$s/state";
      Dir::State::status "/var/lib/dpkg/status";
      Acquire::Languages "none";
      APT::Get::List-Cleanup "false";
      #clear APT::Update::Pre-Invoke;
      #clear APT::Update::Post-Invoke;
      #clear APT::Update::Post-Invoke-Success;
      """;

  /** Unpacks the first available package, and returns the folder of its contents. */
  Path unpackFirstOf(List<String> names) throws IOException {
    Files.createDirectories(folder.resolve("cache/archives/partial"));
    Files.createDirectories(folder.resolve("state/lists/partial"));
    try {
      return unpackFirstOf(names, SETTINGS);
    } catch (IOException e) {
      return unpackFirstOfNewLists(names);
    }
  }

  private Path unpackFirstOfNewLists(List<String> names) throws IOException {
    // Succeeds even if no source was reachable, but prints that.
    String complaints = apt(SETTINGS + OWN_LISTS, "update");
    try {
      return unpackFirstOf(names, SETTINGS + OWN_LISTS);
    } catch (IOException e) {
      throw new IOException(complaints + e.getMessage(), e);
    }
  }

  private Path unpackFirstOf(List<String> names, String settings) throws IOException {
    IOException failure = new IOException("no package has been tried");
    for (String name : names) {
      try {
        apt(settings, "download", name);
        return unpack(name);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private String apt(String settings, String... arguments) throws IOException {
    Path file = folder.resolve("apt.conf");
    Files.writeString(file, settings.formatted(folder));
    List<String> words = new ArrayList<>(List.of("apt-get", "-qq", "-c", file.toString()));
    words.addAll(Arrays.asList(arguments));
    return new Command(folder, words).run();
  }

  private Path unpack(String name) throws IOException {
    Path content = folder.resolve(name);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name + "_*.deb")) {
      for (Path file : files) {
        new Command(folder, List.of("dpkg-deb", "--extract", file.toString(), name)).run();
        return content;
      }
    }
    throw new IOException("apt has not downloaded " + name);
  }
}
