package dev.switchback;

import java.util.Locale;

/** The direction of a run: apply or revert. */
public enum Direction {
  /** Applies the change. */
  UP,
  /** Reverts the change. */
  DOWN;

  /** Returns the word for it in commands and messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
