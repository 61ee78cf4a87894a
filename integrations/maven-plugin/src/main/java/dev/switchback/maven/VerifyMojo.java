package dev.switchback.maven;

import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** Fails if an applied migration differs from its class, or a migration is not applied. */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class VerifyMojo extends CommandMojo {

  @Inject
  VerifyMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Arguments arguments() {
    return Arguments.of("verify");
  }
}
