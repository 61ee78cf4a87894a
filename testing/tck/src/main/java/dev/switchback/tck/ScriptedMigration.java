package dev.switchback.tck;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import java.util.function.Consumer;

/**
 * A migration whose {@code up} is given by a test, and whose {@code down} does nothing. A test
 * extends it with a class that has the name of a migration.
 */
public abstract class ScriptedMigration implements Migration {

  private final Consumer<QueryInterface> up;

  /** Creates a migration that runs {@code up}. */
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
