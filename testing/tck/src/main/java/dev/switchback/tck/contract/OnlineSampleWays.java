package dev.switchback.tck.contract;

import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;

import dev.switchback.QueryInterface;
import java.util.List;

/** For every one of the {@link OnlineSamples}, what has to be there, and the way back from it. */
final class OnlineSampleWays {

  private OnlineSampleWays() {}

  static List<SampleWays.Way> all() {
    SampleWays.Call owners =
        db ->
            db.addConstraint("rooms", foreignKey("owner_id").references("users", "id").notValid());
    return List.of(
        comes(
            "a foreign key whose rows are checked later",
            OnlineSampleWays::roomsWithOwner,
            removeConstraint("rooms_owner_id_fk")),
        comes(
            "a check whose rows are checked later",
            OnlineSampleWays::rooms,
            removeConstraint("positive_size")),
        new SampleWays.Way(
            "the rows of a foreign key are checked",
            OnlineSampleWays::roomsWithOwner,
            owners,
            db -> {
              db.removeConstraint("rooms", "rooms_owner_id_fk");
              owners.accept(db);
            },
            false));
  }

  private static SampleWays.Way comes(String title, SampleWays.Call given, SampleWays.Call back) {
    return new SampleWays.Way(title, given, db -> {}, back, false);
  }

  private static SampleWays.Call removeConstraint(String name) {
    return db -> db.removeConstraint("rooms", name);
  }

  private static void rooms(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().notNull());
          t.column("name", string(100).notNull());
          t.column("size", integer());
        });
  }

  private static void roomsWithOwner(QueryInterface db) {
    rooms(db);
    db.createTable("users", t -> t.column("id", integer().primaryKey()));
    db.addColumn("rooms", "owner_id", integer());
  }
}
