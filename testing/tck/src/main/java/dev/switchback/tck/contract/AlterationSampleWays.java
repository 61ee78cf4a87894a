package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;

import dev.switchback.QueryInterface;
import java.util.List;

/** For every one of the {@link AlterationSamples}, what has to be there, and the way back. */
final class AlterationSampleWays {

  private AlterationSampleWays() {}

  static List<SampleWays.Way> all() {
    return List.of(
        new SampleWays.Way(
            "several changes at once",
            db -> {
              rooms(db);
              db.addColumn("rooms", "note", text());
            },
            db -> {},
            db ->
                db.alterTable(
                    "rooms",
                    t -> {
                      t.removeConstraint(unique("topic"));
                      t.addColumn("note", text());
                      t.changeColumn("topic", string(200));
                      t.removeColumn("floor");
                    }),
            false),
        new SampleWays.Way(
            "columns with what belongs to them at once",
            db -> {
              rooms(db);
              db.createTable("users", t -> t.column("id", integer().primaryKey()));
            },
            db -> {},
            db ->
                db.alterTable(
                    "rooms",
                    t -> {
                      t.changeColumn("topic", c -> c.comment("it's").defaultValue("x"));
                      t.removeColumn("sort");
                      t.removeConstraint("rooms_keeper_id_fk");
                      t.removeColumn("keeper_id");
                    }),
            false));
  }

  private static void rooms(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().primaryKey());
          t.column("topic", string(200).notNull().defaultValue("x").comment("it's"));
        });
  }
}
