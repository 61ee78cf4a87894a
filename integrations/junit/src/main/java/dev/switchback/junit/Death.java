package dev.switchback.junit;

import dev.switchback.Direction;
import dev.switchback.MigrationListener;
import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * The deaths of the run of one migration in one direction. After each death another run resumes the
 * migration, and the database must be as after an undisturbed run.
 */
final class Death {

  private final CheckedDatabase database;
  private final String name;
  private final Direction direction;
  private @Nullable Contents expected;
  private Set<String> varying = Set.of();
  private boolean isPossible = true;

  private Death(CheckedDatabase database, String name, Direction direction) {
    this.database = database;
    this.name = name;
    this.direction = direction;
  }

  static Death of(CheckedDatabase database, String name, Direction direction) {
    return new Death(database, name, direction);
  }

  /** Returns false after a run that had fewer round trips than its last one. */
  boolean isPossible() {
    return isPossible;
  }

  /** Runs undisturbed. What two such runs do differently is not compared. */
  void learn() {
    run(database.migrator());
    Contents contents = database.contents();
    varying = expected == null ? Set.of() : contents.varying(expected);
    expected = contents;
  }

  /** Runs, dies after a round trip, resumes, and compares. */
  void after(int trip) {
    Position position = new Position();
    DyingDataSource process = new DyingDataSource(database.source(), trip, position::stop);
    @Nullable SwitchbackException death = null;
    try {
      run(database.migrator(process, position));
    } catch (SwitchbackException e) {
      death = e;
    }
    isPossible = process.isDead();
    if (death != null && !process.isDead()) {
      throw death;
    }
    String when =
        "Migration '%s' – a run %s died after round trip %d, %s"
            .formatted(name, direction, trip, position.words());
    resume(when);
    compare(when);
  }

  private void resume(String when) {
    try {
      run(database.migrator());
    } catch (SwitchbackException e) {
      throw new AssertionFailedError(
          "%s, and the next run did not resume it: %s".formatted(when, e.getMessage()), e);
    }
  }

  private void compare(String when) {
    Contents now = database.contents();
    List<String> differences =
        expected == null ? List.of() : now.differencesFrom(expected, varying);
    if (!differences.isEmpty()) {
      throw new AssertionFailedError(
          "%s, and was resumed. The database differs from that after an undisturbed run, which was expected.\n  %s"
              .formatted(when, String.join("\n  ", differences)));
    }
  }

  private MigrationReport run(Migrator migrator) {
    return switch (direction) {
      case UP -> migrator.upTo(name);
      case DOWN -> migrator.downTo(name);
    };
  }

  /** The place in the migration at which its process dies. */
  private static final class Position implements MigrationListener {

    private String words = "before its first step";
    private boolean hasStopped;

    String words() {
      return words;
    }

    void stop() {
      hasStopped = true;
    }

    @Override
    public void beforeStep(StepEvent step) {
      reach("in", step);
    }

    @Override
    public void afterStep(StepEvent step, Outcome outcome) {
      reach("after", step);
    }

    private void reach(String place, StepEvent step) {
      if (!hasStopped) {
        words = "%s step %d (%s)".formatted(place, step.ordinal(), step.description());
      }
    }
  }
}
