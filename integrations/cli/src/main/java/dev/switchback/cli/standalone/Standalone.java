package dev.switchback.cli.standalone;

import dev.switchback.ConfigurationException;
import dev.switchback.cli.ConfiguredCommand;
import dev.switchback.cli.MigrateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a command with the class path of its option. What that class path lacks comes from the jar
 * of this class: the command line, the dialects, HikariCP. So an application uses its own version
 * of Switchback.
 */
final class Standalone {

  private final Map<String, String> environment;

  Standalone(Map<String, String> environment) {
    this.environment = environment;
  }

  int run(String... arguments) {
    CommandLine commandLine =
        new CommandLine(new Options()).setStopAtPositional(true).setExpandAtFiles(false);
    try {
      commandLine.parseArgs(arguments);
    } catch (ParameterException e) {
      return refuse(sentence(e) + " See '" + Options.PROGRAM + " --help'.");
    }
    if (commandLine.isUsageHelpRequested()) {
      commandLine.usage(System.out);
      return MigrateCommand.DONE;
    }
    Options options = commandLine.getCommand();
    try {
      return run(options);
    } catch (ConfigurationException e) {
      return refuse(String.valueOf(e.getMessage()));
    }
  }

  private int run(Options options) {
    Map<String, String> settings = options.settings(environment);
    String classPath = options.classPath();
    if (classPath == null) {
      return ConfiguredCommand.run(settings, options.command());
    }
    URL[] urls =
        Stream.concat(
                ClassPath.of(classPath).urls().stream(),
                ClassPath.of(System.getProperty("java.class.path")).urls().stream())
            .toArray(URL[]::new);
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      return run(loader, settings, options.command());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int run(ClassLoader loader, Map<String, String> settings, String... command) {
    try {
      Class<?> type = loader.loadClass(ConfiguredCommand.class.getName());
      requireOneVersion(type, loader.loadClass("dev.switchback.Migrator"));
      Thread.currentThread().setContextClassLoader(loader);
      return (int) type.getMethod("run", Map.class, String[].class).invoke(null, settings, command);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ConfigurationException(
          "Class path – its switchback-cli is too old for this program. Nothing was run. Remove it"
              + " from --classpath.",
          e);
    }
  }

  private static void requireOneVersion(Class<?> commandLine, Class<?> core) {
    String ours = version(commandLine);
    String theirs = version(core);
    if (ours != null && theirs != null && !ours.equals(theirs)) {
      throw new ConfigurationException(
          "Class path – it has Switchback %s, and this is the command line of %s. Nothing was run. Use switchback-cli-%s-all.jar."
              .formatted(theirs, ours, theirs));
    }
  }

  private static @Nullable String version(Class<?> type) {
    Package ofType = type.getPackage();
    return ofType == null ? null : ofType.getImplementationVersion();
  }

  private static String sentence(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String option = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
      return option.equals("--password")
          ? "Unknown option: '--password'. Set the environment variable SWITCHBACK_PASSWORD."
          : "Unknown option: '" + option + "'.";
    }
    return e.getMessage() + ".";
  }

  private static int refuse(String message) {
    System.err.println(message);
    return MigrateCommand.WRONG_USAGE;
  }
}
