package dev.switchback.internal.discovery;

import dev.switchback.internal.base.SqlFile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A script of Flyway, as its name says.
 *
 * @param path from the root of the class path
 * @param script the path in its location, which Flyway records
 * @param version null for a repeatable script
 */
public record FlywayScript(
    Kind kind, String path, String script, @Nullable Version version, String description) {

  /** The prefix of the name. */
  public enum Kind {
    /** Runs once, in the order of the versions. */
    VERSIONED,
    /** Stands for all versioned scripts up to its version, on an empty database. */
    BASELINE,
    /** Undoes a version. */
    UNDO,
    /** Runs after the versioned scripts, in the order of the descriptions. */
    REPEATABLE
  }

  private static final Pattern NAME =
      Pattern.compile("([VBU])(\\d+(?:[._]\\d+)*)(?:__(.*))?|R__(.*)", Pattern.DOTALL);

  /** Names that look like those of scripts. Flyway passes over them without a word. */
  private static final Pattern MISNAMED = Pattern.compile("[VBU]\\d.*|[VBUR]_.*|R\\d+__.*");

  /** The order of Flyway: a number counts as a whole, and zeros at the end do not count. */
  public record Version(List<BigInteger> numbers) implements Comparable<Version> {

    /** Returns a version as it is in a file name, or in the history. */
    public static Version of(String text) {
      List<BigInteger> numbers =
          new ArrayList<>(Stream.of(text.split("[._]")).map(BigInteger::new).toList());
      while (numbers.size() > 1 && numbers.get(numbers.size() - 1).signum() == 0) {
        numbers.remove(numbers.size() - 1);
      }
      return new Version(List.copyOf(numbers));
    }

    @Override
    public int compareTo(Version other) {
      for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
        int order = numbers.get(i).compareTo(other.numbers.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(numbers.size(), other.numbers.size());
    }

    @Override
    public String toString() {
      return String.join(".", numbers.stream().map(BigInteger::toString).toList());
    }
  }

  /**
   * The order in which Flyway runs scripts of one kind: by version, or by description if they have
   * none.
   */
  static final Comparator<FlywayScript> ORDER =
      (one, other) ->
          one.version == null || other.version == null
              ? one.description.compareTo(other.description)
              : one.version.compareTo(other.version);

  /**
   * Returns the script with this name. Empty if Flyway passes over it.
   *
   * @param location the folder, from the root of the class path
   * @throws SqlFile.Refused if the name is almost that of a script
   */
  static Optional<FlywayScript> of(String location, String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    String name = file.substring(0, file.length() - ".sql".length());
    Matcher parts = NAME.matcher(name);
    if (parts.matches()) {
      return Optional.of(of(location, path, parts));
    }
    if (MISNAMED.matcher(name).matches()) {
      throw new SqlFile.Refused(
          "Flyway script '%s' – its name is neither 'V1__name.sql' nor 'R__name.sql', so that Flyway passes over it. No script was sent. Rename it, or move it out of the folder"
              .formatted(path));
    }
    return Optional.empty();
  }

  private static FlywayScript of(String location, String path, Matcher parts) {
    Kind kind =
        parts.group(1) == null
            ? Kind.REPEATABLE
            : switch (parts.group(1)) {
              case "V" -> Kind.VERSIONED;
              case "B" -> Kind.BASELINE;
              default -> Kind.UNDO;
            };
    String description = parts.group(kind == Kind.REPEATABLE ? 4 : 3);
    return new FlywayScript(
        kind,
        path,
        path.substring(location.length() + 1),
        kind == Kind.REPEATABLE ? null : Version.of(parts.group(2)),
        description == null ? "" : description.replace('_', ' '));
  }

  /** Returns whether Flyway takes the two for the same. */
  boolean isSame(FlywayScript other) {
    return kind == other.kind && ORDER.compare(this, other) == 0;
  }
}
