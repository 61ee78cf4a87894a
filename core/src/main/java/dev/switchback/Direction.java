package dev.switchback;

import java.util.Locale;

/** Which way a migration goes. */
public enum Direction {
  /** Making the change. */
  UP,
  /** Taking it back. */
  DOWN;

  void run(Migration migration, QueryInterface db) throws Exception {
    switch (this) {
      case UP -> migration.up(db);
      case DOWN -> migration.down(db);
    }
  }

  static Direction of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The word for it in commands and messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
