package dev.switchback.internal.discovery;

import dev.switchback.DatabaseProduct;
import dev.switchback.MigrationTool;
import dev.switchback.dialect.Catalog;
import dev.switchback.internal.base.Placeholders;
import dev.switchback.internal.base.Redaction;
import dev.switchback.internal.base.SqlFile;
import dev.switchback.internal.discovery.FlywayScript.Kind;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folders in which a project has its scripts of Flyway, on the class path. */
public final class FlywayFolder {

  private static final String DIALECT = "{dialect}";

  /** The databases whose scripts are in the fingerprint, whatever database the run is on. */
  private static final List<DatabaseProduct> PRODUCTS =
      List.of(
          DatabaseProduct.H2,
          DatabaseProduct.MARIADB,
          DatabaseProduct.MYSQL,
          DatabaseProduct.POSTGRESQL);

  /** The callbacks that {@code migrate} calls. */
  private static final Pattern CALLBACK =
      Pattern.compile(
          "(?:(?:before|after)(?:Each)?(?:Migrate|Validate|Connect|Repeatables|Versioned)\\w*"
              + "|(?:beforeC|c)reateSchema)(?:__.*)?\\.(?i:sql)");

  private static final Pattern JAVA = Pattern.compile("[VRB][^$]*__[^$]*\\.class");

  private static final Pattern HARMLESS_SETTING =
      Pattern.compile("executeInTransaction\\s*[=:].*|#.*|");

  private final Class<?> type;
  private final List<String> locations;
  private final Placeholders placeholders;

  private FlywayFolder(Class<?> type, List<String> locations, Placeholders placeholders) {
    this.type = type;
    this.locations = locations;
    this.placeholders = placeholders;
  }

  /** A query interface of the engine, which sends the scripts of a folder. */
  public interface Runner {
    void runScripts(FlywayFolder folder);
  }

  /**
   * Returns the folders. Does not read them.
   *
   * @param type the class of the migration
   */
  public static FlywayFolder of(
      Class<?> type, List<String> locations, Map<String, String> placeholders) {
    return new FlywayFolder(
        type, locations.stream().map(FlywayFolder::plain).toList(), new Placeholders(placeholders));
  }

  private static String plain(String location) {
    String path = location.replaceFirst("^classpath:", "").replaceAll("^/+|/+$", "");
    if (path.isBlank() || path.contains(":") || path.contains("\\") || path.contains("*")) {
      throw new SqlFile.Refused(
          "Flyway scripts in '%s' – this is no folder of the class path. No script was sent. Name it like 'db/migration'"
              .formatted(location));
    }
    return path;
  }

  /** Returns a human-readable description, as that of an operation. */
  public String describe() {
    return "scripts in '" + String.join("', '", locations) + "'";
  }

  /**
   * Returns the scripts that Flyway runs on an empty database, in its order.
   *
   * @param database its name
   * @throws SqlFile.Refused if the folder has none, or something that Switchback cannot do
   */
  public List<SqlFile> files(String database) {
    List<FlywayScript> scripts = scripts(database);
    if (scripts.isEmpty()) {
      throw none(database);
    }
    return inOrder(scripts).map(this::file).toList();
  }

  /** Returns the scripts whose text is in the fingerprint, for every database. */
  public List<SqlFile> filesOfAll() {
    if (locations.stream().noneMatch(location -> location.contains(DIALECT))) {
      return files("");
    }
    return PRODUCTS.stream()
        .flatMap(product -> inOrder(scripts(product.name())))
        .map(this::file)
        .toList();
  }

  /** Returns the text of a script. */
  public SqlFile file(FlywayScript script) {
    return SqlFile.ofFlyway(type, script.path(), placeholders);
  }

  /** Begins with the newest baseline script, in place of the versions that it stands for. */
  private static Stream<FlywayScript> inOrder(List<FlywayScript> scripts) {
    List<FlywayScript> newest =
        of(Kind.BASELINE, scripts).max(FlywayScript.ORDER).stream().toList();
    Stream<FlywayScript> versioned =
        of(Kind.VERSIONED, scripts)
            .filter(
                script ->
                    newest.stream().allMatch(base -> FlywayScript.ORDER.compare(script, base) > 0));
    return Stream.of(newest.stream(), versioned, of(Kind.REPEATABLE, scripts))
        .flatMap(each -> each);
  }

  private static Stream<FlywayScript> of(Kind kind, List<FlywayScript> scripts) {
    return scripts.stream().filter(script -> script.kind() == kind);
  }

  /**
   * Returns all scripts of the folders for a database: by kind, and then in the order of Flyway.
   *
   * @throws SqlFile.Refused if there is something that Switchback cannot do
   */
  public List<FlywayScript> scripts(String database) {
    Map<String, FlywayScript> scripts = new TreeMap<>();
    for (String location : locations) {
      String folder = location.replace(DIALECT, database.toLowerCase(Locale.ROOT));
      for (String path : paths(folder + "/")) {
        refuseOther(path);
        if (path.toLowerCase(Locale.ROOT).endsWith(".sql")) {
          FlywayScript.of(folder, path).ifPresent(script -> scripts.putIfAbsent(path, script));
        }
      }
    }
    List<FlywayScript> all =
        scripts.values().stream()
            .sorted(Comparator.comparing(FlywayScript::kind).thenComparing(FlywayScript.ORDER))
            .toList();
    for (int i = 1; i < all.size(); i++) {
      refuseSame(all.get(i - 1), all.get(i));
    }
    return all;
  }

  private void refuseOther(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (CALLBACK.matcher(name).matches()) {
      throw refused(
          path,
          "it is a callback of Flyway, and would not be called",
          "Write what it does as a migration, and move the file out of the folder");
    }
    if (JAVA.matcher(name).matches()) {
      throw refused(
          path,
          "it is a Java migration of Flyway, and cannot be run",
          "Write a migration for each script instead, and adopt them by a mapping");
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(".sql.conf")) {
      requireHarmless(path);
    }
  }

  /** Refuses settings of a script. The engine itself finds out what is not for a transaction. */
  private void requireHarmless(String path) {
    for (String line : SqlFile.ofFlyway(type, path, placeholders).lines()) {
      if (!HARMLESS_SETTING.matcher(line.strip()).matches()) {
        throw refused(
            path,
            "its setting '" + line.strip() + "' has no equivalent here",
            "Remove the setting, or move the script out of the folder");
      }
    }
  }

  private static void refuseSame(FlywayScript script, FlywayScript next) {
    if (script.isSame(next)) {
      throw refused(
          script.path(),
          "'" + next.path() + "' has the same " + (script.version() == null ? "name" : "version"),
          "Flyway refuses this too. Remove or rename one of them");
    }
  }

  private static SqlFile.Refused refused(String path, String what, String remedy) {
    return new SqlFile.Refused(
        "Flyway script '%s' – %s. No script was sent. %s".formatted(path, what, remedy));
  }

  private SqlFile.Refused none(String database) {
    String module =
        type.getModule().isNamed() ? ", in a package that is open to dev.switchback" : "";
    return new SqlFile.Refused(
        "Flyway %s – the class loader of '%s' has no script there. No script was sent. Add them to the resources%s, or return the right folder from locations()"
            .formatted(
                describe().replace(DIALECT, database.toLowerCase(Locale.ROOT)),
                type.getName(),
                module));
  }

  /**
   * Refuses to run the scripts where Flyway has run them.
   *
   * @param catalog of the schema of the run
   */
  public void requireNotRun(Catalog catalog) {
    String table = MigrationTool.FLYWAY.table();
    if (catalog.hasTable(table)) {
      throw new SqlFile.Refused(
          "Flyway %s – this schema has the table '%s', so Flyway has worked here. No script was sent. Run 'adopt flyway', which compares the two, and with --reason TEXT records the scripts as applied"
              .formatted(describe(), table));
    }
  }

  // ---- where they are

  private Set<String> paths(String folder) {
    if (System.getProperty(ClassNameScanner.NATIVE_IMAGE) != null) {
      throw new SqlFile.Refused(
          "Flyway %s – a native image has no folders that can be listed. No script was sent. Migrate on a JVM, before the image starts"
              .formatted(describe()));
    }
    ClassLoader loader = type.getClassLoader();
    try {
      Set<String> paths = new TreeSet<>();
      boolean isListable = !FlywayFolder.class.getModule().isNamed();
      List<URL> holders =
          Collections.list(loader.getResources(folder.substring(0, folder.length() - 1)));
      for (URL holder : isListable ? holders : List.<URL>of()) {
        var element = ClassPathElement.holding(holder, folder);
        isListable &= element.isPresent();
        if (element.isPresent()) {
          paths.addAll(element.get().files(folder));
        }
      }
      return isListable && !paths.isEmpty() ? filesOnly(paths) : searched(folder, loader);
    } catch (IOException e) {
      throw new SqlFile.Refused(
          "Flyway %s – '%s' cannot be listed. No script was sent. Cause: %s"
              .formatted(describe(), folder, Redaction.firstLine(e)),
          e);
    }
  }

  private static Set<String> filesOnly(Set<String> paths) {
    paths.removeIf(path -> path.endsWith("/"));
    return paths;
  }

  private static Set<String> searched(String folder, ClassLoader loader) {
    return new TreeSet<>(ClassGraphScanner.allFiles(folder, loader));
  }
}
