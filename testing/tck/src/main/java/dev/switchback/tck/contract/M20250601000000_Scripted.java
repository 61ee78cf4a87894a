package dev.switchback.tck.contract;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** A migration that does what a test says. */
final class M20250601000000_Scripted implements Migration {

  private final Body up;
  private final Body down;

  M20250601000000_Scripted(Body up, Body down) {
    this.up = up;
    this.down = down;
  }

  @Override
  public void up(QueryInterface db) throws Exception {
    up.run(db);
  }

  @Override
  public void down(QueryInterface db) throws Exception {
    down.run(db);
  }
}
