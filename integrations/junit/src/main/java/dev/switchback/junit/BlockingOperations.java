package dev.switchback.junit;

import dev.switchback.Plan;
import dev.switchback.dialect.Hazard;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.AssertionFailedError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of a plan that block other sessions, or break the previous release. */
record BlockingOperations(Plan plan) {

  private static final Logger LOG = LoggerFactory.getLogger(MigrationChecks.class);

  void requireNone() {
    List<String> lines = new ArrayList<>();
    for (Plan.Entry migration : plan.migrations()) {
      migration.steps().stream()
          .filter(Plan.Step::isHazardous)
          .forEach(step -> add(lines, migration.name(), step));
      migration.end().ifPresent(end -> add(lines, migration.name(), end));
    }
    if (!lines.isEmpty()) {
      throw new AssertionFailedError(
          "The migrations block other sessions, break the previous release, or cannot be planned:\n"
              + String.join("\n", lines)
              + "\nChange the migration, or acknowledge the step by acknowledged(…).");
    }
  }

  private static void add(List<String> lines, String migration, Plan.Step step) {
    lines.add(migration + ": " + step.description());
    for (Hazard hazard : step.hazards()) {
      lines.add("  " + hazard);
      lines.add("  instead: " + hazard.safeWay());
    }
  }

  private static void add(List<String> lines, String migration, Plan.End end) {
    if (end.isRefused()) {
      lines.add(migration + ": " + end);
    } else {
      LOG.warn("Migration '{}': not all of its steps were checked: {}", migration, end);
    }
  }
}
