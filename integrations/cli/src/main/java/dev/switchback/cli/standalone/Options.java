package dev.switchback.cli.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options before the command. */
@Command(
    name = Options.PROGRAM,
    description = "Runs a command of Switchback for the migrations of an application.",
    customSynopsis = Options.PROGRAM + " [OPTIONS] COMMAND [OPTIONS OF THE COMMAND]",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    footer = {
      "",
      "The environment variables SWITCHBACK_URL, SWITCHBACK_USER and",
      "SWITCHBACK_PASSWORD name the database. The command 'help' lists the commands."
    })
final class Options {

  static final String PROGRAM = "switchback-cli";

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description = {
        "Jars and folders with the migrations, the driver and what else they need.",
        "DIR/* is every jar of a folder. Jars of Spring Boot are unpacked."
      })
  private @Nullable String classPath;

  @Option(
      names = "--packages",
      paramLabel = "PACKAGE",
      split = ",",
      description = "The packages of the migrations.")
  private List<String> packages = new ArrayList<>();

  @Option(names = "--url", paramLabel = "URL", description = "The JDBC URL of the database.")
  private @Nullable String url;

  @Option(names = "--user", paramLabel = "USER", description = "The user of the database.")
  private @Nullable String user;

  @Option(names = "--schema", paramLabel = "SCHEMA", description = "The schema to migrate.")
  private @Nullable String schema;

  @Option(
      names = "--metadata-schema",
      paramLabel = "SCHEMA",
      description = "The schema of the metadata tables (default: the schema to migrate).")
  private @Nullable String metadataSchema;

  @Option(
      names = "--table-prefix",
      paramLabel = "PREFIX",
      description = "The prefix of the metadata tables (default: switchback).")
  private @Nullable String tablePrefix;

  @Option(
      names = "--sources",
      paramLabel = "FOLDER",
      description = "The source folder for 'create' (default: src/main/java).")
  private String sources = "src/main/java";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Parameters(hidden = true)
  private List<String> command = new ArrayList<>();

  @Nullable String classPath() {
    return classPath;
  }

  String[] command() {
    return command.toArray(String[]::new);
  }

  /** Returns the settings of the command. Options win over environment variables. */
  Map<String, String> settings(Map<String, String> environment) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("name", PROGRAM);
    put(settings, "url", url == null ? environment.get("SWITCHBACK_URL") : url);
    put(settings, "user", user == null ? environment.get("SWITCHBACK_USER") : user);
    put(settings, "password", environment.get("SWITCHBACK_PASSWORD"));
    put(settings, "schema", schema);
    put(settings, "metadataSchema", metadataSchema);
    put(settings, "tablePrefix", tablePrefix);
    settings.put("packages", String.join(",", packages));
    settings.put("sources", sources);
    return settings;
  }

  private static void put(Map<String, String> settings, String key, @Nullable String value) {
    if (value != null) {
      settings.put(key, value);
    }
  }
}
