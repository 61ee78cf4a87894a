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
 * Writes the events of a run to Java Flight Recorder. No other class uses the recorder's API. A
 * Java runtime may lack its module, and must then not load this class.
 */
final class FlightEvents implements MigrationListener {

  private RunRecord run = new RunRecord();
  private MigrationRecord migration = new MigrationRecord();

  /** The open steps, nested if a migration executes a step within another. */
  private final Deque<StepRecord> steps = new ArrayDeque<>();

  /**
   * Returns whether there is or was a recording. Without this check, creating the first event would
   * load the whole recorder, which takes longer than a run of several migrations.
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
    @Description("The class of the exception, if it failed")
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
    @Description("The class of the exception, if it failed")
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
    @Description("The class of the exception, if it failed")
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

  /** Returns the class of the failure. Its message is left out, because it may contain a value. */
  private static @Nullable String failure(Outcome outcome) {
    return outcome.failure().map(thrown -> thrown.getClass().getName()).orElse(null);
  }
}
