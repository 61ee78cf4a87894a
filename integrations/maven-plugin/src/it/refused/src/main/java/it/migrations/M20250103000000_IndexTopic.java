package it.migrations;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

public final class M20250103000000_IndexTopic implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.addIndex("rooms", "topic");
  }

  @Override
  public void down(QueryInterface db) {
    db.removeIndex("rooms", "topic");
  }
}
