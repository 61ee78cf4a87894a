package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.Previous.previously;

import java.util.List;

/** Several changes of a table at once. */
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
                      t.addConstraint(unique("topic"));
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
}
