package dev.switchback.internal.base;

import dev.switchback.SwitchbackException;

/**
 * Thrown when the thread of a run is interrupted. The run has stopped before its next step or
 * batch.
 */
public final class InterruptedRunException extends SwitchbackException {

  private static final long serialVersionUID = 1;

  public InterruptedRunException() {
    this("the thread was interrupted between two steps");
  }

  private InterruptedRunException(String message) {
    super(message);
  }

  /** Returns the exception for a run that has stopped before the next batch of a step. */
  public static InterruptedRunException betweenBatches() {
    return new InterruptedRunException("the thread was interrupted between two batches");
  }

  /** Returns whether {@code error} ended an interrupted thread. */
  public static boolean isIn(Throwable error) {
    return error instanceof InterruptedRunException || error instanceof InterruptedException;
  }
}
