package dev.switchback.tck.contract;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import java.util.function.Consumer;

/** A migration that {@link SqlFolder} loads again, so that its files are those of a folder. */
public final class M20250602000000_OfFiles implements Migration {

  private final Consumer<QueryInterface> up;
  private final Consumer<QueryInterface> down;

  /** Creates a migration that does what a test says. */
  public M20250602000000_OfFiles(Consumer<QueryInterface> up, Consumer<QueryInterface> down) {
    this.up = up;
    this.down = down;
  }

  @Override
  public void up(QueryInterface db) {
    up.accept(db);
  }

  @Override
  public void down(QueryInterface db) {
    down.accept(db);
  }
}
