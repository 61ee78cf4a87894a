package dev.switchback.cli;

import dev.switchback.Migrator;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "schema",
    description = {
      "Show the schema as a text: tables, columns, constraints, indexes, views.",
      "Changes nothing in the database."
    })
final class SchemaCommand implements Subcommand {

  @ArgGroup private Target target = new Target();

  /** What is done with the text. By default, it is printed. */
  private static final class Target {

    @Option(names = "--dump", paramLabel = "FILE", description = "Write the text to FILE.")
    private @Nullable Path dumped;

    @Option(
        names = "--check",
        paramLabel = "FILE",
        description =
            "Compare the schema with FILE, which '--dump' wrote. Exit with 3 if it differs.")
    private @Nullable Path checked;
  }

  @Override
  public void run(Invocation invocation) {
    SchemaFile.Text now = new SchemaFile.Text(invocation.ask(Migrator::snapshot).lines());
    if (target.dumped != null) {
      new SchemaFile(target.dumped).write(now, invocation);
    } else if (target.checked != null) {
      new SchemaFile(target.checked).check(now, invocation);
    } else {
      now.lines().forEach(invocation.terminal()::print);
    }
  }
}
