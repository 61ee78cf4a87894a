package dev.switchback.internal.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder or a jar with classes, whose files can be listed. */
interface ClassPathElement {

  /** Returns its location, which identifies it. */
  String place();

  /**
   * Returns the paths of the files below {@code folder}: {@code com/acme/A.class} below {@code
   * com/acme/}.
   */
  List<String> files(String folder) throws IOException;

  /** Returns the content of a file in UTF-8. Empty if it does not exist. */
  Optional<String> text(String path) throws IOException;

  /**
   * Returns the element that contains a resource. Empty if an element of this kind cannot be
   * listed.
   *
   * @param resource a file or a folder
   * @param path its path, as requested from the class loader
   */
  static Optional<ClassPathElement> holding(URL resource, String path) throws IOException {
    if (resource.getProtocol().equals("file")) {
      return Optional.of(new Folder(root(resource, path)));
    }
    return resource.openConnection() instanceof JarURLConnection jar
        ? Optional.of(new Jar(jar.getJarFileURL().toString(), resource))
        : Optional.empty();
  }

  private static Path root(URL resource, String path) {
    Path root = path(resource);
    for (int names = Path.of(path).getNameCount(); names > 0; names--) {
      root = Objects.requireNonNull(root.getParent());
    }
    return root;
  }

  /**
   * Converts a URL to a path. A URL may contain an unescaped space, and the JDK loads classes from
   * there.
   */
  private static Path path(URL resource) {
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      return new File(resource.getPath()).toPath();
    }
  }

  /** A folder of classes, as a build writes it. */
  record Folder(Path root) implements ClassPathElement {

    @Override
    public String place() {
      return root.toString();
    }

    @Override
    public List<String> files(String folder) throws IOException {
      Path begin = root.resolve(folder);
      if (!Files.isDirectory(begin)) {
        return List.of();
      }
      List<String> files = new ArrayList<>();
      Files.walkFileTree(
          begin,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(root.relativize(file).toString().replace(File.separatorChar, '/'));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error)
                throws IOException {
              if (error instanceof FileSystemLoopException) {
                return FileVisitResult.CONTINUE; // a link to a folder that has been listed
              }
              throw error;
            }
          });
      return files;
    }

    @Override
    public Optional<String> text(String path) throws IOException {
      Path file = root.resolve(path);
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }
  }

  /**
   * A jar, possibly nested in another one.
   *
   * @param resource one of its resources, whose URL can open the jar
   */
  record Jar(String place, URL resource) implements ClassPathElement {

    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d{1,4})/(.+)");

    @Override
    public List<String> files(String folder) throws IOException {
      List<String> files = new ArrayList<>();
      try (JarFile jar = open()) {
        boolean hasVersions = jar.isMultiRelease();
        for (JarEntry entry : Collections.list(jar.entries())) {
          String name = hasVersions ? unversioned(entry.getName()) : entry.getName();
          if (name.startsWith(folder)) {
            files.add(name);
          }
        }
      }
      return files;
    }

    /**
     * Returns the name of a class without its version folder. A multi-release jar may contain the
     * class for this Java version only.
     */
    private static String unversioned(String name) {
      Matcher versioned = VERSIONED.matcher(name);
      return versioned.matches()
              && Integer.parseInt(versioned.group(1)) <= Runtime.version().feature()
          ? versioned.group(2)
          : name;
    }

    @Override
    public Optional<String> text(String path) throws IOException {
      try (JarFile jar = open()) {
        JarEntry entry = jar.getJarEntry(path);
        return entry == null
            ? Optional.empty()
            : Optional.of(new String(jar.getInputStream(entry).readAllBytes(), UTF_8));
      }
    }

    /** Opens the jar. This is cheap, because the class loader has it open. */
    private JarFile open() throws IOException {
      JarURLConnection connection = (JarURLConnection) resource.openConnection();
      connection.setUseCaches(false); // the caller closes it
      return connection.getJarFile();
    }
  }
}
