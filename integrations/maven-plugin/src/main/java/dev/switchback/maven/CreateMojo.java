package dev.switchback.maven;

import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** Writes the class of a new migration to the first package. */
@Mojo(
    name = "create",
    defaultPhase = LifecyclePhase.NONE,
    requiresDependencyResolution = ResolutionScope.TEST,
    threadSafe = true)
public final class CreateMojo extends CommandMojo {

  /** The change in words: {@code add-topic-to-rooms}. */
  @Parameter(property = "switchback.description")
  private @Nullable String description;

  /** Whether to write a repeatable migration, which has no time in its name. */
  @Parameter(property = "switchback.repeatable", defaultValue = "false")
  private boolean repeatable;

  @Inject
  CreateMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  @Override
  Arguments arguments() throws MojoFailureException {
    if (description == null || description.isBlank()) {
      throw refused("the new migration has no description", "Set -Dswitchback.description");
    }
    return Arguments.of("create").flag("--repeatable", repeatable).value("--").value(description);
  }

  @Override
  boolean needsClasses() {
    return false;
  }

  @Override
  boolean needsDatabase() {
    return false;
  }
}
