package dev.switchback.internal.run;

/** The thread that a query interface belongs to, until its migration ends. */
final class OwnerThread {

  private final Thread thread = Thread.currentThread();

  private volatile boolean ended;

  /** Fails in another thread, and after the end of the migration. */
  void require() {
    if (ended || Thread.currentThread() != thread) {
      throw new IllegalStateException(
          ended
              ? "This query interface ended with its migration. Nothing was sent. Do all of the"
                  + " work before the method returns."
              : "This query interface belongs to the thread '%s'. Nothing was sent. Call it in that thread."
                  .formatted(thread.getName()));
    }
  }

  void end() {
    ended = true;
  }
}
