package dev.switchback.cli.standalone;

import java.util.Map;

/** The main class of the stand-alone jar. */
public final class Main {

  private Main() {}

  /** Runs a command, and exits with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), arguments));
  }

  private static int run(Map<String, String> environment, String... arguments) {
    configureLogging();
    return new Standalone(environment).run(arguments);
  }

  /**
   * Sends warnings to standard error by the provider of this jar. The provider of an application
   * could print to standard output, between the results.
   */
  private static void configureLogging() {
    setDefault("slf4j.internal.verbosity", "ERROR");
    setDefault("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
    setDefault("org.slf4j.simpleLogger.defaultLogLevel", "warn");
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
