package dev.switchback.cli;

import dev.switchback.Adoption;
import dev.switchback.MigrationTool;
import dev.switchback.Migrator;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "adopt",
    description = {
      "Import the history of another tool.",
      "Shows the migrations that cover its entries. With --reason, records them as applied.",
      "The table of the other tool is not changed."
    })
final class AdoptCommand implements Subcommand {

  @Parameters(
      paramLabel = "TOOL",
      description = "sequelize, flyway or liquibase.",
      converter = ToolConverter.class)
  private MigrationTool from = MigrationTool.SEQUELIZE;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "A line for each entry: its name, ' = ', and the name of a migration, or nothing.")
  private @Nullable Path mapping;

  @Option(names = "--template", description = "Print the lines of such a file, and nothing else.")
  private boolean template;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Record them. The reason is recorded in the schema history.")
  private @Nullable String reason;

  /** Reads the name of a tool in any case. */
  static final class ToolConverter implements ITypeConverter<MigrationTool> {
    @Override
    public MigrationTool convert(String value) {
      for (MigrationTool each : MigrationTool.values()) {
        if (each.toString().equals(value.toLowerCase(Locale.ROOT))) {
          return each;
        }
      }
      throw new TypeConversionException(
          "'%s' is none of %s".formatted(value, List.of(MigrationTool.values())));
    }
  }

  @Override
  public void run(Invocation invocation) {
    Terminal terminal = invocation.terminal();
    Map<String, String> given = mapping == null ? null : new MappingFile(mapping).read();
    String why = reason;
    if (why == null || template) {
      Adoption found = invocation.ask(migrator -> preview(migrator, given));
      if (template) {
        MappingFile.printTemplate(found, terminal);
      } else {
        new AdoptionPrinter(found).printOn(terminal);
        terminal.print("Nothing was changed. --reason TEXT records what is covered.");
      }
      return;
    }
    Adoption recorded = invocation.ask(migrator -> adopt(migrator, given, why));
    new AdoptionPrinter(recorded).printOn(terminal);
    int number = recorded.names().size();
    terminal.print(number == 1 ? "1 migration recorded" : number + " migrations recorded");
  }

  private Adoption preview(Migrator migrator, @Nullable Map<String, String> given) {
    return given == null ? migrator.adoption(from) : migrator.adoption(from, given);
  }

  private Adoption adopt(Migrator migrator, @Nullable Map<String, String> given, String why) {
    return given == null ? migrator.adopt(from, why) : migrator.adopt(from, given, why);
  }
}
