package dev.switchback.maven;

import java.io.File;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Imports the history of another tool. Without a reason, only shows what it would record. */
@Mojo(
    name = "adopt",
    defaultPhase = LifecyclePhase.NONE,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class AdoptMojo extends CommandMojo {

  /** The tool: {@code sequelize}, {@code flyway} or {@code liquibase}. */
  @Parameter(property = "switchback.tool")
  private @Nullable String tool;

  /**
   * A file with a line for each entry: its name, {@code =}, and the name of a migration, or
   * nothing.
   */
  @Parameter(property = "switchback.mapping")
  private @Nullable File mapping;

  /** The reason, which is recorded in the schema history. */
  @Parameter(property = "switchback.reason")
  private @Nullable String reason;

  @Inject
  AdoptMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Arguments arguments() throws MojoFailureException {
    if (tool == null) {
      throw refused(
          "adopt needs the name of a tool",
          "Set -Dswitchback.tool to sequelize, flyway or liquibase");
    }
    return Arguments.of("adopt")
        .option("--mapping", mapping)
        .option("--reason", reason)
        .value("--")
        .value(tool);
  }
}
