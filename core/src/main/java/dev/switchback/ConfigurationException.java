package dev.switchback;

import org.jspecify.annotations.Nullable;

/**
 * What Switchback was given cannot work: a name, a class, a target, a data source. Raised before
 * any migration runs, so that the database is as it was.
 */
public final class ConfigurationException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  /** For a program that finds its own configuration wanting, and wants to be told apart by it. */
  public ConfigurationException(String message) {
    super(message);
  }

  /** The same with what caused it. */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
