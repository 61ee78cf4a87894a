package dev.switchback.spring.boot.jobs.migrations;

import static dev.switchback.schema.DataTypes.bigInt;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

public final class M20260102000000_Jobs implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.createTable("jobs", t -> t.column("id", bigInt().primaryKey()));
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("jobs");
  }
}
