package dev.switchback;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one logger of the library, {@code dev.switchback}. */
final class Log {

  static final Logger LOG = LoggerFactory.getLogger("dev.switchback");

  private Log() {}
}
