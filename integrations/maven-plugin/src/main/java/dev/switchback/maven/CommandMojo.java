package dev.switchback.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** A goal that runs a command of Switchback with the class path of the project. */
abstract class CommandMojo extends AbstractMojo {

  /** The JDBC URL of the database. */
  @Parameter(property = "switchback.url")
  private @Nullable String url;

  /** The user of the database. */
  @Parameter(property = "switchback.user")
  private @Nullable String user;

  /**
   * The password of the user. With {@code -X}, Maven itself shows the values of all parameters.
   * With {@code serverId} it does not see the password.
   */
  @Parameter(property = "switchback.password")
  private @Nullable String password;

  /**
   * The id of a {@code <server>} in {@code settings.xml}, which has user and password. An encrypted
   * password is decrypted. Not together with {@code user} or {@code password}.
   */
  @Parameter(property = "switchback.serverId")
  private @Nullable String serverId;

  /** The packages of the migrations. Their subpackages are searched too. */
  @Parameter(property = "switchback.packages")
  private @Nullable List<String> packages;

  /** The schema to migrate. By default, the current schema of the connection. */
  @Parameter(property = "switchback.schema")
  private @Nullable String schema;

  /** The schema of the metadata tables. By default, the schema to migrate. */
  @Parameter(property = "switchback.metadataSchema")
  private @Nullable String metadataSchema;

  /** The prefix of the metadata tables. By default, {@code switchback}. */
  @Parameter(property = "switchback.tablePrefix")
  private @Nullable String tablePrefix;

  /**
   * The class path: {@code runtime}, or {@code test} for migrations, drivers or a command line that
   * only tests have.
   */
  @Parameter(property = "switchback.scope", defaultValue = "runtime")
  private String scope = "runtime";

  /** Skips the goal. */
  @Parameter(property = "switchback.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${settings}", readonly = true, required = true)
  private Settings settings;

  private final SettingsDecrypter decrypter;

  @SuppressWarnings("NullAway.Init") // Maven sets the fields
  CommandMojo(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  /** Returns the command with its arguments. */
  abstract Arguments arguments() throws MojoFailureException;

  /** Returns whether the command calls migrations, so that they must be compiled. */
  boolean needsClasses() {
    return true;
  }

  /** Returns whether the command connects to the database. */
  boolean needsDatabase() {
    return true;
  }

  /** Receives what the command printed to its standard output. */
  void accept(List<String> results) throws MojoFailureException {
    results.forEach(getLog()::info);
  }

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped: switchback.skip is set");
      return;
    }
    Map<String, String> given = configuration();
    List<String> arguments = arguments().asList();
    CommandResult result = new ProjectCommand(name(), classPath()).run(given, arguments);
    accept(result.results());
    if (!result.isSuccess()) {
      throw new MojoFailureException(result.sentence());
    }
  }

  private String name() {
    return "Project '" + project.getArtifactId() + "'";
  }

  MojoFailureException refused(String problem, String remedy) {
    return new MojoFailureException(name() + ": " + problem + ". Nothing was run. " + remedy + ".");
  }

  private List<File> classPath() throws MojoExecutionException, MojoFailureException {
    if ("pom".equals(project.getPackaging())) {
      throw refused(
          "it has no class path, because its packaging is pom",
          "Run the goal in the module of the migrations: -pl MODULE");
    }
    boolean isTest = isTest();
    if (needsClasses()) {
      requireCompiled(isTest);
    }
    try {
      List<File> files = new ArrayList<>();
      for (String element :
          isTest ? project.getTestClasspathElements() : project.getRuntimeClasspathElements()) {
        files.add(new File(element));
      }
      return files;
    } catch (DependencyResolutionRequiredException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  private boolean isTest() throws MojoFailureException {
    return switch (scope) {
      case "runtime" -> false;
      case "test" -> true;
      default ->
          throw refused(
              "scope '" + scope + "' is neither runtime nor test",
              "Correct <scope> or -Dswitchback.scope");
    };
  }

  /** With tests, either folder is enough: the migrations may be in the main classes. */
  private void requireCompiled(boolean withTests) throws MojoFailureException {
    List<String> sources = new ArrayList<>(project.getCompileSourceRoots());
    String output = project.getBuild().getOutputDirectory();
    boolean isCompiled = new File(output).isDirectory();
    if (withTests) {
      sources.addAll(project.getTestCompileSourceRoots());
      output = project.getBuild().getTestOutputDirectory();
      isCompiled |= new File(output).isDirectory();
    }
    if (!isCompiled && sources.stream().anyMatch(root -> new File(root).isDirectory())) {
      throw refused(
          "it is not compiled, because there is no folder '" + output + "'",
          "Compile it first, in the same call: mvn "
              + (withTests ? "test-compile" : "process-classes")
              + " switchback:GOAL");
    }
  }

  private Map<String, String> configuration() throws MojoFailureException {
    if (packages == null || packages.isEmpty()) {
      throw refused(
          "no package of migrations is configured", "Set <packages> or -Dswitchback.packages");
    }
    Map<String, String> given = new LinkedHashMap<>();
    if (needsDatabase()) {
      if (url == null || url.isBlank()) {
        throw refused("no database is configured", "Set <url> or -Dswitchback.url");
      }
      given.put("url", url);
      putCredentials(given);
    }
    given.put("packages", String.join(",", packages));
    put(given, "schema", schema);
    put(given, "metadataSchema", metadataSchema);
    put(given, "tablePrefix", tablePrefix);
    given.put("sources", sources());
    return given;
  }

  private String sources() throws MojoFailureException {
    return isTest()
        ? project.getBuild().getTestSourceDirectory()
        : project.getBuild().getSourceDirectory();
  }

  private void putCredentials(Map<String, String> given) throws MojoFailureException {
    if (serverId == null) {
      put(given, "user", user);
      put(given, "password", password);
      return;
    }
    if (user != null || password != null) {
      throw refused(
          "serverId is configured together with user or password",
          "Leave out <serverId>, or <user> and <password>");
    }
    Server server = settings.getServer(serverId);
    if (server == null) {
      throw refused(
          "settings.xml has no server '" + serverId + "'", "Add it, or correct <serverId>");
    }
    SettingsDecryptionResult decrypted =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    if (!decrypted.getProblems().isEmpty()) {
      throw refused(
          "the password of server '" + serverId + "' in settings.xml cannot be decrypted",
          "Encrypt it again, or correct settings-security.xml");
    }
    put(given, "user", decrypted.getServer().getUsername());
    put(given, "password", decrypted.getServer().getPassword());
  }

  private static void put(Map<String, String> given, String key, @Nullable String value) {
    if (value != null) {
      given.put(key, value);
    }
  }
}
