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

  /** Where it is: what tells it from others. */
  String place();

  /** The paths of the files below {@code folder}, {@code com/acme/}: {@code com/acme/A.class}. */
  List<String> files(String folder) throws IOException;

  /** What a file holds, in UTF-8, or nothing if there is none. */
  Optional<String> text(String path) throws IOException;

  /**
   * The element that holds a resource, or nothing if it is of a kind that cannot be listed.
   *
   * @param resource a file or a folder
   * @param path of it, as the class loader was asked for it
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

  /** A URL may have a space in it as it is, and the JDK loads classes from there. */
  private static Path path(URL resource) {
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      return new File(resource.getPath()).toPath();
    }
  }

  /** A folder of classes, as a build leaves them. */
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
                return FileVisitResult.CONTINUE; // a link to a folder that is listed already
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
   * A jar, perhaps in another one.
   *
   * @param resource one of its resources, whose URL knows how to open it
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

    /** A class may be there for this version of Java alone. */
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

    /** Costs little, because the class loader has it open. */
    private JarFile open() throws IOException {
      JarURLConnection connection = (JarURLConnection) resource.openConnection();
      connection.setUseCaches(false); // whoever opens it closes it
      return connection.getJarFile();
    }
  }
}
