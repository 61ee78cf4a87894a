package dev.switchback.tck.contract;

import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;

/** A migration that changes what a test says, and finds its way back by itself. */
final class M20250601000000_Changing implements ReversibleMigration {

  private final Body change;

  M20250601000000_Changing(Body change) {
    this.change = change;
  }

  @Override
  public void change(QueryInterface db) throws Exception {
    change.run(db);
  }
}
