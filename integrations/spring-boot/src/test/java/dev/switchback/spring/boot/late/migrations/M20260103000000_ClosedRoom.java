package dev.switchback.spring.boot.late.migrations;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.spring.boot.late.RoomNames;

/** Uses a repository of JPA, which itself waits for the migrations of the application. */
public final class M20260103000000_ClosedRoom implements Migration {

  private final RoomNames names;

  public M20260103000000_ClosedRoom(RoomNames names) {
    this.names = names;
  }

  @Override
  public void up(QueryInterface db) {
    db.execute("UPDATE rooms SET name = ?", "was " + names.first());
  }

  @Override
  public void down(QueryInterface db) {
    db.execute("UPDATE rooms SET name = ?", "Lobby");
  }
}
