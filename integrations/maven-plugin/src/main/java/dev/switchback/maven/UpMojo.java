package dev.switchback.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Applies the pending migrations, oldest first. */
@Mojo(
    name = "up",
    defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class UpMojo extends CommandMojo {

  /** The maximum number of migrations. */
  @Parameter(property = "switchback.step")
  private @Nullable String step;

  /** The migration after which the run stops: its name, class, timestamp or description. */
  @Parameter(property = "switchback.to")
  private @Nullable String to;

  @Inject
  UpMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Arguments arguments() {
    return Arguments.of("up").option("--step", step).option("--to", to);
  }
}
