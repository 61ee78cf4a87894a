package dev.switchback.indexer;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of a module's migrations, sorted by code point, as in the two files.
 *
 * @param names binary names
 */
record MigrationIndex(Collection<String> names) {

  /**
   * The path of the index. It has the format of {@link java.util.ServiceLoader}, which tools that
   * merge jars can merge.
   */
  static final String PATH = "META-INF/services/dev.switchback.Migration";

  static final String METADATA_PATH =
      "META-INF/native-image/dev.switchback/migrations/reachability-metadata.json";

  /**
   * The pattern of {@code dev.switchback.MigrationName}, copied because its module is not needed
   * here.
   */
  private static final Pattern SIMPLE_NAME = Pattern.compile("M(\\d{14})(?:_(.+))?|R_.*");

  MigrationIndex {
    names = names.stream().sorted(MigrationIndex::byCodePoint).toList();
  }

  private static int byCodePoint(String one, String other) {
    return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
  }

  /** Returns whether a search at run time would recognise the class as a migration by its name. */
  static boolean belongs(String binaryName) {
    int separator = Math.max(binaryName.lastIndexOf('.'), binaryName.lastIndexOf('$'));
    return SIMPLE_NAME.matcher(binaryName.substring(separator + 1)).matches();
  }

  /** Returns the names in an index, which another tool may have written. */
  static List<String> names(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(MigrationIndex::belongs)
        .toList();
  }

  String text() {
    return names.stream().map(name -> name + "\n").collect(Collectors.joining());
  }

  /**
   * Returns the metadata for GraalVM: it must keep the classes, their constructors, and the index.
   *
   * @see <a href="https://www.graalvm.org/latest/reference-manual/native-image/metadata/">the
   *     format</a>
   */
  String metadata() {
    return """
    {
      "reflection": [%s],
      "resources": [
        {"glob": "%s"}
      ]
    }
    """
        .formatted(
            names.stream()
                .map(MigrationIndex::constructor)
                .collect(Collectors.joining(",", "", names.isEmpty() ? "" : "\n  ")),
            PATH);
  }

  private static String constructor(String name) {
    return "\n    {\"type\": \"%s\", \"methods\": [{\"name\": \"<init>\", \"parameterTypes\": []}]}"
        .formatted(escaped(name));
  }

  /** Escapes control characters. A Java identifier may contain them, but JSON must not. */
  private static String escaped(String name) {
    return name.codePoints()
        .mapToObj(c -> c < ' ' ? "\\u%04x".formatted(c) : Character.toString(c))
        .collect(Collectors.joining());
  }
}
