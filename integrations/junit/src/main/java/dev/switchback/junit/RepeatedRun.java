package dev.switchback.junit;

import static dev.switchback.junit.SchemaComparison.differences;

import dev.switchback.MigrationFailedException;
import dev.switchback.MigrationListener;
import dev.switchback.SwitchbackException;
import dev.switchback.schema.SchemaSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Runs all repeatable migrations over the versioned ones, and then once more. The second run must
 * leave the schema as it is.
 */
final class RepeatedRun {

  private final CheckedDatabase database;
  private final Map<String, List<String>> findings = new LinkedHashMap<>();
  private final Set<String> repeated = new HashSet<>();
  private @Nullable SwitchbackException failure;
  private boolean hasRun;

  RepeatedRun(CheckedDatabase database) {
    this.database = database;
  }

  /** Asserts that a migration ran twice, and left the same schema. */
  void check(String name) {
    run();
    List<String> found = findings.getOrDefault(name, List.of());
    if (!found.isEmpty()) {
      throw new AssertionFailedError(String.join("\n", found));
    }
    SwitchbackException cause = failure;
    if (cause instanceof MigrationFailedException failed && failed.migration().equals(name)) {
      throw new AssertionFailedError(cause.getMessage(), cause);
    }
    if (!repeated.contains(name)) {
      throw Staircase.notChecked(name, cause);
    }
  }

  private void run() {
    if (hasRun) {
      return;
    }
    hasRun = true;
    try {
      database.migrator().up();
      SchemaSnapshot once = database.snapshot();
      database.forgetSteps();
      database.migrator(new Landing(once)).up();
    } catch (SwitchbackException e) {
      failure = e;
    }
  }

  /** Compares the schema after each migration of the second run. */
  private final class Landing implements MigrationListener {

    private final SchemaSnapshot once;

    /** The differences that an earlier migration of this run has left. */
    private Set<String> known = new HashSet<>();

    Landing(SchemaSnapshot once) {
      this.once = once;
    }

    @Override
    public void afterMigration(MigrationEvent migration, Outcome outcome) {
      if (outcome.failure().isPresent()) {
        return;
      }
      String name = migration.name();
      repeated.add(name);
      List<String> differences = differences(database.snapshot(), once);
      List<String> own = differences.stream().filter(line -> !known.contains(line)).toList();
      known = new HashSet<>(differences);
      if (!own.isEmpty()) {
        List<String> lines = new ArrayList<>();
        lines.add(
            "Migration '%s' – its second run gives another schema than the first, which was expected."
                .formatted(name));
        own.forEach(line -> lines.add("  " + line));
        findings.put(name, lines);
      }
    }
  }
}
