package dev.switchback.spring.versions.migrations;

import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Row.row;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.spring.versions.FirstName;

public final class M20260101000000_People implements Migration {

  private final String name;

  public M20260101000000_People(FirstName name) {
    this.name = name.value();
  }

  @Override
  public void up(QueryInterface db) {
    db.createTable(
        "people",
        t -> {
          t.column("id", bigInt().primaryKey());
          t.column("name", string(50).notNull());
        });
    db.bulkInsert("people", row("id", 1L, "name", name));
  }

  @Override
  public void down(QueryInterface db) {
    db.dropTable("people");
  }
}
