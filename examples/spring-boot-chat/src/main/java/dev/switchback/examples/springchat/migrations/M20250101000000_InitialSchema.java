package dev.switchback.examples.springchat.migrations;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.string;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;

/** The messages, each in a room. */
public final class M20250101000000_InitialSchema implements Migration {

  @Override
  public void up(QueryInterface db) {
    db.createTable(
        "messages",
        t -> {
          t.column("id", bigInt().primaryKey().autoIncrement());
          t.column("room", string(100).notNull());
          t.column("body", string(500).notNull());
        });
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("messages");
  }
}
