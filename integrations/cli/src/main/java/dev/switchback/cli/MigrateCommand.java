package dev.switchback.cli;

import dev.switchback.MigrationFailedException;
import dev.switchback.Migrator;
import dev.switchback.SwitchbackException;
import dev.switchback.UnfinishedMigrationException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line over a migrator: {@code up}, {@code down}, {@code down:all}, {@code redo},
 * {@code plan}, {@code status}, {@code pending}, {@code executed}, {@code verify}, {@code schema},
 * {@code baseline}, {@code rename}, {@code accept}, {@code adopt}, {@code resolve}, {@code init},
 * {@code create} and {@code help}. An application passes the arguments of its {@code main} to it.
 * Migrations then run with the application's class path, drivers and settings:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   System.exit(
 *       MigrateCommand.of(ChatServer::migrator)
 *           .sources(Path.of("src/main/java"), "com.acme.chat.migrations")
 *           .run(args));
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe: each method returns a new command line, which can run many times.
 */
public final class MigrateCommand {

  /** The command succeeded, also if there was nothing to do. */
  public static final int DONE = 0;

  /**
   * A migration failed. Or a migration that an earlier run left unfinished cannot be resumed. Or
   * {@code plan} found a migration that would be refused.
   */
  public static final int MIGRATION_FAILED = 1;

  /** The arguments or the configuration are wrong, or the database cannot be reached. */
  public static final int WRONG_USAGE = 2;

  /**
   * {@code status --json} or {@code verify} found a migration that is pending, unfinished, or
   * without its class. Or {@code verify} found a migration that changed after it was applied. Or
   * {@code plan --check} found another plan. Or {@code plan --lint} found a step that blocks other
   * sessions.
   */
  public static final int NOT_UP_TO_DATE = 3;

  private final Supplier<Migrator> migrators;
  private final String name;
  private final @Nullable Sources sources;
  private final @Nullable Terminal terminal;

  private MigrateCommand(
      Supplier<Migrator> migrators,
      String name,
      @Nullable Sources sources,
      @Nullable Terminal terminal) {
    this.migrators = migrators;
    this.name = name;
    this.sources = sources;
    this.terminal = terminal;
  }

  /**
   * Creates a command line over the migrator that {@code migrator} supplies. A command obtains the
   * migrator when it needs it, and closes it at the end. So {@code --help} and {@code create} work
   * without a database.
   */
  public static MigrateCommand of(Supplier<Migrator> migrator) {
    return new MigrateCommand(migrator, "migrate", null, null);
  }

  /** Sets the name of the command that the help shows. The default is {@code migrate}. */
  public MigrateCommand named(String commandName) {
    return new MigrateCommand(migrators, commandName, sources, terminal);
  }

  /**
   * Sets where {@code create} writes new migrations.
   *
   * @param folder the folder of sources, such as {@code src/main/java}
   * @param packageName the package of the migrations
   */
  public MigrateCommand sources(Path folder, String packageName) {
    return new MigrateCommand(migrators, name, new Sources(folder, packageName), terminal);
  }

  /** Writes to these writers without colours, instead of standard output and standard error. */
  public MigrateCommand output(PrintWriter out, PrintWriter err) {
    return on(Terminal.of(out, err));
  }

  MigrateCommand on(Terminal screen) {
    return new MigrateCommand(migrators, name, sources, screen);
  }

  /**
   * Runs the command that the arguments name. Prints results to standard output, and errors to
   * standard error.
   *
   * @return the exit code for the application's process: {@link #DONE}, {@link #MIGRATION_FAILED},
   *     {@link #WRONG_USAGE} or {@link #NOT_UP_TO_DATE}
   */
  public int run(String... arguments) {
    Terminal screen = terminal == null ? Terminal.ofThisProcess() : terminal;
    CommandLine commandLine =
        new CommandLine(new Commands())
            .setCommandName(name)
            .setColorScheme(Help.defaultColorScheme(screen.ansi()))
            .setOut(screen.out())
            .setErr(screen.err())
            .setExpandAtFiles(false)
            .setParameterExceptionHandler((e, given) -> refuse(e, screen))
            .setExecutionStrategy(parsed -> execute(parsed, screen));
    try {
      return commandLine.execute(arguments);
    } finally {
      screen.flush();
    }
  }

  private int execute(ParseResult parsed, Terminal screen) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    List<CommandLine> chosen = parsed.asCommandLineList();
    CommandLine last = chosen.get(chosen.size() - 1);
    if (last.getCommand() instanceof Subcommand command) {
      boolean stackTrace = chosen.get(0).<Commands>getCommand().stackTrace();
      return run(command, new Invocation(last, migrators, sources, screen), stackTrace);
    }
    last.usage(screen.err(), Ansi.OFF);
    return WRONG_USAGE;
  }

  private static int run(Subcommand command, Invocation invocation, boolean stackTrace) {
    Terminal screen = invocation.terminal();
    try {
      command.run(invocation);
      return invocation.exitCode();
    } catch (MigrationFailedException e) {
      new ReportPrinter(e.completed()).printOn(screen);
      screen.fail(e, stackTrace);
      return MIGRATION_FAILED;
    } catch (UnfinishedMigrationException e) {
      screen.fail(e, stackTrace);
      return MIGRATION_FAILED;
    } catch (SwitchbackException e) {
      screen.fail(e, stackTrace);
      return WRONG_USAGE;
    } catch (ParameterException e) {
      return refuse(e, screen);
    } catch (RuntimeException e) { // unexpected, so the message alone may say little
      screen.fail(e, true);
      return WRONG_USAGE;
    }
  }

  private static int refuse(ParameterException e, Terminal screen) {
    CommandLine command = e.getCommandLine();
    screen.complain(sentence(e, command));
    if (!suggests(e, command, screen)) {
      screen.complain("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    return WRONG_USAGE;
  }

  private static boolean suggests(ParameterException e, CommandLine command, Terminal screen) {
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.isUnknownOption()
        || command.getParent() != null) {
      return UnmatchedArgumentException.printSuggestions(e, screen.err());
    }
    String root = command.getCommandSpec().qualifiedName();
    List<String> meant =
        Suggestions.of(command, unmatched.getUnmatched().get(0)).stream()
            .map(each -> "'" + root + " " + each + "'")
            .toList();
    if (!meant.isEmpty()) {
      screen.complain("Did you mean " + String.join(" or ", meant) + "?");
    }
    return !meant.isEmpty();
  }

  private static String sentence(ParameterException e, CommandLine command) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String kind = command.getParent() == null ? "command" : "argument";
      return "Unknown %s: '%s'"
          .formatted(
              unmatched.isUnknownOption() ? "option" : kind, unmatched.getUnmatched().get(0));
    }
    return String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
  }
}
