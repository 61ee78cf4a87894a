package dev.switchback.cli;

import dev.switchback.UnfinishedSteps;
import java.util.List;

/** Prints the steps of an unfinished migration, human-readable: one line each. */
record StepPrinter(UnfinishedSteps steps) {

  void printOn(Terminal terminal) {
    if (steps.isRedo()) {
      terminal.print("  reverted by a redo, and not applied again yet");
    }
    List<String> done = steps.done();
    for (int i = 0; i < done.size(); i++) {
      terminal.print("  step " + (i + 1) + " is done: " + done.get(i));
    }
    steps
        .inFlight()
        .ifPresent(
            step -> terminal.print("  step " + (done.size() + 1) + " was in flight: " + step));
  }
}
