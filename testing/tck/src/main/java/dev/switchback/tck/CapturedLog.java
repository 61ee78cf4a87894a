package dev.switchback.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures what SLF4J logs while it is open: the logger {@code dev.switchback} at all levels, and
 * other loggers at their configured levels. Needs slf4j-simple, which writes to standard error. The
 * captured output is not shown.
 */
public final class CapturedLog implements AutoCloseable {

  private static final int ALL = 0;

  private final Logger logger = LoggerFactory.getLogger("dev.switchback");
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final int levelBefore;

  /**
   * The root logger of java.util.logging, switched off while this is open. Drivers log through it,
   * and PostgreSQL's driver logs the whole of a URL that it cannot parse.
   */
  private final java.util.logging.Logger drivers = java.util.logging.Logger.getLogger("");

  private final @Nullable Level driversBefore = drivers.getLevel();

  /** Begins to capture. */
  public CapturedLog() {
    levelBefore = setLevel(ALL);
    drivers.setLevel(Level.OFF);
    System.setErr(new PrintStream(written, true, UTF_8));
  }

  /** Returns what was logged so far. */
  public String text() {
    System.err.flush();
    return written.toString(UTF_8);
  }

  /** Sets the level by reflection, because slf4j-simple has read its settings long before. */
  private int setLevel(int level) {
    try {
      Field current = logger.getClass().getDeclaredField("currentLogLevel");
      current.setAccessible(true);
      int last = current.getInt(logger);
      current.setInt(logger, level);
      return last;
    } catch (NoSuchFieldException | IllegalAccessException e) {
      throw new LinkageError("the tests log by slf4j-simple, and this is " + logger, e);
    }
  }

  @Override
  public void close() {
    System.setErr(before);
    drivers.setLevel(driversBefore);
    setLevel(levelBefore);
  }
}
