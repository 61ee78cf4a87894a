package dev.switchback.cli.standalone;

import dev.switchback.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A class path as on the command line of {@code java}, and with jars of Spring Boot. */
final class ClassPath {

  private static final String ALL = "*";

  private final List<Path> entries = new ArrayList<>();

  private ClassPath() {}

  /**
   * Reads a class path.
   *
   * @throws ConfigurationException if an entry does not exist, or is no jar
   */
  static ClassPath of(String text) {
    ClassPath classPath = new ClassPath();
    Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(text)
        .filter(entry -> !entry.isEmpty())
        .forEach(classPath::add);
    return classPath;
  }

  List<URL> urls() {
    List<URL> urls = new ArrayList<>();
    try {
      for (Path entry : entries) {
        urls.add(entry.toUri().toURL());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return urls;
  }

  private void add(String entry) {
    try {
      if (entry.equals(ALL) || entry.endsWith("/" + ALL) || entry.endsWith(File.separator + ALL)) {
        addJarsOf(entry);
      } else if (Files.isDirectory(Path.of(entry))) {
        entries.add(Path.of(entry));
      } else if (Files.isRegularFile(Path.of(entry))) {
        entries.addAll(new Jar(Path.of(entry)).entries());
      } else {
        throw refused(entry, "there is no such file or folder");
      }
    } catch (InvalidPathException | IOException e) {
      throw refused(entry, "it cannot be read as a jar or a folder");
    }
  }

  private void addJarsOf(String wildcard) throws IOException {
    Path folder = Path.of(wildcard.substring(0, wildcard.length() - 1));
    List<Path> jars = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{jar,JAR}")) {
        found.forEach(jars::add);
      }
    }
    if (jars.isEmpty()) {
      throw refused(wildcard, "there is no jar in that folder");
    }
    jars.sort(null);
    for (Path jar : jars) {
      entries.addAll(new Jar(jar).entries());
    }
  }

  private static ConfigurationException refused(String entry, String problem) {
    return new ConfigurationException(
        "Class path entry '%s' – %s. Nothing was run. Correct --classpath."
            .formatted(entry, problem));
  }
}
