package dev.switchback.spring.boot.afterflyway.migrations;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

public final class M20260104000000_ReadsWhatFlywayCreated implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.execute("UPDATE created_by_flyway SET id = id + 1");
  }

  @Override
  public void down(QueryInterface db) {
    db.execute("UPDATE created_by_flyway SET id = id - 1");
  }
}
