package dev.switchback.internal.base;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only logger of the library, {@code dev.switchback}. */
public final class Log {

  public static final Logger LOG = LoggerFactory.getLogger("dev.switchback");

  private Log() {}
}
