package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.custom;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.ReferentialAction.CASCADE;
import static dev.switchback.schema.Row.row;

import dev.switchback.QueryInterface;
import dev.switchback.schema.ColumnDefinition;
import dev.switchback.schema.TableDefinition;
import dev.switchback.servers.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** For every sample, a database in which it can be carried out, and the way back from it. */
final class SampleWays {

  private SampleWays() {}

  /**
   * The way of one sample.
   *
   * @param title of the sample
   * @param given what has to be there, and can be there on every database
   * @param taken what the sample takes away or changes, and not every database can have
   * @param isOfRows whether it leaves the schema as it is
   */
  record Way(String title, Call given, Call taken, Call back, boolean isOfRows) {}

  /** What a migration asks for. */
  @FunctionalInterface
  interface Call extends Consumer<QueryInterface> {}

  static List<SampleWay> all() {
    Map<String, Way> ways = ways();
    List<SampleWay> all = new ArrayList<>();
    for (Sample sample : (Iterable<Sample>) Samples.all()::iterator) {
      Way way = ways.remove(sample.title());
      if (way == null) {
        throw new IllegalStateException("no way back from the sample '" + sample.title() + "'");
      }
      all.add(new SampleWay(sample, way));
    }
    if (!ways.isEmpty()) {
      throw new IllegalStateException("no samples: " + ways.keySet());
    }
    return all;
  }

  private static Map<String, Way> ways() {
    Map<String, Way> ways = new HashMap<>();
    Stream.of(
            tables(),
            types(),
            columns(),
            changes(),
            constraints(),
            indexes(),
            OnlineSampleWays.all(),
            schemasAndViews(),
            guarded(),
            otherSchemas(),
            data())
        .flatMap(List::stream)
        .forEach(
            way -> {
              if (ways.put(way.title(), way) != null) {
                throw new IllegalStateException("two ways of the sample '" + way.title() + "'");
              }
            });
    return ways;
  }

  /** What samples name, and a database of this kind has not by itself. */
  static List<String> missing(TestDatabase kind) {
    return kind == TestDatabase.POSTGRESQL
        ? List.of(
            "CREATE EXTENSION citext",
            "CREATE DOMAIN geometry AS text",
            "CREATE COLLATION utf8mb4_bin FROM \"C\"")
        : List.of();
  }

  private static Way comes(String title, Call given, Call back) {
    return new Way(title, given, SampleWays::nothing, back, false);
  }

  /** The way back makes what has to be there. */
  private static Way goes(String title, Call given, Call back) {
    return new Way(title, given, back, back, false);
  }

  /** The way back is from whatever the rows are. */
  private static Way ofRows(String title, Call given, Call rows) {
    Call back =
        db -> {
          db.bulkDelete("rooms", everyRow());
          rows.accept(db);
        };
    return new Way(title, given, rows, back, true);
  }

  private static Call inOrder(Call... calls) {
    return db -> List.of(calls).forEach(call -> call.accept(db));
  }

  private static void nothing(QueryInterface db) {}

  static void numbered(TableDefinition t) {
    t.column("id", bigInt().primaryKey().autoIncrement());
    t.column("name", string(100));
  }

  private static void rooms(QueryInterface db) {
    db.createTable(
        "rooms",
        t -> {
          t.column("id", integer().notNull().defaultValue(0));
          t.column("name", string(100));
          t.column("about", text());
          t.column("is_open", bool().notNull().defaultValue(true));
          t.column("size", integer());
          t.column("hits", bigInt().notNull().defaultValue(0));
          t.column("settings", json());
        });
  }

  private static void users(QueryInterface db) {
    db.createTable("users", t -> t.column("id", integer().primaryKey()));
  }

  private static Call column(String name, ColumnDefinition definition) {
    return db -> db.addColumn("rooms", name, definition);
  }

  private static ColumnDefinition kind() {
    return enumeration("open", "it's").defaultValue("it's");
  }

  private static Call roomsOfKinds() {
    return inOrder(SampleWays::rooms, column("kind", kind()));
  }

  private static ColumnDefinition topic() {
    return string(200).notNull().defaultValue("y").comment("what it's about");
  }

  private static Call roomsWithTopic() {
    return inOrder(SampleWays::rooms, column("topic", topic()));
  }

  private static Call roomsWithOwner() {
    return inOrder(SampleWays::rooms, SampleWays::users, column("owner_id", integer()));
  }

  private static void rows(QueryInterface db) {
    db.bulkInsert(
        "rooms",
        row("id", 1, "name", "one", "size", 1),
        row("id", 2, "name", "two", "size", null),
        row("id", 3, "name", "three", "size", 9));
  }

  private static Call dropTable(String table) {
    return db -> db.dropTable(table);
  }

  private static Call removeColumn(String column) {
    return db -> db.removeColumn("rooms", column);
  }

  private static Call removeConstraint(String constraint) {
    return db -> db.removeConstraint("rooms", constraint);
  }

  private static Call removeIndex(String index) {
    return db -> db.removeIndex("rooms", index);
  }

  private static List<Way> tables() {
    return List.of(
        comes("a table", SampleWays::nothing, dropTable("rooms")),
        comes("a table whose rows are numbered", SampleWays::nothing, dropTable("counted")),
        comes("a table with keys over several columns", SampleWays::seats, dropTable("members")),
        comes("odd names", SampleWays::nothing, dropTable("odd \"` name")),
        comes("a table with options of MySQL and MariaDB", SampleWays::nothing, dropTable("words")),
        comes("a table with options of PostgreSQL", SampleWays::nothing, dropTable("visits")),
        goes("a table goes", SampleWays::nothing, roomsOfKinds()),
        goes("a table goes if it is there", SampleWays::nothing, roomsOfKinds()),
        comes(
            "a table goes, and the foreign keys that refer to it",
            inOrder(
                roomsOfKinds(),
                SampleWays::keyRooms,
                db -> db.createTable("members", t -> t.column("room_id", integer())),
                SampleWays::keyMembers),
            inOrder(roomsOfKinds(), SampleWays::keyRooms, SampleWays::keyMembers)),
        comes("a table if there is none", SampleWays::nothing, dropTable("fresh")),
        comes("a table gets another name", roomsOfKinds(), db -> db.renameTable("halls", "rooms")),
        comes(
            "a column is numbered",
            db -> db.createTable("tickets", t -> t.column("no", bigInt().primaryKey())),
            db -> db.removeNumbering("tickets", "no")),
        comes(
            "a column is not numbered any more",
            db -> db.createTable("people", SampleWays::numbered),
            db -> db.addNumbering("people", "id")),
        new Way(
            "rows with their numbers",
            db -> db.createTable("people", SampleWays::numbered),
            SampleWays::nothing,
            db -> {
              db.bulkDelete("people", everyRow());
              db.restartNumbering("people", "id", 1);
            },
            true),
        new Way(
            "the numbering restarts",
            db -> db.createTable("people", SampleWays::numbered),
            SampleWays::nothing,
            db -> db.bulkDelete("people", everyRow()),
            true),
        comes("a comment on a table", SampleWays::rooms, db -> db.dropTableComment("rooms")),
        goes(
            "a comment on a table goes",
            SampleWays::rooms,
            db -> db.commentOnTable("rooms", "where people meet")));
  }

  private static void seats(QueryInterface db) {
    db.createTable("rooms", t -> t.column("id", uuid().primaryKey()));
    db.createTable(
        "seats",
        t -> {
          t.column("room", uuid());
          t.column("no", integer());
          t.primaryKey("room", "no");
        });
  }

  private static void keyRooms(QueryInterface db) {
    db.addConstraint("rooms", primaryKey("id"));
  }

  private static void keyMembers(QueryInterface db) {
    db.addConstraint("members", foreignKey("room_id").references("rooms", "id").onDelete(CASCADE));
  }

  private static List<Way> types() {
    return List.of(
        comes("a table with many types", SampleWays::nothing, dropTable("typed")),
        comes("a generated column", SampleWays::rooms, removeColumn("sum")),
        comes("a generated column that is not stored", SampleWays::rooms, removeColumn("sum")),
        comes("numbers that cannot be given", SampleWays::rooms, removeColumn("no")),
        comes("numbers without a sign", SampleWays::rooms, removeColumn("no")),
        comes("a default that is no number", SampleWays::rooms, removeColumn("not_a_number")),
        comes("an array", SampleWays::rooms, removeColumn("tags")),
        comes("an array of an enumeration", SampleWays::rooms, removeColumn("kinds")),
        comes("an array of numbers", SampleWays::rooms, removeColumn("ports")),
        comes("a range", SampleWays::rooms, removeColumn("stay")),
        comes("an address", SampleWays::rooms, removeColumn("host")),
        comes("a text that ignores case", SampleWays::rooms, removeColumn("nick")),
        comes("a text that is too long", SampleWays::rooms, removeColumn("long")),
        comes("a number with too many digits", SampleWays::rooms, removeColumn("long")),
        comes("a fixed text that is too long", SampleWays::rooms, removeColumn("long")),
        comes("fixed bytes that are too long", SampleWays::rooms, removeColumn("long")),
        comes("bytes that are too long", SampleWays::rooms, removeColumn("long")));
  }

  private static List<Way> columns() {
    return List.of(
        comes(
            "a column before all others",
            db -> db.createTable("halls", t -> t.column("size", integer())),
            db -> db.removeColumn("halls", "code")),
        comes("a column after another one", SampleWays::rooms, removeColumn("topic")),
        comes("a column", SampleWays::rooms, removeColumn("topic")),
        comes("a column of an enumeration", SampleWays::rooms, removeColumn("kind")),
        comes("a column with a comment", SampleWays::rooms, removeColumn("note")),
        comes("a column with a collation", SampleWays::rooms, removeColumn("word")),
        goes("a column goes", SampleWays::rooms, column("kind", kind())),
        goes(
            "a foreign key goes",
            inOrder(SampleWays::rooms, SampleWays::users),
            column("owner_id", integer().references("users", "id"))));
  }

  private static List<Way> changes() {
    Call kindAsItWas = db -> db.changeColumn("rooms", "kind", enumeration("open", "it's"));
    Call topicAsItWas = db -> db.changeColumn("rooms", "topic", topic());
    return List.of(
        comes(
            "a column gets another name",
            roomsOfKinds(),
            db -> db.renameColumn("rooms", "sort", "kind")),
        comes(
            "a column gets an odd name",
            SampleWays::rooms,
            db -> db.renameColumn("rooms", "odd \"` name", "name")),
        comes("another type", roomsWithTopic(), topicAsItWas),
        comes("another type and attributes", roomsWithTopic(), topicAsItWas),
        comes(
            "another type by an expression",
            inOrder(SampleWays::rooms, column("topic", string(200).notNull())),
            db -> db.changeColumn("rooms", "topic", string(200).notNull())),
        comes(
            "NULL is refused from now on",
            inOrder(SampleWays::rooms, column("topic", string(200))),
            db -> db.changeColumn("rooms", "topic", c -> c.nullable())),
        comes("NULL is allowed, and the default goes", roomsWithTopic(), topicAsItWas),
        comes("another default, by an expression", roomsWithTopic(), topicAsItWas),
        comes("another comment", roomsWithTopic(), topicAsItWas),
        comes("a comment goes", roomsWithTopic(), topicAsItWas),
        comes(
            "another collation",
            roomsWithTopic(),
            inOrder(removeColumn("topic"), column("topic", topic()))),
        comes(
            "a column moves after another one",
            roomsWithTopic(),
            db -> db.changeColumn("rooms", "topic", c -> c.after("settings"))),
        comes(
            "another type and another place",
            roomsWithTopic(),
            db -> db.changeColumn("rooms", "topic", string(200).after("settings"))),
        comes("a text becomes an enumeration", roomsWithTopic(), topicAsItWas),
        comes("an enumeration is widened", roomsOfKinds(), kindAsItWas),
        comes("an enumeration becomes a text", roomsOfKinds(), kindAsItWas),
        comes(
            "another default of an enumeration",
            roomsOfKinds(),
            db -> db.changeColumn("rooms", "kind", c -> c.defaultValue("it's"))),
        comes("one more value of an enumeration", roomsOfKinds(), kindAsItWas),
        comes("one more value of an enumeration, before another", roomsOfKinds(), kindAsItWas),
        comes("one more value of an enumeration, behind another", roomsOfKinds(), kindAsItWas),
        comes(
            "a value of an enumeration gets another name",
            roomsOfKinds(),
            db -> db.renameEnumValue("rooms", "kind", "free", "open")));
  }

  private static List<Way> constraints() {
    return List.of(
        comes("a table with checks", SampleWays::nothing, dropTable("checked")),
        comes("a table with a deferred key", SampleWays::nothing, dropTable("deferred")),
        comes(
            "a unique constraint",
            roomsOfKinds(),
            db -> db.removeConstraint("rooms", unique("name", "kind"))),
        comes(
            "a unique constraint that can be deferred",
            SampleWays::rooms,
            db -> db.removeConstraint("rooms", unique("name"))),
        comes("a primary key", SampleWays::rooms, removeConstraint("rooms_pk")),
        comes(
            "a primary key with a name",
            SampleWays::rooms,
            db -> db.removeConstraint("rooms", primaryKey("id").named("rooms_key"))),
        comes("a check", SampleWays::rooms, removeConstraint("positive_size")),
        comes("a foreign key", roomsWithOwner(), removeConstraint("rooms_owner_id_fk")),
        comes(
            "a foreign key of two columns, deferred",
            inOrder(
                SampleWays::rooms,
                column("a", integer()),
                column("b", integer()),
                SampleWays::rowsOfSeats),
            removeConstraint("rooms_a_b_fk")),
        comes(
            "a foreign key that falls back on the default",
            inOrder(
                SampleWays::rooms,
                column("kind", string(20).defaultValue("open")),
                db -> db.createTable("kinds", t -> t.column("id", string(20).primaryKey()))),
            removeConstraint("rooms_kind_fk")),
        goes("the primary key goes", SampleWays::rooms, SampleWays::keyRooms),
        goes(
            "a unique constraint goes",
            roomsOfKinds(),
            db -> db.addConstraint("rooms", unique("name", "kind"))),
        goes(
            "a foreign key goes, and the column stays",
            roomsWithOwner(),
            db -> db.addConstraint("rooms", foreignKey("owner_id").references("users", "id"))),
        goes(
            "a check goes",
            SampleWays::rooms,
            db -> db.addConstraint("rooms", check("positive_size", "size > 0"))),
        comes(
            "a unique constraint gets another name",
            inOrder(roomsOfKinds(), db -> db.addConstraint("rooms", unique("name", "kind"))),
            renameConstraint("one_of_a_kind", "rooms_name_kind_uk")),
        comes(
            "a foreign key gets another name",
            inOrder(
                roomsWithOwner(),
                db ->
                    db.addConstraint(
                        "rooms",
                        foreignKey("owner_id").references("users", "id").onDelete(CASCADE))),
            renameConstraint("rooms_owner", "rooms_owner_id_fk")),
        new Way(
            "a check gets another name",
            SampleWays::rooms,
            db -> db.addConstraint("rooms", check("positive_size", "size > 0 AND name <> 'it''s'")),
            renameConstraint("rooms_size", "positive_size"),
            false),
        comes(
            "the primary key gets another name",
            inOrder(SampleWays::rooms, SampleWays::keyRooms),
            renameConstraint("rooms_key", "rooms_pk")));
  }

  private static Call renameConstraint(String before, String after) {
    return db -> db.renameConstraint("rooms", before, after);
  }

  private static void rowsOfSeats(QueryInterface db) {
    db.createTable(
        "seats",
        t -> {
          t.column("row", integer());
          t.column("no", integer());
          t.primaryKey("row", "no");
        });
  }

  private static List<Way> indexes() {
    Call addIndex = db -> db.addIndex("rooms", "name");
    return List.of(
        comes("an index", roomsOfKinds(), removeIndex("rooms_name_kind")),
        comes("a unique index", SampleWays::rooms, removeIndex("one_of_a_name")),
        comes(
            "an index without keeping writers out",
            SampleWays::rooms,
            db -> db.removeIndexConcurrently("rooms", "rooms_name_size")),
        new Way(
            "an index that was cut off before",
            roomsOfKinds(),
            SampleWays::cutOff,
            inOrder(removeIndex("cut off"), SampleWays::cutOff),
            false),
        goes("an index goes", SampleWays::rooms, addIndex),
        goes("an index goes without keeping writers out", SampleWays::rooms, addIndex),
        comes(
            "an index gets another name",
            inOrder(SampleWays::rooms, addIndex),
            db -> db.renameIndex("rooms", "by_name", "rooms_name")),
        comes("an index with an order", SampleWays::rooms, removeIndex("rooms_name_size")),
        comes(
            "an index over the beginning of a text", SampleWays::rooms, removeIndex("rooms_name")),
        comes("an index with a collation", SampleWays::rooms, removeIndex("by_bytes")),
        comes("an index with an order of NULL", SampleWays::rooms, removeIndex("rooms_size_hits")),
        comes("an index over an expression", roomsOfKinds(), removeIndex("lower")),
        comes("an index of some rows", SampleWays::rooms, removeIndex("rooms_name")),
        comes("an index of another kind", SampleWays::rooms, removeIndex("rooms_settings")),
        comes("an index of the usual kind", SampleWays::rooms, removeIndex("rooms_size")),
        comes("an index that includes more", SampleWays::rooms, removeIndex("rooms_name")),
        comes(
            "a unique index in which NULL is a value",
            SampleWays::rooms,
            removeIndex("rooms_size")),
        comes("a fulltext index", SampleWays::rooms, removeIndex("rooms_name_about")),
        comes("a fulltext index with a parser", SampleWays::rooms, removeIndex("rooms_about")),
        comes(
            "a spatial index",
            inOrder(SampleWays::rooms, column("place", custom("GEOMETRY").notNull())),
            removeIndex("rooms_place")),
        comes(
            "an index with all of it",
            SampleWays::rooms,
            db -> db.removeIndexConcurrently("rooms", "large")));
  }

  /** As PostgreSQL leaves one whose concurrent build has failed. */
  private static void cutOff(QueryInterface db) {
    db.addIndex("rooms", index("kind").unique().named("cut off"));
    db.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = '\"cut off\"'::regclass");
  }

  private static List<Way> schemasAndViews() {
    Call openRooms = db -> db.createView("open_rooms", "SELECT id FROM rooms WHERE is_open");
    Call dropView = db -> db.dropView("open_rooms");
    Call byKind =
        db ->
            db.createMaterializedView(
                "rooms_by_kind", "SELECT kind, COUNT(*) FROM rooms GROUP BY kind");
    Call dropByKind = db -> db.dropMaterializedView("rooms_by_kind");
    Call stale = inOrder(byKind, SampleWays::rows);
    return List.of(
        comes("a schema", SampleWays::nothing, db -> db.dropSchemaCascade("archive")),
        goes("an empty schema goes", SampleWays::nothing, db -> db.createSchema("archive")),
        goes(
            "a schema goes with all that is in it",
            SampleWays::nothing,
            db -> {
              db.createSchema("archive");
              db.execute("CREATE TABLE archive.boxes (id INT)");
            }),
        comes(
            "a schema gets another name",
            db -> db.createSchema("archive"),
            db -> db.renameSchema("attic", "archive")),
        comes("an enum type", SampleWays::nothing, db -> db.dropEnumType("mood")),
        goes(
            "an enum type goes",
            SampleWays::nothing,
            db -> db.createEnumType("mood", "sad", "it's")),
        comes("a view", SampleWays::rooms, dropView),
        comes(
            "a view gets another name",
            inOrder(SampleWays::rooms, openRooms),
            db -> db.renameView("free_rooms", "open_rooms")),
        comes(
            "another query of a view",
            inOrder(roomsOfKinds(), openRooms),
            inOrder(dropView, openRooms)),
        goes("a view goes", SampleWays::rooms, openRooms),
        comes("a materialized view", roomsOfKinds(), dropByKind),
        new Way(
            "a materialized view is refreshed",
            roomsOfKinds(),
            stale,
            inOrder(dropByKind, db -> db.bulkDelete("rooms", everyRow()), stale),
            true),
        goes("a materialized view goes", roomsOfKinds(), byKind),
        new Way(
            "a materialized view gets another name",
            roomsOfKinds(),
            byKind,
            db -> db.renameMaterializedView("kinds_of_rooms", "rooms_by_kind"),
            false));
  }

  private static List<Way> otherSchemas() {
    Call archive =
        db -> {
          db.createSchema("archive");
          db.inSchema("archive")
              .createTable(
                  "rooms",
                  t -> {
                    t.column("id", integer().primaryKey());
                    t.column("code", string(9));
                    t.index("code");
                  });
          db.inSchema("archive").bulkInsert("rooms", row("id", 1, "code", "a"));
        };
    Call rooms = inOrder(archive, SampleWays::rooms, column("shelf_id", integer()));
    return List.of(
        comes(
            "a table in another schema", archive, db -> db.inSchema("archive").dropTable("boxes")),
        comes(
            "a column in another schema",
            archive,
            db -> db.inSchema("archive").removeColumn("rooms", "note")),
        comes(
            "a foreign key to another schema",
            rooms,
            db -> db.removeConstraint("rooms", "rooms_shelf_id_fk")),
        comes(
            "an index goes in another schema, if it is there",
            archive,
            db -> db.inSchema("archive").addIndex("rooms", "code")),
        new Way(
            "rows in another schema",
            archive,
            SampleWays::nothing,
            db -> db.inSchema("archive").bulkUpdate("rooms", row("code", "a"), where("id", 1)),
            true));
  }

  private static List<Way> guarded() {
    Call halls =
        db ->
            db.createTable(
                "halls",
                t -> {
                  t.column("id", integer());
                  t.column("size", integer());
                });
    return List.of(
        comes(
            "a column if there is none",
            SampleWays::rooms,
            db -> db.removeColumn("rooms", "topic")),
        comes("an index if there is none", SampleWays::rooms, removeIndex("rooms_size")),
        comes(
            "a constraint if there is none",
            SampleWays::rooms,
            db -> db.removeConstraint("rooms", "rooms_name_uk")),
        comes(
            "a value of an enumeration if there is none",
            roomsOfKinds(),
            db -> db.changeColumn("rooms", "kind", enumeration("open", "it's"))),
        comes("a view if there is none", SampleWays::rooms, db -> db.dropView("new_rooms")),
        comes(
            "a column goes if it is there", halls, db -> db.addColumn("halls", "size", integer())),
        goes(
            "an index goes if it is there and the same",
            SampleWays::rooms,
            db -> db.addIndex("rooms", "name")),
        goes(
            "a constraint goes if it is there",
            roomsOfKinds(),
            db -> db.addConstraint("rooms", unique("name", "kind"))),
        comes(
            "an enum type if there is none",
            SampleWays::nothing,
            db -> db.dropEnumType("new_mood")),
        goes(
            "a view goes if it is there",
            SampleWays::rooms,
            db -> db.createView("open_rooms", "SELECT id FROM rooms WHERE is_open")),
        goes(
            "a schema goes if it is there", SampleWays::nothing, db -> db.createSchema("archive")));
  }

  private static List<Way> data() {
    Call roomsWithCode = inOrder(SampleWays::rooms, column("code", integer().unique()));
    return List.of(
        ofRows("raw SQL", SampleWays::rooms, SampleWays::rows),
        ofRows("rows", SampleWays::rooms, SampleWays::nothing),
        ofRows("rows that name different columns", SampleWays::rooms, SampleWays::nothing),
        ofRows("some rows change", SampleWays::rooms, SampleWays::rows),
        ofRows("every row changes", SampleWays::rooms, SampleWays::rows),
        ofRows(
            "a column is filled in batches",
            inOrder(SampleWays::rooms, db -> db.addConstraint("rooms", primaryKey("id"))),
            SampleWays::rows),
        ofRows(
            "some rows go",
            inOrder(roomsOfKinds(), column("owner_id", integer())),
            SampleWays::rows),
        ofRows("some rows go, by SQL", SampleWays::rooms, SampleWays::rows),
        ofRows("every row goes", SampleWays::rooms, SampleWays::rows),
        ofRows(
            "the first rows go",
            inOrder(SampleWays::rooms, db -> db.addConstraint("rooms", primaryKey("id"))),
            SampleWays::rows),
        ofRows(
            "rows are inserted or changed",
            roomsWithCode,
            db -> db.bulkInsert("rooms", row("code", 1, "name", "hall", "size", 2))),
        ofRows("rows of nothing but a key", roomsWithCode, SampleWays::nothing),
        ofRows("rows are inserted if they are missing", roomsWithCode, SampleWays::nothing),
        new Way(
            "rows of a file",
            db -> db.createTable("people", SampleWays::numbered),
            SampleWays::nothing,
            db -> {
              db.bulkDelete("people", everyRow());
              db.restartNumbering("people", "id", 1);
            },
            true));
  }
}
