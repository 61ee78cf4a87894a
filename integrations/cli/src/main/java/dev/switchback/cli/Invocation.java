package dev.switchback.cli;

import dev.switchback.MigrationReport;
import dev.switchback.MigrationStatus;
import dev.switchback.Migrator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The context of a command: its migrator, its sources and its terminal. */
final class Invocation {

  private final CommandLine command;
  private final Supplier<Migrator> migrators;
  private final @Nullable Sources sources;
  private final Terminal terminal;
  private int exitCode = MigrateCommand.DONE;

  Invocation(
      CommandLine command,
      Supplier<Migrator> migrators,
      @Nullable Sources sources,
      Terminal terminal) {
    this.command = command;
    this.migrators = migrators;
    this.sources = sources;
    this.terminal = terminal;
  }

  CommandLine command() {
    return command;
  }

  Terminal terminal() {
    return terminal;
  }

  int exitCode() {
    return exitCode;
  }

  /** Sets the exit code for a command that succeeds. */
  void exitWith(int code) {
    exitCode = code;
  }

  /** Prints the report of a run, or {@code nothingToDo} if the run did nothing. */
  void migrate(Function<Migrator, MigrationReport> run, String nothingToDo) {
    MigrationReport report = watch(run);
    if (report.isEmpty()) {
      terminal.print(nothingToDo);
    }
    new ReportPrinter(report).printOn(terminal);
  }

  /** Runs the migrator. On an interactive terminal, shows the progress. */
  <T> T watch(Function<Migrator, T> run) {
    if (!terminal.isLive()) {
      return ask(run);
    }
    try (LiveLine line = LiveLine.on(terminal)) {
      return ask(migrator -> run.apply(migrator.withListener(line)));
    }
  }

  /** Prints one name on each line, and nothing else. */
  void printNames(Function<Migrator, List<MigrationStatus>> question) {
    ask(question).forEach(migration -> terminal.print(migration.name()));
  }

  void execute(Consumer<Migrator> order) {
    try (Migrator migrator = migrators.get()) {
      order.accept(migrator);
    }
  }

  <T> T ask(Function<Migrator, T> question) {
    try (Migrator migrator = migrators.get()) {
      return question.apply(migrator);
    }
  }

  Optional<Sources> sources() {
    return Optional.ofNullable(sources);
  }
}
