package dev.switchback.tck.contract;

import dev.switchback.MigrationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A line for everything that it hears. */
class HeardEvents implements MigrationListener {

  private final List<String> lines = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Thread thread = Thread.currentThread();

  /** The lines until now. */
  List<String> lines() {
    return lines;
  }

  /** The same without those before something. */
  List<String> ends() {
    return lines.stream().filter(line -> !line.startsWith("before ")).toList();
  }

  /** How everything went, innermost first. */
  List<Outcome> outcomes() {
    return outcomes;
  }

  private void hear(String line) {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException("heard on another thread: " + line);
    }
    lines.add(line);
  }

  private void hear(String what, Outcome outcome) {
    outcomes.add(outcome);
    hear((outcome.failure().isPresent() ? "failed " : "done ") + what);
  }

  private static String text(MigrationEvent migration) {
    return "%d of %d %s %s"
        .formatted(migration.number(), migration.total(), migration.direction(), migration.name());
  }

  private static String text(StepEvent step) {
    return "%s step %d %s".formatted(step.migration().name(), step.ordinal(), step.description());
  }

  @Override
  public void waitingForLock(String holder, Duration waited) {
    hear("waiting for " + holder);
  }

  @Override
  public void beforeRun(RunEvent run) {
    hear("before run " + run.direction() + " " + run.migrations());
  }

  @Override
  public void afterRun(RunEvent run, Outcome outcome) {
    hear("run " + run.direction(), outcome);
  }

  @Override
  public void beforeMigration(MigrationEvent migration) {
    hear("before " + text(migration));
  }

  @Override
  public void afterMigration(MigrationEvent migration, Outcome outcome) {
    hear(text(migration), outcome);
  }

  @Override
  public void beforeStep(StepEvent step) {
    hear("before " + text(step));
  }

  @Override
  public void afterStep(StepEvent step, Outcome outcome) {
    hear(text(step), outcome);
  }
}
