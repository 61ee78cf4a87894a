package dev.switchback;

import java.util.List;
import java.util.StringJoiner;

/**
 * What is said of a failed migration: what happened and where, what remains in the database, and
 * what to do.
 *
 * @param type its class, whose line is looked for in the cause
 * @param phase how far the migration came
 * @param transaction what has become of it
 */
record FailureMessage(
    MigrationName name,
    Class<?> type,
    Direction direction,
    MigrationRun.Phase phase,
    Steps steps,
    String database,
    MigrationRun.Transaction transaction,
    Throwable cause) {

  @Override
  public String toString() {
    return "Migration '%s' failed going %s, %s.\n%s\n%s Cause: %s"
        .formatted(name, direction, place(), state(), remedy(), Secrets.firstLineAndRoot(cause));
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
      boolean isOurs =
          className.equals(type.getName()) || className.startsWith(type.getName() + "$");
      if (isOurs && frame.getFileName() != null) {
        return inside.add(frame.getFileName() + ":" + frame.getLineNumber()).toString();
      }
    }
    return inside.toString();
  }

  private String state() {
    return switch (transaction) {
      case ROLLED_BACK ->
          database + " rolled it back: nothing of it remains, and " + record() + ".";
      case ENDED_INSIDE ->
          "The migration ended its transaction by itself, by a COMMIT or ROLLBACK that was not"
              + " seen: what it did before may remain, and "
              + record()
              + ".";
      case UNKNOWN -> "Whether " + database + " committed it is not known: 'status' shows it.";
      case NONE ->
          database
              + " commits each schema statement by itself: "
              + whatStays()
              + ", and "
              + record()
              + ".";
    };
  }

  private String record() {
    return switch (direction) {
      case UP -> "it is not recorded";
      case DOWN -> "it is still recorded as applied";
    };
  }

  private String whatStays() {
    List<String> done = steps.done();
    String stays =
        switch (done.size()) {
          case 0 -> "no step was done before";
          case 1 -> "step 1 (" + done.get(0) + ") is done and stays";
          default ->
              "steps 1 to " + done.size() + " are done and stay (" + String.join("; ", done) + ")";
        };
    return steps.failedInTheDark()
        ? stays + ", what step " + (done.size() + 1) + " did before it failed may stay as well"
        : stays;
  }

  private String remedy() {
    return switch (transaction) {
      case ROLLED_BACK -> "Mend the class and run '%s' again.".formatted(direction);
      case UNKNOWN -> "If it is not done, run '%s' again.".formatted(direction);
      case ENDED_INSIDE -> "Undo by hand what remains, take that statement out and run again.";
      case NONE ->
          steps.done().isEmpty() && !steps.failedInTheDark()
              ? "Mend the class and run '%s' again.".formatted(direction)
              : "Undo by hand what stays, mend the class and run '%s' again: it begins at step 1."
                  .formatted(direction);
    };
  }
}
