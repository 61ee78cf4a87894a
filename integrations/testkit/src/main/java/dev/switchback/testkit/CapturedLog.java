package dev.switchback.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged by SLF4J while it is open: by the logger {@code dev.switchback} at all
 * levels, and by all others as much as the tests show of them. Needs slf4j-simple, which writes to
 * the standard error; that is what is kept here, and nothing of it is shown.
 */
public final class CapturedLog implements AutoCloseable {

  private static final int ALL = 0;

  private final Logger logger = LoggerFactory.getLogger("dev.switchback");
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final int levelBefore;

  /**
   * Silent meanwhile: by java.util.logging drivers log on their own account, and PostgreSQL's shows
   * the whole of a URL that it cannot read.
   */
  private final java.util.logging.Logger drivers = java.util.logging.Logger.getLogger("");

  private final @Nullable Level driversBefore = drivers.getLevel();

  /** Begins to listen. */
  public CapturedLog() {
    levelBefore = setLevel(ALL);
    drivers.setLevel(Level.OFF);
    System.setErr(new PrintStream(written, true, UTF_8));
  }

  /** What was logged until now. */
  public String text() {
    System.err.flush();
    return written.toString(UTF_8);
  }

  /** It reads its settings once, long before. */
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
