package dev.switchback.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Reverts the most recent migration, or several. */
@Mojo(
    name = "down",
    defaultPhase = LifecyclePhase.NONE,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class DownMojo extends CommandMojo {

  /** The maximum number of migrations. */
  @Parameter(property = "switchback.step")
  private @Nullable String step;

  /** The migration after which the run stops: its name, class, timestamp or description. */
  @Parameter(property = "switchback.to")
  private @Nullable String to;

  @Inject
  DownMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Arguments arguments() {
    return Arguments.of("down").option("--step", step).option("--to", to);
  }
}
