package dev.switchback.tck.contract;

import static dev.switchback.schema.Condition.everyRow;
import static dev.switchback.schema.Condition.where;
import static dev.switchback.schema.Condition.whereSql;
import static dev.switchback.schema.Constraints.check;
import static dev.switchback.schema.Constraints.foreignKey;
import static dev.switchback.schema.Constraints.primaryKey;
import static dev.switchback.schema.Constraints.unique;
import static dev.switchback.schema.CsvFile.csvFile;
import static dev.switchback.schema.DataTypes.arrayOf;
import static dev.switchback.schema.DataTypes.bigInt;
import static dev.switchback.schema.DataTypes.binary;
import static dev.switchback.schema.DataTypes.bool;
import static dev.switchback.schema.DataTypes.citext;
import static dev.switchback.schema.DataTypes.custom;
import static dev.switchback.schema.DataTypes.date;
import static dev.switchback.schema.DataTypes.decimal;
import static dev.switchback.schema.DataTypes.doublePrecision;
import static dev.switchback.schema.DataTypes.enumeration;
import static dev.switchback.schema.DataTypes.fixedString;
import static dev.switchback.schema.DataTypes.inet;
import static dev.switchback.schema.DataTypes.integer;
import static dev.switchback.schema.DataTypes.json;
import static dev.switchback.schema.DataTypes.localTimestamp;
import static dev.switchback.schema.DataTypes.rangeOf;
import static dev.switchback.schema.DataTypes.real;
import static dev.switchback.schema.DataTypes.smallInt;
import static dev.switchback.schema.DataTypes.string;
import static dev.switchback.schema.DataTypes.text;
import static dev.switchback.schema.DataTypes.time;
import static dev.switchback.schema.DataTypes.timestamp;
import static dev.switchback.schema.DataTypes.tinyInt;
import static dev.switchback.schema.DataTypes.uuid;
import static dev.switchback.schema.DataTypes.varBinary;
import static dev.switchback.schema.Index.column;
import static dev.switchback.schema.Index.expression;
import static dev.switchback.schema.Index.index;
import static dev.switchback.schema.ReferentialAction.CASCADE;
import static dev.switchback.schema.ReferentialAction.RESTRICT;
import static dev.switchback.schema.ReferentialAction.SET_DEFAULT;
import static dev.switchback.schema.ReferentialAction.SET_NULL;
import static dev.switchback.schema.Row.row;
import static dev.switchback.schema.UpsertKey.key;

import dev.switchback.Migration;
import dev.switchback.QueryInterface;
import dev.switchback.operation.Operation;
import dev.switchback.schema.DropOption;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Every operation, in the forms that a dialect may say differently. The documentation shows these
 * calls as they stand here, and beside them what each dialect makes of them.
 */
final class Samples {

  private Samples() {}

  static List<Operation> operations() {
    return all().flatMap(sample -> sample.operations().stream()).toList();
  }

  static Stream<Sample> all() {
    return Stream.of(
            tables(),
            types(),
            columns(),
            changes(),
            constraints(),
            indexes(),
            OnlineSamples.all(),
            AlterationSamples.all(),
            schemasAndViews(),
            guarded(),
            otherSchemas(),
            data(),
            NameSamples.all(),
            NumberingSamples.all())
        .flatMap(List::stream);
  }

  private static Sample sample(String title, Consumer<QueryInterface> call) {
    return new Sample(title, call);
  }

  private static List<Sample> tables() {
    return List.of(
        sample(
            "a table",
            db ->
                db.createTable(
                    "rooms",
                    t -> {
                      t.column("id", uuid().primaryKey().defaultUuid());
                      t.column(
                          "name", string(120).notNull().unique().comment("it's shown to everyone"));
                      t.column("about", text().defaultValue("say \\ \"hi\""));
                      t.column("is_open", bool().notNull().defaultValue(true));
                      t.column("size", integer().defaultValue(-1));
                      t.column("hits", bigInt().notNull().defaultValue(0));
                      t.column("made_at", timestamp().notNull().defaultNow());
                      t.column(
                          "ends_at",
                          timestamp().defaultValue(Instant.parse("2030-01-01T00:00:00.5Z")));
                      t.column("day", date().defaultValue(LocalDate.of(2024, 2, 29)));
                      t.column("price", decimal(10, 2).defaultValue(new BigDecimal("1E+2")));
                      t.column("settings", json().notNull().defaultValue("{\"a\": \"it's\"}"));
                      t.column("kind", enumeration("open", "it's").defaultValue("it's"));
                      t.column("token", uuid().defaultValue(new UUID(1, 2)));
                      t.column("total", integer().defaultExpression("1 + 2"));
                    })),
        sample(
            "a table whose rows are numbered",
            db ->
                db.createTable(
                    "counted", t -> t.column("id", bigInt().primaryKey().autoIncrement()))),
        sample(
            "a table with keys over several columns",
            db ->
                db.createTable(
                    "members",
                    t -> {
                      t.column(
                          "room_id", uuid().notNull().references("rooms", "id").onDelete(CASCADE));
                      t.column("seat", integer());
                      t.primaryKey("room_id", "seat");
                      t.unique("seat", "room_id");
                      t.foreignKey(
                          List.of("room_id", "seat"),
                          "seats",
                          List.of("room", "no"),
                          RESTRICT,
                          CASCADE);
                    })),
        sample(
            "odd names", db -> db.createTable("odd \"` name", t -> t.column("select", integer()))),
        sample(
            "a table with options of MySQL and MariaDB",
            db ->
                db.createTable(
                    "words",
                    t -> {
                      t.column("word", string(20).notNull());
                      t.engine("InnoDB");
                      t.characterSet("utf8mb4");
                      t.collate("utf8mb4_bin");
                      t.rowFormat("DYNAMIC");
                    })),
        sample(
            "a table with options of PostgreSQL",
            db ->
                db.createTable(
                    "visits",
                    t -> {
                      t.column("room", integer());
                      t.unlogged();
                      t.tablespace("pg_default");
                      t.storageParameter("fillfactor", 70);
                      t.storageParameter("autovacuum_enabled", false);
                    })),
        sample("a table goes", db -> db.dropTable("rooms")),
        sample("a table goes if it is there", db -> db.dropTable("rooms", DropOption.IF_EXISTS)),
        sample(
            "a table goes, and the foreign keys that refer to it",
            db -> db.dropTable("rooms", DropOption.IF_EXISTS, DropOption.WITH_DEPENDENTS)),
        sample(
            "a table if there is none",
            db ->
                db.createTable(
                    "fresh",
                    t -> {
                      t.ifNotExists();
                      t.column("id", integer());
                    })),
        sample("a table gets another name", db -> db.renameTable("rooms", "halls")),
        sample("a column is numbered", db -> db.addNumbering("tickets", "no")),
        sample("a column is not numbered any more", db -> db.removeNumbering("people", "id")),
        sample(
            "the numbering restarts",
            db -> {
              db.restartNumbering("people", "id", 1_000);
              db.bulkInsert("people", row("name", "Ann")); // its id is 1000
            }),
        sample(
            "a comment on a table",
            db -> db.commentOnTable("rooms", "where people meet; it's \\ theirs")),
        sample("a comment on a table goes", db -> db.dropTableComment("rooms")));
  }

  /** Tables that differ by the type of a column only. */
  static List<Sample> types() {
    return List.of(
        sample(
            "a table with many types",
            db ->
                db.createTable(
                    "typed",
                    t -> {
                      t.column("id", uuid().asBinary().primaryKey().defaultUuid());
                      t.column("token", uuid().asBinary().defaultValue(new UUID(1, 2)));
                      t.column("tiny", tinyInt().defaultValue(-128));
                      t.column("small", smallInt());
                      t.column(
                          "age", tinyInt().unsigned().notNull().defaultValue(255).comment("years"));
                      t.column("port", smallInt().unsigned());
                      t.column("address", integer().unsigned().defaultValue(4_294_967_295L));
                      t.column("total", bigInt().unsigned());
                      t.column("ratio", real().defaultValue(0.5));
                      t.column("weight", doublePrecision().defaultValue(-0.0));
                      t.column("code", fixedString(2).defaultValue("de"));
                      t.column("content", binary().defaultValue(new byte[] {0, 39, -1}));
                      t.column("hash", binary(4).defaultValue(new byte[] {1, 2, 3, 4}));
                      t.column("salt", varBinary(8).defaultValue(new byte[0]));
                      t.column("opens", time().defaultValue(LocalTime.of(9, 30)));
                      t.column("closes", time(0));
                      t.column("seen_at", timestamp(3).defaultNow());
                      t.column(
                          "meeting", localTimestamp().defaultValue(LocalDate.EPOCH.atStartOfDay()));
                      t.column("until", localTimestamp(0));
                      t.column("place", custom("GEOMETRY"));
                      t.column("both", integer().generatedAs("tiny + small").comment("it's made"));
                    })),
        sample(
            "a generated column",
            db -> db.addColumn("rooms", "sum", integer().generatedAs("size + 1").notNull())),
        sample(
            "a generated column that is not stored",
            db -> db.addColumn("rooms", "sum", integer().generatedAs("size + 1").virtual())),
        sample(
            "numbers that cannot be given",
            db -> db.addColumn("rooms", "no", integer().identityAlways())),
        sample(
            "numbers without a sign",
            db -> db.addColumn("rooms", "no", bigInt().unsigned().autoIncrement())),
        sample(
            "a default that is no number",
            db -> db.addColumn("rooms", "not_a_number", real().defaultValue(Float.NaN))),
        sample(
            "an array",
            db ->
                db.addColumn(
                    "rooms",
                    "tags",
                    arrayOf(string(20)).notNull().defaultValue(List.of("it's", "a\\")))),
        sample(
            "an array of an enumeration",
            db ->
                db.addColumn(
                    "rooms",
                    "kinds",
                    arrayOf(enumeration("open", "it's")).defaultValue(List.of()))),
        sample(
            "an array of numbers",
            db -> db.addColumn("rooms", "ports", arrayOf(smallInt().unsigned()))),
        sample(
            "a range", db -> db.addColumn("rooms", "stay", rangeOf(date()).defaultValue("empty"))),
        sample("an address", db -> db.addColumn("rooms", "host", inet())),
        sample("a text that ignores case", db -> db.addColumn("rooms", "nick", citext().unique())),
        sample("a text that is too long", db -> db.addColumn("rooms", "long", string(16_384))),
        sample(
            "a number with too many digits", db -> db.addColumn("rooms", "long", decimal(66, 2))),
        sample(
            "a fixed text that is too long", db -> db.addColumn("rooms", "long", fixedString(256))),
        sample("fixed bytes that are too long", db -> db.addColumn("rooms", "long", binary(256))),
        sample("bytes that are too long", db -> db.addColumn("rooms", "long", varBinary(65_533))));
  }

  private static List<Sample> columns() {
    return List.of(
        sample("a column", db -> db.addColumn("rooms", "topic", string(200).nullable())),
        sample(
            "a column of an enumeration",
            db ->
                db.addColumn(
                    "rooms", "kind", enumeration("open", "closed").notNull().defaultValue("open"))),
        sample(
            "a column with a comment",
            db -> db.addColumn("rooms", "note", text().comment("it's \\ private"))),
        sample(
            "a column with a collation",
            db -> db.addColumn("rooms", "word", string(20).collate("utf8mb4_bin"))),
        sample(
            "a column before all others", db -> db.addColumn("halls", "code", integer().first())),
        sample(
            "a column after another one",
            db -> db.addColumn("rooms", "topic", string(200).after("name"))),
        sample("a column goes", db -> db.removeColumn("rooms", "kind")),
        sample("a foreign key goes", db -> db.removeColumn("rooms", "owner_id")));
  }

  private static List<Sample> changes() {
    return List.of(
        sample("a column gets another name", db -> db.renameColumn("rooms", "kind", "sort")),
        sample("a column gets an odd name", db -> db.renameColumn("rooms", "name", "odd \"` name")),
        sample("another type", db -> db.changeColumn("rooms", "topic", string(400))),
        sample(
            "another type and attributes",
            db ->
                db.changeColumn(
                    "rooms",
                    "topic",
                    string(400).notNull().defaultValue("it's").comment("a \\ b"))),
        sample(
            "another type by an expression",
            db ->
                db.changeColumn(
                    "rooms", "topic", c -> c.to(integer()).using("length(topic)").nullable())),
        sample(
            "NULL is refused from now on",
            db -> db.changeColumn("rooms", "topic", c -> c.notNull())),
        sample(
            "NULL is allowed, and the default goes",
            db -> db.changeColumn("rooms", "topic", c -> c.nullable().dropDefault())),
        sample(
            "another default, by an expression",
            db -> db.changeColumn("rooms", "topic", c -> c.defaultExpression("lower('X')"))),
        sample("another comment", db -> db.changeColumn("rooms", "topic", c -> c.comment("it's"))),
        sample("a comment goes", db -> db.changeColumn("rooms", "topic", c -> c.dropComment())),
        sample(
            "another collation",
            db -> db.changeColumn("rooms", "topic", text().collate("utf8mb4_bin"))),
        sample(
            "a column moves after another one",
            db -> db.changeColumn("rooms", "topic", c -> c.after("name"))),
        sample(
            "another type and another place",
            db -> db.changeColumn("rooms", "topic", string(400).first())),
        sample(
            "a text becomes an enumeration",
            db -> db.changeColumn("rooms", "topic", enumeration("x", "y"))),
        sample(
            "an enumeration is widened",
            db -> db.changeColumn("rooms", "kind", enumeration("open", "shut", "it's"))),
        sample("an enumeration becomes a text", db -> db.changeColumn("rooms", "kind", string(20))),
        sample(
            "another default of an enumeration",
            db -> db.changeColumn("rooms", "kind", c -> c.defaultValue("open"))),
        sample("one more value of an enumeration", db -> db.addEnumValue("rooms", "kind", "shut")),
        sample(
            "one more value of an enumeration, before another",
            db -> db.addEnumValueBefore("rooms", "kind", "shut", "it's")),
        sample(
            "one more value of an enumeration, behind another",
            db -> db.addEnumValueAfter("rooms", "kind", "shut", "open")),
        sample(
            "a value of an enumeration gets another name",
            db -> db.renameEnumValue("rooms", "kind", "open", "free")));
  }

  private static List<Sample> constraints() {
    return List.of(
        sample(
            "a table with checks",
            db ->
                db.createTable(
                    "checked",
                    t -> {
                      t.column("size", integer());
                      t.column("color", string(9));
                      t.check("checked_size", "size > 0");
                      t.constraint(unique("color", "size").named("one of a color"));
                    })),
        sample(
            "a table with a deferred key",
            db ->
                db.createTable(
                    "deferred",
                    t -> {
                      t.column("id", integer());
                      t.constraint(primaryKey("id").initiallyDeferred());
                    })),
        sample("a unique constraint", db -> db.addConstraint("rooms", unique("name", "kind"))),
        sample(
            "a unique constraint that can be deferred",
            db -> db.addConstraint("rooms", unique("name").deferrable())),
        sample("a primary key", db -> db.addConstraint("rooms", primaryKey("id"))),
        sample(
            "a primary key with a name",
            db -> db.addConstraint("rooms", primaryKey("id").named("rooms_key"))),
        sample("a check", db -> db.addConstraint("rooms", check("positive_size", "size > 0"))),
        sample(
            "a foreign key",
            db ->
                db.addConstraint(
                    "rooms",
                    foreignKey("owner_id")
                        .references("users", "id")
                        .onDelete(SET_NULL)
                        .onUpdate(CASCADE))),
        sample(
            "a foreign key of two columns, deferred",
            db ->
                db.addConstraint(
                    "rooms",
                    foreignKey("a", "b")
                        .references("seats", "row", "no")
                        .onDelete(SET_NULL)
                        .initiallyDeferred())),
        sample(
            "a foreign key that falls back on the default",
            db ->
                db.addConstraint(
                    "rooms", foreignKey("kind").references("kinds", "id").onUpdate(SET_DEFAULT))),
        sample("the primary key goes", db -> db.removeConstraint("rooms", "rooms_pk")),
        sample(
            "a unique constraint goes", db -> db.removeConstraint("rooms", unique("name", "kind"))),
        sample(
            "a foreign key goes, and the column stays",
            db -> db.removeConstraint("rooms", "rooms_owner_id_fk")),
        sample("a check goes", db -> db.removeConstraint("rooms", "positive_size")),
        sample(
            "a unique constraint gets another name",
            db -> db.renameConstraint("rooms", "rooms_name_kind_uk", "one_of_a_kind")),
        sample(
            "a foreign key gets another name",
            db -> db.renameConstraint("rooms", "rooms_owner_id_fk", "rooms_owner")),
        sample(
            "a check gets another name",
            db -> db.renameConstraint("rooms", "positive_size", "rooms_size")),
        sample(
            "the primary key gets another name",
            db -> db.renameConstraint("rooms", "rooms_pk", "rooms_key")));
  }

  private static List<Sample> indexes() {
    return List.of(
        sample("an index", db -> db.addIndex("rooms", "name", "kind")),
        sample(
            "a unique index",
            db -> db.addIndex("rooms", index("name").unique().named("one_of_a_name"))),
        sample(
            "an index without keeping writers out",
            db -> db.addIndex("rooms", index("name", "size").concurrently())),
        sample(
            "an index that was cut off before",
            db -> db.addIndex("rooms", index("kind").unique().concurrently().named("cut off"))),
        sample("an index goes", db -> db.removeIndex("rooms", "rooms_name")),
        sample(
            "an index goes without keeping writers out",
            db -> db.removeIndexConcurrently("rooms", "rooms_name")),
        sample(
            "an index gets another name", db -> db.renameIndex("rooms", "rooms_name", "by_name")),
        sample(
            "an index with an order",
            db -> db.addIndex("rooms", index(column("name"), column("size").descending()))),
        sample(
            "an index over the beginning of a text",
            db -> db.addIndex("rooms", index(column("name").length(10)).unique())),
        sample(
            "an index with a collation",
            db ->
                db.addIndex(
                    "rooms",
                    index(column("name").collate("C").operatorClass("text_pattern_ops"))
                        .named("by_bytes"))),
        sample(
            "an index with an order of NULL",
            db ->
                db.addIndex(
                    "rooms",
                    index(column("size").nullsFirst(), column("hits").descending().nullsLast()))),
        sample(
            "an index over an expression",
            db ->
                db.addIndex(
                    "rooms",
                    index(column("kind"), expression("lower(name)").descending())
                        .unique()
                        .named("lower"))),
        sample(
            "an index of some rows",
            db -> db.addIndex("rooms", index("name").where("size > 0").unique())),
        sample(
            "an index of another kind", db -> db.addIndex("rooms", index("settings").using("GIN"))),
        sample(
            "an index of the usual kind", db -> db.addIndex("rooms", index("size").using("btree"))),
        sample(
            "an index that includes more",
            db -> db.addIndex("rooms", index("name").unique().include("size", "hits"))),
        sample(
            "a unique index in which NULL is a value",
            db -> db.addIndex("rooms", index("size").unique().nullsNotDistinct())),
        sample("a fulltext index", db -> db.addIndex("rooms", index("name", "about").fulltext())),
        sample(
            "a fulltext index with a parser",
            db -> db.addIndex("rooms", index("about").fulltext("ngram"))),
        sample("a spatial index", db -> db.addIndex("rooms", index("place").spatial())),
        sample(
            "an index with all of it",
            db ->
                db.addIndex(
                    "rooms",
                    index(expression("lower(name)"))
                        .named("large")
                        .where("size > 9")
                        .include("id")
                        .concurrently())));
  }

  private static List<Sample> schemasAndViews() {
    return List.of(
        sample("a schema", db -> db.createSchema("archive")),
        sample("an empty schema goes", db -> db.dropSchema("archive")),
        sample("a schema goes with all that is in it", db -> db.dropSchemaCascade("archive")),
        sample("a schema gets another name", db -> db.renameSchema("archive", "attic")),
        sample("an enum type", db -> db.createEnumType("mood", "sad", "it's")),
        sample("an enum type goes", db -> db.dropEnumType("mood")),
        sample("a view", db -> db.createView("open_rooms", "SELECT id FROM rooms WHERE is_open")),
        sample(
            "another query of a view",
            db -> db.replaceView("open_rooms", "SELECT id, kind FROM rooms WHERE is_open")),
        sample("a view goes", db -> db.dropView("open_rooms")),
        sample("a view gets another name", db -> db.renameView("open_rooms", "free_rooms")),
        sample(
            "a materialized view",
            db ->
                db.createMaterializedView(
                    "rooms_by_kind", "SELECT kind, COUNT(*) FROM rooms GROUP BY kind")),
        sample(
            "a materialized view is refreshed", db -> db.refreshMaterializedView("rooms_by_kind")),
        sample("a materialized view goes", db -> db.dropMaterializedView("rooms_by_kind")),
        sample(
            "a materialized view gets another name",
            db -> db.renameMaterializedView("rooms_by_kind", "kinds_of_rooms")));
  }

  private static List<Sample> otherSchemas() {
    return List.of(
        sample(
            "a table in another schema",
            db ->
                db.inSchema("archive")
                    .createTable(
                        "boxes",
                        t -> {
                          t.column("id", integer().primaryKey());
                          t.column("kind", enumeration("wood", "steel"));
                          t.column("room_id", integer().references("rooms", "id"));
                          t.index("room_id");
                        })),
        sample(
            "a column in another schema",
            db -> db.inSchema("archive").addColumn("rooms", "note", string(200))),
        sample(
            "a foreign key to another schema",
            db ->
                db.addConstraint(
                    "rooms",
                    foreignKey("shelf_id")
                        .references("rooms", "id")
                        .inSchema("archive")
                        .onDelete(CASCADE))),
        sample(
            "an index goes in another schema, if it is there",
            db -> db.inSchema("archive").ifExists().removeIndex("rooms", "rooms_code")),
        sample(
            "rows in another schema",
            db -> db.inSchema("archive").bulkUpdate("rooms", row("code", "x"), where("id", 1))));
  }

  private static List<Sample> guarded() {
    return List.of(
        sample(
            "a column if there is none",
            db -> db.ifNotExists().addColumn("rooms", "topic", string(200))),
        sample("an index if there is none", db -> db.ifNotExists().addIndex("rooms", "size")),
        sample(
            "a constraint if there is none",
            db -> db.ifNotExists().addConstraint("rooms", unique("name"))),
        sample(
            "a value of an enumeration if there is none",
            db -> db.ifNotExists().addEnumValue("rooms", "kind", "shut")),
        sample(
            "a view if there is none",
            db -> db.ifNotExists().createView("new_rooms", "SELECT id FROM rooms")),
        sample("a column goes if it is there", db -> db.ifExists().removeColumn("halls", "size")),
        sample(
            "an index goes if it is there and the same",
            db -> db.ifExists().removeIndex("rooms", index("name"))),
        sample(
            "a constraint goes if it is there",
            db -> db.ifExists().removeConstraint("rooms", "rooms_name_kind_uk")),
        sample(
            "an enum type if there is none",
            db -> db.ifNotExists().createEnumType("new_mood", "sad", "it's")),
        sample("a view goes if it is there", db -> db.ifExists().dropView("open_rooms")),
        sample("a schema goes if it is there", db -> db.ifExists().dropSchemaCascade("archive")));
  }

  private static List<Sample> data() {
    return List.of(
        sample("raw SQL", db -> db.execute("UPDATE rooms SET size = ?", 7)),
        sample(
            "rows",
            db -> db.bulkInsert("rooms", row("id", 1, "name", "it's"), row("name", null, "id", 2))),
        sample(
            "rows that name different columns",
            db ->
                db.bulkInsert("rooms", row("id", 1), row("id", 2, "name", "lobby"), row("id", 3))),
        sample(
            "rows with their numbers",
            db -> db.insertNumbered("people", row("name", "Ann"), row("name", "Bob"))),
        sample(
            "some rows change",
            db -> db.bulkUpdate("rooms", row("name", "hall", "size", null), where("id", 1))),
        sample("every row changes", db -> db.bulkUpdate("rooms", row("size", 0), everyRow())),
        sample(
            "a column is filled in batches",
            db ->
                db.backfill(
                    "rooms",
                    b ->
                        b.setSql("name", "concat('room ', id)")
                            .where(where("is_open", true))
                            .batchesOf(10_000))),
        sample(
            "some rows go",
            db ->
                db.bulkDelete(
                    "rooms",
                    where("kind", List.of("open", "it's"))
                        .and("owner_id", null)
                        .andSql("size > ? OR size < 0 -- none", 5))),
        sample("some rows go, by SQL", db -> db.bulkDelete("rooms", whereSql("size IS NULL"))),
        sample("every row goes", db -> db.bulkDelete("rooms", everyRow())),
        sample("the first rows go", db -> db.bulkDelete("rooms", where("is_open", true), 1_000)),
        sample(
            "rows are inserted or changed",
            db -> db.upsert("rooms", List.of("code"), row("code", 1, "name", "lobby", "size", 3))),
        sample(
            "rows of nothing but a key", db -> db.upsert("rooms", List.of("code"), row("code", 1))),
        sample(
            "rows are inserted if they are missing",
            db -> db.insertMissing("rooms", List.of("code"), row("code", 1, "name", "lobby"))),
        sample(
            "rows of a file",
            db -> db.copyIn("people", List.of("name"), csvFile(Migration.class, "/people.csv"))),
        sample(
            "rows are inserted or changed among some",
            db ->
                db.upsert(
                    "rooms", key("seat").where("size > 0"), row("seat", 1, "size", 3, "hits", 2))),
        sample(
            "other options of a table of MySQL and MariaDB",
            db ->
                db.setTableOptions(
                    "words",
                    o -> {
                      o.rowFormat("COMPACT");
                      o.defaultCollation("utf8mb4_unicode_ci");
                    })),
        sample(
            "other options of a table of PostgreSQL",
            db ->
                db.setTableOptions(
                    "visits",
                    o -> {
                      o.unlogged();
                      o.storageParameter("fillfactor", 70);
                      o.defaultStorageParameter("autovacuum_enabled");
                    })));
  }
}
