package dev.switchback.cli;

import dev.switchback.Migrations;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(
    name = "create",
    description =
        "Write the class of a new migration, with the present time (UTC) in its name. With"
            + " --repeatable, of one that runs again when it has changed.")
final class CreateCommand implements Subcommand {

  @Option(
      names = "--repeatable",
      description = "Write a repeatable migration, which has no time in its name.")
  private boolean isRepeatable;

  @Parameters(
      arity = "1..*",
      paramLabel = "DESCRIPTION",
      description = "The change in words: add topic to rooms.")
  private List<String> words = List.of();

  @Override
  public void run(Invocation invocation) {
    Sources sources = invocation.sources().orElseThrow(() -> noSources(invocation));
    String description = String.join(" ", words);
    Path file =
        isRepeatable
            ? Migrations.createRepeatable(sources.folder(), sources.packageName(), description)
            : Migrations.create(sources.folder(), sources.packageName(), description);
    invocation.terminal().print("created " + file);
  }

  private static ParameterException noSources(Invocation invocation) {
    return new ParameterException(
        invocation.command(),
        "This program does not configure its source folder. Nothing was written. Call"
            + " sources(folder, package) on its MigrateCommand.");
  }
}
