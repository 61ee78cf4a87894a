package dev.switchback.cli;

import dev.switchback.ConfigurationException;
import dev.switchback.Migrator;
import dev.switchback.MigratorBuilder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command with settings that are texts. Build tools and the stand-alone jar call it in the
 * class loader of an application. Its signature has only types of the JDK, so that a caller of
 * another class loader can use it.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><th>key</th><th>meaning</th></tr>
 * <tr><td>{@code url}, {@code user}, {@code password}</td><td>the database</td></tr>
 * <tr><td>{@code packages}</td><td>the packages of the migrations, separated by commas</td></tr>
 * <tr><td>{@code schema}</td><td>the schema, as {@link MigratorBuilder#schema}</td></tr>
 * <tr><td>{@code metadataSchema}</td><td>the schema of the metadata tables, as {@link
 *     MigratorBuilder#metadataSchema}</td></tr>
 * <tr><td>{@code tablePrefix}</td><td>the prefix, as {@link MigratorBuilder#tablePrefix}</td></tr>
 * <tr><td>{@code sources}</td><td>the source folder for {@code create}</td></tr>
 * <tr><td>{@code name}</td><td>the name of the program that the help shows</td></tr>
 * </table>
 *
 * <p>A key that is absent or blank has its default. The first package is that of {@code create}.
 */
public final class ConfiguredCommand {

  private static final Set<String> KEYS =
      Set.of(
          "url",
          "user",
          "password",
          "packages",
          "schema",
          "metadataSchema",
          "tablePrefix",
          "sources",
          "name");

  private final Map<String, String> settings;

  private ConfiguredCommand(Map<String, String> settings) {
    this.settings = settings;
  }

  /**
   * Runs the command that the arguments name. Finds migrations, dialects and drivers by the context
   * class loader of the calling thread. Connects only if the command needs the database.
   *
   * @param settings the settings, as above; a key that is not listed there is refused
   * @param out receives the results
   * @param err receives the errors
   * @return the exit code, as {@link MigrateCommand#run}
   */
  public static int run(
      Map<String, String> settings, PrintWriter out, PrintWriter err, String... arguments) {
    return new ConfiguredCommand(settings).run(Terminal.of(out, err), arguments);
  }

  /**
   * Runs the command that the arguments name, as {@link #run(Map, PrintWriter, PrintWriter,
   * String...)} does. Prints to standard output and standard error.
   */
  public static int run(Map<String, String> settings, String... arguments) {
    return new ConfiguredCommand(settings).run(Terminal.ofThisProcess(), arguments);
  }

  private int run(Terminal terminal, String... arguments) {
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      terminal.complain(
          "Setting '%s' – this version does not know it. Nothing was run. Use a version of"
                  .formatted(unknown.iterator().next())
              + " switchback-cli that does.");
      terminal.flush();
      return MigrateCommand.WRONG_USAGE;
    }
    return command(terminal).run(arguments);
  }

  private MigrateCommand command(Terminal terminal) {
    MigrateCommand command = MigrateCommand.of(this::migrator).on(terminal);
    String name = setting("name");
    if (name != null) {
      command = command.named(name);
    }
    String sources = setting("sources");
    if (sources != null && !packages().isEmpty()) {
      command = command.sources(Path.of(sources), packages().get(0));
    }
    return command;
  }

  private Migrator migrator() {
    if (packages().isEmpty()) {
      throw new ConfigurationException(
          "No packages – the command searches packages for migrations, and none is configured."
              + " Nothing was run. Configure 'packages'.");
    }
    MigratorBuilder builder = Migrator.configure().packages(packages().toArray(String[]::new));
    String url = setting("url");
    if (url == null) {
      builder.dataSource(new NoDatabase());
    } else {
      registerDrivers();
      builder.url(url, setting("user"), settings.get("password"));
    }
    String schema = setting("schema");
    if (schema != null) {
      builder.schema(schema);
    }
    String metadataSchema = setting("metadataSchema");
    if (metadataSchema != null) {
      builder.metadataSchema(metadataSchema);
    }
    String prefix = setting("tablePrefix");
    if (prefix != null) {
      builder.tablePrefix(prefix);
    }
    return builder.build();
  }

  private List<String> packages() {
    return Stream.of(settings.getOrDefault("packages", "").split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private @Nullable String setting(String key) {
    String value = settings.get(key);
    return value == null || value.isBlank() ? null : value;
  }

  /**
   * Loads the drivers of the context class loader. {@link java.sql.DriverManager} loads the drivers
   * of one class loader only: that of its first use in the process.
   */
  private static void registerDrivers() {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class).iterator();
    boolean hasMore = true;
    while (hasMore) {
      hasMore = registerNext(drivers);
    }
  }

  private static boolean registerNext(Iterator<Driver> drivers) {
    try {
      if (!drivers.hasNext()) {
        return false;
      }
      drivers.next();
    } catch (ServiceConfigurationError | LinkageError unusable) {
      // The URL may need another driver. If it needs this one, the pool reports that it is missing.
    }
    return true;
  }
}
