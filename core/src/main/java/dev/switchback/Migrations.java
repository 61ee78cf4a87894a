package dev.switchback;

import dev.switchback.internal.base.MigrationName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes new migrations, and plans migrations without a database. */
public final class Migrations {

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

  private Migrations() {}

  /**
   * Writes the class of a new migration, with the current time in UTC in its name. In a source
   * folder called {@code kotlin}, writes a Kotlin class.
   *
   * @param sources the source folder, {@code src/main/java}
   * @param packageName the package of the migrations
   * @param description what the migration will do: {@code add-topic-to-rooms}
   * @return the file
   * @throws ConfigurationException if the description is not usable, the file exists, or another
   *     migration there has the same timestamp or a later one
   */
  public static Path create(Path sources, String packageName, String description) {
    return create(sources, packageName, description, Clock.systemUTC());
  }

  /**
   * Writes the class of a new repeatable migration. In a source folder called {@code kotlin},
   * writes a Kotlin class.
   *
   * @param sources the source folder, {@code src/main/java}
   * @param packageName the package of the migrations
   * @param description what the migration makes: {@code active-users}
   * @return the file
   * @throws ConfigurationException if the description is not usable, or the file exists
   */
  public static Path createRepeatable(Path sources, String packageName, String description) {
    String className = "R_" + pascal(description);
    Path folder = folder(sources, packageName, className);
    return write(
        folder,
        className,
        isKotlin(sources)
            ? kotlinRepeatable(packageName, className)
            : javaRepeatable(packageName, className),
        isKotlin(sources));
  }

  /**
   * Returns the plan of these migrations from an empty schema, without a database; see {@link
   * Migrator#planOffline(Direction, String, String)}.
   */
  public static Plan planOffline(
      String dialect, String version, Collection<? extends Class<? extends Migration>> migrations) {
    try (Migrator migrator =
        Migrator.configure().withoutDatabase().migrations(migrations).build()) {
      return migrator.planOffline(Direction.UP, dialect, version);
    }
  }

  static Path create(Path sources, String packageName, String description, Clock clock) {
    String timestamp = LocalDateTime.now(clock.withZone(ZoneOffset.UTC)).format(TIMESTAMP);
    String className = "M" + timestamp + "_" + pascal(description);
    Path folder = folder(sources, packageName, className);
    try {
      requireLatest(className, timestamp, folder);
    } catch (IOException e) {
      throw unwritable(className, folder, e);
    }
    return write(
        folder,
        className,
        isKotlin(sources) ? kotlin(packageName, className) : java(packageName, className),
        isKotlin(sources));
  }

  private static boolean isKotlin(Path sources) {
    return sources.toAbsolutePath().normalize().endsWith("kotlin");
  }

  /** Returns the folder of a package, which is created if it is missing. */
  private static Path folder(Path sources, String packageName, String className) {
    if (!Files.isDirectory(sources)) {
      throw refused(
          className, "there is no folder '" + sources + "'", "Name the folder of sources");
    }
    Path folder = sources.resolve(packageName.replace('.', '/'));
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw unwritable(className, folder, e);
    }
  }

  private static Path write(Path folder, String className, String text, boolean isKotlin) {
    Path file = folder.resolve(className + (isKotlin ? ".kt" : ".java"));
    try {
      return Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw refused(className, "its file already exists", "Choose another description");
    } catch (IOException e) {
      throw unwritable(className, folder, e);
    }
  }

  private static ConfigurationException unwritable(
      String className, Path folder, IOException cause) {
    return new ConfigurationException(
        "Migration '" + className + "' – it cannot be written to '" + folder + "'.", cause);
  }

  /** Converts {@code add-2fa to users} to {@code Add_2faToUsers}. */
  private static String pascal(String description) {
    List<String> words =
        Arrays.stream(description.split("[^\\p{L}\\p{N}]+"))
            .filter(word -> !word.isEmpty())
            .toList();
    if (words.isEmpty()) {
      throw new ConfigurationException(
          "Description '"
              + description
              + "' – it has no letter or digit. Nothing was written. Describe the change:"
              + " add-topic-to-rooms, for example.");
    }
    String joined =
        words.stream()
            .map(word -> Character.isLetter(word.codePointAt(0)) ? capitalized(word) : "_" + word)
            .collect(Collectors.joining());
    return joined.startsWith("_") ? joined.substring(1) : joined;
  }

  private static String capitalized(String word) {
    int first = word.offsetByCodePoints(0, 1);
    return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
  }

  private static void requireLatest(String className, String timestamp, Path folder)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Optional<MigrationName> later =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".java") || file.endsWith(".kt"))
              .map(file -> file.substring(0, file.lastIndexOf('.')))
              .flatMap(simpleName -> MigrationName.ofClass(simpleName).stream())
              .filter(name -> name.timestamp().compareTo(timestamp) >= 0) // not if it is repeatable
              .max(MigrationName::compareTo);
      if (later.isPresent()) {
        throw refused(
            className,
            "it would not be the latest: there is '" + later.get() + "'",
            "Correct the clock, or give that migration an earlier timestamp if it has run nowhere"
                + " yet");
      }
    }
  }

  private static String java(String packageName, String className) {
    return """
    package %s;

    import dev.switchback.Migration;
    import dev.switchback.QueryInterface;

    public final class %s implements Migration {

      @Override
      public void up(QueryInterface db) {
        throw new UnsupportedOperationException("write what it changes");
      }

      @Override
      public void down(QueryInterface db) {
        throw new UnsupportedOperationException("write how it is taken back");
      }
    }
    """
        .formatted(packageName, className);
  }

  private static String kotlin(String packageName, String className) {
    return """
    package %s

    import dev.switchback.Migration
    import dev.switchback.QueryInterface

    class %s : Migration {

      override fun up(db: QueryInterface) {
        throw UnsupportedOperationException("write what it changes")
      }

      override fun down(db: QueryInterface) {
        throw UnsupportedOperationException("write how it is taken back")
      }
    }
    """
        .formatted(packageName, className);
  }

  private static String javaRepeatable(String packageName, String className) {
    return """
    package %s;

    import dev.switchback.QueryInterface;
    import dev.switchback.RepeatableMigration;

    public final class %s implements RepeatableMigration {

      @Override
      public void apply(QueryInterface db) {
        throw new UnsupportedOperationException("write what it makes, in place of what is there");
      }
    }
    """
        .formatted(packageName, className);
  }

  private static String kotlinRepeatable(String packageName, String className) {
    return """
    package %s

    import dev.switchback.QueryInterface
    import dev.switchback.RepeatableMigration

    class %s : RepeatableMigration {

      override fun apply(db: QueryInterface) {
        throw UnsupportedOperationException("write what it makes, in place of what is there")
      }
    }
    """
        .formatted(packageName, className);
  }

  private static ConfigurationException refused(String className, String what, String remedy) {
    return new ConfigurationException(
        "Migration '%s' – %s. Nothing was written. %s.".formatted(className, what, remedy));
  }
}
