package dev.switchback;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run did.
 *
 * @param migrations those that it applied or reverted, in the order in which it did
 * @param warnings what has to be known and stopped nothing, a sentence each: an applied migration
 *     that was changed or has no class, one that is late, a {@link MigrationListener} that failed
 */
public record MigrationReport(Direction direction, List<Entry> migrations, List<String> warnings)
    implements Serializable {

  public MigrationReport {
    migrations = List.copyOf(migrations);
    warnings = List.copyOf(warnings);
  }

  /** One without warnings. */
  public MigrationReport(Direction direction, List<Entry> migrations) {
    this(direction, migrations, List.of());
  }

  /** A migration and how long it took. */
  public record Entry(String name, Duration duration) implements Serializable {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s (%d ms)", name, duration.toMillis());
    }
  }

  /** Whether there was nothing to do. */
  public boolean isEmpty() {
    return migrations.isEmpty();
  }

  /** The names of the migrations. */
  public List<String> names() {
    return migrations.stream().map(Entry::name).toList();
  }

  /** How long all of them took together. */
  public Duration duration() {
    Duration all = Duration.ZERO;
    for (Entry migration : migrations) {
      all = all.plus(migration.duration());
    }
    return all;
  }

  /** A line for each migration, and for each warning. */
  @Override
  public String toString() {
    return Stream.concat(
            migrations.stream().map(migration -> direction + " " + migration),
            warnings.stream().map(warning -> "Warning: " + warning))
        .collect(Collectors.joining("\n"));
  }
}
