package dev.switchback.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Lists every migration and its state. */
@Mojo(
    name = "status",
    defaultPhase = LifecyclePhase.NONE,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class StatusMojo extends CommandMojo {

  /** Also shows the changes that the goal {@code verify} finds, step by step. */
  @Parameter(property = "switchback.verify", defaultValue = "false")
  private boolean verify;

  @Inject
  StatusMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Arguments arguments() {
    return Arguments.of("status").flag("--verify", verify);
  }
}
