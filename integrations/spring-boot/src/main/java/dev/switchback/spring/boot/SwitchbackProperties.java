package dev.switchback.spring.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties {@code switchback.*}. With {@code switchback.instances}, the times and policies
 * here are the defaults of the instances. A property of an unknown name is refused.
 */
@ConfigurationProperties(prefix = "switchback", ignoreUnknownFields = false)
public class SwitchbackProperties extends MigratorProperties {

  private boolean enabled = true;
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
}
