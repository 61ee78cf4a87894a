package dev.switchback.maven;

import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Records every migration up to a name as applied, and runs none. */
@Mojo(
    name = "baseline",
    defaultPhase = LifecyclePhase.NONE,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class BaselineMojo extends CommandMojo {

  /** The last of these migrations: its name, class, timestamp or description. */
  @Parameter(property = "switchback.name")
  private @Nullable String name;

  /** The reason, which is recorded in the schema history. */
  @Parameter(property = "switchback.reason")
  private @Nullable String reason;

  @Inject
  BaselineMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Arguments arguments() throws MojoFailureException {
    if (name == null || reason == null) {
      throw refused(
          "baseline needs the name of a migration and a reason",
          "Set -Dswitchback.name and -Dswitchback.reason");
    }
    return Arguments.of("baseline").option("--reason", reason).value("--").value(name);
  }
}
