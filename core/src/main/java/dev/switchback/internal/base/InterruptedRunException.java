package dev.switchback.internal.base;

import dev.switchback.SwitchbackException;

/** Thrown when the thread of a run is interrupted. The run has stopped before its next step. */
public final class InterruptedRunException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  public InterruptedRunException() {
    super("the thread was interrupted between two steps");
  }

  /** Returns whether {@code error} ended an interrupted thread. */
  public static boolean isIn(Throwable error) {
    return error instanceof InterruptedRunException || error instanceof InterruptedException;
  }
}
