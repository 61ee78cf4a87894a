package dev.switchback.schema;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A file on the class path, whose name is relative to the package of a class. */
public final class ClassPathFile {

  private ClassPathFile() {}

  /** Returns the file. Empty if it is not there. */
  public static Optional<InputStream> open(Class<?> type, String name) throws IOException {
    return Optional.ofNullable(type.getResourceAsStream(name));
  }

  /** Returns whether a name has only parts that every class loader reads in the same way. */
  public static boolean isPlain(String name) {
    String path = name.startsWith("/") ? name.substring(1) : name;
    return List.of(path.split("/", -1)).stream()
        .noneMatch(
            part -> part.isEmpty() || part.equals(".") || part.equals("..") || part.contains("\\"));
  }

  /** Returns what a name that is not plain should be, for a message. */
  public static String notPlain() {
    return "the name is not a plain path. Nothing was sent. Write it with '/', and without '..' and"
        + " '.'; a leading '/' means the root of the class path";
  }

  /** Returns that a file is not there, for a message. */
  public static String missing(Class<?> type, String name) {
    String path =
        name.startsWith("/")
            ? name.substring(1)
            : type.getPackageName().replace('.', '/') + "/" + name;
    String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    String module =
        type.getModule().isNamed() && !folder.isEmpty()
            ? ", and open its package '%s' to dev.switchback".formatted(folder.replace('/', '.'))
            : "";
    return "it is not there: the class loader of '%s' has no '%s'. Nothing was sent. Add it to the resources%s"
        .formatted(type.getName(), path, module);
  }
}
