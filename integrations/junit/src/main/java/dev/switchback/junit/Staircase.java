package dev.switchback.junit;

import static dev.switchback.junit.SchemaComparison.differences;

import dev.switchback.Direction;
import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationListener;
import dev.switchback.SwitchbackException;
import dev.switchback.schema.SchemaSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Consecutive migrations that are applied, reverted and applied again, each time all of them in one
 * run. The schema is read after each migration, and compared with the schema at the same place of
 * the first run.
 *
 * <p>After most migrations, only the tables are read that its steps name. The whole schema is read
 * at the end of each run. If it has a difference that no migration explains, the migrations must
 * run again, with the whole schema read after each of them.
 */
final class Staircase {

  /** The runs, in order. */
  private enum Pass {
    UP,
    DOWN,
    UP_AGAIN
  }

  private final CheckedDatabase database;
  private final List<String> names;
  private final boolean isThorough;

  /** The schema before each migration, and after the last one. */
  private final List<SchemaSnapshot> schemas = new ArrayList<>();

  private final Map<String, List<String>> findings = new HashMap<>();
  private final Map<String, Pass> passes = new HashMap<>();
  private @Nullable SwitchbackException failure;

  Staircase(CheckedDatabase database, List<String> names, boolean isThorough) {
    this.database = database;
    this.names = List.copyOf(names);
    this.isThorough = isThorough;
  }

  /** The whole schema has a difference that no migration explains. */
  static final class UnexplainedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnexplainedException() {
      super("the whole schema must be read after each migration", null, false, false);
    }
  }

  /**
   * Runs all migrations up, down, and up again; or only up.
   *
   * @throws SwitchbackException if a run fails. The migrations that it has completed are checked
   * @throws UnexplainedException if the migrations must run again. Never if it reads thoroughly
   */
  void run(boolean isReversible) {
    try {
      SchemaSnapshot before = database.snapshot();
      schemas.add(before);
      Landing up = new Landing(Pass.UP, before);
      database.migrator(up).upTo(last());
      SchemaSnapshot after = database.snapshot();
      requireExplained(differences(after, up.withRestOf(after)), Set.of());
      schemas.set(schemas.size() - 1, after);
      if (isReversible) {
        Landing down = new Landing(Pass.DOWN, after);
        database.migrator(down).downTo(names.get(0));
        down.end(before);
        Landing again = new Landing(Pass.UP_AGAIN, database.snapshot());
        database.migrator(again).upTo(last());
        again.end(after);
      } else {
        names.forEach(name -> passes.put(name, Pass.UP_AGAIN));
      }
    } catch (SwitchbackException e) {
      failure = e;
      throw e;
    }
  }

  private void requireExplained(List<String> differences, Set<String> known) {
    if (!isThorough && !known.containsAll(differences)) {
      throw new UnexplainedException();
    }
  }

  private String last() {
    return names.get(names.size() - 1);
  }

  /** Asserts that a migration was reverted and applied again without a difference. */
  void check(String name) {
    List<String> found = findings.getOrDefault(name, List.of());
    if (!found.isEmpty()) {
      throw new AssertionFailedError(String.join("\n", found));
    }
    SwitchbackException cause = failure;
    if (cause instanceof MigrationFailedException failed && failed.migration().equals(name)) {
      throw new AssertionFailedError(cause.getMessage(), cause);
    }
    if (passes.get(name) != Pass.UP_AGAIN) {
      throw notChecked(name, cause);
    }
  }

  static AssertionFailedError notChecked(String name, @Nullable SwitchbackException cause) {
    String reason =
        cause instanceof MigrationFailedException failed
            ? "migration '" + failed.migration() + "' failed"
            : "the run ended early";
    return new AssertionFailedError(
        "Migration '%s' – it was not checked completely, because %s. Fix that first. Cause: %s"
            .formatted(name, reason, cause == null ? "none" : cause.getMessage()),
        cause);
  }

  /** Reads the schema after each migration of a run. */
  private final class Landing implements MigrationListener {

    private final Pass pass;

    /** The schema at present, as far as it is known. */
    private SchemaSnapshot now;

    private TouchedTables touched = new TouchedTables();

    /** The differences that an earlier migration of this run has left. */
    private Set<String> known = new HashSet<>();

    Landing(Pass pass, SchemaSnapshot before) {
      this.pass = pass;
      this.now = before;
    }

    @Override
    public void beforeMigration(MigrationEvent migration) {
      touched = new TouchedTables();
    }

    @Override
    public void beforeStep(StepEvent step) {
      touched.add(step.description());
    }

    @Override
    public void afterMigration(MigrationEvent migration, Outcome outcome) {
      if (outcome.failure().isPresent()) {
        return;
      }
      String name = migration.name();
      try {
        now = isThorough ? database.snapshot() : database.snapshot(now, touched);
        land(name, migration.direction());
        passes.put(name, pass);
      } catch (SwitchbackException e) {
        find(
            name,
            List.of(
                "Migration '%s' – the schema cannot be read after it: %s"
                    .formatted(name, e.getMessage())));
      }
    }

    private void land(String name, Direction direction) {
      if (pass == Pass.UP) {
        schemas.add(now);
        return;
      }
      int place = names.indexOf(name) + (direction == Direction.UP ? 1 : 0);
      List<String> differences =
          isThorough
              ? differences(now, schemas.get(place))
              : differences(tablesOf(now), tablesOf(schemas.get(place)));
      List<String> own = differences.stream().filter(line -> !known.contains(line)).toList();
      known = new HashSet<>(differences);
      if (!own.isEmpty()) {
        find(name, lines(name, own));
      }
    }

    /** Compares the whole schema after the run. What is left must be known. */
    void end(SchemaSnapshot expected) {
      requireExplained(differences(database.snapshot(), expected), known);
    }

    /** Returns what this run has read of the tables, and everything else from {@code whole}. */
    SchemaSnapshot withRestOf(SchemaSnapshot whole) {
      return new SchemaSnapshot(now.tables(), whole.views(), whole.enumTypes(), whole.sequences());
    }

    private List<String> lines(String name, List<String> differences) {
      List<String> lines = new ArrayList<>();
      lines.add(
          switch (pass) {
            case UP, UP_AGAIN ->
                "Migration '%s' – 'up' after 'down' gives another schema than the first 'up', which was expected."
                    .formatted(name);
            case DOWN ->
                "Migration '%s' – 'down' does not restore the schema before 'up', which was expected."
                    .formatted(name);
          });
      differences.forEach(line -> lines.add("  " + line));
      return lines;
    }

    private void find(String name, List<String> lines) {
      findings.computeIfAbsent(name, any -> new ArrayList<>()).addAll(lines);
    }
  }

  private static SchemaSnapshot tablesOf(SchemaSnapshot schema) {
    return new SchemaSnapshot(schema.tables(), List.of(), new TreeMap<>(), new TreeMap<>());
  }
}
