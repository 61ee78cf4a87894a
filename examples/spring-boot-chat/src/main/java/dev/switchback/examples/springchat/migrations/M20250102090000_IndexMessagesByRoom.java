package dev.switchback.examples.springchat.migrations;

import dev.switchback.QueryInterface;
import dev.switchback.ReversibleMigration;

/** Messages are read by their room. */
public final class M20250102090000_IndexMessagesByRoom implements ReversibleMigration {

  @Override
  public void change(QueryInterface db) {
    db.addIndex("messages", "room");
  }
}
