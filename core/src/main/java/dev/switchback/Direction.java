package dev.switchback;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** The one of two that belongs to it. */
  <T> T choose(T up, T down) {
    return this == UP ? up : down;
  }

  /** The direction that has this word, if there is one. */
  static Optional<Direction> of(@Nullable String word) {
    return Stream.of(values()).filter(each -> each.toString().equals(word)).findFirst();
  }

  /** The word for it in commands and messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
