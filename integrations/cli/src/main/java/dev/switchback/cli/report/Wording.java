package dev.switchback.cli.report;

import dev.switchback.LockHolder;
import dev.switchback.dialect.TableSize;
import java.util.Locale;

/** Texts that the terminal and the pages share. */
public final class Wording {

  private Wording() {}

  /** Names the active run. Only a session of the server proves that its process lives. */
  public static String activeRun(LockHolder holder) {
    return holder.session().isPresent()
        ? "Active: a run holds the lock (" + holder + ")."
        : "Active, unless its process was killed: a run holds the lock (" + holder + ").";
  }

  /** Returns the size of a table, in parentheses. */
  public static String sizeOf(TableSize size) {
    return String.format(
        Locale.ROOT, "(about %d rows, %d KB)", size.rows(), Math.max(1, size.bytes() / 1024));
  }
}
