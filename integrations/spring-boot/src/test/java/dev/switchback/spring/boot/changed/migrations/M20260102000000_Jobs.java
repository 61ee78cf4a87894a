package dev.switchback.spring.boot.changed.migrations;

import static dev.switchback.schema.DataTypes.integer;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** Has the name of an applied migration, and asks for another step. */
public final class M20260102000000_Jobs implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.createTable("jobs", t -> t.column("id", integer().primaryKey()));
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("jobs");
  }
}
