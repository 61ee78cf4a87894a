package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Row.row;

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
        byIndex("a unique constraint by its index", "hits", "one_of_hits", "rooms_hits_uk"),
        byIndex("a primary key by its index", "id", "one_of_an_id", "rooms_pk"),
        new SampleWays.Way(
            "the rows of a foreign key are checked",
            OnlineSampleWays::roomsWithOwner,
            owners,
            db -> {
              db.removeConstraint("rooms", "rooms_owner_id_fk");
              owners.accept(db);
            },
            false),
        comes(
            "an index that no query uses",
            OnlineSampleWays::rooms,
            db -> db.removeIndex("rooms", index("name", "size").invisible())),
        comes(
            "an index is hidden",
            OnlineSampleWays::roomsByName,
            db -> db.showIndex("rooms", "rooms_name")),
        new SampleWays.Way(
            "an index is shown",
            OnlineSampleWays::roomsByName,
            db -> db.hideIndex("rooms", "rooms_name"),
            db -> db.hideIndex("rooms", "rooms_name"),
            false),
        new SampleWays.Way(
            "a materialized view is refreshed while others read it",
            OnlineSampleWays::rooms,
            OnlineSampleWays::staleView,
            db -> {
              db.dropMaterializedView("names_of_rooms");
              db.bulkDelete("rooms", everyRow());
              staleView(db);
            },
            true),
        comes(
            "a column comes while others write",
            OnlineSampleWays::rooms,
            db -> db.online().removeColumn("rooms", "note")),
        comes(
            "an index comes while others write",
            OnlineSampleWays::rooms,
            db -> db.online().removeIndex("rooms", index("name"))));
  }

  private static SampleWays.Way comes(String title, SampleWays.Call given, SampleWays.Call back) {
    return new SampleWays.Way(title, given, db -> {}, back, false);
  }

  private static void roomsByName(QueryInterface db) {
    rooms(db);
    db.addIndex("rooms", "name");
  }

  private static void staleView(QueryInterface db) {
    db.createMaterializedView("names_of_rooms", "SELECT id, name FROM rooms");
    db.addIndex("names_of_rooms", index("id").unique());
    db.bulkInsert("rooms", row("id", 1, "name", "a"));
  }

  private static SampleWays.Way byIndex(
      String title, String column, String index, String constraint) {
    SampleWays.Call addIndex =
        db -> db.addIndex("rooms", index(column).unique().concurrently().named(index));
    return new SampleWays.Way(
        title,
        OnlineSampleWays::rooms,
        addIndex,
        db -> {
          db.removeConstraint("rooms", constraint);
          addIndex.accept(db);
        },
        false);
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
          t.column("hits", integer());
        });
  }

  private static void roomsWithOwner(QueryInterface db) {
    rooms(db);
    db.createTable("users", t -> t.column("id", integer().primaryKey()));
    db.addColumn("rooms", "owner_id", integer());
  }
}
