package dev.switchback.cli;

import dev.switchback.Direction;
import dev.switchback.Migrator;
import dev.switchback.Plan;
import dev.switchback.cli.report.PlanReport;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "plan",
    description = {
      "Show the SQL that 'up' or 'down' would send, and change nothing.",
      "Exits with 1 if a migration would be refused."
    })
final class PlanCommand implements Subcommand {

  @Option(
      names = "--direction",
      paramLabel = "COMMAND",
      description = "The direction: up, down or down:all (default: up).",
      converter = Planned.Converter.class)
  private Planned planned = Planned.UP;

  @ArgGroup private StepRange extent = new StepRange();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      description = "With '--direction down': only the migration NAME, as 'down NAME'.")
  private @Nullable String only;

  @Option(
      names = "--offline",
      paramLabel = "SERVER",
      description =
          "Plan without a database: all migrations from an empty schema, or back to it. For"
              + " example: postgresql:15.",
      converter = OfflineServer.Converter.class)
  private @Nullable OfflineServer offline;

  @Option(
      names = "--lint",
      description =
          "Show the steps that block other sessions on their table, or break the previous release,"
              + " with alternatives. Exit with 3 if there is one.")
  private boolean lint;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Compare it with FILE, an output of 'plan --json'. Exit with 3 if it differs.")
  private @Nullable Path file;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with the steps, what they lose and whom they block to FILE.")
  private @Nullable Path html;

  /** The command whose plan is shown. */
  enum Planned {
    UP("up"),
    DOWN("down"),
    DOWN_ALL("down:all");

    private final String command;

    Planned(String command) {
      this.command = command;
    }

    Direction direction() {
      return this == UP ? Direction.UP : Direction.DOWN;
    }

    /** Reads the exact name of the command. */
    static final class Converter implements ITypeConverter<Planned> {
      @Override
      public Planned convert(String value) {
        for (Planned each : values()) {
          if (each.command.equals(value)) {
            return each;
          }
        }
        throw new TypeConversionException("'" + value + "' is none of up, down, down:all");
      }
    }
  }

  /** A database and version for a plan without a connection. */
  record OfflineServer(String dialect, String version) {

    /** Reads a name, a colon and a version. */
    static final class Converter implements ITypeConverter<OfflineServer> {
      @Override
      public OfflineServer convert(String value) {
        String[] parts = value.split(":", 2);
        if (parts.length < 2 || parts[0].isBlank() || parts[1].isBlank()) {
          throw new TypeConversionException(
              "'" + value + "' is no database with its version, such as postgresql:15");
        }
        return new OfflineServer(parts[0], parts[1]);
      }
    }
  }

  @Override
  public void run(Invocation invocation) {
    if (Stream.of(lint, json, file != null, html != null).filter(isGiven -> isGiven).count() > 1) {
      throw new ParameterException(
          invocation.command(), "--lint, --json, --check and --html cannot be combined");
    }
    if (only != null && (planned != Planned.DOWN || extent.isGiven() || offline != null)) {
      throw new ParameterException(
          invocation.command(),
          "--only requires '--direction down', without --step, --to and --offline");
    }
    Plan plan = invocation.ask(migrator -> ask(migrator, invocation));
    if (file != null) {
      new PlanFile(file).check(plan, invocation);
    } else if (html != null) {
      new OutputFile("Report", html).write(new PlanReport(plan).html(), invocation);
    } else if (lint) {
      new LintPrinter(plan).printOn(invocation.terminal());
    } else if (json) {
      new PlanJson(plan).printOn(invocation.terminal());
    } else {
      new PlanPrinter(plan).printOn(invocation.terminal());
    }
    if (plan.isRefused()) {
      invocation.exitWith(MigrateCommand.MIGRATION_FAILED);
    } else if (lint && plan.isHazardous()) {
      invocation.exitWith(MigrateCommand.NOT_UP_TO_DATE);
    }
  }

  private Plan ask(Migrator migrator, Invocation invocation) {
    Direction direction = planned.direction();
    if (offline != null) {
      if (extent.isGiven()) {
        throw new ParameterException(
            invocation.command(), "--offline plans all migrations: leave out --step and --to");
      }
      return migrator.planOffline(direction, offline.dialect(), offline.version());
    }
    if (only != null) {
      return migrator.planDownOnly(only);
    }
    return extent.choose(
        () -> planned == Planned.DOWN ? migrator.plan(direction, 1) : migrator.plan(direction),
        steps -> migrator.plan(direction, steps),
        name -> migrator.planTo(direction, name));
  }
}
