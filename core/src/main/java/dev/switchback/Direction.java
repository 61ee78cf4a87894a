package dev.switchback;

import java.util.Locale;

/** Which way a migration goes. */
public enum Direction {
  /** Making the change. */
  UP,
  /** Taking it back. */
  DOWN;

  /** The word for it in commands and messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
