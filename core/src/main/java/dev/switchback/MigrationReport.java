package dev.switchback;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of a run.
 *
 * @param migrations the migrations that the run applied or reverted, in order
 * @param warnings a sentence for each problem that did not stop the run: an applied migration that
 *     has changed or has no class, a migration that is out of order, a {@link MigrationListener}
 *     that failed
 */
public record MigrationReport(Direction direction, List<Entry> migrations, List<String> warnings)
    implements Serializable {

  public MigrationReport {
    migrations = List.copyOf(migrations);
    warnings = List.copyOf(warnings);
  }

  /** Creates a report without warnings. */
  public MigrationReport(Direction direction, List<Entry> migrations) {
    this(direction, migrations, List.of());
  }

  /**
   * A migration and its duration.
   *
   * @param isOnlyRecorded whether it is a squash that was recorded in place of the migrations that
   *     it replaces, and not executed; see {@link Replaces}
   */
  public record Entry(String name, Duration duration, boolean isOnlyRecorded)
      implements Serializable {

    /** Creates the entry of a migration that was executed. */
    public Entry(String name, Duration duration) {
      this(name, duration, false);
    }

    /** Returns the entry of a squash that was recorded, and not executed. */
    public static Entry recorded(String name) {
      return new Entry(name, Duration.ZERO, true);
    }

    @Override
    public String toString() {
      return isOnlyRecorded
          ? name + " (recorded in place of those it replaces)"
          : String.format(Locale.ROOT, "%s (%d ms)", name, duration.toMillis());
    }
  }

  /** Returns whether there was nothing to do. */
  public boolean isEmpty() {
    return migrations.isEmpty();
  }

  /** Returns the names of the migrations. */
  public List<String> names() {
    return migrations.stream().map(Entry::name).toList();
  }

  /** Returns the total duration of the migrations. */
  public Duration duration() {
    Duration all = Duration.ZERO;
    for (Entry migration : migrations) {
      all = all.plus(migration.duration());
    }
    return all;
  }

  /** Returns a line for each migration and for each warning. */
  @Override
  public String toString() {
    return Stream.concat(
            migrations.stream().map(migration -> direction + " " + migration),
            warnings.stream().map(warning -> "Warning: " + warning))
        .collect(Collectors.joining("\n"));
  }
}
