package dev.switchback;

import org.jspecify.annotations.Nullable;

/**
 * The configuration is invalid: a name, a class, a target or a data source. Thrown before any
 * migration runs, so the database has not changed.
 */
public final class ConfigurationException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  /** Creates an exception. Programs may also throw it for their own invalid configuration. */
  public ConfigurationException(String message) {
    super(message);
  }

  /** Creates an exception with a cause. */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
