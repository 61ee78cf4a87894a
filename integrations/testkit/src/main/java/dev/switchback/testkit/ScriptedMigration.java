package dev.switchback.testkit;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import java.util.function.Consumer;

/**
 * A migration whose {@code up} does what a test says, and whose {@code down} does nothing. A test
 * extends it by a class that gives it a name.
 */
public abstract class ScriptedMigration implements Migration {

  private final Consumer<QueryInterface> up;

  /** One that does {@code up}. */
  protected ScriptedMigration(Consumer<QueryInterface> up) {
    this.up = up;
  }

  @Override
  public final void up(QueryInterface db) {
    up.accept(db);
  }

  @Override
  public void down(QueryInterface db) {}
}
