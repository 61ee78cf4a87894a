package dev.switchback.cli;

import dev.switchback.Resolution;
import dev.switchback.UnfinishedSteps;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resolve",
    description = {
      "Resolve an unfinished migration that a run cannot resume. Check the database first.",
      "Changes only the metadata tables."
    })
final class ResolveCommand implements Subcommand {

  @Parameters(paramLabel = "NAME", description = "The migration, as 'status' shows it.")
  private String name = "";

  @ArgGroup(multiplicity = "1")
  private Answer answer = new Answer();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "The reason, which is logged.",
      required = true)
  private String reason = "";

  /** The user's answer about the step that was running when the run ended, or about all steps. */
  static final class Answer {

    @Option(names = "--applied", description = "The step in flight took effect.")
    private boolean applied;

    @Option(names = "--not-applied", description = "The step in flight did not take effect.")
    private boolean notApplied;

    @Option(
        names = "--abandon",
        description = "Its changes were undone by hand, or will stay: forget its steps.")
    @SuppressWarnings("UnusedVariable") // implied if the others are false
    private boolean abandon;

    Resolution resolution() {
      if (applied) {
        return Resolution.APPLIED;
      }
      return notApplied ? Resolution.NOT_APPLIED : Resolution.ABANDON;
    }
  }

  @Override
  public void run(Invocation invocation) {
    Resolution resolution = answer.resolution();
    Terminal terminal = invocation.terminal();
    UnfinishedSteps steps = invocation.ask(migrator -> migrator.resolve(name, resolution, reason));
    show(steps, terminal);
    terminal.print(result(steps, resolution));
  }

  private void show(UnfinishedSteps steps, Terminal terminal) {
    terminal.print(name + "  unfinished during " + steps.direction());
    new StepPrinter(steps).printOn(terminal);
  }

  private static String result(UnfinishedSteps steps, Resolution resolution) {
    int step = steps.done().size() + 1;
    String run = steps.direction().toString();
    return switch (resolution) {
      case APPLIED ->
          "Step %d counts as applied. Run '%s'. It resumes at step %d."
              .formatted(step, run, step + 1);
      case NOT_APPLIED ->
          "Step %d counts as not applied. Run '%s'. It resumes at this step.".formatted(step, run);
      case ABANDON -> "Its steps are forgotten. '%s' would begin at step 1.".formatted(run);
    };
  }
}
