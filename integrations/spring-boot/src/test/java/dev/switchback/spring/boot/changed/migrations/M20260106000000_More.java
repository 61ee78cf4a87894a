package dev.switchback.spring.boot.changed.migrations;

import static dev.switchback.schema.DataTypes.integer;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

public final class M20260106000000_More implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.createTable("more", t -> t.column("id", integer().primaryKey()));
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("more");
  }
}
