package dev.switchback.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Shows the SQL that a run would send, and changes nothing. Fails if a migration would be refused.
 */
@Mojo(
    name = "plan",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class PlanMojo extends CommandMojo {

  /** The direction: {@code up}, {@code down} or {@code down:all}. */
  @Parameter(property = "switchback.direction")
  private @Nullable String direction;

  /** The maximum number of migrations. */
  @Parameter(property = "switchback.step")
  private @Nullable String step;

  /** The migration after which the run stops: its name, class, timestamp or description. */
  @Parameter(property = "switchback.to")
  private @Nullable String to;

  /** Plans without a database, for this server and version: {@code postgresql:15}. */
  @Parameter(property = "switchback.offline")
  private @Nullable String offline;

  /** Fails if a step blocks other sessions on its table, or breaks the previous release. */
  @Parameter(property = "switchback.lint", defaultValue = "false")
  private boolean lint;

  /** Compares the plan with this file, and fails if it differs. */
  @Parameter(property = "switchback.check")
  private @Nullable File check;

  /** Writes the plan to this file, for {@code check}. */
  @Parameter(property = "switchback.write")
  private @Nullable File write;

  @Inject
  PlanMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Arguments arguments() {
    return Arguments.of("plan")
        .option("--direction", direction)
        .option("--step", step)
        .option("--to", to)
        .option("--offline", offline)
        .flag("--lint", lint)
        .option("--check", check)
        .flag("--json", write != null);
  }

  @Override
  boolean needsDatabase() {
    return offline == null;
  }

  @Override
  void accept(List<String> results) throws MojoFailureException {
    if (write == null || results.isEmpty()) {
      super.accept(results);
      return;
    }
    Path file = write.toPath();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, results);
    } catch (IOException e) {
      throw refused("the plan cannot be written to '" + file + "'", "Correct <write>");
    }
    getLog().info("Plan written to " + file);
  }
}
