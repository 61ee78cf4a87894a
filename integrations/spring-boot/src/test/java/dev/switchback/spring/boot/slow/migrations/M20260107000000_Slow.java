package dev.switchback.spring.boot.slow.migrations;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.spring.boot.slow.Pause;

public final class M20260107000000_Slow implements Migration {

  private final Pause pause;

  public M20260107000000_Slow(Pause pause) {
    this.pause = pause;
  }

  @Override
  public void up(QueryInterface db) {
    db.withConnection(
        connection -> {
          try {
            pause.pause();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Override
  public void down(QueryInterface db) {}
}
