package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.Previous.previously;

import dev.switchback.QueryInterface;
import java.util.List;

/** Several changes of a table at once, what has to be there, and the way back. */
final class AlterationSamples {

  private AlterationSamples() {}

  static List<Sample> all() {
    return List.of(
        new Sample(
            "several changes at once",
            db ->
                db.alterTable(
                    "rooms",
                    t -> {
                      t.addColumn("floor", string(20).nullable());
                      t.changeColumn("topic", string(400), previously(string(200)));
                      t.removeColumn("note", previously(text()));
                      t.addConstraint(unique("topic", "floor"));
                    })),
        new Sample(
            "columns with what belongs to them at once",
            db ->
                db.alterTable(
                    "rooms",
                    t -> {
                      t.addColumn("keeper_id", integer().references("users", "id"));
                      t.addColumn("sort", enumeration("open", "it's").defaultValue("open"));
                      t.changeColumn(
                          "topic",
                          c -> c.comment("it's new").dropDefault(),
                          previously(c -> c.comment("it's").defaultValue("x")));
                    })));
  }

  static List<SampleWays.Way> ways() {
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
                      t.removeConstraint(unique("topic", "floor"));
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
