package dev.switchback.spring.boot.broken.migrations;

import static dev.switchback.schema.DataTypes.bigInt;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** Its first step takes effect, its second one fails. */
public final class M20260105000000_Broken implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.createTable("half_done", t -> t.column("id", bigInt().primaryKey()));
    db.execute("UPDATE half_done SET no_such_column = 'secret'");
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("half_done");
  }
}
