package dev.switchback.tck.contract;

import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;

import dev.switchback.QueryInterface;
import dev.switchback.schema.ColumnDefinition;
import java.util.List;

/**
 * For every one of the {@link NumberingSamples}, what has to be there, and the way back from it.
 */
final class NumberingSampleWays {

  private NumberingSampleWays() {}

  static List<SampleWays.Way> all() {
    return List.of(
        comes(
            "a table whose rows are numbered from 1000 on", db -> {}, db -> db.dropTable("orders")),
        comes(
            "a numbered column with a distance",
            db -> db.createTable("halls", t -> t.column("id", integer().primaryKey())),
            db -> db.removeColumn("halls", "no")),
        comes(
            "inserts may not supply a number any more",
            db -> guests(db, integer().autoIncrement()),
            db -> db.changeColumn("guests", "id", c -> c.autoIncrement())),
        comes(
            "a numbered column gets a larger type",
            db -> guests(db, integer().autoIncrement()),
            db -> db.changeColumn("guests", "id", integer())));
  }

  private static SampleWays.Way comes(String title, SampleWays.Call given, SampleWays.Call back) {
    return new SampleWays.Way(title, given, db -> {}, back, false);
  }

  private static void guests(QueryInterface db, ColumnDefinition id) {
    db.createTable(
        "guests",
        t -> {
          t.column("id", id.primaryKey());
          t.column("name", string(100));
        });
  }
}
