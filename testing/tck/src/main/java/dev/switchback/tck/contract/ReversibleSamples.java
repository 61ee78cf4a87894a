package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.Previous.previously;
import static dev.switchback.schema.ReferentialAction.CASCADE;
import static dev.switchback.schema.Row.row;

import dev.switchback.QueryInterface;
import dev.switchback.schema.TableDefinition;
import java.util.List;
import java.util.function.Consumer;

/** Changes that say what was there, so that there is a way back. */
final class ReversibleSamples {

  private ReversibleSamples() {}

  /**
   * One of them.
   *
   * @param given what is there before
   */
  record Reversible(String title, Consumer<QueryInterface> given, Consumer<QueryInterface> change) {

    @Override
    public String toString() {
      return title;
    }
  }

  private static Reversible reversible(
      String title, Consumer<QueryInterface> given, Consumer<QueryInterface> change) {
    return new Reversible(title, given, change);
  }

  private static void rooms(TableDefinition t) {
    t.column("id", integer().primaryKey());
    t.column("kind", enumeration("open", "it's").notNull().defaultValue("open"));
    t.column("size", integer().nullable().defaultValue(7).comment("seats"));
    t.comment("where people meet");
    t.index("size");
  }

  private static void rooms(QueryInterface db) {
    db.createTable("rooms", ReversibleSamples::rooms);
  }

  private static void roomsAndUsers(QueryInterface db) {
    rooms(db);
    db.createTable("users", t -> t.column("id", integer().primaryKey()));
  }

  static List<Reversible> all() {
    return List.of(
        reversible(
            "a table goes",
            ReversibleSamples::rooms,
            db -> db.dropTable("rooms", previously(ReversibleSamples::rooms))),
        reversible(
            "another comment",
            ReversibleSamples::rooms,
            db -> db.commentOnTable("rooms", "halls", previously("where people meet"))),
        reversible(
            "a first comment",
            db -> db.createTable("users", t -> t.column("id", integer())),
            db -> db.commentOnTable("users", "who talks", previously(""))),
        reversible(
            "a column goes",
            db -> {
              rooms(db);
              db.addColumn("rooms", "mood", enumeration("glad", "sad").notNull().comment("now"));
            },
            db ->
                db.removeColumn(
                    "rooms",
                    "mood",
                    previously(enumeration("glad", "sad").notNull().comment("now")))),
        reversible(
            "a column goes with its key and its reference",
            db -> {
              roomsAndUsers(db);
              db.addColumn("rooms", "owner_id", integer().unique().references("users", "id"));
            },
            db ->
                db.removeColumn(
                    "rooms", "owner_id", previously(integer().unique().references("users", "id")))),
        reversible(
            "another type",
            ReversibleSamples::rooms,
            db -> db.changeColumn("rooms", "size", bigInt(), previously(integer()))),
        reversible(
            "another type and what is said with it",
            ReversibleSamples::rooms,
            db ->
                db.changeColumn(
                    "rooms",
                    "size",
                    bigInt().notNull().defaultValue(9).comment("chairs"),
                    previously(integer().nullable().defaultValue(7).comment("seats")))),
        reversible(
            "no default and no NULL",
            ReversibleSamples::rooms,
            db ->
                db.changeColumn(
                    "rooms",
                    "size",
                    c -> c.dropDefault().notNull(),
                    previously(c -> c.defaultValue(7).nullable()))),
        reversible(
            "more values of an enumeration",
            ReversibleSamples::rooms,
            db ->
                db.changeColumn(
                    "rooms",
                    "kind",
                    enumeration("open", "it's", "shut"),
                    previously(enumeration("open", "it's")))),
        reversible(
            "an index goes",
            ReversibleSamples::rooms,
            db -> db.removeIndex("rooms", index("size"))),
        reversible(
            "constraints go",
            db -> {
              roomsAndUsers(db);
              db.addColumn("rooms", "owner_id", integer());
              db.addConstraint("rooms", unique("owner_id", "size"));
              db.addConstraint(
                  "rooms", foreignKey("owner_id").references("users", "id").onDelete(CASCADE));
            },
            db -> {
              db.removeConstraint(
                  "rooms", foreignKey("owner_id").references("users", "id").onDelete(CASCADE));
              db.removeConstraint("rooms", unique("owner_id", "size"));
            }),
        reversible(
            "a check goes",
            db -> {
              rooms(db);
              db.addConstraint("rooms", check("positive_size", "size > 0"));
            },
            db -> db.removeConstraint("rooms", check("positive_size", "size > 0"))),
        reversible(
            "another query",
            db -> {
              rooms(db);
              db.createView("all_rooms", "SELECT id FROM rooms");
            },
            db ->
                db.replaceView(
                    "all_rooms",
                    "SELECT id FROM rooms WHERE size > 1",
                    previously("SELECT id FROM rooms"))),
        reversible(
            "a view goes",
            db -> {
              rooms(db);
              db.createView("all_rooms", "SELECT id FROM rooms");
            },
            db -> db.dropView("all_rooms", previously("SELECT id FROM rooms"))),
        reversible(
            "a materialized view goes",
            db -> {
              rooms(db);
              db.createMaterializedView("all_rooms", "SELECT id FROM rooms");
            },
            db -> db.dropMaterializedView("all_rooms", previously("SELECT id FROM rooms"))),
        reversible(
            "an enum type goes",
            db -> db.createEnumType("mood", "sad", "happy"),
            db -> db.dropEnumType("mood", previously(List.of("sad", "happy")))),
        reversible(
            "a schema goes and comes",
            db -> db.createSchema("archive"),
            db -> db.dropSchema("archive")),
        reversible(
            "raw SQL and rows",
            db -> {
              rooms(db);
              db.bulkInsert("rooms", row("id", 1, "size", 1));
            },
            db -> {
              db.reversibly(
                  up -> up.execute("UPDATE rooms SET size = size + 10"),
                  down -> down.execute("UPDATE rooms SET size = size - 10"));
              db.reversibly(
                  up -> up.bulkInsert("rooms", row("id", 2, "size", 2)),
                  down -> down.bulkDelete("rooms", where("id", 2)));
              db.addColumn("rooms", "topic", string(9));
            }),
        reversible(
            "a table with all that is done to it",
            db -> db.createTable("users", t -> t.column("id", integer().primaryKey())),
            db -> {
              rooms(db);
              db.bulkInsert("rooms", row("id", 1, "size", 1));
              db.bulkUpdate("rooms", row("size", 2), where("id", 1));
              db.addColumn("rooms", "owner_id", integer().references("users", "id"));
              db.addIndex("rooms", "owner_id");
              db.addEnumValue("rooms", "kind", "shut");
              db.changeColumn("rooms", "size", bigInt());
              db.removeColumn("rooms", "size");
              db.commentOnTable("rooms", "halls");
              db.renameTable("rooms", "halls");
              db.addIndex("halls", "kind");
              db.addColumn("users", "hall_id", integer().references("halls", "id"));
            }),
        reversible(
            "a key to a later table gets another name",
            db -> db.createTable("users", t -> t.column("id", integer())),
            db -> {
              db.createTable("seats", t -> t.column("room", integer()));
              db.createTable("rooms", t -> t.column("id", integer().primaryKey()));
              db.addConstraint("seats", foreignKey("room").references("rooms", "id"));
              db.renameConstraint("seats", "seats_room_fk", "of_room");
            }),
        reversible(
            "other names",
            ReversibleSamples::rooms,
            db -> {
              db.renameColumn("rooms", "size", "seats");
              db.renameTable("rooms", "halls");
              db.addIndex("halls", index("kind", "seats").unique());
              db.createView("all_halls", "SELECT id FROM halls");
            }));
  }
}
