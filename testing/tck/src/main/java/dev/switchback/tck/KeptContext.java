package dev.switchback.tck;

import java.lang.reflect.Field;
import org.slf4j.MDC;
import org.slf4j.helpers.BasicMDCAdapter;

/** Keeps SLF4J's MDC while it is open. The tests use slf4j-simple, which has no MDC. */
public final class KeptContext implements AutoCloseable {

  private final Object before;

  /** Begins with an empty context. */
  public KeptContext() {
    before = exchange(new BasicMDCAdapter());
  }

  private static Object exchange(Object adapter) {
    try {
      Field current = MDC.class.getDeclaredField("MDC_ADAPTER");
      current.setAccessible(true);
      Object last = MDC.getMDCAdapter();
      current.set(null, adapter);
      return last;
    } catch (NoSuchFieldException | IllegalAccessException e) {
      throw new LinkageError("the tests know the MDC of SLF4J 2.0, and this is another", e);
    }
  }

  @Override
  public void close() {
    exchange(before);
  }
}
