package dev.switchback.cli;

import dev.switchback.MigrationReport;
import dev.switchback.Migrator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What a command works with, and where it writes. */
record Invocation(
    CommandLine command,
    Supplier<Migrator> migrators,
    @Nullable Sources sourcesOrNull,
    Terminal terminal) {

  /** Prints what {@code run} did, or {@code nothingToDo} if that was nothing. */
  void migrate(Function<Migrator, MigrationReport> run, String nothingToDo) {
    MigrationReport report = ask(run);
    if (report.isEmpty()) {
      terminal.print(nothingToDo);
    } else {
      new ReportLines(report).printOn(terminal);
    }
  }

  void tell(Consumer<Migrator> order) {
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
    return Optional.ofNullable(sourcesOrNull);
  }
}
