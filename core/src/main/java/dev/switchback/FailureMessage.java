package dev.switchback;

import java.util.List;
import java.util.StringJoiner;

/**
 * What is said of a failed migration: what happened and where, what remains in the database, and
 * what to do.
 *
 * @param phase how far the migration came
 * @param type its class, whose line is looked for in the cause
 */
record FailureMessage(
    MigrationName name,
    Class<?> type,
    Direction direction,
    MigrationRun.Phase phase,
    Steps steps,
    String database,
    boolean rolledBack,
    Throwable cause) {

  @Override
  public String toString() {
    return "Migration '%s' failed going %s, %s.\n%s\n%s Cause: %s"
        .formatted(name, direction, place(), state(), remedy(), Secrets.firstLine(cause));
  }

  private String place() {
    int last = steps.done().size();
    return switch (phase) {
      case STEPS ->
          steps
              .failedStep()
              .map(step -> "at step " + (last + 1) + inBrackets(step))
              .orElseGet(
                  () ->
                      last == 0
                          ? "before step 1" + inBrackets("")
                          : "after step " + last + inBrackets(""));
      case RECORD -> "when it was to be recorded";
      case COMMIT -> "when it was to be committed";
    };
  }

  /** The step and the line of the migration that asked for it, as far as they are known. */
  private String inBrackets(String step) {
    StringJoiner inside = new StringJoiner(", ", " (", ")").setEmptyValue("");
    if (!step.isEmpty()) {
      inside.add(step);
    }
    for (StackTraceElement frame : cause.getStackTrace()) {
      String className = frame.getClassName();
      if (className.equals(type.getName()) || className.startsWith(type.getName() + "$")) {
        return inside.add(frame.getFileName() + ":" + frame.getLineNumber()).toString();
      }
    }
    return inside.toString();
  }

  private String state() {
    String record =
        switch (direction) {
          case UP -> "it is not recorded";
          case DOWN -> "it is still recorded as applied";
        };
    if (rolledBack) {
      return phase == MigrationRun.Phase.COMMIT
          ? "Whether " + database + " committed it is not known: 'status' shows it."
          : database + " rolled it back: nothing of it remains, and " + record + ".";
    }
    return database
        + " commits each schema statement by itself: "
        + whatStays()
        + ", and "
        + record
        + ".";
  }

  private String whatStays() {
    List<String> done = steps.done();
    return switch (done.size()) {
      case 0 -> "no step was done before";
      case 1 -> "step 1 (" + done.get(0) + ") is done and stays";
      default ->
          "steps 1 to " + done.size() + " are done and stay (" + String.join("; ", done) + ")";
    };
  }

  private String remedy() {
    return steps.done().isEmpty() || rolledBack
        ? "Mend the class and run '" + direction + "' again."
        : "Undo by hand what stays, mend the class and run '"
            + direction
            + "' again: it begins at step 1.";
  }
}
