package dev.switchback.internal.events;

import dev.switchback.MigrationListener;
import java.util.ArrayDeque;
import java.util.Deque;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run into Java Flight Recorder, if it records. The only class that knows it: a Java
 * runtime can be made without its module, and this class must not be loaded there.
 */
final class FlightEvents implements MigrationListener {

  private RunRecord run = new RunRecord();
  private MigrationRecord migration = new MigrationRecord();

  /** One inside the other, where a migration asks for a step in the middle of one. */
  private final Deque<StepRecord> steps = new ArrayDeque<>();

  /**
   * Whether there is or was a recording. Without one, an event that is only made has the whole
   * recorder loaded, which takes longer than a run of some migrations.
   */
  static boolean areHeard() {
    return FlightRecorder.isInitialized();
  }

  @Name("dev.switchback.Run")
  @Label("Run")
  @Category("Switchback")
  @StackTrace(false)
  static final class RunRecord extends Event {

    @Label("Direction")
    String direction = "";

    @Label("Migrations")
    int migrations;

    @Label("Failure")
    @Description("The class of what was thrown, if it failed")
    @Nullable String failure;
  }

  @Name("dev.switchback.Migration")
  @Label("Migration")
  @Category("Switchback")
  @StackTrace(false)
  static final class MigrationRecord extends Event {

    @Label("Migration")
    String migration = "";

    @Label("Direction")
    String direction = "";

    @Label("Number")
    int number;

    @Label("Total")
    int total;

    @Label("Failure")
    @Description("The class of what was thrown, if it failed")
    @Nullable String failure;
  }

  @Name("dev.switchback.Step")
  @Label("Step")
  @Category("Switchback")
  @StackTrace(false)
  static final class StepRecord extends Event {

    @Label("Migration")
    String migration = "";

    @Label("Ordinal")
    int ordinal;

    @Label("Step")
    String step = "";

    @Label("Failure")
    @Description("The class of what was thrown, if it failed")
    @Nullable String failure;
  }

  @Override
  public void beforeRun(RunEvent event) {
    run = new RunRecord();
    run.begin();
  }

  @Override
  public void afterRun(RunEvent event, Outcome outcome) {
    run.end();
    if (run.shouldCommit()) {
      run.direction = event.direction().toString();
      run.migrations = event.migrations().size();
      run.failure = failure(outcome);
      run.commit();
    }
  }

  @Override
  public void beforeMigration(MigrationEvent event) {
    migration = new MigrationRecord();
    migration.begin();
  }

  @Override
  public void afterMigration(MigrationEvent event, Outcome outcome) {
    migration.end();
    if (migration.shouldCommit()) {
      migration.migration = event.name();
      migration.direction = event.direction().toString();
      migration.number = event.number();
      migration.total = event.total();
      migration.failure = failure(outcome);
      migration.commit();
    }
  }

  @Override
  public void beforeStep(StepEvent event) {
    StepRecord step = new StepRecord();
    steps.push(step);
    step.begin();
  }

  @Override
  public void afterStep(StepEvent event, Outcome outcome) {
    StepRecord step = steps.pop();
    step.end();
    if (step.shouldCommit()) {
      step.migration = event.migration().name();
      step.ordinal = event.ordinal();
      step.step = event.description();
      step.failure = failure(outcome);
      step.commit();
    }
  }

  /** Not its message, which may show a value. */
  private static @Nullable String failure(Outcome outcome) {
    return outcome.failure().map(thrown -> thrown.getClass().getName()).orElse(null);
  }
}
