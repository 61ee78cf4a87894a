package dev.switchback.internal.base;

import dev.switchback.SwitchbackException;

/** The thread of a run was interrupted, and the run stopped before its next step. */
public final class InterruptedRunException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  public InterruptedRunException() {
    super("the thread was interrupted between two steps");
  }

  /** Whether {@code error} is the end of an interrupted thread. */
  public static boolean isIn(Throwable error) {
    return error instanceof InterruptedRunException || error instanceof InterruptedException;
  }
}
