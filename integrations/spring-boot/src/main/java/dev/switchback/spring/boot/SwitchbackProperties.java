package dev.switchback.spring.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties {@code switchback.*}. With {@code switchback.instances}, the times and policies
 * here are the defaults of the instances. A property of an unknown name is refused.
 */
@ConfigurationProperties(prefix = "switchback", ignoreUnknownFields = false)
public class SwitchbackProperties extends MigratorProperties {

  private boolean enabled = true;
  private boolean exitWhenDone;
  private final ProbeServer probeServer = new ProbeServer();
  private Map<String, MigratorProperties> instances = new LinkedHashMap<>();

  /** Returns whether the auto-configuration is active; true by default. */
  public boolean isEnabled() {
    return enabled;
  }

  public void setEnabled(boolean value) {
    enabled = value;
  }

  /**
   * Returns the properties of each instance by its name. Without instances, there is one migrator.
   */
  public Map<String, MigratorProperties> getInstances() {
    return instances;
  }

  public void setInstances(Map<String, MigratorProperties> value) {
    instances = value;
  }

  /**
   * Returns whether the application ends after the migrations: with exit code 0, or 1 if they
   * failed. It starts without a web server and with lazy beans. For jobs and init containers.
   */
  public boolean isExitWhenDone() {
    return exitWhenDone;
  }

  public void setExitWhenDone(boolean value) {
    exitWhenDone = value;
  }

  /** Returns the properties of the probe server. */
  public ProbeServer getProbeServer() {
    return probeServer;
  }

  /** The properties {@code switchback.probe-server.*}. */
  public static class ProbeServer {

    private @Nullable Boolean enabled;

    /**
     * Returns whether a small HTTP server answers liveness probes while migrations run before the
     * beans. By default, true on Kubernetes, and false elsewhere.
     */
    public @Nullable Boolean getEnabled() {
      return enabled;
    }

    public void setEnabled(@Nullable Boolean value) {
      enabled = value;
    }
  }
}
